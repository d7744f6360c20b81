"""Cases of the rules on ABIs and on the switches of mPaaS's plugin."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case

PORTAL = "portal/app/build.gradle"
SWITCHES = "portal/app/gradle.properties"
FILTERS = "abiFilters 'armeabi'"
_SAID = "BND603 abiFilters leave armeabi out, where dynamic Bundles lie: 1, such as com.example.pay:cashier-build"


def _filters(text: str, *changes: tuple[str, str]) -> dict[str, Change]:
    return {PORTAL: ((FILTERS, text), *changes)}


CASES = [
    Case(
        rule="BND603", name="another ABI", files=_filters("abiFilters 'arm64-v8a'"), expect=(f"{PORTAL}:10:13 {_SAID}",)
    ),
    Case(
        rule="BND603",
        name="several, as a list",
        files=_filters("abiFilters = ['armeabi-v7a', 'x86']"),
        expect=(f"{PORTAL}:10:13 {_SAID}",),
    ),
    Case(
        rule="BND603",
        name="on a baseline without armeabi",
        files={**_filters("abiFilters 'arm64-v8a'"), "portal/mpaas_packages.json": '{"base_line": "10.2.3"}'},
    ),
    Case(
        rule="BND603",
        name="on an older baseline",
        files={**_filters("abiFilters 'arm64-v8a'"), "portal/mpaas_packages.json": '{"base_line": "10.1.68"}'},
        expect=(f"{PORTAL}:10:13 {_SAID}",),
    ),
    Case(rule="BND603", name="added", files=_filters("abiFilters.add('x86')"), expect=(f"{PORTAL}:10:13 {_SAID}",)),
    Case(
        rule="BND603",
        name="in Kotlin",
        files=_filters("abiFilters += listOf('x86')"),
        expect=(f"{PORTAL}:10:13 {_SAID}",),
    ),
    Case(
        rule="BND603",
        name="without slinks",
        files={**_filters("abiFilters 'x86'"), "portal/app/slinks": None},
        expect=(
            (
                f"{PORTAL}:10:13 BND603 abiFilters leave armeabi out, where dynamic Bundles lie: 2, such as "
                "com.example:launcher-build"
            ),
        ),
    ),
    Case(
        rule="BND603",
        name="allSlinks false",
        files=_filters("abiFilters 'x86'", ("mergeAssets true", "allSlinks false")),
        expect=(f"{PORTAL}:10:13 {_SAID}",),
    ),
    Case(rule="BND603", name="among others", files=_filters("abiFilters 'x86', 'armeabi'")),
    Case(
        rule="BND603",
        name="added by a build type",
        files=_filters(
            "abiFilters 'x86'", ("portal {", "android.buildTypes.release.ndk { abiFilters 'armeabi' }\nportal {")
        ),
    ),
    Case(
        rule="BND603",
        name="of what is compiled",
        files=_filters("externalNativeBuild { cmake { abiFilters 'x86' } }"),
    ),
    Case(rule="BND603", name="no filters", files=_filters("moduleName 'x'")),
    Case(rule="BND603", name="a comment on abiFilters", files=_filters("// abiFilters 'x86'")),
    Case(rule="BND603", name="a computed ABI", files=_filters("abiFilters 'x86', chosen()")),
    Case(rule="BND603", name="under a condition", files=_filters("if (quick) { abiFilters 'x86' }")),
    Case(
        rule="BND603",
        name="all static",
        files=_filters("abiFilters 'x86'", ("mergeAssets true", "allSlinks true")),
    ),
    Case(
        rule="BND603",
        name="allSlinks that is computed",
        files=_filters("abiFilters 'x86'", ("mergeAssets true", "allSlinks chosen()")),
    ),
    Case(
        rule="BND603",
        name="allSlinks under a condition",
        files=_filters("abiFilters 'x86'", ("mergeAssets true", "if (quick) { allSlinks false }")),
    ),
    Case(
        rule="BND603",
        name="all listed",
        files={**_filters("abiFilters 'x86'"), "portal/app/slinks": "com.example-launcher\ncom.example.pay-cashier\n"},
    ),
    Case(
        rule="BND603",
        name="all listed, one for development only",
        files={
            **_filters("abiFilters 'x86'", ("    bundle 'com.example.pay:", "    devbundle 'com.example.pay:")),
            "portal/app/dev_slinks": "com.example.pay-cashier\n",
        },
    ),
    Case(
        rule="BND603",
        name="slinks that cannot be read",
        files={**_filters("abiFilters 'x86'"), "portal/app/slinks": b"x" * (1024 * 1024 + 1)},
    ),
    Case(
        rule="BND603",
        name="a dynamic Bundle under a condition",
        files=_filters(
            "abiFilters 'x86'",
            (
                "    bundle 'com.example.pay:cashier-build:2.1.0@jar'\n",
                "    if (pay) { bundle 'com.example.pay:cashier-build:2.1.0@jar' }\n",
            ),
        ),
    ),
    # Switches.
    Case(
        rule="BND605",
        name="checks that are on",
        files={SWITCHES: "log=true\nskipcheck = true\ncheckBundlePackageId=true\ncheckClassInvoke=false\n"},
        expect=(f"{SWITCHES}:2:1 BND605 skipcheck=true passes over checks that are switched on: checkBundlePackageId",),
    ),
    Case(
        rule="BND605",
        name="checks that are off",
        files={SWITCHES: "skipcheck=true\ncheckBundlePackageId=false\n"},
        expect=(f"{SWITCHES}:1:1 BND605 skipcheck=true: the plugin checks nothing",),
    ),
    Case(rule="BND605", name="switched off", files={SWITCHES: "skipcheck=false\ncheckBundlePackageId=true\n"}),
    Case(rule="BND605", name="no switch", files={SWITCHES: "# skipcheck=true\n"}),
    Case(rule="BND605", name="in a Bundle", files={"launcher/app/gradle.properties": "skipcheck=true\n"}),
]
