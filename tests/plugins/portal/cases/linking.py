"""Cases of the rules on what must be static, on exports that overlap, and on interfaces."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.sample import manifest

CASHIER = "cashier/app/build.gradle"
LAUNCHER = "launcher/app/build.gradle"
PORTAL = "portal/app/build.gradle"
SLINKS = "portal/app/slinks"
EXPORTS = "    exportPackages 'com.example.pay.cashier'\n"
USE = "    provided 'com.example.pay:cashier-build:2.1.0:api@jar'\n"
BUNDLE = "    bundle 'com.example.pay:cashier-build:2.1.0@jar'\n"
MISSING = "BND201 com.example.pay:cashier-build exports no packages, and is loaded dynamically"
_ALL = ("mergeAssets true", "allSlinks true")
_CODE = "cashier/app/src/main/java/com/example/pay/cashier/CashierActivity.java"
_API_CODE = "cashier/api/src/main/java/com/example/pay/cashier/api/Cashier.java"
_PROVIDER = manifest("com.example.pay.cashier", '<provider android:name=".Files" android:authorities="a" />')
_OFFICIAL = ('group = "com.example.pay"', 'group = "com.alipay.pay"')
_OF_PORTAL = ("bundle 'com.example.pay:cashier-build:2.1.0@jar'", "bundle 'com.alipay.pay:cashier-build:2.1.0@jar'")
MUST = (
    f"{SLINKS} BND206 com.example.pay:cashier-build must be static: "
    "it has the ContentProvider com.example.pay.cashier.Files"
)
WITH_PROVIDER: dict[str, Change] = {"cashier/app/src/main/AndroidManifest.xml": _PROVIDER}
_AGENT = manifest(
    "com.example.app",
    '<meta-data android:name="agent.application" android:value="com.example.pay.cashier.CashierActivity" />',
)


def _portal(*changes: tuple[str, str], **files: Change) -> dict[str, Change]:
    return {PORTAL: changes, **files}


def _cashier(*changes: tuple[str, str]) -> dict[str, Change]:
    return {CASHIER: changes}


CASES = [
    # No exports.
    Case(
        rule="BND201",
        name="an empty text",
        files=_cashier((EXPORTS, "    exportPackages ''\n")),
        expect=(f"{CASHIER}:8:20 {MISSING}",),
        fixed={CASHIER: "    exportPackages 'com.example.pay.cashier'"},
    ),
    Case(
        rule="BND201",
        name="none at all",
        files=_cashier((EXPORTS, "")),
        expect=(f"{CASHIER}:7:1 {MISSING}",),
        fixed={CASHIER: '    exportPackages "com.example.pay.cashier"'},
    ),
    Case(rule="BND201", name="all are static", files={**_cashier((EXPORTS, "")), PORTAL: (_ALL,)}),
    Case(
        rule="BND201",
        name="all may be static",
        files={**_cashier((EXPORTS, "")), PORTAL: (("portal {", "if (x) { portal { allSlinks true } }\nportal {"),)},
    ),
    Case(
        rule="BND201",
        name="static by slinks",
        files={**_cashier((EXPORTS, "")), SLINKS: "com.example-launcher\ncom.example.pay-cashier\n"},
    ),
    Case(rule="BND201", name="no code", files={**_cashier((EXPORTS, "")), _CODE: None, _API_CODE: None}),
    Case(rule="BND201", name="a Bundle of mPaaS", files={**_cashier((EXPORTS, ""), _OFFICIAL), PORTAL: (_OF_PORTAL,)}),
    Case(rule="BND201", name="exports under a condition", files=_cashier((EXPORTS, f"    if (small) {{{EXPORTS}}}\n"))),
    Case(rule="BND201", name="computed exports", files=_cashier((EXPORTS, "    exportPackages allOfThem()\n"))),
    Case(
        rule="BND201",
        name="declared under a condition",
        files={**_cashier((EXPORTS, "")), PORTAL: ((BUNDLE, f"    if (full) {{\n{BUNDLE}    }}\n"),)},
    ),
    # Overlapping exports.
    Case(
        rule="BND204",
        name="a package of the other",
        files={SLINKS: "", LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay'"),)},
        expect=(
            (
                f"{LAUNCHER}:8:43 BND204 com.example.pay matches com.example.pay.cashier, "
                "which com.example.pay:cashier-build exports"
            ),
        ),
    ),
    Case(
        rule="BND204",
        name="slinks that cannot be read",
        files={
            SLINKS: b"x" * (1024 * 1024 + 1),
            LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay'"),),
        },
    ),
    Case(
        rule="BND204",
        name="the same, and no Portal",
        files={
            "portal/settings.gradle": None,
            "portal/build.gradle": None,
            PORTAL: None,
            SLINKS: None,
            "portal/app/src/main/AndroidManifest.xml": None,
            LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay.cashier'"),),
        },
        expect=(f"{CASHIER}:8:21 BND204 com.example.pay.cashier is exported by com.example:launcher-build too",),
    ),
    Case(
        rule="BND204",
        name="the same letters",
        files={SLINKS: "", LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay.cash'"),)},
        expect=(
            (
                f"{LAUNCHER}:8:43 BND204 com.example.pay.cash matches com.example.pay.cashier of "
                "com.example.pay:cashier-build where names are compared letter by letter"
            ),
        ),
    ),
    Case(
        rule="BND204",
        name="two Portals with the same Bundles",
        files={
            SLINKS: "",
            LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay'"),),
            "second/settings.gradle": "include ':app'\n",
            "second/app/slinks": "",
            "second/app/build.gradle": "apply plugin: 'com.alipay.portal'\ndependencies {\n"
            "    bundle 'com.example:launcher-build:1.0.0@jar'\n" + BUNDLE + "}\n",
        },
        expect=(
            (
                f"{LAUNCHER}:8:43 BND204 com.example.pay matches com.example.pay.cashier, "
                "which com.example.pay:cashier-build exports"
            ),
        ),
    ),
    Case(
        rule="BND204",
        name="one of them is static",
        files={LAUNCHER: (("'com.example.launcher'", "'com.example.launcher, com.example.pay'"),)},
    ),
    Case(
        rule="BND204",
        name="within one Bundle",
        files={SLINKS: "", **_cashier(("cashier'\n", "cashier, com.example.pay.cashier.ui'\n"))},
    ),
    # Must be static.
    Case(
        rule="BND206",
        name="a ContentProvider",
        files=WITH_PROVIDER,
        expect=(MUST,),
        fixed={SLINKS: "com.example.pay-cashier"},
    ),
    Case(
        rule="BND206",
        name="a ContentProvider of a sub-module",
        files={"cashier/api/src/main/AndroidManifest.xml": _PROVIDER},
        expect=(MUST,),
    ),
    Case(
        rule="BND206",
        name="no file",
        files={SLINKS: None, **WITH_PROVIDER},
        expect=(f"{PORTAL}:22:12 {MUST.partition(' ')[2]}",),
    ),
    Case(
        rule="BND206",
        name="before a line that is there",
        files={SLINKS: "com.example.zoo-x\n", **WITH_PROVIDER},
        expect=(MUST,),
        fixed={SLINKS: "com.example.pay-cashier"},
    ),
    Case(
        rule="BND206",
        name="for development",
        files={
            PORTAL: ((BUNDLE, BUNDLE.replace("bundle", "devbundle")),),
            "portal/app/dev_slinks": "com.example-x",
            **WITH_PROVIDER,
        },
        expect=(MUST.replace("/slinks", "/dev_slinks"),),
        fixed={"portal/app/dev_slinks": "com.example.pay-cashier"},
    ),
    Case(
        rule="BND206",
        name="what starts the app",
        files=_portal((BUNDLE, "    bundle 'com.alipay.android.phone.mobilesdk:quinox-build:2.0.0@jar'\n" + BUNDLE)),
        expect=(
            (
                f"{SLINKS} BND206 com.alipay.android.phone.mobilesdk:quinox-build must be static: "
                "it holds the Application of the app, and the loader of Bundles"
            ),
        ),
    ),
    Case(
        rule="BND206",
        name="a class that the Portal names",
        files={"portal/app/src/main/AndroidManifest.xml": _AGENT},
        expect=(
            (
                f"{SLINKS} BND206 com.example.pay:cashier-build must be static: "
                "com.example.pay.cashier.CashierActivity is made when the app starts"
            ),
        ),
    ),
    Case(rule="BND206", name="all are static", files={PORTAL: (_ALL,), **WITH_PROVIDER}),
    Case(rule="BND206", name="it is in the file", files={SLINKS: "com.example.pay-cashier\n", **WITH_PROVIDER}),
    Case(rule="BND206", name="a file that cannot be read", files={SLINKS: b"x" * (2 << 20), **WITH_PROVIDER}),
    Case(
        rule="BND206",
        name="a ContentProvider that is removed",
        files={
            "cashier/api/src/main/AndroidManifest.xml": _PROVIDER,
            "cashier/app/src/main/AndroidManifest.xml": _PROVIDER.replace(
                "<provider ", '<provider xmlns:tools="http://schemas.android.com/tools" tools:node="remove" '
            ),
        },
    ),
    Case(
        rule="BND206",
        name="nothing is known",
        files=_portal((BUNDLE, "    bundle 'com.example:unknown-build:2.0.0@jar'\n" + BUNDLE)),
    ),
    Case(rule="BND206", name="no exports in source", files=_cashier((EXPORTS, ""))),
    # Interfaces.
    Case(
        rule="BND207",
        name="no interface module",
        files={
            "cashier/settings.gradle": "include ':cashier-build'\nproject(':cashier-build').projectDir = file('app')\n"
        },
        expect=(
            (
                f"{CASHIER}:2:16 BND207 com.example.pay:cashier-build has no interface module, "
                "and com.example:launcher-build uses its interface"
            ),
        ),
    ),
    Case(
        rule="BND207",
        name="another name",
        files={LAUNCHER: ((":2.1.0:api@jar", ":2.1.0:bapi@jar"),)},
        expect=(
            (
                f"{CASHIER}:2:16 BND207 com.example.pay:cashier-build has no sub-module bapi, "
                "which com.example:launcher-build uses"
            ),
        ),
    ),
    Case(
        rule="BND207",
        name="no interface module for an artifact of interfaces",
        files={
            "cashier/settings.gradle": "include ':cashier-build'\nproject(':cashier-build').projectDir = file('app')\n",
            LAUNCHER: (("cashier-build:2.1.0:api@jar", "cashier-api:2.1.0@jar"),),
        },
        expect=(
            (
                f"{CASHIER}:2:16 BND207 com.example.pay:cashier-build has no interface module, "
                "and com.example:launcher-build uses its interface"
            ),
        ),
    ),
    Case(
        rule="BND207",
        name="an artifact of interfaces",
        files={LAUNCHER: (("cashier-build:2.1.0:api@jar", "cashier-api:2.1.0@jar"),)},
    ),
    Case(
        rule="BND207",
        name="nobody uses it",
        files={
            LAUNCHER: ((USE, ""),),
            "cashier/settings.gradle": "include ':cashier-build'\nproject(':cashier-build').projectDir = file('app')\n",
        },
    ),
    Case(rule="BND207", name="used, but no interface", files={LAUNCHER: ((":2.1.0:api@jar", ":2.1.0:biz@jar"),)}),
    Case(
        rule="BND207",
        name="two Bundles of the name",
        files={
            LAUNCHER: ((":2.1.0:api@jar", ":2.1.0:bapi@jar"),),
            "copy/settings.gradle": "include ':cashier-build'\nproject(':cashier-build').projectDir = file('app')\n",
            "copy/app/build.gradle": "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example.pay'\n",
        },
    ),
    Case(
        rule="BND208",
        name="the package",
        files={LAUNCHER: ((":2.1.0:api@jar", ":2.1.0@jar"),)},
        expect=(
            (
                f"{LAUNCHER}:15:14 BND208 com.example.pay:cashier-build:2.1.0@jar is the package of a Bundle, "
                "not an interface"
            ),
        ),
    ),
    Case(
        rule="BND208",
        name="the debug package",
        files={LAUNCHER: ((":2.1.0:api@jar", ":2.1.0:raw@jar"),)},
        expect=(
            (
                f"{LAUNCHER}:15:14 BND208 com.example.pay:cashier-build:2.1.0:raw@jar is the package of a Bundle, "
                "not an interface"
            ),
        ),
    ),
    Case(
        rule="BND208",
        name="another sub-module",
        files={LAUNCHER: ((":2.1.0:api@jar", ":2.1.0:biz@jar"),)},
        expect=(f"{LAUNCHER}:15:51 BND208 biz of com.example.pay:cashier-build is not one of its interfaces",),
    ),
    Case(
        rule="BND208",
        name="under a condition",
        files={LAUNCHER: ((USE, f"    if (x) {{\n{USE.replace(':api', '')}}}\n"),)},
    ),
    Case(
        rule="BND208",
        name="of a Bundle that is elsewhere",
        files={LAUNCHER: ((USE, "    provided 'com.example:other-build:1.0.0@jar'\n"),)},
    ),
]
