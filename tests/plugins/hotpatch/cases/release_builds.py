"""Cases of the rules on release builds."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

APP = "app/build.gradle"
APPLIED = "apply plugin: 'com.alipay.instantrun'\n"
ANDROID = "com.android.tools.build:gradle:7.4.2"
MINIFIED = "            minifyEnabled true\n"
FILES = "            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'proguard-rules.pro'\n"
V1 = "            v1SigningEnabled true\n"
PACKAGES = "mpaas_packages.json"
_ABSENT = "com.alipay.instantrun is applied, and the app does not depend on com.mpaas.android:hotfix"
HOTFIX = "    implementation 'com.mpaas.android:hotfix'\n"


def _app(*changes: tuple[str, str]) -> dict[str, Change]:
    return {APP: changes}


def _root(*changes: tuple[str, str]) -> dict[str, Change]:
    return {"build.gradle": changes}


CASES = [
    Case(
        rule="HOT208",
        name="another rule",
        files={"app/proguard-rules.pro": "-keep class com.example.cart.** { *; }\n"},
        expect=(
            (
                f"{APP}:22:27 HOT208 no file of keep rules (app/proguard-rules.pro) keeps "
                "com.alipay.instantrun.ChangeQuickRedirect"
            ),
        ),
    ),
    Case(
        rule="HOT208",
        name="all members of the app's own classes",
        files={"app/proguard-rules.pro": "-keep class com.example.** { *; }\n"},
    ),
    Case(
        rule="HOT208",
        name="all members, and no list says whose",
        files={"app/proguard-rules.pro": "-keep class com.example.** { *; }\n", "app/instantrun.xml": None},
        expect=(
            (
                f"{APP}:22:27 HOT208 no file of keep rules (app/proguard-rules.pro) keeps "
                "com.alipay.instantrun.ChangeQuickRedirect"
            ),
        ),
    ),
    Case(
        rule="HOT208",
        name="in a comment",
        files={
            "app/proguard-rules.pro": (
                "# -keepclassmembers class ** { public static com.alipay.instantrun.ChangeQuickRedirect *; }\n"
            )
        },
        expect=(
            (
                f"{APP}:22:27 HOT208 no file of keep rules (app/proguard-rules.pro) keeps "
                "com.alipay.instantrun.ChangeQuickRedirect"
            ),
        ),
    ),
    Case(
        rule="HOT208",
        name="without files",
        files=_app((FILES, "")),
        expect=(f"{APP}:22:27 HOT208 no file of keep rules (-) keeps com.alipay.instantrun.ChangeQuickRedirect",),
    ),
    Case(rule="HOT208", name="a file that is made", files={"app/proguard-rules.pro": None}),
    Case(
        rule="HOT208",
        name="a file of the root",
        files={**_app(("'proguard-rules.pro'", "rootProject.file('all.pro')")), "all.pro": "-dontwarn a\n"},
        expect=(f"{APP}:22:27 HOT208 no file of keep rules (all.pro) keeps com.alipay.instantrun.ChangeQuickRedirect",),
    ),
    Case(rule="HOT208", name="not shrunk", files={**_app((MINIFIED, "")), "app/proguard-rules.pro": ""}),
    Case(rule="HOT208", name="by DexPatch", files={**_app((APPLIED, "")), "app/proguard-rules.pro": ""}),
    Case(
        rule="HOT209",
        name="switched on",
        files={"gradle.properties": "android.enableR8.fullMode=true\n"},
        expect=("gradle.properties:1:1 HOT209 R8's full mode is on",),
    ),
    Case(
        rule="HOT209",
        name="by the version",
        files=_root((ANDROID, "com.android.tools.build:gradle:8.0.2")),
        expect=(
            (
                "build.gradle:7:51 HOT209 R8's full mode is on: Android plugin 8.0.2 has it so unless "
                "gradle.properties says otherwise"
            ),
        ),
    ),
    Case(
        rule="HOT209",
        name="switched off",
        files={
            **_root((ANDROID, "com.android.tools.build:gradle:8.0.2")),
            "gradle.properties": "android.enableR8.fullMode=false\n",
        },
    ),
    Case(rule="HOT209", name="earlier", files={}),
    Case(
        rule="HOT209",
        name="not shrunk",
        files={**_app((MINIFIED, "")), "gradle.properties": "android.enableR8.fullMode=true\n"},
    ),
    Case(
        rule="HOT209",
        name="by DexPatch",
        files={**_app((APPLIED, "")), "gradle.properties": "android.enableR8.fullMode=true\n"},
    ),
    Case(
        rule="HOT210",
        name="off",
        files=_app((V1, "            v1SigningEnabled false\n")),
        expect=(f"{APP}:17:30 HOT210 V1 signing is switched off",),
    ),
    Case(
        rule="HOT210",
        name="left out",
        files=_app((V1, ""), ("minSdkVersion 21", "minSdkVersion 24")),
        expect=((f"{APP}:16:9 HOT210 V1 signing is not switched on: with minSdk 24 the Android plugin leaves it out"),),
    ),
    Case(rule="HOT210", name="on for an older Android", files=_app((V1, ""), ("minSdkVersion 21", "minSdkVersion 23"))),
    Case(
        rule="HOT210",
        name="an Android that is not known",
        files=_app((V1, ""), ("minSdkVersion 21", "minSdkVersion least")),
    ),
    Case(
        rule="HOT210",
        name="an Android that there is not",
        files=_app((V1, ""), ("minSdkVersion 21", f"minSdkVersion {'9' * 5000}")),
    ),
    Case(
        rule="HOT210",
        name="of debug builds",
        files=_app(("        release {\n" + V1, "        debug {\n            v1SigningEnabled false\n")),
    ),
    Case(
        rule="HOT210",
        name="made by name",
        files=_app(("        release {\n" + V1, '        create("store") {\n            enableV1Signing = false\n')),
        expect=(f"{APP}:17:31 HOT210 V1 signing is switched off",),
    ),
    Case(
        rule="HOT210",
        name="of an app that is not hotpatched",
        files={
            **_app((V1, "            v1SigningEnabled false\n"), (APPLIED, ""), (HOTFIX, "")),
        },
    ),
    Case(
        rule="HOT211",
        name="the client",
        files=_app((HOTFIX, HOTFIX + "    implementation 'org.apache.httpcomponents:httpcore:4.4.16'\n")),
        expect=(
            (
                f"{APP}:32:20 HOT211 org.apache.httpcomponents:httpcore holds classes of Android's old HTTP client, or "
                "of what it is made with"
            ),
        ),
    ),
    Case(
        rule="HOT211",
        name="what it is made with",
        files=_app((HOTFIX, HOTFIX + "    api 'commons-codec:commons-codec:1.15'\n")),
        expect=(
            (
                f"{APP}:32:9 HOT211 commons-codec:commons-codec holds classes of Android's old HTTP client, or of what "
                "it is made with"
            ),
        ),
    ),
    Case(
        rule="HOT211",
        name="NFC",
        files=_app((HOTFIX, HOTFIX + "    implementation 'com.example:card-nfc:1.0'\n")),
        expect=((f"{APP}:32:20 HOT211 com.example:card-nfc seems to be a library for NFC that is not the system's"),),
    ),
    Case(
        rule="HOT211",
        name="of one kind of builds",
        files=_app((HOTFIX, HOTFIX + "    releaseImplementation 'commons-httpclient:commons-httpclient:3.1'\n")),
        expect=(
            (
                f"{APP}:32:27 HOT211 commons-httpclient:commons-httpclient holds classes of Android's old HTTP client, "
                "or of what it is made with"
            ),
        ),
    ),
    Case(
        rule="HOT211",
        name="not packaged",
        files=_app(
            (
                HOTFIX,
                (
                    f"{HOTFIX}    freeCompileOnly 'commons-httpclient:commons-httpclient:3.1'\n"
                    "    androidTestImplementation 'commons-httpclient:commons-httpclient:3.1'\n"
                ),
            )
        ),
    ),
    Case(
        rule="HOT211",
        name="for tests",
        files=_app((HOTFIX, HOTFIX + "    testImplementation 'org.apache.httpcomponents:httpclient:4.5.14'\n")),
    ),
    Case(
        rule="HOT211",
        name="a name with these letters",
        files=_app((HOTFIX, HOTFIX + "    api 'com.example:confcore:1.0'\n")),
    ),
    Case(rule="HOT211", name="a project", files=_app((HOTFIX, HOTFIX + "    api project(':nfc')\n"))),
    Case(
        rule="HOT211",
        name="in an app that is not hotpatched",
        files=_app((APPLIED, ""), (HOTFIX, "    implementation 'org.apache.httpcomponents:httpcore:4.4.16'\n")),
    ),
    Case(
        rule="HOT212",
        name="absent",
        files=_app((HOTFIX, "")),
        expect=(f"{APP}:2:16 HOT212 {_ABSENT}",),
    ),
    Case(rule="HOT212", name="absent, and not for InstantRun", files=_app((HOTFIX, ""), (APPLIED, ""))),
    Case(
        rule="HOT212",
        name="absent, and component-based",
        files=_app((HOTFIX, ""), (APPLIED, f"{APPLIED}apply plugin: 'com.alipay.portal'\n")),
    ),
    Case(
        rule="HOT212",
        name="only in a comment",
        files=_app((HOTFIX, f"    // {HOTFIX}")),
        expect=(f"{APP}:2:16 HOT212 {_ABSENT}",),
    ),
    Case(rule="HOT212", name="by Component Management", files={**_app((HOTFIX, "")), PACKAGES: '{"a": ["HOTFIX"]}'}),
    Case(
        rule="HOT212",
        name="another component",
        files={**_app((HOTFIX, "")), PACKAGES: '{"a": ["NEBULA"]}'},
        expect=(f"{APP}:2:16 HOT212 {_ABSENT}",),
    ),
    Case(
        rule="HOT212",
        name="from a script that is not read",
        files=_app((HOTFIX, ""), (APPLIED, f'{APPLIED}apply from: "$shared/mpaas.gradle"\n')),
    ),
    Case(
        rule="HOT212",
        name="from a plugin of one's own",
        files=_app((HOTFIX, ""), (APPLIED, f"{APPLIED}apply plugin: 'com.example.conventions'\n")),
    ),
    Case(
        rule="HOT212",
        name="from a variable",
        files=_app((HOTFIX, "    implementation libraries.patching\n")),
    ),
]
