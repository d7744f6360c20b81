"""Cases of the rules on the application."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

MANIFEST = "app/src/main/AndroidManifest.xml"
CLASS = "app/src/main/java/com/example/shop/ShopApplication.java"
APP = "app/build.gradle"
NAME = ' android:name="com.alipay.mobile.framework.quinoxless.QuinoxlessApplication"'
META = """\
        <meta-data
            android:name="mpaas.quinoxless.extern.application"
            android:value="com.example.shop.ShopApplication" />
"""
LIBRARY = '        <uses-library android:name="org.apache.http.legacy" android:required="false" />\n'
PORTAL: tuple[tuple[str, str], ...] = (("com.alipay.apollo.baseline.config", "com.alipay.portal"),)
APPLIED = ("apply plugin: 'com.alipay.instantrun'\n", "")
HOTFIX = ("    implementation 'com.mpaas.android:hotfix'\n", "")
EXTENDS = "extends QuinoxlessApplicationLike"


def _manifest(*changes: tuple[str, str]) -> dict[str, Change]:
    return {MANIFEST: changes}


def _class(*changes: tuple[str, str]) -> dict[str, Change]:
    return {CLASS: changes}


_KOTLIN = """\
package com.example.shop

@Keep
class ShopApplication : {superclass}() {{
    override fun onMPaaSFrameworkInitFinished() = MPHotpatch.init()
}}
"""
CASES = [
    Case(
        rule="HOT301",
        name="one's own",
        files=_manifest((NAME, ' android:name=".ShopApplication"')),
        expect=(
            (f"{MANIFEST}:3:18 HOT301 the application is com.example.shop.ShopApplication, not QuinoxlessApplication"),
        ),
    ),
    Case(
        rule="HOT301",
        name="none",
        files=_manifest((NAME, "")),
        expect=(f"{MANIFEST}:3:5 HOT301 the application has no android:name; it must be QuinoxlessApplication",),
    ),
    Case(rule="HOT301", name="right"),
    Case(rule="HOT301", name="a placeholder", files=_manifest((NAME, ' android:name="${application}"'))),
    Case(rule="HOT301", name="a placeholder inside", files=_manifest((NAME, ' android:name="com.${company}.Shop"'))),
    Case(
        rule="HOT301",
        name="below the applicationId",
        files=_manifest((NAME, ' android:name="${applicationId}.Shop"')),
        expect=(f"{MANIFEST}:3:18 HOT301 the application is com.example.shop.Shop, not QuinoxlessApplication",),
    ),
    Case(rule="HOT301", name="of the component framework", files={**_manifest((NAME, "")), APP: PORTAL}),
    Case(rule="HOT301", name="not hotpatched", files={**_manifest((NAME, "")), APP: (APPLIED, HOTFIX)}),
    Case(rule="HOT301", name="no application", files={MANIFEST: "<manifest />\n"}),
    Case(rule="HOT301", name="no manifest", files={MANIFEST: None}),
    Case(
        rule="HOT302",
        name="unnamed",
        files=_manifest((META, "")),
        expect=((f"{MANIFEST}:3:5 HOT302 no meta-data mpaas.quinoxless.extern.application names the app's own class"),),
    ),
    Case(
        rule="HOT302",
        name="named nothing",
        files=_manifest(('android:value="com.example.shop.ShopApplication"', 'android:value=""')),
        expect=((f"{MANIFEST}:4:9 HOT302 no meta-data mpaas.quinoxless.extern.application names the app's own class"),),
    ),
    Case(
        rule="HOT302",
        name="a placeholder",
        files=_manifest(('"com.example.shop.ShopApplication"', '"${own}.ShopApplication"')),
    ),
    Case(
        rule="HOT302",
        name="below the applicationId",
        files=_manifest(('"com.example.shop.ShopApplication"', '"${applicationId}.ShopApplication"')),
    ),
    Case(
        rule="HOT302",
        name="absent",
        files={CLASS: None},
        expect=(f"{MANIFEST}:6:13 HOT302 there is no source of com.example.shop.ShopApplication",),
    ),
    Case(
        rule="HOT302",
        name="a subclass of Application",
        files=_class((EXTENDS, "extends QuinoxlessApplication")),
        expect=(
            (
                f"{CLASS}:8:8 HOT302 com.example.shop.ShopApplication derives from QuinoxlessApplication, not from "
                "QuinoxlessApplicationLike"
            ),
        ),
    ),
    Case(
        rule="HOT302",
        name="of nothing",
        files=_class((f" {EXTENDS}", "")),
        expect=(
            (
                f"{CLASS}:8:8 HOT302 com.example.shop.ShopApplication derives from Object, not from "
                "QuinoxlessApplicationLike"
            ),
        ),
    ),
    Case(
        rule="HOT302",
        name="of interfaces alone",
        files=_class((EXTENDS, "implements QuinoxlessApplicationLike")),
        expect=(
            (
                f"{CLASS}:8:8 HOT302 com.example.shop.ShopApplication derives from Object, not from "
                "QuinoxlessApplicationLike"
            ),
        ),
    ),
    Case(
        rule="HOT302",
        name="in a file of another name",
        files={CLASS: None, "app/src/main/kotlin/All.kt": _KOTLIN.format(superclass="QuinoxlessApplicationLike")},
    ),
    Case(
        rule="HOT302",
        name="absent from the file of its name",
        files=_class(("class ShopApplication", "class Other")),
        expect=(f"{MANIFEST}:6:13 HOT302 there is no source of com.example.shop.ShopApplication",),
    ),
    Case(
        rule="HOT302",
        name="in Kotlin",
        files={CLASS: None, CLASS.replace(".java", ".kt"): _KOTLIN.format(superclass="android.app.Application")},
        expect=(
            (
                f"{CLASS.replace('.java', '.kt')}:4:1 HOT302 com.example.shop.ShopApplication derives from "
                "Application, not from QuinoxlessApplicationLike"
            ),
        ),
    ),
    Case(
        rule="HOT302",
        name="in Kotlin and right",
        files={CLASS: None, CLASS.replace(".java", ".kt"): _KOTLIN.format(superclass="QuinoxlessApplicationLike")},
    ),
    Case(rule="HOT302", name="of a class of one's own", files=_class((EXTENDS, "extends ShopBase"))),
    Case(rule="HOT302", name="of the component framework", files={**_manifest((META, "")), APP: PORTAL}),
    Case(rule="HOT302", name="no application", files={MANIFEST: "<manifest />\n"}),
    Case(
        rule="HOT303",
        name="no annotation",
        files=_class(("@Keep\n", "")),
        expect=(
            (f"{CLASS}:7:8 HOT303 com.example.shop.ShopApplication has no @Keep, and no rule of the release keeps it"),
        ),
    ),
    Case(
        rule="HOT303",
        name="kept by a rule",
        files={
            **_class(("@Keep\n", "")),
            "app/proguard-rules.pro": (("-keepclass", "-keep class com.example.shop.ShopApplication\n-keepclass"),),
        },
    ),
    Case(
        rule="HOT303",
        name="not shrunk",
        files={**_class(("@Keep\n", "")), APP: (("            minifyEnabled true\n", ""),)},
    ),
    Case(rule="HOT303", name="named nothing", files={**_class(("@Keep\n", "")), **_manifest((META, ""))}),
    Case(rule="HOT303", name="absent", files={CLASS: None}),
    Case(rule="HOT303", name="of the component framework", files={**_class(("@Keep\n", "")), APP: PORTAL}),
    Case(
        rule="HOT304",
        name="in a comment",
        files=_class(("        MPHotpatch", "        // MPHotpatch")),
        expect=(f"{CLASS}:8:8 HOT304 com.example.shop.ShopApplication does not call MPHotpatch.init()",),
    ),
    Case(rule="HOT304", name="it does"),
    Case(
        rule="HOT304",
        name="in a file of another name",
        files={
            CLASS: None,
            "app/src/main/kotlin/All.kt": _KOTLIN.format(superclass="QuinoxlessApplicationLike").replace(
                "init()", "a()"
            ),
        },
        expect=(
            ("app/src/main/kotlin/All.kt:4:1 HOT304 com.example.shop.ShopApplication does not call MPHotpatch.init()"),
        ),
    ),
    Case(rule="HOT304", name="absent", files={CLASS: None}),
    Case(
        rule="HOT304",
        name="named nothing",
        files={**_class(("MPHotpatch.init", "MPHotpatch.end")), **_manifest((META, ""))},
    ),
    Case(
        rule="HOT304",
        name="of the component framework",
        files={**_class(("MPHotpatch.init", "MPHotpatch.end")), APP: PORTAL},
    ),
    Case(
        rule="HOT305",
        name="absent",
        files=_manifest((LIBRARY, "")),
        expect=(f"{MANIFEST}:3:5 HOT305 the application does not use the library org.apache.http.legacy",),
    ),
    Case(
        rule="HOT305",
        name="by DexPatch",
        files={**_manifest((LIBRARY, "")), APP: (APPLIED,)},
        expect=(f"{MANIFEST}:3:5 HOT305 the application does not use the library org.apache.http.legacy",),
    ),
    Case(
        rule="HOT305",
        name="another library",
        files=_manifest(("org.apache.http.legacy", "com.example.maps")),
        expect=(f"{MANIFEST}:3:5 HOT305 the application does not use the library org.apache.http.legacy",),
    ),
    Case(
        rule="HOT305",
        name="among others",
        files=_manifest((LIBRARY, LIBRARY + LIBRARY.replace("org.apache.http.legacy", "com.example.maps"))),
    ),
    Case(rule="HOT305", name="of the component framework", files={**_manifest((LIBRARY, "")), APP: PORTAL}),
    Case(rule="HOT305", name="no application", files={MANIFEST: "<manifest />\n"}),
]
