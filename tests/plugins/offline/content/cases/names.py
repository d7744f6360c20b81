"""Cases of the rules on names."""

from __future__ import annotations

from plugins.offline.content.cases import APSARA, DESCRIPTOR, GLOBAL, ID, PAGE, SPACE, TARGET, Case

_BASE = f"{ID}/www/index.html"
_LONG = "a-folder-of-resources/with-another-folder"

CASES = [
    Case(
        rule="OFP201",
        name="a blank",
        files={_BASE: "<p>", f"{ID}/www/my logo.png": "x"},
        expect=(f"{ID}/www/my logo.png OFP201 my logo.png is not written like this in an address: %20",),
        severity="warning",
    ),
    Case(
        rule="OFP201",
        name="a folder once for all its files",
        files={_BASE: "<p>", f"{ID}/www/\u56fe/a.png": "x", f"{ID}/www/\u56fe/b.png": "x"},
        expect=(f"{ID}/www/\u56fe/a.png OFP201 \u56fe is not written like this in an address: \u56fe",),
    ),
    Case(
        rule="OFP201",
        name="signs that mean something",
        files={_BASE: "<p>", f"{ID}/www/a#b%20+.png": "x"},
        expect=(f"{ID}/www/a#b%20+.png OFP201 a#b%20+.png is not written like this in an address: #, %, +",),
    ),
    Case(rule="OFP201", name="plain", files={_BASE: "<p>", f"{ID}/www/A-b_c.min.js": "x"}),
    Case(rule="OFP201", name="an at sign in a normal package", files={_BASE: "<p>", f"{ID}/www/logo@2x.png": "x"}),
    Case(
        rule="OFP201",
        name="an at sign in a global package",
        files={f"{GLOBAL}/vue@2.js": "x"},
        expect=(f"{GLOBAL}/vue@2.js OFP201 vue@2.js has characters that urlencode changes: @",),
        severity="note",
    ),
    Case(
        rule="OFP201",
        name="a port in the domain",
        files={f"77777777/mds.example.com:4432/{SPACE}/a.js": "x"},
    ),
    Case(rule="OFP202", name="at the limit", files={f"{GLOBAL}/{_LONG}/common-123.js": "x"}),
    Case(
        rule="OFP202",
        name="one too many",
        files={f"{GLOBAL}/{_LONG}/common-12345.js": "x"},
        expect=(
            (
                f"{GLOBAL}/{_LONG}/common-12345.js OFP202 the address of common-12345.js has 102 characters; "
                "100 are allowed"
            ),
        ),
    ),
    Case(
        rule="OFP202",
        name="mcube counts",
        files={f"77777777/mdsweb.example.com/{SPACE}/{_LONG}/common-1234567.js": "x"},
        options=APSARA,
        expect=(
            (
                f"77777777/mdsweb.example.com/{SPACE}/{_LONG}/common-1234567.js OFP202 the address of "
                f"common-1234567.js "
                "has 103 characters; 100 are allowed"
            ),
        ),
    ),
    Case(
        rule="OFP202",
        name="the bucket is not in the address",
        files={f"77777777/mdsweb.example.com/a-bucket/{SPACE}/{_LONG}/common-123.js": "x"},
        options={**APSARA, "offline.bucket": "a-bucket"},
    ),
    Case(
        rule="OFP202",
        name="where it will lie is not known",
        files={DESCRIPTOR: f'{{ id: "{ID}", type: "global", source: "files" }}', f"files/js/{_LONG * 3}.js": "x"},
    ),
    Case(rule="OFP202", name="a normal package", files={_BASE: "<p>", f"{ID}/www/{_LONG * 3}.js": "x"}),
    Case(
        rule="OFP203",
        name="over the limit",
        files={_BASE: "<p>", f"{ID}/www/{'a' * 94}.js": "x"},
        expect=(f"{ID}/www/{'a' * 94}.js OFP203 the path has 101 bytes; 100 fit into the header of a tar",),
    ),
    Case(rule="OFP203", name="at the limit", files={_BASE: "<p>", f"{ID}/www/{'a' * 93}.js": "x"}),
    Case(
        rule="OFP203",
        name="bytes and not characters",
        files={_BASE: "<p>", f"{ID}/www/{chr(0x56FE) * 32}.js": "x"},
        expect=(f"{ID}/www/{chr(0x56FE) * 32}.js OFP203 the path has 103 bytes; 100 fit into the header of a tar",),
    ),
    Case(rule="OFP203", name="a global package", files={f"{GLOBAL}/{'a' * 94}.js": "x"}, options=TARGET),
    Case(
        rule="OFP204",
        name="files",
        files={PAGE: "<p>", f"{ID}/www/A.js": "x", f"{ID}/www/a.js": "x"},
        expect=(f"{ID}/www/a.js OFP204 www/a.js differs from www/A.js in the case of letters only",),
    ),
    Case(
        rule="OFP204",
        name="an accent written in two ways",
        files={PAGE: "<p>", f"{ID}/www/e\u0301.js": "x", f"{ID}/www/\xe9.js": "x"},
        expect=(f"{ID}/www/\xe9.js OFP204 www/\xe9.js differs from www/e\u0301.js in the case of letters only",),
    ),
    Case(rule="OFP204", name="other names", files={PAGE: "<p>", f"{ID}/www/a.js": "x", f"{ID}/A/a.js": "x"}),
]
