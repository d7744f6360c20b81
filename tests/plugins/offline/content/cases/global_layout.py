"""Cases of the rules on the folders of global packages."""

from __future__ import annotations

from plugins.offline.content.cases import APSARA, DESCRIPTOR, DOMAIN, GLOBAL, ID, SPACE, TARGET, Case, page

_OLD = f"77777777/mcube-prod.cn-hangzhou.oss.aliyuncs.com/{SPACE}/a.js"
_OTHER = f"77777777/mds.example.com/{SPACE}/a.js"
_MDSWEB = "77777777/mdsweb.example.com"
_BUCKET = {**APSARA, "offline.bucket": "a-bucket"}
_TYPE = f'{{ id: "{ID}", version: "1.0.0.1", type: "global" }}'
_DESCRIBED = f'{{ id: "{ID}", version: "1.0.0.1", type: "global", directory: "" }}'

CASES = [
    Case(rule="OFP216", name="the domain", files={f"{GLOBAL}/a.js": "x"}, options=TARGET),
    Case(
        rule="OFP216",
        name="the old domain",
        files={_OLD: "x", _OLD.replace("a.js", "b.js"): "x"},
        expect=(
            (
                f"{_OLD} OFP216 the domain mcube-prod.cn-hangzhou.oss.aliyuncs.com is the old one, "
                f"which is served without "
                f"acceleration; now it is {DOMAIN}"
            ),
        ),
        severity="warning",
    ),
    Case(
        rule="OFP216",
        name="the old domain and another target",
        files={_OLD: "x"},
        options={**TARGET, "offline.domain": "mds.example.com"},
        expect=(
            (
                f"{_OLD} OFP216 the domain mcube-prod.cn-hangzhou.oss.aliyuncs.com is not that of the target, "
                "mds.example.com"
            ),
        ),
        severity="error",
    ),
    Case(
        rule="OFP216",
        name="another domain and no target",
        files={_OTHER: "x"},
        expect=(f"{_OTHER} OFP216 the domain mds.example.com is not that of the target, {DOMAIN}",),
        severity="warning",
    ),
    Case(
        rule="OFP216",
        name="a domain with a port",
        files={f"77777777/mds.example.com:4432/{SPACE}/a.js": "x"},
        options={**TARGET, "offline.domain": "mds.example.com:4432"},
    ),
    Case(
        rule="OFP216",
        name="an apsara stack whose domain nobody says",
        files={_OTHER: "x"},
        options={"offline.edition": "apsara"},
    ),
    Case(rule="OFP216", name="a normal package", files=page("<p>", f"mds.example.com/{SPACE}/a.js")),
    Case(
        rule="OFP216",
        name="a folder that is no domain",
        files={f"{ID}/{DOMAIN}/{SPACE}/a.js": "x", f"{ID}/common/a.js": "x", DESCRIPTOR: _DESCRIBED},
    ),
    Case(rule="OFP217", name="the target", files={f"{GLOBAL}/a.js": "x"}, options=TARGET),
    Case(
        rule="OFP217",
        name="another workspace",
        files={f"77777777/{DOMAIN}/53E5279071442_dev/a.js": "x", f"77777777/{DOMAIN}/53E5279071442_dev/b.js": "x"},
        options=TARGET,
        expect=(
            (
                f"77777777/{DOMAIN}/53E5279071442_dev/a.js OFP217 the folder 53E5279071442_dev is not "
                f"that of the target, "
                f"{SPACE}"
            ),
        ),
        severity="error",
    ),
    Case(
        rule="OFP217",
        name="a hyphen",
        files={f"{ID}/{DOMAIN}/53E5279071442-test/a.js": "x", DESCRIPTOR: _TYPE},
        options=TARGET,
        expect=(
            (
                f"{ID}/{DOMAIN}/53E5279071442-test/a.js OFP217 the folder 53E5279071442-test has a hyphen between app "
                "and workspace, where an underscore belongs"
            ),
        ),
    ),
    Case(
        rule="OFP217",
        name="a hyphen and no target",
        files={f"{ID}/{DOMAIN}/53E5279071442-test/a.js": "x", DESCRIPTOR: _TYPE},
        expect=(
            (
                f"{ID}/{DOMAIN}/53E5279071442-test/a.js OFP217 the folder 53E5279071442-test has a hyphen between app "
                "and workspace, where an underscore belongs"
            ),
        ),
    ),
    Case(rule="OFP217", name="any app and workspace without a target", files={f"{GLOBAL}/a.js": "x"}),
    Case(
        rule="OFP217",
        name="no app and workspace",
        files={f"{ID}/{DOMAIN}/common/a.js": "x", DESCRIPTOR: _DESCRIBED},
        expect=(f"{ID}/{DOMAIN}/common/a.js OFP217 the folder common is no appId_workspaceId",),
        severity="warning",
    ),
    Case(
        rule="OFP217",
        name="a bucket",
        files={f"{_MDSWEB}/a-bucket/{SPACE}/a.js": "x"},
        options=_BUCKET,
    ),
    Case(
        rule="OFP217",
        name="no bucket",
        files={f"{_MDSWEB}/{SPACE}/js/a.js": "x"},
        options=_BUCKET,
        expect=(
            (
                f"{_MDSWEB}/{SPACE}/js/a.js OFP217 the folder {SPACE} lies where the folder of the bucket "
                f"belongs, a-bucket"
            ),
        ),
    ),
    Case(
        rule="OFP217",
        name="below the bucket",
        files={f"{ID}/mdsweb.example.com/a-bucket/53E5279071442_dev/a.js": "x", DESCRIPTOR: _TYPE},
        options=_BUCKET,
        expect=(
            (
                f"{ID}/mdsweb.example.com/a-bucket/53E5279071442_dev/a.js OFP217 the folder "
                f"53E5279071442_dev is not that of the target, "
                f"{SPACE}"
            ),
        ),
    ),
    Case(
        rule="OFP217",
        name="a bucket that nobody names",
        files={f"77777777/mds.example.com/a-bucket/{SPACE}/a.js": "x"},
        options={"offline.edition": "apsara"},
    ),
    Case(
        rule="OFP217",
        name="a bucket on the public cloud",
        files={f"{GLOBAL}/a.js": "x"},
        options={**TARGET, "offline.bucket": "b"},
    ),
    Case(rule="OFP217", name="a normal package", files=page("<p>", f"{DOMAIN}/common/a.js")),
    Case(
        rule="OFP218",
        name="nobody says where",
        files={f"{ID}/a.js": "x", f"{ID}/b.js": "x", DESCRIPTOR: _TYPE},
        expect=(
            (
                f"{DESCRIPTOR}:1:1 OFP218 where the files are put is not known: offline.appId and "
                f"offline.workspaceId say "
                "it"
            ),
        ),
    ),
    Case(
        rule="OFP218",
        name="the target says where",
        files={f"{ID}/a.js": "x", f"{ID}/b.js": "x", DESCRIPTOR: _TYPE},
        options=TARGET,
    ),
    Case(rule="OFP218", name="below", files={f"{GLOBAL}/a.js": "x", "77777777/hpmfile.json": "{}"}),
    Case(
        rule="OFP218",
        name="above",
        files={f"{GLOBAL}/a.js": "x", f"77777777/{DOMAIN}/b.js": "x"},
        expect=(f"77777777/{DOMAIN}/b.js OFP218 {DOMAIN}/b.js lies outside of domain/appId_workspaceId (1 files)",),
    ),
    Case(
        rule="OFP218",
        name="beside",
        files={
            f"{ID}/{DOMAIN}/{SPACE}/a.js": "x",
            f"{ID}/css/a.css": "x",
            f"{ID}/css/b.css": "x",
            f"{ID}/www/index.html": "<p>",
            DESCRIPTOR: _DESCRIBED,
        },
        expect=(f"{ID}/css/a.css OFP218 css lies outside of domain/appId_workspaceId (2 files)",),
    ),
    Case(
        rule="OFP218",
        name="no domain at all",
        files={f"{ID}/www/index.html": "<p>", DESCRIPTOR: _DESCRIBED},
        expect=(f"{ID}/www/index.html OFP218 www lies outside of domain/appId_workspaceId (1 files)",),
    ),
    Case(
        rule="OFP218",
        name="in the bucket",
        files={
            f"{ID}/mdsweb.example.com/a-bucket/{SPACE}/a.js": "x",
            f"{ID}/mdsweb.example.com/a-bucket/b.js": "x",
            DESCRIPTOR: _TYPE,
        },
        options=_BUCKET,
        expect=(
            (
                f"{ID}/mdsweb.example.com/a-bucket/b.js OFP218 mdsweb.example.com/a-bucket/b.js lies outside of "
                "domain/appId_workspaceId (1 files)"
            ),
        ),
    ),
    Case(rule="OFP218", name="a normal package", files=page("<p>", "a.js")),
]
