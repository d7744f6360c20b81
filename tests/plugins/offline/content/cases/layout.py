"""Cases of the rules on what a package has to hold."""

from __future__ import annotations

from plugins.offline.content.cases import DESCRIPTOR, DOMAIN, GLOBAL, ID, PAGE, SPACE, Case, page


def _described(members: str, kind: str = "normal") -> dict[str, str | bytes]:
    return {DESCRIPTOR: f'{{ id: "{ID}", version: "1.0.0.1", type: "{kind}", {members} }}\n'}


def _entry(url: str) -> str:
    return f'{{ id: "{ID}", version: "1.0.0.1", type: "normal", mainUrl: "{url}" }}\n'


CASES = [
    Case(rule="OFP211", name="there", files={**page("<p>"), **_described('mainUrl: "/www/index.html"')}),
    Case(rule="OFP211", name="with a query", files={**page("<p>"), **_described('mainUrl: "/www/index.html?a=1#/b"')}),
    Case(
        rule="OFP211",
        name="escaped",
        files={f"{ID}/www/my page.html": "<p>", **_described('mainUrl: "/www/my%20page.html"')},
    ),
    Case(
        rule="OFP211",
        name="a whole address",
        files={**page("<p>"), **_described('mainUrl: "https://20171228.h5app.com/www/other.html"')},
    ),
    Case(rule="OFP211", name="none", files={**page("<p>"), **_described("")}),
    Case(
        rule="OFP211",
        name="missing",
        files={**page("<p>"), **_described('mainUrl: "/index.html"')},
        expect=(f"{DESCRIPTOR}:1:64 OFP211 mainUrl /index.html is not in the package",),
    ),
    Case(
        rule="OFP211",
        name="another page too",
        files={**page("<p>"), **_described('mainUrl: "/www/index.html", subUrl: "/www/b.html"')},
        expect=(f"{DESCRIPTOR}:1:91 OFP211 subUrl /www/b.html is not in the package",),
    ),
    Case(
        rule="OFP211",
        name="without a slash",
        files={**page("<p>"), **_described('mainUrl: "www/index.html"')},
        expect=(f"{DESCRIPTOR}:1:64 OFP211 mainUrl www/index.html does not begin with a slash",),
        fixed={DESCRIPTOR: _entry("/www/index.html")},
    ),
    Case(
        rule="OFP211",
        name="without a slash and nowhere",
        files={**page("<p>"), **_described('mainUrl: "other.html"')},
        expect=(f"{DESCRIPTOR}:1:64 OFP211 mainUrl other.html does not begin with a slash",),
        fixed={},
    ),
    Case(
        rule="OFP211",
        name="in other letters",
        files={**page("<p>"), **_described('mainUrl: "/www/Index.html?a=1"')},
        expect=(f"{DESCRIPTOR}:1:64 OFP211 mainUrl /www/Index.html?a=1 is written /www/index.html in the package",),
        fixed={DESCRIPTOR: _entry("/www/index.html?a=1")},
    ),
    Case(
        rule="OFP211",
        name="of a global package",
        files={f"{ID}/{DOMAIN}/{SPACE}/a.js": "x", **_described('mainUrl: "index.htm"', "global")},
    ),
    Case(rule="OFP212", name="as documented", files={**page("<p>"), **_described('mainUrl: "/www/index.html"')}),
    Case(
        rule="OFP212",
        name="a hyphen",
        files={f"{ID}/www/my-page.html": "<p>", **_described('mainUrl: "/www/my-page.html"')},
        expect=(
            (
                f"{DESCRIPTOR}:1:64 OFP212 mainUrl /www/my-page.html has not the documented form, letters, digits, "
                "underscores and .html"
            ),
        ),
        severity="note",
    ),
    Case(rule="OFP212", name="without a slash", files={**page("<p>"), **_described('mainUrl: "index.htm"')}),
    Case(
        rule="OFP212",
        name="of a global package",
        files={f"{ID}/{DOMAIN}/{SPACE}/a.js": "x", **_described('mainUrl: "/index.htm"', "global")},
    ),
    Case(rule="OFP213", name="a page", files=page("<p>")),
    Case(rule="OFP213", name="a global package", files={f"{GLOBAL}/a.js": "x"}),
    Case(
        rule="OFP213",
        name="none",
        files={f"{ID}/a.js": "x", **_described("")},
        expect=(f"{DESCRIPTOR}:1:1 OFP213 there is no page (.html) among 1 files",),
        severity="warning",
    ),
    Case(
        rule="OFP213",
        name="no files",
        files={f"{ID}/hpmfile.json": "{}", f"{ID}/.git/a": "x", **_described("")},
        expect=(f"{DESCRIPTOR}:1:1 OFP213 there are no files",),
        severity="error",
    ),
    Case(rule="OFP214", name="empty page", files=page(""), expect=(f"{PAGE} OFP214 the file is empty",)),
    Case(
        rule="OFP214",
        name="blank page",
        files=page(" \n\t"),
        expect=(f"{PAGE} OFP214 the page holds nothing but blanks",),
    ),
    Case(
        rule="OFP214",
        name="empty image",
        files={PAGE: "<p>", f"{ID}/www/a.png": ""},
        expect=(f"{ID}/www/a.png OFP214 the file is empty",),
    ),
    Case(
        rule="OFP214",
        name="style sheets may be empty and others blank",
        files={PAGE: "<p>", f"{ID}/www/a.css": "", f"{ID}/www/a.svg": " ", f"{ID}/www/b.html": " " * 300},
    ),
    Case(rule="OFP215", name="normal", files=page("<p>", "www/a.b/c_d/e.js")),
    Case(rule="OFP215", name="global", files={f"{GLOBAL}/a.js": "x", f"{GLOBAL}/www/a.html": "<p>"}),
    Case(
        rule="OFP215",
        name="global resources in a normal package",
        files=page("<p>", f"{DOMAIN}/{SPACE}/a.js", f"{DOMAIN}/{SPACE}/b.js"),
        expect=(
            (
                f"{ID}/{DOMAIN}/{SPACE}/a.js OFP215 the folder {DOMAIN} holds global resources (2 files), "
                f"in a normal package"
            ),
        ),
    ),
    Case(
        rule="OFP215",
        name="pages in a global package",
        files={
            f"{ID}/{DOMAIN}/{SPACE}/a.js": "x",
            PAGE: "<p>",
            f"{ID}/css/a.css": "x",
            **_described("", "global"),
        },
        expect=(f"{PAGE} OFP215 the folder www holds pages of a normal package (1 files), in a global one",),
    ),
    Case(
        rule="OFP215",
        name="a global package without a domain",
        files={PAGE: "<p>", **_described('directory: ""', "global")},
    ),
    Case(
        rule="OFP215",
        name="described as the other",
        files={f"{ID}/{DOMAIN}/{SPACE}/a.js": "x", **_described("")},
        expect=(
            f"{DESCRIPTOR}:1:45 OFP215 all files are global resources, and the package is described as a normal one",
        ),
    ),
    Case(
        rule="OFP224",
        name="the id twice",
        files={f"{ID}/{ID}/www/index.html": "<p>", **_described("")},
        expect=(f"{ID}/{ID}/www/index.html OFP224 the files lie in {ID}/{ID}",),
    ),
    Case(rule="OFP224", name="a folder that is named so", files=page("<p>", f"{ID}/a.js")),
    Case(rule="OFP224", name="no id and no files", files={DESCRIPTOR: "{}"}),
]
