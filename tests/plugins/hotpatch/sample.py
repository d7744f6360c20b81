"""A well-formed app on native AARs with InstantRun, that tests change a little."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.changing import Change, changed

ROOT = """\
buildscript {
    repositories {
        google()
        maven { url 'https://mvn.cloud.alipay.com/nexus/content/repositories/open/' }
    }
    dependencies {
        classpath 'com.android.tools.build:gradle:7.4.2'
        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'
    }
}
allprojects {
    repositories {
        google()
        maven { url 'https://mvn.cloud.alipay.com/nexus/content/repositories/open/' }
    }
}
"""
APP = """\
apply plugin: 'com.android.application'
apply plugin: 'com.alipay.instantrun'
apply plugin: 'com.alipay.apollo.baseline.config'

android {
    namespace 'com.example.shop'
    compileSdkVersion 33
    defaultConfig {
        applicationId "com.example.shop"
        minSdkVersion 21
        targetSdkVersion 30
        versionCode 7
        versionName "2.1.0"
    }
    signingConfigs {
        release {
            v1SigningEnabled true
        }
    }
    buildTypes {
        release {
            minifyEnabled true
            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'proguard-rules.pro'
            signingConfig signingConfigs.release
        }
    }
}

dependencies {
    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-35')
    implementation 'com.mpaas.android:hotfix'
}
"""
CONFIGURATION = """\
<?xml version="1.0" encoding="utf-8"?>
<resources>
    <switch>
        <turnOnInstantRun>true</turnOnInstantRun>
        <manual>false</manual>
        <forceInsert>false</forceInsert>
        <methodMatchMode>signature</methodMatchMode>
        <catchReflectException>true</catchReflectException>
        <patchLog>false</patchLog>
        <proguard>true</proguard>
    </switch>
    <acceptPackageName name="acceptPackage">
        <name>com.example.shop.</name>
    </acceptPackageName>
    <exceptPackageName name="exceptPackage">
        <name>com.alipay.euler</name>
        <name>com.alipay.dexpatch</name>
        <name>com.alipay.instantrun</name>
        <name>ohos.</name>
        <name>com.alipay.mobile.quinox.LauncherApplication</name>
    </exceptPackageName>
    <patchPackageName name="patchPackage">
        <name>com.example.shop</name>
    </patchPackageName>
</resources>
"""
MANIFEST = """\
<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android">
    <application android:name="com.alipay.mobile.framework.quinoxless.QuinoxlessApplication">
        <meta-data
            android:name="mpaas.quinoxless.extern.application"
            android:value="com.example.shop.ShopApplication" />
        <uses-library android:name="org.apache.http.legacy" android:required="false" />
        <activity android:name=".MainActivity" android:exported="true" />
    </application>
</manifest>
"""
APPLICATION = """\
package com.example.shop;

import androidx.annotation.Keep;
import com.alipay.mobile.framework.quinoxless.QuinoxlessApplicationLike;
import com.mpaas.hotpatch.adapter.api.MPHotpatch;

@Keep
public class ShopApplication extends QuinoxlessApplicationLike {
    @Override
    public void onMPaaSFrameworkInitFinished() {
        MPHotpatch.init();
    }
}
"""
RULES = """\
-keepclassmembers class ** {
    public static com.alipay.instantrun.ChangeQuickRedirect *;
}
"""
FILES: Mapping[str, str] = {
    "settings.gradle": "include ':app'\n",
    "build.gradle": ROOT,
    "gradle.properties": "android.useAndroidX=true\n",
    "app/build.gradle": APP,
    "app/instantrun.xml": CONFIGURATION,
    "app/proguard-rules.pro": RULES,
    "app/src/main/AndroidManifest.xml": MANIFEST,
    "app/src/main/java/com/example/shop/ShopApplication.java": APPLICATION,
    "app/src/main/java/com/example/shop/MainActivity.java": (
        "package com.example.shop;\n\npublic class MainActivity extends android.app.Activity {\n}\n"
    ),
}
"""Its release is obfuscated and signed with V1."""


def files(changes: Mapping[str, Change] | None = None, *, keep: bool = True) -> dict[str, str | bytes]:
    """The files of the sample with changes.

    Args:
        changes: By path. keep: Whether the sample's files are there at all, or only those that are given.
    """
    return changed(FILES if keep else {}, changes or {})
