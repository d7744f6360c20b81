"""Cases of the rules on where the files of a package lie."""

from __future__ import annotations

from plugins.changing import Change
from plugins.offline.release.case import Case

_FILE = "trips/offline-package.json5"
_PAGE = "trips/20171228/www/index.html"
_IGNORED = {".gitignore": "dist/\n20171228/\n"}


def _source(folder: str) -> dict[str, Change]:
    return {_FILE: (("mainUrl:", f'source: "{folder}", mainUrl:'),)}


CASES = [
    Case(rule="OFP121", name="none is named"),
    Case(
        rule="OFP121",
        name="out of the repository",
        tags={"a": {}},
        files=_source("../../dist"),
        expect=(f"{_FILE}:5:11 OFP121 the source ../../dist leads out of the project",),
    ),
    Case(
        rule="OFP121",
        name="out of the folder of the configuration",
        files=_source("../.."),
        expect=(f"{_FILE}:5:11 OFP121 the source ../.. leads out of the project",),
    ),
    Case(rule="OFP121", name="beside the package", files=_source("../web/dist")),
    Case(rule="OFP121", name="out and back again", files=_source("../trips/../trips/20171228")),
    Case(rule="OFP121", name="a name that begins with dots", files=_source("..dist")),
    Case(
        rule="OFP122",
        name="what is built and ignored",
        tags={"a": {}},
        files={**_source("dist"), **_IGNORED},
        expect=(f"{_FILE}:5:11 OFP122 the files in dist are not judged: git ignores them, and they are not here",),
    ),
    Case(
        rule="OFP122",
        name="the folder of the id is ignored",
        tags={"a": {}},
        files={
            **_IGNORED,
            _PAGE: None,
            "trips/20171228/www/css/trips.css": None,
            "trips/20171228/www/img/dot.png": None,
        },
        expect=(f"{_FILE}:1:1 OFP122 the files in 20171228 are not judged: git ignores them, and they are not here",),
    ),
    Case(
        rule="OFP122",
        name="ignored and there",
        tags={"a": {}},
        files={**_source("dist"), **_IGNORED, "trips/dist/www/index.html": "<p>"},
    ),
    Case(rule="OFP122", name="neither there nor ignored", tags={"a": {}}, files=_source("dist")),
    Case(rule="OFP122", name="without a repository", files={**_source("dist"), **_IGNORED}),
    Case(rule="OFP122", name="outside", tags={"a": {}}, files={**_source("../../dist"), **_IGNORED}),
    Case(rule="OFP122", name="sound", tags={"a": {}}, files=_IGNORED),
]
