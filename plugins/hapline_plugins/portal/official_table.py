"""What is known of mPaaS's own Bundles, as a table: their names, and what a real build found in them.

``GUIDE`` is the table of package ids in the vendor's guide of the component framework, section Bundle project.
``BUILD`` is the bundles.csv that the Portal plugin wrote in a public project of 2017; its names lost their groups, so
a row is here only where the name is that of a Bundle in an mpaas_packages.json of an open project, or in the guide.
"""

from __future__ import annotations

from hapline_hooks import Phrase

GUIDE = Phrase("the table of package ids in the vendor's guide, Bundle project")
BUILD = Phrase("bundles.csv of a Portal built in 2017")

_ABSENT = 2147483647
Row = tuple[str, int, int | None, str | None, str, str]
ROWS: tuple[Row, ...] = (
    ("com.alipay.android.mpaas:scan-build", 72, 11110000, "rc", "", "GB"),
    ("com.alipay.android.phone.mobilecommon:cloudfix-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilecommon:dynamicrelease-build", 127, 3, "c", "", "B"),
    ("com.alipay.android.phone.mobilecommon:lbs-build", 127, 1, "c", "", "B"),
    ("com.alipay.android.phone.mobilecommon:multimedia-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilecommon:share-build", 42, 11110000, "rc", "", "GB"),
    ("com.alipay.android.phone.mobilesdk:aspect-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:autotracker-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:common-build", 127, 1, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:commonbizservice-build", 127, 9, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:commonservice-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:crypto-build", 127, 11110000, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:forerunner-build", 127, 11110000, "", "", "B"),
    (
        "com.alipay.android.phone.mobilesdk:framework-build",
        30,
        1,
        "r",
        "com.alipay.mobile.aspect com.alipay.mobile.framework",
        "GB",
    ),
    ("com.alipay.android.phone.mobilesdk:logging-build", 127, _ABSENT, "c", "", "B"),
    ("com.alipay.android.phone.mobilesdk:monitor-build", 127, _ABSENT, "c", "", "B"),
    ("com.alipay.android.phone.mobilesdk:quinox-build", 127, _ABSENT, "c", "", "B"),
    ("com.alipay.android.phone.mobilesdk:rpc-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:storage-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:tianyanadapter-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:transport-build", 127, 1, "", "", "B"),
    ("com.alipay.android.phone.mobilesdk:transportext-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.rome:pushsdk-build", 127, _ABSENT, "", "", "B"),
    ("com.alipay.android.phone.rome:pushservice-build", 35, None, None, "", "G"),
    (
        "com.alipay.android.phone.scancode:bqcscanservice-build",
        127,
        11110000,
        "",
        "com.alipay.mobile.bqcscanservice",
        "B",
    ),
    ("com.alipay.android.phone.scancode:mascanengine-build", 127, 11110000, "", "com.alipay.mobile.mascanengine", "B"),
    ("com.alipay.android.phone.securitycommon:aliupgrade-build", 77, _ABSENT, "rc", "", "GB"),
    ("com.alipay.android.phone.sync:syncservice-build", 38, 10, "rc", "", "GB"),
    ("com.alipay.android.phone.thirdparty:androidannotations-build", 127, 11110000, "", "", "B"),
    ("com.alipay.android.phone.thirdparty:androidsupport-build", 127, 11110000, "", "", "B"),
    (
        "com.alipay.android.phone.thirdparty:androidsupportpalette-build",
        127,
        11110000,
        "",
        "android.support.v7.graphics",
        "B",
    ),
    (
        "com.alipay.android.phone.thirdparty:androidsupportrecyclerview-build",
        28,
        11110000,
        "r",
        "android.support.v7",
        "GB",
    ),
    ("com.alipay.android.phone.thirdparty:fastjson-build", 127, 11110000, "", "com.alibaba.fastjson", "B"),
    ("com.alipay.android.phone.thirdparty:securityguard-build", 127, 11110000, "r", "", "B"),
    ("com.alipay.android.phone.thirdparty:utdid-build", 127, 11110000, "", "", "B"),
    ("com.alipay.android.phone.thirdparty:wire-build", 127, 11110000, "", "com.squareup.wire okio", "B"),
    ("com.alipay.android.phone.wallet:nebula-build", 76, 10, "r", "", "GB"),
    ("com.alipay.android.phone.wallet:nebulaappcenter-build", 127, 12, "", "", "B"),
    ("com.alipay.android.phone.wallet:nebulabiz-build", 41, 11110000, "", "", "GB"),
    ("com.alipay.android.phone.wallet:nebulaconfig-build", 127, 15, "", "", "B"),
    ("com.alipay.android.phone.wallet:nebulacore-build", 66, 10, "rc", "", "GB"),
    ("com.alipay.android.phone.wallet:nebulauc-build", 60, 11110000, "r", "", "B"),
    (
        "com.alipay.mobileapi:mobileapp-build",
        127,
        11110000,
        "",
        "com.alipay.mobileapp com.alipay.mobileapi.mobileapp",
        "B",
    ),
    (
        "com.alipay.mobileapi:mobileappcommon-build",
        127,
        11110000,
        "",
        "com.alipay.mobileappcommon com.alipay.mobileapi.mobileappcommon",
        "B",
    ),
    (
        "com.alipay.mobileapi:mobilelbs-build",
        127,
        11110000,
        "",
        "com.alipay.mobilelbs com.alipay.mobileapi.mobilelbs",
        "B",
    ),
    ("com.mpaas.mpaasadapter:mpaasadapter-build", 127, 11110000, "", "", "B"),
    ("com.mpaas.nebula.adapter:mpaasnebulaadapter-build", 127, _ABSENT, "", "", "B"),
)
"""Each: ``group:artifact``, package id, initLevel, ``r`` for resources and ``c`` for components (None where nobody
looked), exported packages, and the sources: ``G`` the guide, ``B`` the build."""
