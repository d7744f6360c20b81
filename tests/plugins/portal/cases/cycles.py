"""Cases of the rule on cycles of Bundles."""

from __future__ import annotations

from plugins.portal.cases import Case

API = "cashier/api/build.gradle"
LINES = (
    "apply plugin: 'com.alipay.library'\ndependencies {\n    provided 'com.example:launcher-build:1.0.0:api@jar'\n}\n"
)

CASES = [
    Case(
        rule="BND215",
        name="two Bundles",
        files={API: LINES},
        expect=(
            (
                f"{API}:3:14 BND215 Bundles use each other in a cycle: com.example.pay:cashier-build -> "
                "com.example:launcher-build -> com.example.pay:cashier-build"
            ),
        ),
    ),
    Case(rule="BND215", name="one way only"),
]
