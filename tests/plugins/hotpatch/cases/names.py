"""Cases of the rules on the names in the lists of instantrun.xml."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

FILE = "app/instantrun.xml"
ACCEPTED = "<name>com.example.shop.</name>"
OHOS = "<name>ohos.</name>"
PATCH = "        <name>com.example.shop</name>\n"
LIBRARY = "lib/build.gradle"
APP = "app/build.gradle"
_SIGNING = "    signingConfigs {\n"
_FLAVORS = (
    (
        _SIGNING,
        (
            f"    productFlavors {{\n        a {{\n            applicationIdSuffix '.a'\n        }}\n        b {{}}\n"
            f"    }}\n{_SIGNING}"
        ),
    ),
)


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


CASES = [
    Case(
        rule="HOT115",
        name="no names",
        files=_file((ACCEPTED, f"{ACCEPTED}<name>/etc/host</name><name>a{'.a' * 30_000}</name><name></name>")),
    ),
    Case(
        rule="HOT116",
        name="within the shortest of several",
        files=_file((ACCEPTED, "<name>com.example.shop.cart.</name><name>com.example.shop.</name><name>com.ex</name>")),
        expect=(
            f"{FILE}:13:9 HOT116 com.example.shop.cart. is matched by com.ex already",
            f"{FILE}:13:44 HOT116 com.example.shop. is matched by com.ex already",
        ),
    ),
    # Too wide.
    Case(
        rule="HOT114",
        name="as in the sample of the guide",
        files=_file((ACCEPTED, "<name>com.</name><name>android.</name>\n<name>org.</name>")),
        expect=(
            f"{FILE}:13:9 HOT114 com. matches the classes of libraries too",
            f"{FILE}:13:26 HOT114 android. matches the classes of libraries too",
            f"{FILE}:14:1 HOT114 org. matches the classes of libraries too",
        ),
    ),
    Case(
        rule="HOT114",
        name="a package of mPaaS",
        files=_file((ACCEPTED, "<name>com.alipay.mobile</name>")),
        expect=(f"{FILE}:13:9 HOT114 com.alipay.mobile matches the classes of libraries too",),
    ),
    Case(rule="HOT114", name="a company", files=_file((ACCEPTED, "<name>com.example.</name>"))),
    Case(rule="HOT114", name="an empty name", files=_file((ACCEPTED, "<name/>"))),
    # Final dots.
    Case(
        rule="HOT115",
        name="a folder",
        files={
            **_file((ACCEPTED, "<name>com.example.shop</name>")),
            **_code("com.example.shopping", root="app/src/main/kotlin"),
        },
        expect=(f"{FILE}:13:9 HOT115 com.example.shop is the beginning of com.example.shopping too",),
        fixed={FILE: f"        {ACCEPTED}"},
    ),
    Case(
        rule="HOT115",
        name="a namespace",
        files={**_file((ACCEPTED, "<name>com.example.shop</name>")), **_library("com.example.shops")},
        expect=(f"{FILE}:13:9 HOT115 com.example.shop is the beginning of com.example.shops too",),
    ),
    Case(
        rule="HOT115",
        name="an exception",
        files={**_file((OHOS, f"{OHOS}<name>com</name>")), **_code("company")},
        expect=(f"{FILE}:19:27 HOT115 com is the beginning of company too",),
    ),
    Case(
        rule="HOT115",
        name="nothing that begins alike",
        files={
            **_file((ACCEPTED, "<name>com.example.shop</name>")),
            **_code("com.example.shop.ui"),
            **_code("com.example.cart"),
        },
    ),
    Case(
        rule="HOT115",
        name="a file that begins alike",
        files={**_file((ACCEPTED, "<name>com.example.shop</name>")), **_code("com.example", "shopping")},
    ),
    Case(rule="HOT115", name="with a dot", files=_code("com.example.shopping")),
    Case(rule="HOT115", name="what the guide writes so", files=_code("com.alipay.eulerian")),
    # In vain.
    Case(
        rule="HOT116",
        name="the same again",
        files=_file((ACCEPTED, f"{ACCEPTED}\n        {ACCEPTED}\n<name>com.example.cart.</name>")),
        expect=(f"{FILE}:14:9 HOT116 com.example.shop. stands here again",),
    ),
    Case(
        rule="HOT116",
        name="below another",
        files=_file((ACCEPTED, f"<name>com.example.shop.ui.</name>\n{ACCEPTED}")),
        expect=(f"{FILE}:13:9 HOT116 com.example.shop.ui. is matched by com.example.shop. already",),
    ),
    Case(
        rule="HOT116",
        name="accepted and excepted",
        files=_file((ACCEPTED, f"{ACCEPTED}\n<name>com.alipay.euler.a</name>")),
        expect=(f"{FILE}:14:1 HOT116 com.alipay.euler.a is accepted here, and com.alipay.euler excepts it",),
    ),
    Case(
        rule="HOT116", name="a part that is excepted", files=_file((OHOS, f"{OHOS}<name>com.example.shop.logs.</name>"))
    ),
    Case(
        rule="HOT116",
        name="a longer exception than the guide's",
        files=_file((OHOS, f"{OHOS}<name>com.alipay.</name>")),
    ),
    Case(rule="HOT116", name="empty names", files=_file((ACCEPTED, f"{ACCEPTED}<name/><name/>"))),
    # The package of the patch.
    Case(
        rule="HOT117",
        name="another one",
        files=_file((PATCH, "        <name>com.instantrun.demo</name>\n")),
        expect=(f"{FILE}:23:9 HOT117 patchPackage is com.instantrun.demo; the applicationId is com.example.shop",),
        fixed={FILE: PATCH.rstrip("\n")},
    ),
    Case(
        rule="HOT117",
        name="none",
        files=_file((PATCH, "")),
        expect=(f"{FILE}:22:5 HOT117 patchPackage names no package",),
        fixed={FILE: PATCH.rstrip("\n")},
    ),
    Case(
        rule="HOT117",
        name="none and several ids",
        files={
            **_file((PATCH, "")),
            APP: _FLAVORS,
        },
        expect=(f"{FILE}:22:5 HOT117 patchPackage names no package",),
    ),
    Case(
        rule="HOT117",
        name="two",
        files=_file((PATCH, f"{PATCH}{PATCH}")),
        expect=(f"{FILE}:22:5 HOT117 patchPackage names 2 packages; the first is com.example.shop",),
    ),
    Case(
        rule="HOT117",
        name="none of several",
        files={
            **_file((PATCH, "<name>a.b</name>")),
            APP: _FLAVORS,
        },
        expect=(f"{FILE}:23:1 HOT117 patchPackage is a.b; the applicationId is com.example.shop, com.example.shop.a",),
    ),
    Case(
        rule="HOT117",
        name="an id that is computed",
        files={
            **_file((PATCH, "<name>a.b</name>")),
            APP: (('applicationId "com.example.shop"', "applicationId chosen()"),),
        },
    ),
    Case(rule="HOT117", name="the id"),
    Case(rule="HOT117", name="no list", files={FILE: "<resources/>"}),
    # Annotations.
    Case(
        rule="HOT118",
        name="as the language has it",
        files=_file((OHOS, f"{OHOS}\n        <name>com.alipay.instantrun.patch.annotation.Add</name>")),
        expect=(
            (
                f"{FILE}:20:9 HOT118 there is no package com.alipay.instantrun.patch.annotation.Add: InstantRun "
                "spells it annotaion"
            ),
        ),
        fixed={FILE: "        <name>com.alipay.instantrun.patch.annotaion.Add</name>"},
    ),
    Case(
        rule="HOT118",
        name="among methods",
        files=_methods("com.alipay.instantrun.patch.annotation.", "public"),
        expect=(
            (
                f"{FILE}:26:1 HOT118 there is no package com.alipay.instantrun.patch.annotation.: InstantRun spells it "
                "annotaion"
            ),
        ),
    ),
    Case(
        rule="HOT118",
        name="as InstantRun has it",
        files=_file((OHOS, f"{OHOS}<name>com.alipay.instantrun.patch.annotaion.</name>")),
    ),
]
