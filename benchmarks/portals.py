"""Workspaces of a Portal and its Bundles: root scripts as wizards write them, a few for all; own ones that differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_TEAMS = 7
_REPOSITORIES = """        mavenLocal()
        maven { url 'https://maven.example.com/repository/public' }
"""
_ROOTS = (
    """// Top-level build file where you can add configuration options common to all sub-projects/modules.
buildscript {
    repositories {
%(repositories)s    }
    dependencies {
        classpath 'com.android.tools.build:gradle:3.5.3'
        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'
        classpath 'com.android.boost.easyconfig:easyconfig:2.8.0'
    }
}

allprojects {
    repositories {
%(repositories)s    }
}

task clean(type: Delete) {
    delete rootProject.buildDir
}
""",
    """buildscript {
    ext.kotlin_version = '1.3.72'
    repositories {
        google()
%(repositories)s    }
    dependencies {
        classpath "com.android.tools.build:gradle:3.5.3"
        classpath "org.jetbrains.kotlin:kotlin-gradle-plugin:$kotlin_version"
        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'
    }
}

allprojects {
    repositories {
        google()
%(repositories)s        flatDir { dirs 'libs' }
    }
}
""",
    """ext {
    compileSdk = 28
    minSdk = 18
}

buildscript {
    repositories {
%(repositories)s    }
    dependencies {
        classpath('com.android.tools.build:gradle:3.5.3') {
            force = true
        }
        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'
        classpath 'com.android.boost.easyconfig:easyconfig:2.8.0'
    }
}

subprojects {
    repositories {
%(repositories)s    }
    configurations.all {
        resolutionStrategy.cacheChangingModulesFor 0, 'seconds'
    }
}
""",
)
_SETTINGS = """include ':api', ':%(name)s-build'
project(':%(name)s-build').projectDir = new File('app')
"""
_BUNDLE = """apply plugin: 'com.android.application'
apply plugin: 'com.alipay.bundle'

android {
    compileSdkVersion 28

    defaultConfig {
        applicationId "%(package)s"
        minSdkVersion 18
        targetSdkVersion 28
        versionCode %(number)d
        versionName "1.0.%(number)d"
    }
    buildTypes {
        release {
            minifyEnabled true
            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'proguard-rules.pro'
        }
    }
    lintOptions {
        abortOnError false
    }
}

uploadArchives {
    repositories {
        mavenLocal()
    }
}

version = "1.0.%(number)d"
group = "%(group)s"

bundle {
    exportPackages '%(package)s'
    initLevel 11110000
    packageName '%(package)s'
}

dependencies {
    implementation project(":api")
    // the interfaces of others
%(others)s    provided 'com.alipay.android.phone.thirdparty:fastjson-api:1.1.73@jar'
    provided "com.alipay.android.phone.mobilesdk:framework-api:2.1.1@jar"
}
"""
_API = """apply plugin: 'com.android.library'
apply plugin: 'com.alipay.library'

android {
    compileSdkVersion 28
    defaultConfig {
        minSdkVersion 18
        targetSdkVersion 28
    }
}

dependencies {
    provided "com.alipay.android.phone.mobilesdk:framework-api:2.1.1@jar"
}
"""
_BUNDLE_MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="%(package)s">
    <application>
        <activity android:name=".MainActivity" android:exported="false" />
    </application>
</manifest>
"""
_CODE = """package %(package)s;

public class MainActivity {
    public int value() {
        return %(number)d;
    }
}
"""
_PORTAL = """apply plugin: 'com.android.application'
apply plugin: 'com.alipay.portal'

android {
    compileSdkVersion 28
    defaultConfig {
        applicationId "com.example.app"
        minSdkVersion 18
        targetSdkVersion 28
        versionCode 1
        versionName "1.0.0"
    }
}

portal {
    mergeAssets true
}

dependencies {
%(bundles)s}
"""
_DECLARED = """    bundle "%(group)s:%(name)s-build:1.0.%(number)d@jar"
    manifest "%(group)s:%(name)s-build:1.0.%(number)d:AndroidManifest@xml"
"""
_PORTAL_MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.app">
    <application android:name="com.alipay.mobile.quinox.LauncherApplication" />
</manifest>
"""


def write(root: Path, bundles: int, *, sources: bool = True) -> None:
    """Write a Portal that declares so many Bundles, and their builds where their sources are to be there too."""
    for path, content in _files(bundles, sources=sources):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def _files(bundles: int, *, sources: bool) -> Iterator[tuple[str, str]]:
    facts = [_facts(number) for number in range(bundles)]
    yield "portal/settings.gradle", "include ':app'\n"
    yield "portal/build.gradle", _ROOTS[0] % {"repositories": _REPOSITORIES}
    yield "portal/app/build.gradle", _PORTAL % {"bundles": "".join(_DECLARED % one for one in facts)}
    yield "portal/app/slinks", "".join(f"{one['group']}-{one['name']}\n" for one in facts[::2])
    yield "portal/app/src/main/AndroidManifest.xml", _PORTAL_MANIFEST
    for one in facts if sources else ():
        yield from _bundle(one)


def _facts(number: int) -> dict[str, object]:
    group = f"com.example.team{number % _TEAMS}"
    name = f"b{number:04}"
    return {"number": number, "group": group, "name": name, "package": f"{group}.{name}"}


def _bundle(facts: dict[str, object]) -> Iterator[tuple[str, str]]:
    number, folder = int(str(facts["number"])), facts["name"]
    used = [_facts(other) for other in range(max(0, number - number % 5), number)]
    others = "".join(
        '    provided "%(group)s:%(name)s-build:1.0.%(number)d:api@jar"\n' % one  # noqa: UP031 as all templates here
        for one in used
    )
    code = f"{folder}/app/src/main/java/{str(facts['package']).replace('.', '/')}/MainActivity.java"
    yield f"{folder}/settings.gradle", _SETTINGS % facts
    yield f"{folder}/build.gradle", _ROOTS[number % len(_ROOTS)] % {"repositories": _REPOSITORIES}
    yield f"{folder}/app/build.gradle", _BUNDLE % {**facts, "others": others}
    yield f"{folder}/app/src/main/AndroidManifest.xml", _BUNDLE_MANIFEST % facts
    yield code, _CODE % facts
    yield f"{folder}/api/build.gradle", _API
    yield f"{folder}/api/src/main/AndroidManifest.xml", f'<manifest package="{facts["package"]}.api" />\n'
