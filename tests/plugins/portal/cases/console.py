"""Cases of the rules on what the console and mPaaS's plugin write."""

from __future__ import annotations

import json

from plugins.changing import Change
from plugins.portal.cases import Case

PORTAL = "portal/app/build.gradle"
CONFIG = "portal/app/Ant-mpaas-APP1-default-Android.config"
PACKAGES = "portal/mpaas_packages.json"
ID = 'applicationId "com.example.app"'
OTHER = f"{CONFIG}:5:17 BND609 the configuration is for com.example.other, the applicationId is com.example.app"
VALUES: dict[str, object] = {
    "appId": "APP1",
    "appKey": "APP1_ANDROID",
    "base64Code": "/9j/4AAQSkZJRg",
    "packageName": "com.example.app",
    "rootPath": "mpaas/android/APP1-default",
    "workspaceId": "default",
    "rpcGW": "https://gateway.example.com/mgw.htm",
    "mpaasapi": "https://api.example.com/mgw.htm",
    "pushPort": "443",
    "pushGW": "push.example.com",
    "logGW": "https://log.example.com",
    "syncport": "443",
    "syncserver": "sync.example.com",
}


def _config(**changes: object) -> str:
    return json.dumps({**VALUES, **changes}, indent=1)


def _portal_config(**changes: object) -> dict[str, Change]:
    return {CONFIG: _config(**changes)}


def _packages(*bundles: tuple[str, bool]) -> str:
    return json.dumps({"bundles": [{"bundleGav": gav, "remove": removed} for gav, removed in bundles]}, indent=1)


CASES = [
    # The console's configuration.
    Case(
        rule="BND608",
        name="a key of another app",
        files=_portal_config(appKey="APP2_ANDROID"),
        expect=(f"{CONFIG}:3:12 BND608 appKey is APP2_ANDROID; for this app and workspace it is APP1_ANDROID",),
    ),
    Case(
        rule="BND608",
        name="a path of another workspace",
        files=_portal_config(rootPath="mpaas/android/APP1-test"),
        expect=(
            (
                f"{CONFIG}:6:14 BND608 rootPath is mpaas/android/APP1-test; for this app and workspace it is "
                "mpaas/android/APP1-default"
            ),
        ),
    ),
    Case(
        rule="BND608",
        name="another name",
        files={"portal/app/Ant-mpaas-copy-Android.config": _config()},
        expect=(
            (
                "portal/app/Ant-mpaas-copy-Android.config BND608 the file is called Ant-mpaas-copy-Android.config; for "
                "its app and workspace the console calls it Ant-mpaas-APP1-default-Android.config"
            ),
        ),
    ),
    Case(
        rule="BND608",
        name="no image",
        files=_portal_config(base64Code=""),
        expect=(f"{CONFIG}:4:16 BND608 base64Code is empty: the image of Security Guard is missing",),
    ),
    Case(rule="BND608", name="the image of Blue Shield", files=_portal_config(base64Code="", absBase64Code="iVBORw0")),
    Case(
        rule="BND608",
        name="no image in the file, and one beside the code",
        files={**_portal_config(base64Code=""), "portal/app/src/main/res/drawable-xhdpi/yw_1222.jpg": b"\xff\xd8"},
    ),
    Case(
        rule="BND608",
        name="no image in the file, and another one",
        files={**_portal_config(base64Code=""), "portal/app/src/main/res/raw/yw_1222.jpg": b"\xff\xd8"},
        expect=(f"{CONFIG}:4:16 BND608 base64Code is empty: the image of Security Guard is missing",),
    ),
    Case(
        rule="BND608",
        name="a number",
        files=_portal_config(pushPort=443),
        expect=(f"{CONFIG}:10:14 BND608 a string belongs here",),
    ),
    Case(
        rule="BND608",
        name="no JSON",
        files={CONFIG: "{"},
        expect=(f"{CONFIG}:1:1 BND608 the object is not closed",),
    ),
    Case(
        rule="BND608",
        name="no object",
        files={CONFIG: "[]"},
        expect=(f"{CONFIG} BND608 an object belongs here",),
    ),
    Case(
        rule="BND608",
        name="keys that are missing",
        files={CONFIG: '{"appId": "APP1", "base64Code": ""}'},
        expect=(
            (
                f"{CONFIG} BND608 it has no appKey, packageName, rootPath, workspaceId, rpcGW, mpaasapi, pushPort, "
                "pushGW, logGW, syncport, syncserver"
            ),
        ),
    ),
    Case(rule="BND608", name="as it is handed out", files=_portal_config()),
    Case(rule="BND608", name="another file", files={"portal/app/other.config": "{"}),
    # Package names.
    Case(
        rule="BND609",
        name="another app",
        files=_portal_config(packageName="com.example.other"),
        expect=(OTHER,),
    ),
    Case(
        rule="BND609",
        name="without applicationId",
        files={**_portal_config(packageName="com.example.other"), PORTAL: ((ID, ""),)},
        expect=(OTHER,),
    ),
    Case(
        rule="BND609",
        name="two flavours",
        files={
            **_portal_config(packageName="com.example.other"),
            PORTAL: (("portal {", "android.productFlavors { free { applicationId 'com.example.free' } }\nportal {"),),
        },
        expect=((f"{OTHER} com.example.free"),),
    ),
    Case(
        rule="BND609",
        name="one of two flavours",
        files={
            **_portal_config(packageName="com.example.other"),
            PORTAL: (("portal {", "android.productFlavors { free { applicationId 'com.example.other' } }\nportal {"),),
        },
    ),
    Case(
        rule="BND609",
        name="a suffix",
        files={
            **_portal_config(packageName="com.example.other"),
            PORTAL: (("portal {", "android.buildTypes.debug.applicationIdSuffix '.debug'\nportal {"),),
        },
    ),
    Case(
        rule="BND609",
        name="a computed applicationId",
        files={**_portal_config(packageName="com.example.other"), PORTAL: ((ID, "applicationId chosen()"),)},
    ),
    Case(rule="BND609", name="the same", files=_portal_config()),
    Case(rule="BND609", name="none", files=_portal_config(packageName="")),
    Case(rule="BND609", name="a file that is no JSON", files={CONFIG: "{"}),
    Case(
        rule="BND609",
        name="in a Bundle",
        files={"launcher/app/Ant-mpaas-APP1-default-Android.config": _config(packageName="com.example.other")},
    ),
    Case(
        rule="BND609",
        name="in a library",
        files={
            "settings.gradle": "include ':lib'\n",
            "lib/build.gradle": (
                "apply plugin: 'com.android.library'\napply plugin: 'com.alipay.apollo.baseline.config'\n"
            ),
            "lib/src/main/AndroidManifest.xml": '<manifest package="org.lib" />',
            "lib/Ant-mpaas-APP1-default-Android.config": _config(packageName="com.example.other"),
        },
        alone=True,
    ),
    # mpaas_packages.json.
    Case(
        rule="BND610",
        name="no JSON",
        files={PACKAGES: "[1"},
        expect=(f"{PACKAGES}:1:1 BND610 the list is not closed",),
    ),
    Case(
        rule="BND610",
        name="another type",
        files={PACKAGES: '{"bundles": [{"bundleGav": 1}]}'},
        expect=(f"{PACKAGES}:1:28 BND610 a string belongs here",),
    ),
    Case(
        rule="BND610",
        name="a removed Bundle",
        files={PACKAGES: _packages(("com.example:launcher-build:1.0.0@jar", True))},
        expect=(
            (
                f"{PORTAL}:20:12 BND610 com.example:launcher-build is declared, and mpaas_packages.json says that it "
                "is removed"
            ),
        ),
    ),
    Case(
        rule="BND610",
        name="another version",
        files={PACKAGES: _packages(("com.example:launcher-build:1.1.0@jar", False))},
        expect=(
            (
                f"{PORTAL}:20:40 BND610 com.example:launcher-build is declared in version 1.0.0; mpaas_packages.json "
                "has 1.1.0"
            ),
        ),
    ),
    Case(
        rule="BND610",
        name="a removed Bundle under a condition",
        files={
            PACKAGES: _packages(("com.example:launcher-build:1.0.0@jar", True)),
            PORTAL: (
                (
                    "bundle 'com.example:launcher-build:1.0.0@jar'",
                    "if (x) { bundle 'com.example:launcher-build:1@jar' }",
                ),
            ),
        },
    ),
    Case(
        rule="BND610",
        name="a version that is not known",
        files={
            PACKAGES: _packages(("com.example:launcher-build:1.1.0@jar", False)),
            PORTAL: (("bundle 'com.example:launcher-build:1.0.0@jar'", 'bundle "com.example:launcher-build:$v@jar"'),),
        },
    ),
    Case(
        rule="BND610",
        name="the same, and others",
        files={
            PACKAGES: _packages(
                ("com.example:launcher-build:1.0.0@jar", False), ("org.other:a-build:1@jar", True), ("odd", True)
            )
        },
    ),
    Case(
        rule="BND610",
        name="in a Bundle",
        files={"launcher/mpaas_packages.json": _packages(("com.example:launcher-build:1.1.0@jar", True))},
    ),
]
