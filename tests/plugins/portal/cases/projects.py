"""Cases of the rules on scripts, tools and repositories."""

from __future__ import annotations

from plugins.portal.cases import Case
from plugins.portal.sample import PORTAL as SCRIPT

PORTAL = "portal/app/build.gradle"
ROOT = "portal/build.gradle"
WRAPPER = "portal/gradle/wrapper/gradle-wrapper.properties"
ANDROID = "com.android.tools.build:gradle:3.5.3"
MPAAS = "com.alipay.android:android-gradle-plugin:3.5.14"
SECURE = "maven { url 'https://maven.example.com/releases' }"
_DISTRIBUTIONS = "https\\://services.gradle.org/distributions"


def _wrapper(version: str) -> str:
    return f"# wrapper\ndistributionUrl={_DISTRIBUTIONS}/gradle-{version}-all.zip\n"


def _root(android: str, mpaas: str = "3.5.14") -> tuple[tuple[str, str], ...]:
    return (ANDROID, f"com.android.tools.build:gradle:{android}"), (
        MPAAS,
        f"com.alipay.android:android-gradle-plugin:{mpaas}",
    )


def _maven(line: str) -> tuple[tuple[str, str], ...]:
    """The root script of the Portal with another line at the end."""
    return (("classpath '" + MPAAS + "'", f"classpath '{MPAAS}'\n        {line}"),)


CASES = [
    Case(
        rule="BND601",
        name="two Portals",
        files={
            "portal/settings.gradle": "include ':app', ':again'\n",
            "portal/again/build.gradle": SCRIPT,
            "portal/again/slinks": "",
        },
        expect=("portal/again/build.gradle:2:16 BND601 :again is a Portal, and so is :app",),
    ),
    Case(
        rule="BND601",
        name="a Portal that is a Bundle",
        files={
            PORTAL: (
                (
                    "apply plugin: 'com.alipay.portal'",
                    "apply plugin: 'com.alipay.portal'\napply plugin: 'com.alipay.bundle'",
                ),
            )
        },
        expect=(f"{PORTAL}:3:16 BND601 :app applies both com.alipay.portal and com.alipay.bundle",),
    ),
    Case(
        rule="BND601",
        name="one or the other",
        files={
            PORTAL: (
                (
                    "apply plugin: 'com.alipay.portal'",
                    "apply plugin: 'com.alipay.portal'\nif (x) { apply plugin: 'com.alipay.bundle' }",
                ),
            )
        },
    ),
    Case(
        rule="BND602",
        name="a class",
        files={"portal/app/src/main/kotlin/com/example/Main.kt": "package com.example\n"},
        expect=(f"{PORTAL}:2:16 BND602 the Portal :app has code in src/main",),
    ),
    Case(rule="BND602", name="a test", files={"portal/app/src/test/java/MainTest.java": "class MainTest {}\n"}),
    # Versions.
    Case(
        rule="BND604",
        name="a Gradle that is too old",
        files={WRAPPER: _wrapper("4.4")},
        expect=(f"{WRAPPER}:2:17 BND604 Android plugin 3.5.3 needs Gradle 5.4.1 or later; the wrapper has 4.4",),
    ),
    Case(rule="BND604", name="a Gradle that is new enough", files={WRAPPER: _wrapper("5.4.1")}),
    Case(
        rule="BND604",
        name="a distribution of one's own",
        files={WRAPPER: "distributionUrl=https\\://example.com/g.zip\n"},
    ),
    Case(rule="BND604", name="a wrapper without an address", files={WRAPPER: "zipStorePath=wrapper/dists\n"}),
    Case(
        rule="BND604",
        name="an Android plugin that is not known",
        files={ROOT: _root("1.5.0", "1.0"), WRAPPER: _wrapper("1.0")},
    ),
    Case(
        rule="BND604",
        name="a newer plugin of mPaaS",
        files={ROOT: _root("3.0.1")},
        expect=(
            f"{ROOT}:8:61 BND604 android-gradle-plugin 3.5.14 is made for Android plugin 3.5 or later, not for 3.0.1",
        ),
    ),
    Case(rule="BND604", name="an older plugin of mPaaS", files={ROOT: _root("3.5.0", "3.0.0.9.14")}),
    Case(rule="BND604", name="without mPaaS's plugin", files={ROOT: (("        classpath '" + MPAAS + "'\n", ""),)}),
    Case(
        rule="BND604",
        name="without the Android plugin",
        files={ROOT: (("        classpath '" + ANDROID + "'\n", ""),), WRAPPER: _wrapper("1.0")},
    ),
    Case(
        rule="BND604",
        name="an Android plugin beyond Flamingo",
        files={ROOT: _root("8.2.0")},
        expect=(
            (
                f"{ROOT}:7:51 BND604 Portals and Bundles need Android Studio Flamingo or earlier, "
                "which ends at Android plugin 8.0; this is 8.2.0"
            ),
        ),
    ),
    Case(rule="BND604", name="the last Android plugin of Flamingo", files={ROOT: _root("8.0.2")}),
    Case(
        rule="BND604",
        name="an app on native AARs",
        files={
            "build.gradle": "buildscript { dependencies {\n    classpath 'com.android.tools.build:gradle:8.2.0'\n"
            "    classpath 'com.alipay.android:android-gradle-plugin:3.5.14'\n} }\n"
            "apply plugin: 'com.alipay.apollo.baseline.config'\n"
        },
        alone=True,
    ),
    Case(
        rule="BND604",
        name="a version under a condition",
        files={
            ROOT: (("classpath '" + ANDROID + "'", f"if (old) {{ classpath '{ANDROID}' }}"),),
            WRAPPER: _wrapper("1.0"),
        },
    ),
    Case(
        rule="BND604",
        name="a version that is no number",
        files={ROOT: _root("latest"), WRAPPER: _wrapper("1.0")},
    ),
    Case(
        rule="BND604", name="another dependency of the build", files={ROOT: _maven("classpath 'com.example:tool:0.1'")}
    ),
    Case(rule="BND604", name="no class path", files={ROOT: "allprojects { }\n", WRAPPER: _wrapper("1.0")}),
]
