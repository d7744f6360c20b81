"""Cases of the rules on versions beside what was released."""

from __future__ import annotations

from plugins.changing import Change
from plugins.offline import sample
from plugins.offline.release.case import Case

_FILE = "trips/offline-package.json5"
_PAGE = "trips/20171228/www/index.html"
_TAG = {"offline.tag": "offline/{id}/{version}"}
_OLD: dict[str, dict[str, Change]] = {"offline/20171228/1.0.0.1": {}}
_FOLDER = {"offline.released": "released"}
_AMR = "released/a/20171228_1.0.0.1.amr"
_NO_VERSION = ('  version: "1.0.0.1",\n', "")
_OTHER = (("Trips</title>", "Tours</title>"),)
_CRLF = sample.PAGE.replace("\n", "\r\n")
_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n"


def _pointer(content: bytes, *, sha256: str = "") -> str:
    import hashlib

    return _POINTER.format(sha256=sha256 or hashlib.sha256(content).hexdigest(), size=len(content))


_IMAGE = "trips/20171228/www/img/dot.png"

CASES = [
    Case(rule="OFP107", name="tagged and the same", tags=_OLD, options=_TAG),
    Case(
        rule="OFP107",
        name="tagged and changed",
        tags=_OLD,
        options=_TAG,
        files={_PAGE: _OTHER},
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released (offline/20171228/1.0.0.1) "
                "with other files: 1, such as www/index.html"
            ),
        ),
    ),
    Case(
        rule="OFP107",
        name="changed with a new version",
        tags=_OLD,
        options=_TAG,
        files={_PAGE: _OTHER, _FILE: (("1.0.0.1", "1.0.0.2"),)},
    ),
    Case(
        rule="OFP107",
        name="added and removed",
        tags=_OLD,
        options=_TAG,
        files={"trips/20171228/www/new.js": "", "trips/20171228/www/css/trips.css": None},
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released (offline/20171228/1.0.0.1) "
                "with other files: 2, such as www/css/trips.css, www/new.js"
            ),
        ),
    ),
    Case(rule="OFP107", name="other line ends", tags=_OLD, options=_TAG, files={_PAGE: _CRLF}),
    Case(
        rule="OFP107",
        name="kept by LFS then",
        tags={"offline/20171228/1.0.0.1": {_IMAGE: _pointer(sample.DOT)}},
        options=_TAG,
    ),
    Case(
        rule="OFP107",
        name="another one kept by LFS then",
        tags={"offline/20171228/1.0.0.1": {_IMAGE: _pointer(sample.DOT, sha256="0" * 64)}},
        options=_TAG,
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released (offline/20171228/1.0.0.1) "
                "with other files: 1, such as www/img/dot.png"
            ),
        ),
    ),
    Case(
        rule="OFP107",
        name="in another folder then",
        tags={
            "offline/20171228/1.0.0.1": {
                "a/offline-package.json5": sample.DESCRIPTOR,
                "a/20171228/www/index.html": "<p>Then</p>",
                **dict.fromkeys(sample.NORMAL),
            }
        },
        options=_TAG,
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released (offline/20171228/1.0.0.1) "
                "with other files: 3, such as www/css/trips.css, www/img/dot.png, www/index.html"
            ),
        ),
    ),
    Case(
        rule="OFP107",
        name="not there then",
        tags={"offline/20171228/1.0.0.1": dict.fromkeys(sample.NORMAL)},
        options=_TAG,
        files={_PAGE: _OTHER},
    ),
    Case(
        rule="OFP107",
        name="another package there then",
        tags={"offline/20171228/1.0.0.1": {_FILE: '{ id: "20171229", version: "1.0.0.1" }'}},
        options=_TAG,
        files={_PAGE: _OTHER},
    ),
    Case(
        rule="OFP107",
        name="no files then",
        tags={"offline/20171228/1.0.0.1": {path: None for path in sample.NORMAL if "2017" in path}},
        options=_TAG,
    ),
    Case(
        rule="OFP107",
        name="broken then",
        tags={"offline/20171228/1.0.0.1": {_FILE: "{ id: "}},
        options=_TAG,
        files={_PAGE: _OTHER},
    ),
    Case(
        rule="OFP107",
        name="tags of others",
        tags={"v1": {}, "x/20171228/1.0.0.1": {}},
        options=_TAG,
        files={_PAGE: _OTHER},
    ),
    Case(
        rule="OFP107",
        name="a pattern with more than names",
        tags={"h5+20171228@1.0.0.1-final": {}},
        options={"offline.tag": "h5+{id}@{version}-final"},
        files={_PAGE: _OTHER},
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released "
                "(h5+20171228@1.0.0.1-final) with other files: 1, such as www/index.html"
            ),
        ),
    ),
    Case(
        rule="OFP107",
        name="a pattern without id",
        tags={"v1.0.0.1": {}},
        options={"offline.tag": "v{version}"},
        files={_PAGE: _OTHER},
    ),
    Case(
        rule="OFP107",
        name="a descriptor without a version",
        tags=_OLD,
        options=_TAG,
        files={_PAGE: _OTHER, _FILE: (_NO_VERSION,)},
    ),
    Case(rule="OFP107", name="no pattern", tags=_OLD, files={_PAGE: _OTHER}),
    Case(rule="OFP107", name="no repository", options=_TAG, files={_PAGE: _OTHER}),
    Case(rule="OFP107", name="released and the same", options=_FOLDER, files={_AMR: "{}"}),
    Case(
        rule="OFP107",
        name="released and changed",
        options=_FOLDER,
        files={_AMR: "{}", _PAGE: _OTHER},
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP107 1.0.0.1 is released "
                "(released/a/20171228_1.0.0.1.amr) with other files: 1, such as www/index.html"
            ),
        ),
    ),
    Case(rule="OFP107", name="released and broken", options=_FOLDER, files={_AMR: b"no archive", _PAGE: _OTHER}),
    Case(
        rule="OFP107",
        name="a global one for another target",
        options={**_FOLDER, "offline.appId": "AA", "offline.workspaceId": "prod"},
        files={
            "released/77000001_1.0.0.3.amr": f"""{{ id: "77000001", version: "1.0.0.3", alone: true,
                files: {{ "{sample.DOMAIN}/BB_test/common.js": "window.common = true;\\n" }} }}"""
        },
    ),
    Case(
        rule="OFP107",
        name="a global one with other files",
        options={**_FOLDER, "offline.appId": "AA", "offline.workspaceId": "prod"},
        files={
            "released/77000001_1.0.0.3.amr": f"""{{ id: "77000001", version: "1.0.0.3", alone: true,
                files: {{ "{sample.DOMAIN}/BB_test/other.js": "" }} }}"""
        },
        expect=(
            (
                "common/offline-package.json5:4:12 OFP107 1.0.0.3 is released "
                "(released/77000001_1.0.0.3.amr) with other files: 2, such as common.js, other.js"
            ),
        ),
    ),
    Case(
        rule="OFP107",
        name="no version",
        options=_FOLDER,
        files={_AMR: "{}", _PAGE: _OTHER, _FILE: (("1.0.0.1", "one"),)},
    ),
    Case(
        rule="OFP107",
        name="not built yet",
        tags={"offline/20171228/1.0.0.1": {_FILE: (("mainUrl:", 'source: "dist", mainUrl:'),), "trips/dist/a.js": ""}},
        options=_TAG,
        files={_FILE: (("mainUrl:", 'source: "dist", mainUrl:'),)},
    ),
    Case(rule="OFP108", name="equal", tags=_OLD, options=_TAG),
    Case(
        rule="OFP108",
        name="below a tag",
        tags={"offline/20171228/1.0.0.9": {}, "offline/20171228/1.0.0.10": {}},
        options=_TAG,
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP108 1.0.0.1 is below 1.0.0.10, which is released "
                "(offline/20171228/1.0.0.10)"
            ),
        ),
    ),
    Case(
        rule="OFP108",
        name="below a released one",
        options=_FOLDER,
        files={"released/20171228_1.0.1.0.amr": "{}", "released/20171229_9.0.0.0.amr": "{}"},
        expect=(
            (
                "trips/offline-package.json5:4:12 OFP108 1.0.0.1 is below 1.0.1.0, which is released "
                "(released/20171228_1.0.1.0.amr)"
            ),
        ),
    ),
    Case(rule="OFP108", name="no version", tags=_OLD, options=_TAG, files={_FILE: (_NO_VERSION,)}),
    Case(rule="OFP108", name="an empty version", tags=_OLD, options=_TAG, files={_FILE: (("1.0.0.1", ""),)}),
    Case(rule="OFP108", name="above", options=_FOLDER, files={"released/20171228_0.9.9.99.amr": "{}"}),
    Case(rule="OFP108", name="a folder that is not there", options=_FOLDER),
    Case(rule="OFP109", name="the same", tags=_OLD, options=_TAG),
    Case(
        rule="OFP109",
        name="tagged as another",
        tags=_OLD,
        options=_TAG,
        files={_FILE: (("mainUrl:", 'type: "global", mainUrl:'), ("1.0.0.1", "1.0.0.2"))},
        expect=(
            (
                "trips/offline-package.json5:5:9 OFP109 the package is global, and 1.0.0.1 was released "
                "as normal (offline/20171228/1.0.0.1)"
            ),
        ),
    ),
    Case(
        rule="OFP109",
        name="released as another",
        options=_FOLDER,
        files={
            "released/20171228_1.0.0.0.amr": f"""{{ version: "1.0.0.0", alone: true,
                files: {{ "{sample.DOMAIN}/{sample.SPACE}/a.js": "" }} }}"""
        },
        expect=(
            (
                "trips/offline-package.json5:1:1 OFP109 the package is normal, and 1.0.0.0 was released "
                "as global (released/20171228_1.0.0.0.amr)"
            ),
        ),
    ),
    Case(
        rule="OFP109",
        name="no version",
        tags=_OLD,
        options=_TAG,
        files={_FILE: (_NO_VERSION, ("mainUrl:", 'type: "global", mainUrl:'))},
        expect=(
            (
                "trips/offline-package.json5:4:9 OFP109 the package is global, and 1.0.0.1 was released "
                "as normal (offline/20171228/1.0.0.1)"
            ),
        ),
    ),
    Case(rule="OFP109", name="broken", options=_FOLDER, files={"released/20171228_1.0.0.0.amr": b"x"}),
]
