"""Which keep rules keep the name of the class that mPaaS calls."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.source.shrinking import KEEPS_FIELDS, names_class

NAME = "com.example.shop.Start"


@pytest.mark.parametrize(
    "rules",
    [
        "-keep class com.example.shop.Start",
        "-keep class com.example.shop.Start { *; }",
        "-keepnames public class com.example.shop.* {}",
        "-keep class com.example.**{*;}",
        "-keep,includedescriptorclasses class com.*.shop.Sta??",
        "-keep class a.B, com.example.shop.Start",
        "-keep class * extends com.alipay.mobile.framework.quinoxless.QuinoxlessApplicationLike",
        "-keep public class * extends **.QuinoxlessApplicationLike { *; }",
        "-keep class * extends com.alipay.**",
        "-keep class **.St?rt",
        "-keep class ***",
        "-dontoptimize\n-dontobfuscate\n",
    ],
)
def test_kept(rules: str) -> None:
    assert names_class(rules, NAME)


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "-keep class com.example.shop",
        "-keep class com.example.*",
        "-keep public class * extends android.app.Application",
        "-keepclassmembers class com.example.shop.Start { *; }",
        "-keep,allowobfuscation class com.example.shop.Start",
        "-dontwarn com.example.shop.Start",
        "-keep @androidx.annotation.Keep class *",
        "-keep class com.example.shop.Start2",
        "-keep class com.example.shop.Start?",
        "-keep class com.example?shop.Start",
        "-keep class * extends com.example.**",
    ],
)
def test_not_kept(rules: str) -> None:
    assert not names_class(rules, NAME)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["-keep class a.B,", "-keep class a.B\n", "-keep public ", "-keep,a", "-keep class **", "a.*"]
)
def test_nothing_takes_long(piece: str) -> None:
    names_class(piece * 20_000, NAME)
    assert KEEPS_FIELDS.search(f"{piece}\n" * 20_000) is None
    names_class("-keep class " + piece * 200, NAME)
    names_class(f"-keep class {'**a' * 40}", f"{'a' * 200}b")
