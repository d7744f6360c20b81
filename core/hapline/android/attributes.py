"""Names of the attributes that manifests use, by the ids that the platform has given them for ever.

Shrinkers empty the names in the string pool, or put others there, since phones go by the ids.

Source: the platform's public resources, as ``aapt2 dump resources`` lists them of its framework-res.apk.
"""

from __future__ import annotations

NAMES = {
    0x01010000: "theme",
    0x01010001: "label",
    0x01010002: "icon",
    0x01010003: "name",
    0x01010006: "permission",
    0x0101000B: "sharedUserId",
    0x0101000E: "enabled",
    0x0101000F: "debuggable",
    0x01010010: "exported",
    0x01010011: "process",
    0x01010013: "multiprocess",
    0x01010018: "authorities",
    0x0101001A: "initOrder",
    0x0101001B: "grantUriPermissions",
    0x0101001D: "launchMode",
    0x01010024: "value",
    0x01010025: "resource",
    0x01010026: "mimeType",
    0x01010027: "scheme",
    0x01010028: "host",
    0x01010202: "targetActivity",
    0x0101020C: "minSdkVersion",
    0x0101021B: "versionCode",
    0x0101021C: "versionName",
    0x01010270: "targetSdkVersion",
    0x01010271: "maxSdkVersion",
    0x01010272: "testOnly",
    0x01010280: "allowBackup",
    0x0101028E: "required",
    0x010103A9: "isolatedProcess",
    0x010104EA: "extractNativeLibs",
    0x010104EC: "usesCleartextTraffic",
    0x01010527: "networkSecurityConfig",
    0x0101057A: "appComponentFactory",
}
