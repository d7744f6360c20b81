"""The release that the examples of the rules change."""

from __future__ import annotations

from plugins.hotpatch.linting.repositories import FOLDER, INSTANTRUN

FILES = {
    "app/instantrun.xml": INSTANTRUN,
    "app/build.gradle": "dependencies {\n    implementation 'com.squareup.okhttp3:okhttp:4.11.0'\n}\n",
    "app/src/main/res/layout/cart_view.xml": (
        '<TextView xmlns:android="http://schemas.android.com/apk/res/android" android:text="1"/>\n'
    ),
    "app/src/main/java/org/sample/Tool.java": (
        "package org.sample;\n\npublic class Tool {\n    int run() {\n        return Math.max(1, 1);\n    }\n}\n"
    ),
    f"{FOLDER}Cart.java": (
        "package com.example.shop;\n\npublic class Cart {\n    private int count;\n\n"
        "    public int total(int price) {\n        return Math.max(price * count, 0);\n    }\n\n"
        "    int items() {\n        return count;\n    }\n}\n"
    ),
    f"{FOLDER}Shelf.java": (
        "package com.example.shop;\n\npublic interface Shelf {\n"
        "    default int room() {\n        return Math.max(1, 1);\n    }\n}\n"
    ),
    f"{FOLDER}Bag.java": "package com.example.shop;\n\npublic class Bag {\n    void open() {\n    }\n}\n",
    f"{FOLDER}Basket.java": (
        "package com.example.shop;\n\npublic class Basket extends Bag {\n    void open() {\n        count();\n "
        "   }\n}\n"
    ),
    f"{FOLDER}Till.java": (
        "package com.example.shop;\n\npublic class Till {\n    int sum() {\n        return new "
        "Slip().lines();\n    }\n\n"
        "    static class Slip {\n        private Slip() {\n        }\n\n"
        "        int lines() {\n            return 2;\n        }\n    }\n}\n"
    ),
    f"{FOLDER}Prices.kt": (
        'package com.example.shop\n\nfun label(price: Int, unit: String = "CNY"): String = price.toString() + unit\n'
    ),
}
WITHOUT_INSTANTRUN = {
    "settings.gradle": "include ':app'\n",
    "app/build.gradle": "apply plugin: 'com.android.application'\n",
}
"""A release that InstantRun cannot patch."""
