"""Cases of the rules on what instantrun.xml has instrumented."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

FILE = "app/instantrun.xml"
ACCEPTED = "<name>com.example.shop.</name>"
OHOS = "<name>ohos.</name>"
LIBRARY = "lib/build.gradle"
LAST = "<name>com.alipay.mobile.quinox.LauncherApplication</name>"
KINDS = ("private", "package", "protected", "public", "synthetic")
APP = "app/build.gradle"


def _file(*changes: tuple[str, str]) -> dict[str, Change]:
    return {FILE: changes}


def _library(namespace: str = "com.example.cart", plugin: str = "com.android.library") -> dict[str, Change]:
    return {
        "settings.gradle": "include ':app', ':lib'\n",
        LIBRARY: f"apply plugin: '{plugin}'\nandroid {{\n    namespace '{namespace}'\n}}\n",
    }


def _methods(name: str, *kinds: str) -> dict[str, Change]:
    inside = "".join(f"<{kind}MethodPackage>\n<name>{name}</name></{kind}MethodPackage>" for kind in kinds)
    return _file(
        ("</resources>", f'<methodExceptConfig name="methodExceptConfig">{inside}</methodExceptConfig></resources>')
    )


def _code(package: str, name: str = "Cart", root: str = "app/src/main/java") -> dict[str, Change]:
    path = f"{root}/{package.replace('.', '/')}/{name}.java"
    return {path: f"package {package};\n\nclass {name} {{}}\n"}


NO_NAMESPACE = (("    namespace 'com.example.shop'\n", ""),)
NO_CODE: dict[str, Change] = {
    f"app/src/main/java/com/example/shop/{name}.java": None for name in ("ShopApplication", "MainActivity")
}
CASES = [
    Case(
        rule="HOT111",
        name="a class without package beside",
        files={
            **_file((ACCEPTED, "<name>com.example.other.</name>")),
            APP: NO_NAMESPACE,
            "app/src/main/java/Start.java": "class Start {}\n",
        },
        expect=(f"{FILE}:12:5 HOT111 acceptPackage matches no class of :app, such as those in com.example.shop",),
        fixed={FILE: f"        {ACCEPTED}"},
    ),
    Case(
        rule="HOT111",
        name="another package",
        files=_file((ACCEPTED, "<name>com.example.other.</name>")),
        expect=(f"{FILE}:12:5 HOT111 acceptPackage matches no class of :app, such as those in com.example.shop",),
        fixed={FILE: f"        {ACCEPTED}"},
    ),
    Case(
        rule="HOT111",
        name="excepted",
        files=_file((OHOS, "<name>com.example</name>")),
        expect=(f"{FILE}:15:5 HOT111 exceptPackage takes out the classes of :app, such as those in com.example.shop",),
    ),
    Case(
        rule="HOT111",
        name="a library",
        files=_library(),
        expect=(f"{FILE}:12:5 HOT111 acceptPackage matches no class of :lib, such as those in com.example.cart",),
    ),
    Case(
        rule="HOT111",
        name="a library without namespace",
        files={
            **_library(""),
            **_code("com.example.cart", root="lib/src/main/java"),
            **_code("com.example.best", root="lib/src/main/java"),
        },
        expect=(f"{FILE}:12:5 HOT111 acceptPackage matches no class of :lib, such as those in com.example.best",),
    ),
    Case(
        rule="HOT111",
        name="no list at all",
        files={FILE: "<resources/>"},
        expect=(f"{FILE} HOT111 acceptPackage matches no class of :app, such as those in com.example.shop",),
    ),
    Case(rule="HOT111", name="a library of Java alone", files=_library(plugin="java-library")),
    Case(rule="HOT111", name="a library that is accepted", files=_library("com.example.shop.cart")),
    Case(rule="HOT111", name="a library of which nothing is known", files=_library("")),
    Case(rule="HOT111", name="a part", files=_file((ACCEPTED, "<name>com.example.shop.pay.</name>"))),
    Case(
        rule="HOT111",
        name="code that is elsewhere",
        files={**_file((ACCEPTED, "<name>com.example.other.</name>")), **_code("com.example.other.ui")},
    ),
    # Methods.
    Case(
        rule="HOT112",
        name="all five",
        files=_methods("com.example.shop", *KINDS),
        expect=(
            (
                f"{FILE}:26:1 HOT112 com.example.shop takes out the methods of all five kinds: nothing of the app is "
                "instrumented"
            ),
        ),
    ),
    Case(
        rule="HOT112",
        name="two",
        files=_methods("com.example.", "private", "synthetic"),
        expect=(
            (
                f"{FILE}:26:1 HOT112 com.example. takes out all private, synthetic methods of the app: they cannot be "
                "patched"
            ),
        ),
    ),
    Case(rule="HOT112", name="a part", files=_methods("com.example.shop.logs", *KINDS)),
    Case(rule="HOT112", name="another app", files=_methods("com.instantrun.demo", *KINDS)),
    Case(
        rule="HOT112",
        name="an app without namespace",
        files={**_methods("com.example", *KINDS), APP: NO_NAMESPACE},
        expect=(
            (
                f"{FILE}:26:1 HOT112 com.example takes out the methods of all five kinds: nothing of the app is "
                "instrumented"
            ),
        ),
    ),
    Case(
        rule="HOT112",
        name="one of two packages",
        files={**_methods("com.example.shop", *KINDS), **_code("org.example.cart"), APP: NO_NAMESPACE},
    ),
    Case(
        rule="HOT112",
        name="an app of which nothing is known",
        files={**_methods("com.example.shop", *KINDS), APP: NO_NAMESPACE, **NO_CODE},
    ),
    # What must be excepted.
    Case(
        rule="HOT113",
        name="two lack",
        files=_file((f"        {OHOS}\n        {LAST}\n", "")),
        expect=(f"{FILE}:15:5 HOT113 exceptPackage lacks ohos., com.alipay.mobile.quinox.LauncherApplication",),
        fixed={FILE: f"        {LAST}"},
    ),
    Case(rule="HOT113", name="by a shorter name", files=_file((LAST, "<name>com.alipay.mobile.quinox.</name>"))),
    Case(rule="HOT113", name="no list", files={FILE: "<resources/>"}),
]
