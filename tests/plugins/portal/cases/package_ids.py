"""Cases of the rules on package ids."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.sample import bundle, settings

PORTAL = "portal/app/build.gradle"
LAUNCHER = "launcher/app/build.gradle"
CASHIER = "cashier/app/build.gradle"
STRINGS = "cashier/app/src/main/res/values/strings.xml"
REGISTRY = "package-ids.txt"
PACKAGES = "portal/mpaas_packages.json"
CSV = "portal/app/build/bundles.csv"
RECYCLER = "com.alipay.android.phone.thirdparty:androidsupportrecyclerview-build"
_ID = "packageId 40"
_LEVEL = "initLevel 11110000"
_PLUGIN = "apply plugin: 'com.alipay.bundle'"
_IMPLEMENTED = 'implementation project(":api")'
_TITLE = '<resources><string name="title">Pay</string></resources>\n'
_PACKAGES = f'{{ "bundles": [\n    {{ "bundleGav": "{RECYCLER}:26.0@jar", "remove": %s }}\n] }}\n'


def _launcher(*changes: tuple[str, str]) -> dict[str, Change]:
    return {LAUNCHER: changes}


def _id(written: str) -> dict[str, Change]:
    return _launcher((_ID, written))


def _cashier(*lines: str, **more: Change) -> dict[str, Change]:
    """The cashier with further lines in its block, and other files."""
    return {CASHIER: ((_LEVEL, "\n    ".join((_LEVEL, *lines))),), **more}


def _with_strings(*changes: tuple[str, str], strings: str = _TITLE) -> dict[str, Change]:
    """The cashier with resources."""
    return {STRINGS: strings, CASHIER: changes}


def _third(number: int, group: str = "com.example.search") -> dict[str, Change]:
    """A further Bundle, of a build of its own, that no Portal has."""
    return {
        "search/settings.gradle": settings("search-build"),
        "search/app/build.gradle": bundle(group, "1.0.0", "com.example.search", lines=f"    packageId {number}\n"),
        "search/app/src/main/res/values/strings.xml": _TITLE,
    }


CASES = [
    # Form.
    Case(
        rule="BND101",
        name="hexadecimal",
        files=_id("packageId 0x28"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND101 0x28 is hexadecimal, and the app reads the id as "
                "a decimal number"
            ),
        ),
        fixed={LAUNCHER: "    packageId 40"},
    ),
    Case(
        rule="BND101",
        name="octal",
        files=_id("packageId 036"),
        expect=(
            "launcher/app/build.gradle:10:15 BND101 036 begins with 0: Gradle reads it as octal, the app as decimal",
        ),
        fixed={LAUNCHER: "    packageId 30"},
    ),
    Case(
        rule="BND101",
        name="hexadecimal and out of range",
        files=_id("packageId 0xff"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND101 0xff is hexadecimal, and the app reads the id as "
                "a decimal number"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="hexadecimal in a text",
        files=_id("packageId '0x28'"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND101 0x28 is hexadecimal, and the app reads the id as "
                "a decimal number"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="with a suffix",
        files=_id("packageId 40L"),
        expect=("launcher/app/build.gradle:10:15 BND101 40L is not a whole number without a suffix",),
    ),
    Case(
        rule="BND101",
        name="the id of Android",
        files=_id("packageId 1"),
        expect=(
            "launcher/app/build.gradle:10:15 BND101 1 can be no package id: 1 is the id of Android's own resources",
        ),
    ),
    Case(
        rule="BND101",
        name="more than the app has",
        files=_id("packageId 128"),
        expect=("launcher/app/build.gradle:10:15 BND101 128 can be no package id: 128 is not between 2 and 126",),
    ),
    Case(
        rule="BND101",
        name="27",
        files=_id("packageId 27"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND101 the package id 27: the Portal plugin lets no "
                "Bundle depend on the one with the id 27"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="computed",
        files=_id("packageId base + 4"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND101 the package id is computed, and not known here: "
                "it is not checked"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="under a condition",
        files=_id("if (quick) { packageId 0x28 }"),
        expect=(
            (
                "launcher/app/build.gradle:10:28 BND101 0x28 is hexadecimal, and the app reads the id as "
                "a decimal number"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="out of range under a condition",
        files=_id("if (quick) { packageId 200 }"),
        expect=("launcher/app/build.gradle:10:28 BND101 200 can be no package id: 200 is not between 2 and 126",),
    ),
    Case(
        rule="BND101",
        name="27 under a condition",
        files=_id("if (quick) { packageId 27 }"),
        expect=(
            (
                "launcher/app/build.gradle:10:28 BND101 the package id 27: the Portal plugin lets no "
                "Bundle depend on the one with the id 27"
            ),
        ),
    ),
    Case(
        rule="BND101",
        name="from a variable",
        files=_launcher((_ID, "packageId own"), (_PLUGIN, f"{_PLUGIN}\next.own = 200")),
        expect=("launcher/app/build.gradle:11:15 BND101 200 can be no package id: 200 is not between 2 and 126",),
    ),
    Case(rule="BND101", name="the wizard's", files=_id("packageId 36")),
    Case(rule="BND101", name="that of an app", files=_id("packageId 127")),
    Case(rule="BND101", name="assigned", files=_id("packageId = 43")),
    Case(rule="BND101", name="none", files=_id("")),
    Case(
        rule="BND101",
        name="mPaaS's own",
        files=_launcher((_ID, "packageId 0x28"), ('group = "com.example"', 'group = "com.alipay.shop"')),
    ),
    # Needed.
    Case(
        rule="BND102",
        name="resources and no id",
        files=_with_strings(),
        expect=("cashier/app/build.gradle:7:1 BND102 com.example.pay:cashier-build has resources and no package id",),
    ),
    Case(
        rule="BND102",
        name="resources and 127",
        files=_with_strings((_LEVEL, "packageId 127")),
        expect=(
            (
                "cashier/app/build.gradle:9:15 BND102 127 is the app's own package id: com.example.pay:cashier-build "
                "has resources and needs one of its own"
            ),
        ),
    ),
    Case(
        rule="BND102",
        name="resources of a sub-module",
        files={"cashier/api/src/main/res/raw/a.txt": "a"},
        expect=("cashier/app/build.gradle:7:1 BND102 com.example.pay:cashier-build has resources and no package id",),
    ),
    Case(
        rule="BND102",
        name="resources and no block",
        files={STRINGS: _TITLE, CASHIER: f"{_PLUGIN}\ngroup = 'com.example.pay'\n"},
        expect=("cashier/app/build.gradle:1:16 BND102 com.example.pay:cashier-build has resources and no package id",),
    ),
    Case(
        rule="BND102",
        name="an id that the registry says",
        files={**_with_strings(), REGISTRY: "com.example.pay:cashier-build = 44\n"},
        expect=("cashier/app/build.gradle:7:1 BND102 com.example.pay:cashier-build has resources and no package id",),
        fixed={CASHIER: "    packageId 44"},
    ),
    Case(
        rule="BND102",
        name="an id and no resources",
        files=_cashier("packageId 44"),
        expect=(
            (
                "cashier/app/build.gradle:10:15 BND102 com.example.pay:cashier-build has the package id "
                "44 and no resources"
            ),
        ),
    ),
    Case(
        rule="BND102",
        name="an id and values that hold nothing",
        files=_with_strings((_LEVEL, "packageId 44"), strings="<resources></resources>"),
        expect=(
            (
                "cashier/app/build.gradle:9:15 BND102 com.example.pay:cashier-build has the package id 44 and no "
                "resources: its files of values hold nothing"
            ),
        ),
    ),
    Case(
        rule="BND102",
        name="resources and an id under a condition",
        files=_with_strings((_LEVEL, "if (a) { packageId 4 }")),
    ),
    Case(rule="BND102", name="no values in the files", files=_with_strings(strings="<resources></resources>")),
    Case(rule="BND102", name="neither", files={}),
    Case(
        rule="BND102",
        name="an id and a library",
        files={CASHIER: ((_LEVEL, "packageId 44"), (_IMPLEMENTED, "implementation 'com.example:views:1.0@aar'"))},
    ),
    Case(
        rule="BND102",
        name="an id and perhaps a library",
        files={CASHIER: ((_LEVEL, "packageId 44"), (_IMPLEMENTED, "implementation 'com.example:views:1.0'"))},
    ),
    Case(
        rule="BND102",
        name="an id and a library in a folder",
        files=_cashier("packageId 44", **{"cashier/app/libs/v.aar": "x"}),
    ),
    Case(
        rule="BND102",
        name="an id and another module",
        files={CASHIER: ((_LEVEL, "packageId 44"), (_IMPLEMENTED, "implementation project(':views')"))},
    ),
    Case(
        rule="BND102",
        name="an id and resources that the build makes",
        files={CASHIER: ((_LEVEL, f"{_LEVEL}\n    packageId 44\n}}\nandroid {{\n    resValue 'string', 'a', 'b'"),)},
    ),
    Case(
        rule="BND102",
        name="mPaaS's own",
        files=_with_strings(('group = "com.example.pay"', 'group = "com.alipay.pay"')),
    ),
    # Shared.
    Case(
        rule="BND103",
        name="two of one Portal",
        files={**_cashier("packageId 40"), STRINGS: _TITLE},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "40, and so has com.example.pay:cashier-build: both are in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="one of two is registered",
        files={**_cashier("packageId 40"), STRINGS: _TITLE, REGISTRY: "com.example:launcher-build = 40\n"},
        expect=(
            (
                "cashier/app/build.gradle:10:15 BND103 com.example.pay:cashier-build has the package id "
                "40, and so has com.example:launcher-build: both are in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="two, and a registry that cannot be read",
        files={**_cashier("packageId 40"), STRINGS: _TITLE, REGISTRY: b"\xff\xff\xff"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "40, and so has com.example.pay:cashier-build: both are in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="one without resources",
        files=_cashier("packageId 40"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "40, and so has com.example.pay:cashier-build: both are in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="one that no Portal has",
        files=_third(40),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "40, and so has com.example.search:search-build: they cannot be in one Portal"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="mPaaS's table",
        files=_id("packageId 66"),
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "66, which is that of mPaaS's own com.alipay.android.phone.wallet:nebulacore-build"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="mPaaS's own in the Portal",
        files={
            **_id("packageId 28"),
            PORTAL: (("portal {", f"dependencies {{\n    bundle '{RECYCLER}:26.0@jar'\n}}\nportal {{"),),
        },
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                f"28, which is that of mPaaS's own {RECYCLER} in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="mPaaS's own that its plugin added",
        files={**_id("packageId 28"), PACKAGES: _PACKAGES % "false"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                f"28, which is that of mPaaS's own {RECYCLER} in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="mPaaS's own that its plugin took out",
        files={**_id("packageId 28"), PACKAGES: _PACKAGES % "true"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND103 com.example:launcher-build has the package id "
                "28, which is that of mPaaS's own com.alipay.android.phone.thirdparty:androidsupportrecyclerview-build"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="one whose source is elsewhere",
        files={
            CSV: "Name,Version,PackageId\ncom-example-tools,1.0,40\n",
            PORTAL: (("portal {", "dependencies {\n    bundle 'com.example:tools-build:1.0@jar'\n}\nportal {"),),
        },
        expect=(
            (
                "portal/app/build.gradle:16:12 BND103 com.example:tools-build has the package id 40, and "
                "so has com.example:launcher-build: both are in the Portal portal/app"
            ),
        ),
    ),
    Case(
        rule="BND103",
        name="one whose source is elsewhere, in another version than was built",
        files={
            CSV: "Name,Version,PackageId\ncom-example-tools,0.9,40\n",
            PORTAL: (("portal {", "dependencies {\n    bundle 'com.example:tools-build:1.0@jar'\n}\nportal {"),),
        },
    ),
    Case(
        rule="BND103",
        name="one whose source is elsewhere and that is no longer declared",
        files={CSV: "Name,Version,PackageId\ncom-example-tools,1.0,40\n"},
    ),
    Case(rule="BND103", name="ids of their own", files={**_cashier("packageId 43"), STRINGS: _TITLE}),
    Case(rule="BND103", name="no id of their own", files={**_cashier("packageId 127"), **_id("packageId 127")}),
    Case(
        rule="BND103",
        name="Bundles of different Portals",
        files={
            **_third(40),
            "second/settings.gradle": "include ':app'\n",
            "second/app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"
            "dependencies {\n    bundle 'com.example.search:search-build:1.0.0@jar'\n}\n",
        },
    ),
    Case(rule="BND103", name="another under a condition", files=_cashier("if (quick) { packageId 40 }")),
    # Registered.
    Case(
        rule="BND104",
        name="another id",
        files={REGISTRY: "com.example:launcher-build = 43\n"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, and the registry says 43"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="an id of another",
        files={REGISTRY: "com.example:home-build = 40\n"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, which the registry gives to com.example:home-build"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="not registered",
        files={REGISTRY: "com.example:home-build = 43\n"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, and is not in the registry package-ids.txt"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="another id, which is another's too",
        files={REGISTRY: "com.example:home-build = 40\ncom.example:launcher-build = 43\n"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, and the registry says 43"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="not registered and shared",
        files={**_cashier("packageId 40"), STRINGS: _TITLE, REGISTRY: "com.example:home-build = 43\n"},
    ),
    Case(
        rule="BND104",
        name="registered and taken by another that is here",
        files={**_cashier("packageId 40"), STRINGS: _TITLE, REGISTRY: "com.example:launcher-build = 40\n"},
    ),
    Case(
        rule="BND104",
        name="another id than the registry says, and shared",
        files={
            **_cashier("packageId 40"),
            STRINGS: _TITLE,
            REGISTRY: "com.example.pay:cashier-build = 44\ncom.example:launcher-build = 40\n",
        },
        expect=(
            (
                "cashier/app/build.gradle:10:15 BND104 com.example.pay:cashier-build has the package id "
                "40, and the registry says 44"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="lines of Windows",
        files={REGISTRY: "# ids\r\ncom.example:launcher-build = 40\r\n"},
    ),
    Case(
        rule="BND104",
        name="a line that is open",
        files={REGISTRY: "com.example:launcher-build = 40"},
        expect=("package-ids.txt:1:32 BND104 the file does not end with the end of a line",),
    ),
    Case(
        rule="BND104",
        name="beside the Portal",
        files={"portal/package-ids.txt": "# none\n"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, and is not in the registry portal/package-ids.txt"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="two owners",
        files={REGISTRY: "com.example:home-build = 43\ncom.example:launcher-build = 40\ncom.example:pay-build = 43\n"},
        expect=(
            (
                "package-ids.txt:3:25 BND104 the package id 43 is that of com.example:pay-build here and "
                "of com.example:home-build in line 1"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="an unsettled merge",
        files={
            REGISTRY: "<<<<<<< HEAD\ncom.example:home-build = 43\n=======\ncom.example:pay-build = 43\n>>>>>>> pay\n"
            "com.example:launcher-build = 40\n"
        },
        expect=(
            "package-ids.txt:1:1 BND104 a merge is not settled here: both sides stand in the file",
            (
                "package-ids.txt:4:25 BND104 the package id 43 is that of com.example:pay-build (in pay) "
                "here and of com.example:home-build (in HEAD) in line 2"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="lines that are none",
        files={REGISTRY: "com.example:home-build 41\ncom.example:launcher-build = 40\n"},
        expect=("package-ids.txt:1:1 BND104 this is not of the form group:artifact = id: com.example:home-build 41",),
    ),
    Case(
        rule="BND104",
        name="unsorted",
        files={REGISTRY: "com.example:launcher-build = 40\ncom.example:home-build = 43\n"},
        expect=(
            (
                "package-ids.txt:2:26 BND104 com.example:home-build stands behind "
                "com.example:launcher-build: the lines are sorted"
            ),
        ),
    ),
    Case(
        rule="BND104",
        name="no text",
        files={REGISTRY: b"\xff\xff\xff"},
        expect=("package-ids.txt BND104 the registry package-ids.txt cannot be read: byte 0 (0xFF) is not UTF-8",),
    ),
    Case(
        rule="BND104",
        name="configured and absent",
        options={"portal.registry": "ids/all.txt"},
        expect=("ids/all.txt BND104 there is no registry ids/all.txt",),
    ),
    Case(
        rule="BND104",
        name="configured",
        files={"ids/all.txt": "com.example:launcher-build = 43\n"},
        options={"portal.registry": "ids/all.txt"},
        expect=(
            (
                "launcher/app/build.gradle:10:15 BND104 com.example:launcher-build has the package id "
                "40, and the registry says 43"
            ),
        ),
    ),
    Case(rule="BND104", name="as it should be", files={REGISTRY: "com.example:launcher-build = 40\n"}),
    Case(rule="BND104", name="in another repository", options={"portal.registry": "https://host.invalid/ids.git"}),
    Case(rule="BND104", name="none", files={}),
    # 27.
    Case(
        rule="BND106",
        name="an interface of it",
        files={**_cashier("packageId 27"), STRINGS: _TITLE},
        expect=(
            (
                "launcher/app/build.gradle:15:14 BND106 com.example:launcher-build depends on "
                "com.example.pay:cashier-build, whose package id is 27"
            ),
        ),
    ),
    Case(
        rule="BND106",
        name="an interface with a name of its own",
        files={
            **_cashier("packageId 27"),
            STRINGS: _TITLE,
            LAUNCHER: (("cashier-build:2.1.0:api", "cashier-api:2.1.0"),),
        },
        expect=(
            (
                "launcher/app/build.gradle:15:14 BND106 com.example:launcher-build depends on "
                "com.example.pay:cashier-build, whose package id is 27"
            ),
        ),
    ),
    Case(rule="BND106", name="nobody depends on it", files=_id("packageId 27")),
    Case(rule="BND106", name="another id", files=_cashier("packageId 44")),
    Case(
        rule="BND106",
        name="a condition",
        files={**_cashier("packageId 27"), LAUNCHER: (("    provided", "    if (a) provided"),)},
    ),
    Case(
        rule="BND106",
        name="it depends on itself",
        files={
            LAUNCHER: (("cashier-build:2.1.0:api", "cashier-build:2.1.0:x"), ("    provided", "    runtimeOnly")),
            CASHIER: (
                (_LEVEL, "packageId 27"),
                (_IMPLEMENTED, "provided 'com.example.pay:cashier-build:2.1.0:api@jar'"),
            ),
        },
    ),
]
