"""Cases of the rules on files that cannot be read."""

from __future__ import annotations

from plugins.portal.cases import Case

SCRIPT = "cashier/app/build.gradle"

CASES = [
    Case(
        rule="BND801",
        name="a block that is not closed",
        files={SCRIPT: (("    initLevel 11110000\n}", "    initLevel 11110000\n"),)},
        expect=(f"{SCRIPT}:7:8 BND801 {{ is not closed",),
    ),
    Case(
        rule="BND801",
        name="a binary file",
        files={SCRIPT: b"\x00\x01\x02"},
        expect=(f"{SCRIPT}:1:1 BND801 a zero byte: the file is no text",),
    ),
    Case(
        rule="BND801",
        name="comments in GBK",
        files={SCRIPT: "// 收银台\napply plugin: 'com.alipay.bundle'\n".encode("gbk")},
        expect=(f"{SCRIPT}:1:4 BND801 byte 3 (0xCA) is not UTF-8; it is read all the same",),
    ),
    Case(
        rule="BND801",
        name="a manifest that is no XML",
        files={"cashier/app/src/main/AndroidManifest.xml": "<manifest>\n  <application>\n</manifest>\n"},
        expect=(
            (
                "cashier/app/src/main/AndroidManifest.xml:2:3 BND801 "
                "<application> is not closed before </manifest> in line 3"
            ),
        ),
    ),
    Case(rule="BND801", name="all can be read"),
    Case(
        rule="BND802",
        name="the settings are gone",
        files={"cashier/settings.gradle": None},
        expect=(
            (
                "cashier/api/build.gradle BND802 cashier/api/build.gradle belongs to no build: "
                "there is no settings.gradle in cashier"
            ),
            (
                "cashier/app/build.gradle BND802 cashier/app/build.gradle belongs to no build: "
                "there is no settings.gradle in cashier"
            ),
        ),
    ),
    Case(
        rule="BND802",
        name="a module that is checked by itself",
        files={"build.gradle": "apply plugin: 'com.alipay.bundle'\ngroup = 'a'\n", "src/main/java/A.java": ""},
        alone=True,
    ),
    Case(
        rule="BND802",
        name="settings in Kotlin",
        files={"cashier/settings.gradle": None, "cashier/settings.gradle.kts": ""},
    ),
    Case(
        rule="BND803",
        name="settings that apply themselves",
        files={"settings.gradle": "// mpaas\napply from: 'settings.gradle'\n"},
        alone=True,
        expect=("settings.gradle:2:13 BND803 settings.gradle is applied here again: it is being run already",),
    ),
    Case(
        rule="BND803",
        name="through two others",
        files={
            "build.gradle": "apply plugin: 'com.alipay.bundle'\napply from: 'a.gradle'\n",
            "a.gradle": "apply from: 'b.gradle'\n",
            "b.gradle": 'println 1\napply from: "$rootDir/a.gradle"\n',
        },
        alone=True,
        expect=("b.gradle:2:13 BND803 a.gradle is applied here again: it is being run already",),
    ),
    Case(
        rule="BND803",
        name="twice, and one that is not there",
        files={
            "build.gradle": (
                "apply plugin: 'com.alipay.bundle'\napply from: 'a.gradle'\napply from: 'a.gradle'\n"
                "apply from: 'gone.gradle'\n"
            ),
            "a.gradle": "apply from: 'b.gradle'\n",
            "b.gradle": "println 1\n",
        },
        alone=True,
    ),
]
