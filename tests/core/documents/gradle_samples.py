"""Gradle scripts in the shapes that projects have, in both languages, and what is in them."""

from __future__ import annotations

BUNDLE = """\
// what the wizard writes: 'a quote in a comment {
apply plugin: 'com.android.application'
apply plugin: "com.example.bundle"

version = "1.0.0-SNAPSHOT"
group = 'com.example.shop'

def libVersion = "2.1.0"
ext {
    apiVersion = '3.0'
    set('buildNumber', "7")
}
ext.versions = [net: "$apiVersion.${buildNumber}", 'log': '1.2']

bundle {
    exportPackages ''
    initLevel 11110000
    packageName 'com.example.shop.launcher'
    packageId 36 /* of our own */
}

android {
    compileSdkVersion 26
    defaultConfig { applicationId "com.example.shop"; minSdkVersion 15 }
    buildTypes { release { minifyEnabled false } }
    if (project.hasProperty('withNative')) {
        ndk { abiFilters 'armeabi', 'arm64-v8a' }
    }
}

dependencies {
    bundle "com.example:cart-build:$libVersion:raw@jar"
    manifest "com.example:cart-build:${libVersion}:AndroidManifest@xml"
    provided 'com.example:net-api:1.0.3@jar'
    compile('com.example:ui:4.5') {
        transitive = false
        exclude group: 'com.example', module: 'old'
    }
    compile group: 'com.example', name: 'log', version: versions.log, classifier: 'nolog', ext: 'jar'
    compile project(':api'), "com.example:two:${versions.net}"
    if (buildKind == 'inside') {
        compile 'com.example:inside:1'
    } else if (buildKind == 'aar') compile 'com.example:aar:1'
    else {
        compile "com.example:none:$unknown"
    }
}

uploadArchives {
    repositories { mavenLocal() }
}
excludes { list=[] ; more = [ 'a', 'b' ] }
"""
BUILD_KTS = """\
#!/usr/bin/env kotlin
import java.util.Properties

plugins {
    id("com.example.bundle") version "1.2" apply false
    `kotlin-dsl`
    alias(libs.plugins.shop)
}
/* a comment /* in a comment */ "and a quote */
val libVersion by extra("2.1.0")
val token: String by project
extra["apiVersion"] = "3.0"
val text = \"\"\"raw "quotes" $libVersion \\n ""\"\"\"

bundle {
    exportPackages("")
    packageId = 36
}
android {
    buildTypes {
        getByName("release") { isMinifyEnabled = true }
        create("staging") { applicationIdSuffix = ".s" }
    }
}
configure<ShopExtension> { level = 3 }

dependencies {
    implementation(libs.shop.net)
    implementation(libs.bundles.all)
    implementation(platform("com.example:bom:$libVersion"))
    "bundle"("com.example:cart-build:${extra["apiVersion"]}@jar")
    add("api", "com.example:api:1")
    implementation(group = "com.example", name = "log", version = "1")
    implementation("com.example:ui:1") { exclude(group = "com.example", module = "old") }
    when (kind) {
        "a", "b" -> api(project(":x"))
        else -> {
            api(project(path = ":y"))
        }
    }
}
"""
CATALOGUE = """\
[versions]
net = "4.9"
app-level = { strictly = "[1, 2[", prefer = "1.5" }

[libraries]
shop-net = { module = "com.example:net", version.ref = "net" }
shop_log = { group = "com.example", name = "log", version = "1.1" } # a comment
short = "com.example:short:0.1"
bare = { module = "com.example:bare" }

[bundles]
all = ["shop-net", "short"]

[plugins]
shop = { id = "com.example.bundle", version.ref = "app-level" }
other = "com.example.other:2"
"""
