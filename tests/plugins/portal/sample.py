"""A well-formed app on the component framework that tests change a little: a Portal and two Bundles, each a build."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.changing import Change, changed

REPOSITORIES = """\
    repositories {
        mavenLocal()
        maven { url 'https://maven.example.com/releases' }
    }
"""
ROOT = f"""\
buildscript {{
{REPOSITORIES}\
    dependencies {{
        classpath 'com.android.tools.build:gradle:3.5.3'
        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'
    }}
}}
allprojects {{
{REPOSITORIES}\
}}
"""
PORTAL = """\
apply plugin: 'com.android.application'
apply plugin: 'com.alipay.portal'

android {
    compileSdkVersion 28
    defaultConfig {
        applicationId "com.example.app"
        versionName "1.0.0"
        ndk {
            abiFilters 'armeabi'
        }
    }
}

portal {
    mergeAssets true
}

dependencies {
    bundle 'com.example:launcher-build:1.0.0@jar'
    manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'
    bundle 'com.example.pay:cashier-build:2.1.0@jar'
    manifest 'com.example.pay:cashier-build:2.1.0:AndroidManifest@xml'
}
"""
API = """\
apply plugin: 'com.android.library'
apply plugin: 'com.alipay.library'
"""


def bundle(group: str, version: str, package: str, *, lines: str = "", level: int = 11110000, used: str = "") -> str:
    """The script of a Bundle's main module.

    Args:
        group: The group. version: The version. package: What it exports. lines: Further lines of its block.
        level: The initLevel. used: Further dependencies.
    """
    return f"""\
apply plugin: 'com.android.application'
apply plugin: 'com.alipay.bundle'

version = "{version}"
group = "{group}"

bundle {{
    exportPackages '{package}'
    initLevel {level}
{lines}}}

dependencies {{
    implementation project(":api")
{used}}}
"""


def settings(artifact: str) -> str:
    """The settings of a Bundle whose main module lies in the folder app."""
    return f"include ':api', ':{artifact}'\nproject(':{artifact}').projectDir = new File('app')\n"


def manifest(package: str, *inside: str, attributes: str = "") -> str:
    """An AndroidManifest.xml with what stands in its application."""
    content = "".join(f"        {one}\n" for one in inside)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="{package}">\n'
        f"    <application{attributes}>\n{content}    </application>\n</manifest>\n"
    )


def java(name: str) -> str:
    """A Java class by its full name."""
    package, _, own = name.rpartition(".")
    return f"package {package};\n\npublic class {own} {{\n}}\n"


FILES: Mapping[str, str] = {
    "portal/settings.gradle": "include ':app'\n",
    "portal/build.gradle": ROOT,
    "portal/app/build.gradle": PORTAL,
    "portal/app/slinks": "com.example-launcher\n",
    "portal/app/src/main/AndroidManifest.xml": manifest(
        "com.example.app", attributes=' android:name="com.alipay.mobile.quinox.LauncherApplication"'
    ),
    "launcher/settings.gradle": settings("launcher-build"),
    "launcher/build.gradle": ROOT,
    "launcher/app/build.gradle": bundle(
        "com.example",
        "1.0.0",
        "com.example.launcher",
        lines="    packageId 40\n",
        used="    provided 'com.example.pay:cashier-build:2.1.0:api@jar'\n",
    ),
    "launcher/app/src/main/AndroidManifest.xml": manifest(
        "com.example.launcher", '<activity android:name=".MainActivity" />'
    ),
    "launcher/app/src/main/java/com/example/launcher/MainActivity.java": java("com.example.launcher.MainActivity"),
    "launcher/app/src/main/res/values/strings.xml": (
        '<resources><string name="launcher_title">Home</string></resources>\n'
    ),
    "launcher/api/build.gradle": API,
    "cashier/settings.gradle": settings("cashier-build"),
    "cashier/build.gradle": ROOT,
    "cashier/app/build.gradle": bundle("com.example.pay", "2.1.0", "com.example.pay.cashier"),
    "cashier/app/src/main/AndroidManifest.xml": manifest(
        "com.example.pay.cashier", '<activity android:name=".CashierActivity" />'
    ),
    "cashier/app/src/main/java/com/example/pay/cashier/CashierActivity.java": java(
        "com.example.pay.cashier.CashierActivity"
    ),
    "cashier/api/build.gradle": API,
    "cashier/api/src/main/java/com/example/pay/cashier/api/Cashier.java": java("com.example.pay.cashier.api.Cashier"),
}
"""The launcher is static, has resources and uses the cashier's interface; the cashier is dynamic and lazy."""


def files(changes: Mapping[str, Change] | None = None, *, keep: bool = True) -> dict[str, str | bytes]:
    """The files of the sample with changes.

    Args:
        changes: By path. keep: Whether the sample's files are there at all, or only those that are given.
    """
    return changed(FILES if keep else {}, changes or {})
