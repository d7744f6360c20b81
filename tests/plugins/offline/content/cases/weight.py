"""Cases of the rules on what a package weighs."""

from __future__ import annotations

import random

from plugins.offline.content.cases import DESCRIPTOR, DOMAIN, ID, PAGE, SPACE, Case, page

_NOISE = random.Random(1).randbytes(11 * 1024 * 1024)
_MAP = "run()\n//# sourceMappingURL=data:application/json;charset=utf-8;base64," + "QUJD" * 100
_VIDEO = b"\x47" + bytes(187) + b"\x47" + bytes(187)
_WWW = f"{ID}/www"

CASES = [
    Case(
        rule="OFP401",
        name="a file",
        files=page("<p>", "www/a.js.map"),
        expect=(f"{_WWW}/a.js.map OFP401 a source map, 1 B to be saved",),
    ),
    Case(
        rule="OFP401",
        name="of several folders",
        files=page("<p>", "www/js/a.js.map", "www/js/b.JS.MAP", "www/css/a.css.map"),
        expect=(
            f"{_WWW}/css/a.css.map OFP401 a source map, 1 B to be saved",
            f"{_WWW}/js/a.js.map OFP401 2 source maps in this folder, 2 B to be saved",
        ),
    ),
    Case(
        rule="OFP401",
        name="inside",
        files={**page("<p>"), f"{_WWW}/a.js": _MAP},
        expect=(f"{_WWW}/a.js OFP401 the file carries its source map in itself, 462 B to be saved",),
    ),
    Case(
        rule="OFP401",
        name="near misses",
        files={
            **page("<p>", "www/map.js", "www/world.map"),
            f"{_WWW}/a.js": "run()\n//# sourceMappingURL=a.js.map",
            f"{_WWW}/b.js": "s = '\\n/*# sourceMappingURL=data:application/json;base64,'.concat(btoa(m), ' */')",
            f"{_WWW}/c.txt": _MAP,
        },
    ),
    Case(
        rule="OFP402",
        name="large",
        files={**page("<p>"), f"{_WWW}/a.PNG": "large:"},
        expect=(f"{_WWW}/a.PNG OFP402 the image has 600.00 KB; 500.00 KB are allowed, 100.00 KB to be saved",),
    ),
    Case(
        rule="OFP402",
        name="allowed",
        files={**page("<p>", "www/b.png"), f"{_WWW}/a.png": "large:"},
        options={"offline.maxImageSize": "600 KB"},
    ),
    Case(rule="OFP402", name="no image", files={**page("<p>"), f"{_WWW}/a.mp3": "large:"}),
    Case(
        rule="OFP403",
        name="three of one",
        files={
            **page("<p>"),
            f"{_WWW}/a.png": b"a" * 2048,
            f"{_WWW}/b.png": b"a" * 2048,
            f"{_WWW}/c.png": b"a" * 2048,
            f"{_WWW}/d.png": b"b" * 2048,
        },
        expect=(f"{_WWW}/a.png OFP403 3 files are identical, 4.00 KB to be saved",),
        severity="note",
    ),
    Case(
        rule="OFP403",
        name="too small to matter",
        files={**page("<p>"), f"{_WWW}/a.png": b"a" * 4095, f"{_WWW}/b.png": b"a" * 4095, f"{_WWW}/c.png": ""},
    ),
    Case(
        rule="OFP404",
        name="files",
        files=page("<p>", "www/logo.psd", "www/a.ts", "www/a.scss", "www/a.test.js", "www/yarn.lock"),
        expect=tuple(
            f"{_WWW}/{name} OFP404 no page loads such a file, 1 B to be saved"
            for name in ("a.scss", "a.test.js", "a.ts", "logo.psd", "yarn.lock")
        ),
    ),
    Case(
        rule="OFP404",
        name="folders",
        files=page("<p>", "www/node_modules/a/node_modules/b/c.js", "www/node_modules/a/d.js", "www/__tests__/a.js"),
        expect=(
            f"{_WWW}/__tests__/a.js OFP404 the folder www/__tests__ is left over (1 files), 1 B to be saved",
            f"{_WWW}/node_modules/a/d.js OFP404 the folder www/node_modules is left over (2 files), 2 B to be saved",
        ),
    ),
    Case(
        rule="OFP404",
        name="near misses",
        files={
            **page(
                '<link rel="stylesheet" href="a.less">', "www/a.less", "www/test/index.js", "www/tests.js", "www/a.tsv"
            ),
            f"{_WWW}/a.ts": _VIDEO,
        },
    ),
    Case(
        rule="OFP405",
        name="larger than allowed",
        files={**page("<p>"), f"{_WWW}/a.bin": _NOISE, DESCRIPTOR: f'{{ id: "{ID}", version: "1.0.0.1" }}'},
        expect=(
            (
                f"{DESCRIPTOR}:1:1 OFP405 the package will have about 11,267.45 KB; 10,240.00 KB are "
                f"allowed, 1,027.45 KB "
                "to be saved"
            ),
        ),
    ),
    Case(
        rule="OFP405",
        name="larger only before it is packed",
        files={**page("<p>"), f"{_WWW}/a.bin": "huge:", DESCRIPTOR: f'{{ id: "{ID}", version: "1.0.0.1" }}'},
    ),
    Case(rule="OFP405", name="small", files=page("<p>")),
    Case(
        rule="OFP406",
        name="all formats",
        files=page("<p>", "www/a.woff2", "www/a.ttf", "www/a.eot", "www/a.svg", "www/a.woff"),
        expect=(
            f"{_WWW}/a.woff OFP406 the font is there as WOFF2, WOFF, TTF, EOT, SVG; WOFF2 is enough, 4 B to be saved",
        ),
        severity="note",
    ),
    Case(
        rule="OFP406",
        name="near misses",
        files=page("<p>", "www/a.woff2", "www/b/a.ttf", "www/logo.svg", "www/logo.eot", "www/c.ttf", "www/c.png"),
    ),
    Case(rule="OFP404", name="of a global package", files={f"{ID}/{DOMAIN}/{SPACE}/a.js": "x", PAGE: "<p>"}),
]
