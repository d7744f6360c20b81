"""Cases of the rules on builds."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

APP = "app/build.gradle"
APPLIED = "apply plugin: 'com.alipay.instantrun'\n"
ARTIFACT = "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n"
ANDROID = "com.android.tools.build:gradle:7.4.2"
BASELINE = "mpaas-baseline:10.2.3-35"
MAVEN = "        maven { url 'https://mvn.cloud.alipay.com/nexus/content/repositories/open/' }\n"


def _app(*changes: tuple[str, str]) -> dict[str, Change]:
    return {APP: changes}


def _root(*changes: tuple[str, str]) -> dict[str, Change]:
    return {"build.gradle": changes}


_KOTLIN_ROOT = """\
plugins {
    id("com.android.application") version "8.5.0" apply false
}
buildscript {
    dependencies {
        classpath("com.mpaas.android.patch:patch-gradle-plugin:1.0.7")
    }
}
"""
_CATALOGUE = '[versions]\nagp = "8.1.4"\n[plugins]\napp = { id = "com.android.application", version.ref = "agp" }\n'
_OTHER = "HOT202 Android plugin {android} needs patch-gradle-plugin {needed}, not {given}"


def _other(where: str, android: str, needed: str, given: str) -> tuple[str, ...]:
    return (f"{where} {_OTHER.format(android=android, needed=needed, given=given)}",)


CASES = [
    Case(
        rule="HOT201",
        name="not applied",
        files=_app((APPLIED, "")),
        expect=("app/instantrun.xml HOT201 instantrun.xml is there, and nothing applies com.alipay.instantrun",),
    ),
    Case(
        rule="HOT201",
        name="without its configuration",
        files={"app/instantrun.xml": None},
        expect=(f"{APP}:2:16 HOT201 com.alipay.instantrun is applied, and app/instantrun.xml is not there",),
    ),
    Case(
        rule="HOT201",
        name="without its artifact",
        files=_root((ARTIFACT, "")),
        expect=(
            (
                f"{APP}:2:16 HOT201 com.alipay.instantrun is applied, and no class path of the build holds "
                "com.mpaas.android.patch:patch-gradle-plugin"
            ),
        ),
    ),
    Case(
        rule="HOT201",
        name="its artifact in a comment",
        files=_root((ARTIFACT, f"//{ARTIFACT}")),
        expect=(
            (
                f"{APP}:2:16 HOT201 com.alipay.instantrun is applied, and no class path of the build holds "
                "com.mpaas.android.patch:patch-gradle-plugin"
            ),
        ),
    ),
    Case(
        rule="HOT201",
        name="its artifact behind comments",
        files=_root((ARTIFACT, f"//{ARTIFACT}        // again\n{ARTIFACT}")),
    ),
    Case(
        rule="HOT201",
        name="its artifact in a catalogue",
        files={
            **_root((ARTIFACT, "        classpath libs.patch\n")),
            "gradle/libs.versions.toml": '[libraries]\npatch = "com.mpaas.android.patch:patch-gradle-plugin:1.0.7"\n',
        },
    ),
    Case(
        rule="HOT201",
        name="another artifact in a catalogue",
        files={
            **_root((ARTIFACT, "        classpath libs.patch\n")),
            "gradle/libs.versions.toml": '[libraries]\npatch = "com.example:patch-gradle-plugin:1.0.7"\n',
        },
        expect=(
            (
                f"{APP}:2:16 HOT201 com.alipay.instantrun is applied, and no class path of the build holds "
                "com.mpaas.android.patch:patch-gradle-plugin"
            ),
        ),
    ),
    Case(
        rule="HOT201",
        name="applied in a block",
        files=_app((APPLIED, "apply {\n    plugin 'com.alipay.instantrun'\n}\n")),
    ),
    Case(
        rule="HOT201",
        name="a module whose build is not seen",
        files={
            "build.gradle": (
                "// mpaas\napply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n"
            ),
            "instantrun.xml": "<resources />\n",
        },
        alone=True,
        expect=(
            (
                "build.gradle:3:16 HOT201 this is a module, and its build is not in this folder: "
                "check the folder with settings.gradle"
            ),
        ),
    ),
    Case(
        rule="HOT201",
        name="an app that is a build by itself",
        files={
            "build.gradle": (
                "// mpaas\nbuildscript {\n    dependencies {\n    }\n}\n"
                "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n"
            ),
            "instantrun.xml": "<resources />\n",
        },
        alone=True,
        expect=(
            (
                "build.gradle:7:16 HOT201 com.alipay.instantrun is applied, and no class path of the build holds "
                "com.mpaas.android.patch:patch-gradle-plugin"
            ),
        ),
    ),
    Case(
        rule="HOT201",
        name="in a root that is the app",
        files={
            "build.gradle": "// mpaas\napply plugin: 'com.android.application'\n",
            "instantrun.xml": "<resources />\n",
        },
        alone=True,
        expect=("instantrun.xml HOT201 instantrun.xml is there, and nothing applies com.alipay.instantrun",),
    ),
    Case(
        rule="HOT201",
        name="in a module that lies deeper",
        files={
            "settings.gradle": "include ':apps:shop'\n",
            "build.gradle": "// mpaas\n",
            "apps/shop/build.gradle": "apply plugin: 'com.android.application'\n",
            "apps/shop/instantrun.xml": "<resources />\n",
        },
        alone=True,
        expect=("apps/shop/instantrun.xml HOT201 instantrun.xml is there, and nothing applies com.alipay.instantrun",),
    ),
    Case(
        rule="HOT201",
        name="applied by an alias alone",
        files={
            "settings.gradle.kts": 'include(":app")\n',
            "gradle/libs.versions.toml": '[plugins]\npatch = { id = "com.alipay.instantrun", version = "1.0.8" }\n',
            "app/build.gradle.kts": (
                'plugins {\n    id("com.android.application")\n    alias(libs.plugins.patch)\n}\n// mpaas\n'
            ),
        },
        alone=True,
        expect=(
            (
                "app/build.gradle.kts:3:11 HOT201 com.alipay.instantrun is applied, and no class path of the build "
                "holds com.mpaas.android.patch:patch-gradle-plugin"
            ),
            "app/build.gradle.kts:3:11 HOT201 com.alipay.instantrun is applied, and app/instantrun.xml is not there",
        ),
    ),
    Case(rule="HOT201", name="neither", files={**_app((APPLIED, "")), "app/instantrun.xml": None}),
    Case(
        rule="HOT202",
        name="the earlier one with the later plugin",
        files=_root((ANDROID, "com.android.tools.build:gradle:8.0.0")),
        expect=_other("build.gradle:8:64", "8.0.0", "1.0.8", "1.0.7"),
        fixed={"build.gradle": ARTIFACT.strip("\n").replace("1.0.7", "1.0.8")},
    ),
    Case(
        rule="HOT202",
        name="the later one with an earlier plugin",
        files=_root(("patch-gradle-plugin:1.0.7", "patch-gradle-plugin:1.0.8")),
        expect=_other("build.gradle:8:64", "7.4.2", "1.0.7", "1.0.8"),
    ),
    Case(
        rule="HOT202",
        name="in a variable",
        files=_root(
            ("buildscript {\n", "buildscript {\n    ext.patch = '1.0.6'\n"),
            (ARTIFACT, '        classpath "com.mpaas.android.patch:patch-gradle-plugin:$patch"\n'),
        ),
        expect=_other("build.gradle:9:64", "7.4.2", "1.0.7", "1.0.6"),
    ),
    Case(
        rule="HOT202",
        name="in Kotlin, the plugin by its id",
        files={"build.gradle": None, "build.gradle.kts": _KOTLIN_ROOT},
        expect=_other("build.gradle.kts:6:64", "8.5.0", "1.0.8", "1.0.7"),
    ),
    Case(
        rule="HOT202",
        name="the plugin by its alias",
        files={
            "build.gradle": None,
            "build.gradle.kts": _KOTLIN_ROOT.replace(
                'id("com.android.application") version "8.5.0"', "alias(libs.plugins.app)"
            ),
            "gradle/libs.versions.toml": _CATALOGUE,
        },
        expect=_other("build.gradle.kts:6:64", "8.1.4", "1.0.8", "1.0.7"),
    ),
    Case(
        rule="HOT202",
        name="the plugin of any version from 8 on",
        files=_root((ANDROID, "com.android.tools.build:gradle:8.+")),
        expect=_other("build.gradle:8:64", "8", "1.0.8", "1.0.7"),
    ),
    Case(rule="HOT202", name="the plugin of an unknown version", files=_root(("gradle:7.4.2", "gradle:$agp"))),
    Case(rule="HOT202", name="without it", files=_root((ARTIFACT, ""))),
    Case(
        rule="HOT203",
        name="one before",
        files=_app((BASELINE, "mpaas-baseline:10.2.3-19")),
        expect=(f"{APP}:30:63 HOT203 InstantRun needs baseline 10.2.3-20 or later; this is 10.2.3-19",),
    ),
    Case(rule="HOT203", name="the first", files=_app((BASELINE, "mpaas-baseline:10.2.3-20"))),
    Case(rule="HOT203", name="another line", files=_app((BASELINE, "mpaas-baseline:10.3.0"))),
    Case(rule="HOT203", name="by DexPatch", files=_app((BASELINE, "mpaas-baseline:10.1.68-42"), (APPLIED, ""))),
    Case(rule="HOT203", name="unknown", files=_app((BASELINE, "mpaas-baseline:$baseline"))),
    Case(
        rule="HOT204",
        name="first",
        files=_app((APPLIED, ""), ("apply plugin: 'com.android", APPLIED + "apply plugin: 'com.android")),
        expect=(f"{APP}:1:16 HOT204 com.alipay.instantrun is applied before com.android.application",),
    ),
    Case(
        rule="HOT204",
        name="behind the block of plugins",
        files=_app(("apply plugin: 'com.android.application'\n", "plugins {\n    id 'com.android.application'\n}\n")),
    ),
    Case(
        rule="HOT205",
        name="in an app with the Portal plugin",
        files=_app(("com.alipay.apollo.baseline.config", "com.alipay.portal")),
        expect=(f"{APP}:2:16 HOT205 InstantRun cannot patch an app of the component framework (inside)",),
    ),
    Case(
        rule="HOT205",
        name="in a Portal",
        files={**_app(("com.alipay.apollo.baseline.config", "com.alipay.portal")), "app/slinks": "com.example-a\n"},
        expect=(f"{APP}:2:16 HOT205 InstantRun cannot patch an app of the component framework (portal)",),
    ),
    Case(
        rule="HOT205",
        name="where a condition decides",
        files=_app(
            (
                "apply plugin: 'com.alipay.apollo.baseline.config'",
                "if (inside) {\n    apply plugin: 'com.alipay.portal'\n}",
            )
        ),
    ),
    Case(
        rule="HOT205",
        name="the Portal plugin alone",
        files=_app(("com.alipay.apollo.baseline.config", "com.alipay.portal"), (APPLIED, "")),
    ),
    Case(
        rule="HOT206",
        name="a whitelist in the root",
        files={"white.txt": "Lcom.example.shop.Cart\nPatchType: dexpatch\n"},
        expect=("white.txt HOT206 the app applies com.alipay.instantrun, and this is a whitelist of DexPatch",),
    ),
    Case(
        rule="HOT206",
        name="chosen in the configuration",
        options={"hotpatch.method": "dexpatch"},
        expect=(f"{APP}:2:16 HOT206 the app applies com.alipay.instantrun, and hotpatch.method is dexpatch",),
    ),
    Case(
        rule="HOT206",
        name="DexPatch alone",
        files={**_app((APPLIED, "")), "white.txt": "PatchType: dexpatch\n"},
        options={"hotpatch.method": "dexpatch"},
    ),
    Case(rule="HOT206", name="chosen and right", options={"hotpatch.method": "instantrun"}),
    Case(
        rule="HOT207",
        name="public ones alone",
        files={
            "build.gradle": (
                ("        google()\n" + MAVEN + "    }\n    dependencies", "        google()\n    }\n    dependencies"),
            )
        },
        expect=(
            (
                "build.gradle:7:64 HOT207 no repository of buildscript or pluginManagement is mPaaS's, or one's own "
                "mirror"
            ),
        ),
    ),
    Case(
        rule="HOT207",
        name="a mirror",
        files={
            "build.gradle": (
                (
                    "        google()\n" + MAVEN + "    }\n    dependencies",
                    "        maven { url 'https://maven.example.com/all' }\n    }\n    dependencies",
                ),
            )
        },
    ),
    Case(
        rule="HOT207",
        name="in the settings",
        files={
            "build.gradle": (
                ("    repositories {\n        google()\n" + MAVEN + "    }\n    dependencies", "    dependencies"),
            ),
            "settings.gradle": f"pluginManagement {{\n    repositories {{\n{MAVEN}    }}\n}}\ninclude ':app'\n",
        },
    ),
    Case(
        rule="HOT207",
        name="without the plugin",
        files={
            "build.gradle": (
                (ARTIFACT, ""),
                ("        google()\n" + MAVEN + "    }\n    dependencies", "        google()\n    }\n    dependencies"),
            )
        },
    ),
]
