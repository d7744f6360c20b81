"""Cases of the rule on whitelists."""

from __future__ import annotations

from plugins.hotpatch.cases import Case

PATH = "app/white.txt"
SETTINGS = "PatchType: dexpatch\nHostDex: true\n"

CASES = [
    Case(
        rule="HOT521",
        name="slashes and a semicolon",
        files={PATH: f"Lcom/example/shop/Cart;\n{SETTINGS}"},
        expect=(
            f"{PATH}:1:1 HOT521 a class ends without a `;` here; it should be Lcom.example.shop.Cart",
            f"{PATH}:1:1 HOT521 a class is written with dots here; it should be Lcom.example.shop.Cart",
        ),
    ),
    Case(
        rule="HOT521",
        name="nothing listed",
        files={PATH: SETTINGS},
        expect=(f"{PATH}:2:1 HOT521 the list names no class",),
    ),
    Case(rule="HOT521", name="right", files={PATH: f"Lcom.example.shop.Cart$1\n{SETTINGS}"}),
    Case(
        rule="HOT521",
        name="no whitelist by its length",
        files={PATH: b"PatchType: dexpatch\n" * 110_000},
        expect=(f"{PATH}:1:1 HOT521 the file has 2200000 bytes, more than 2097152",),
    ),
    Case(
        rule="HOT521",
        name="an inner class with a dot",
        built={
            "white.txt": f"Lcom.example.shop.Price\n{SETTINGS}",
            "app.apk": "{}",
        },
        expect=("white.txt:1:1 HOT521 there is no class com.example.shop.Price in the app",),
    ),
    Case(
        rule="HOT521",
        name="a class of the app",
        built={"white.txt": f"Lcom.example.shop.Prices\n{SETTINGS}", "app.apk": "{}"},
    ),
    Case(rule="HOT521", name="another text", files={"app/notes.txt": "PatchTypes: none\n"}),
]
