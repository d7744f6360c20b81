"""Cases of the rules on exportPackages and initLevel."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.sample import java

SCRIPT = "cashier/app/build.gradle"
EXPORTS = "exportPackages 'com.example.pay.cashier'"
LEVEL = "initLevel 11110000"
OTHER = "cashier/app/src/main/java/com/example/pay/wallet/Wallet.java"
_OFFICIAL = ('group = "com.example.pay"', 'group = "com.alipay.android.phone.wallet"')


def _with(*changes: tuple[str, str], **files: Change) -> dict[str, Change]:
    return {SCRIPT: changes, **files}


def _wallet(*changes: tuple[str, str]) -> dict[str, Change]:
    """A class in another package than the cashier's."""
    return {OTHER: java("com.example.pay.wallet.Wallet"), **({SCRIPT: changes} if changes else {})}


CASES = [
    Case(
        rule="BND202",
        name="two segments",
        files=_with((EXPORTS, "exportPackages 'com.example'")),
        expect=(f"{SCRIPT}:8:21 BND202 com.example matches classes of other Bundles too",),
        fixed={SCRIPT: "    exportPackages 'com.example.pay.cashier'"},
    ),
    Case(
        rule="BND202",
        name="a package of mPaaS among others",
        files=_with((EXPORTS, "exportPackages 'com.example.pay.cashier, com.alipay.mobile'")),
        expect=(f"{SCRIPT}:8:46 BND202 com.alipay.mobile matches classes of other Bundles too",),
    ),
    Case(
        rule="BND202",
        name="two that are too short",
        files=_with((EXPORTS, "exportPackages 'com', 'org'")),
        expect=(
            f"{SCRIPT}:8:21 BND202 com matches classes of other Bundles too",
            f"{SCRIPT}:8:28 BND202 org matches classes of other Bundles too",
        ),
    ),
    Case(rule="BND202", name="a Bundle of mPaaS", files=_with((EXPORTS, "exportPackages 'com.alipay'"), _OFFICIAL)),
    Case(rule="BND202", name="three segments", files=_with((EXPORTS, "exportPackages 'com.example.pay'"))),
    # Classes outside.
    Case(
        rule="BND203",
        name="a class in another package",
        files=_wallet(),
        expect=(f"{SCRIPT}:8:20 BND203 {OTHER} lies outside",),
        fixed={SCRIPT: "    exportPackages 'com.example.pay'"},
    ),
    Case(
        rule="BND203",
        name="a class in no package",
        files={"cashier/api/src/main/java/Lost.java": "class Lost {}\n"},
        expect=(f"{SCRIPT}:8:20 BND203 cashier/api/src/main/java/Lost.java lies outside",),
    ),
    Case(
        rule="BND203",
        name="several in one package",
        files={**_wallet(), OTHER.replace("Wallet", "Purse"): java("com.example.pay.wallet.Purse")},
        expect=(f"{SCRIPT}:8:20 BND203 2 files of code lie outside, the first is {OTHER.replace('Wallet', 'Purse')}",),
    ),
    Case(
        rule="BND203",
        name="exports in a list",
        files=_wallet((EXPORTS, "exportPackages = ['com.example.pay.cashier']")),
        expect=(f"{SCRIPT}:8:22 BND203 {OTHER} lies outside",),
    ),
    Case(
        rule="BND203",
        name="a script with an error",
        files=_wallet(("initLevel 11110000", "initLevel '11110000")),
        expect=(f"{SCRIPT}:8:20 BND203 {OTHER} lies outside",),
    ),
    Case(
        rule="BND203",
        name="code that cannot be read",
        files={**_wallet(), "cashier/app/src/main/java/com/example/Huge.java": b" " * (3 << 20)},
        expect=(f"{SCRIPT}:8:20 BND203 {OTHER} lies outside",),
    ),
    Case(rule="BND203", name="both packages", files=_wallet((EXPORTS, f"{EXPORTS[:-1]}, com.example.pay.wallet'"))),
    Case(rule="BND203", name="an export that is computed", files=_wallet((EXPORTS, "exportPackages allOfThem()"))),
    Case(rule="BND203", name="no export at all", files=_wallet((EXPORTS, "exportPackages ''"))),
    Case(rule="BND203", name="an export under a condition", files=_wallet((EXPORTS, f"if (small) {{ {EXPORTS} }}"))),
    Case(rule="BND203", name="a test", files={OTHER.replace("main", "test"): java("com.example.pay.wallet.Wallet")}),
    # Levels.
    Case(
        rule="BND205",
        name="a digit is missing",
        files=_with((LEVEL, "initLevel 1111000")),
        expect=(f"{SCRIPT}:9:15 BND205 1111000 is neither from 0 to 100 nor 11110000",),
        fixed={SCRIPT: "    initLevel 11110000"},
    ),
    Case(
        rule="BND205",
        name="a negative one",
        files=_with((LEVEL, "initLevel = -1")),
        expect=(f"{SCRIPT}:9:17 BND205 -1 is neither from 0 to 100 nor 11110000",),
    ),
    Case(
        rule="BND205",
        name="a word",
        files=_with((LEVEL, "initLevel 'lazy'")),
        expect=(f"{SCRIPT}:9:15 BND205 lazy is no whole number",),
    ),
    Case(
        rule="BND205",
        name="digits of another script",
        files=_with((LEVEL, "initLevel '\N{FULLWIDTH DIGIT ONE}'")),
        expect=(f"{SCRIPT}:9:15 BND205 \N{FULLWIDTH DIGIT ONE} is no whole number",),
    ),
    Case(
        rule="BND205",
        name="a value that is computed",
        files=_with((LEVEL, "initLevel levelOf(name)")),
        expect=(f"{SCRIPT}:9:15 BND205 what initLevel is cannot be told here: levelOf(name)",),
    ),
    Case(
        rule="BND205",
        name="in a script with an error",
        files=_with((LEVEL, "initLevel 101"), ("dependencies {", "x = 'a\ndependencies {")),
        expect=(f"{SCRIPT}:9:15 BND205 101 is neither from 0 to 100 nor 11110000",),
    ),
    Case(
        rule="BND205",
        name="digits behind zeros",
        files=_with((LEVEL, "initLevel '000000000200'")),
        expect=(f"{SCRIPT}:9:15 BND205 000000000200 is neither from 0 to 100 nor 11110000",),
    ),
    Case(
        rule="BND205",
        name="a larger one in hexadecimal",
        files=_with((LEVEL, "initLevel 0x65")),
        expect=(f"{SCRIPT}:9:15 BND205 0x65 is neither from 0 to 100 nor 11110000",),
    ),
    Case(rule="BND205", name="in hexadecimal", files=_with((LEVEL, "initLevel 0x64"))),
    Case(
        rule="BND205",
        name="of a variable",
        files=_with((LEVEL, "initLevel early"), ("bundle {", "def early = 10\nbundle {")),
    ),
    Case(rule="BND205", name="the last level", files=_with((LEVEL, "initLevel 100"))),
    Case(rule="BND205", name="none", files=_with((LEVEL, ""))),
    Case(rule="BND205", name="of a Bundle of mPaaS", files=_with((LEVEL, "initLevel 101"), _OFFICIAL)),
]
