"""Projects before ``hapline hotpatch init``: native apps in Groovy and in Kotlin, and a Portal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hapline.testing import Bench, Ended
from plugins.changing import Change, changed

REPOSITORY = "https://mvn.cloud.alipay.com/nexus/content/repositories/open/"
MANIFEST = """\
<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android">

    <application android:label="@string/app_name">
        <activity android:name=".MainActivity" />
    </application>

</manifest>
"""
MAIN = "package com.example.shop;\n\npublic class MainActivity extends android.app.Activity {\n}\n"
GROOVY: Mapping[str, str] = {
    "settings.gradle": "include ':app', ':cart'\n",
    "build.gradle": """\
buildscript {
    repositories {
        google()
    }
    dependencies {
        classpath 'com.android.tools.build:gradle:4.1.3' // the Android plugin
    }
}

allprojects {
    repositories {
        google()
    }
}
""",
    "gradle.properties": "android.useAndroidX=true\n",
    "app/build.gradle": """\
apply plugin: 'com.android.application' // the app
apply plugin: 'com.alipay.apollo.baseline.config'

android {
    defaultConfig {
        applicationId 'com.example.shop'
        minSdkVersion 21
    }
    signingConfigs {
        release {
            v1SigningEnabled true
        }
    }
    buildTypes {
        release {
            minifyEnabled true
            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'rules.pro'
        }
    }
}

dependencies {
    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-35')
    implementation project(':cart')
}
""",
    "app/rules.pro": "# rules\n-dontwarn com.example.**",
    "app/src/main/AndroidManifest.xml": MANIFEST.replace("<manifest ", '<manifest package="com.example.shop" '),
    "app/src/main/java/com/example/shop/MainActivity.java": MAIN,
    "cart/build.gradle": "apply plugin: 'com.android.library'\n\nandroid {\n    namespace 'com.example.cart'\n}\n",
    "cart/src/main/java/com/example/cart/ui/Line.java": "package com.example.cart.ui;\n\nclass Line {}\n",
    "cart/src/test/java/org/tests/LineTest.java": "package org.tests;\n\nclass LineTest {}\n",
}
KOTLIN: Mapping[str, str] = {
    "settings.gradle.kts": f"""\
pluginManagement {{
    repositories {{
        google()
        maven {{ url = uri("{REPOSITORY.rstrip("/")}") }}
    }}
}}
dependencyResolutionManagement {{
    repositories {{
        google()
    }}
}}
include(":app")
""",
    "build.gradle.kts": """\
plugins {
    alias(libs.plugins.android) apply false
}
""",
    "gradle/libs.versions.toml": """\
[versions]
agp = "8.8.2"
[plugins]
android = { id = "com.android.application", version.ref = "agp" }
""",
    "app/build.gradle.kts": """\
plugins {
    alias(libs.plugins.android)
    id("com.alipay.apollo.baseline.config")
}

android {
    namespace = "com.example.shop"

    defaultConfig {
        applicationId = "com.example.shop"
        minSdk = 24
    }

    buildTypes {
        release {
            isMinifyEnabled = true
        }
        debug {
            applicationIdSuffix = ".debug"
        }
    }
}

dependencies {
    implementation(platform("com.mpaas.android:mpaas-baseline:10.2.3-59"))
    implementation("androidx.core:core-ktx:1.15.0")
}
""",
    "app/src/main/AndroidManifest.xml": MANIFEST,
    "app/src/main/java/com/example/shop/MainActivity.kt": "package com.example.shop\n\nclass MainActivity\n",
}
PORTAL: Mapping[str, str] = {
    "settings.gradle": "include ':app'\n",
    "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\n",
    "app/slinks": "com.example-launcher\n",
    "app/src/main/AndroidManifest.xml": MANIFEST,
}


def write(folder: Path, files: Mapping[str, str], changes: Mapping[str, Change] | None = None) -> None:
    """Write a project, with changes."""
    for path, content in changed(files, changes or {}).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def init(folder: Path, *line: str, options: Mapping[str, str] | None = None) -> Ended:
    """Run ``hapline hotpatch init`` in a folder."""
    return Bench(options=options).run("hotpatch", "init", *line, cwd=folder)


def read(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
