"""Cases of the rules on what is not delivered or of no use."""

from __future__ import annotations

from plugins.offline.content.cases import ID, PAGE, Case, page

EARLIER = " is what an earlier build has written; it would be packed, again with each build"

CASES = [
    Case(
        rule="OFP221",
        name="a link out of the tree",
        files={PAGE: "<p>", f"{ID}/www/a.js": "link:/etc/hostname", f"{ID}/.b": "link:/etc/hostname"},
        expect=(f"{ID}/www/a.js OFP221 the link is not packed",),
        severity="error",
    ),
    Case(
        rule="OFP221",
        name="too many folders",
        files={PAGE: "<p>", f"{ID}/{'a/' * 45}a.js": "x"},
        expect=(
            f"{ID}/{'/a' * 41}"[:9]
            + "/".join("a" * 41)
            + " OFP221 what is here is not packed: too many folders inside each other",
        ),
        severity="warning",
    ),
    Case(
        rule="OFP221",
        name="a link to a file of the package",
        files={PAGE: "<p>", f"{ID}/www/a.html": "link:index.html"},
        expect=(f"{ID}/www/a.html OFP221 the link is not packed",),
    ),
    Case(
        rule="OFP221",
        name="a link to a folder of the package",
        files={PAGE: "<p>", f"{ID}/more": "link:www"},
        expect=(f"{ID}/more OFP221 the link is not packed",),
    ),
    Case(
        rule="OFP221",
        name="the folder is a link",
        files={
            "trips/offline-package.json5": '{ id: "20171228", version: "1.0", source: "out/web" }',
            "trips/files/web/www/index.html": "<p>",
            "trips/out": "link:files",
        },
        expect=("trips/out OFP221 the link is not packed",),
    ),
    Case(
        rule="OFP221",
        name="the folder is none",
        files={
            "trips/offline-package.json5": '{ id: "20171228", version: "1.0", source: "./files/web/" }',
            "trips/files/web/www/index.html": "<p>",
            "trips/web": "link:files/web",
        },
    ),
    Case(
        rule="OFP222",
        name="well-known",
        files=page(
            "<p>", "www/.well-known/a.json", ".DS_Store", ".git/config", "www/.gitignore", "__MACOSX/a", ".netrc"
        ),
        expect=(f"{ID}/www/.well-known OFP222 .well-known is not packed, since it begins with a dot",),
        severity="note",
    ),
    Case(
        rule="OFP222",
        name="a link",
        files={PAGE: "<p>", f"{ID}/www/a.js": "link:/etc/hostname", f"{ID}/www/.babelrc": "{}"},
    ),
    Case(rule="OFP222", name="dots elsewhere", files=page("<p>", "www/a..js", "www/Thumbs.db")),
    Case(
        rule="OFP223",
        name="an archive",
        files=page("<p>", "www/pages.ZIP"),
        expect=(f"{ID}/www/pages.ZIP OFP223 pages.ZIP is an archive of 1 B",),
    ),
    Case(
        rule="OFP223",
        name="what earlier builds have written",
        files=page(
            "<p>",
            "dist/20171228/1.0.0.1_all/nebula/20171228_1.0.0.1.amr",
            "dist/20171228/1.0.0.1_all/nebula/fallback/www/index.html",
            "dist/20171228/1.0.0.1_all/20171228.zip",
            "dist/20171228/1.0.0.2_iOS/20171228.zip",
        ),
        expect=(
            f"{ID}/dist/20171228/1.0.0.1_all/20171228.zip OFP223 dist/20171228/1.0.0.1_all{EARLIER}",
            f"{ID}/dist/20171228/1.0.0.2_iOS/20171228.zip OFP223 dist/20171228/1.0.0.2_iOS{EARLIER}",
        ),
        severity="error",
    ),
    Case(
        rule="OFP223",
        name="folders that only look so",
        files=page("<p>", "20171228/1.0.0.1_all/a.js", "20171228/1.0.0.1/nebula/a.js", "1/1.0_all/nebula/a.js"),
    ),
    Case(rule="OFP223", name="names with such a word", files=page("<p>", "www/zip.js", "www/a.zip.js", "www/zip")),
]
