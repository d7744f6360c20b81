"""Which keep rules keep the name of the class that mPaaS calls."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.source.shrinking import fields_are_kept, names_class

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
    assert not fields_are_kept(f"{piece}\n" * 20_000, ["com.example.shop."])
    assert not fields_are_kept(piece * 20_000, ["com.example.shop."])
    names_class("-keep class " + piece * 200, NAME)
    names_class(f"-keep class {'**a' * 40}", f"{'a' * 200}b")


@pytest.mark.parametrize(
    "rules",
    [
        "-keepclassmembers class ** { public static com.alipay.instantrun.ChangeQuickRedirect *; }",
        "-keep class com.example.** { *; }",
        "-keep class com.example.shop.**{*;}",
        "-keepclassmembers class com.example.shop.** { <fields>; }",
        "-keep,includedescriptorclasses class a.B, com.example.** { void run(); public static <fields>; }",
        "-keep class * { *; }",
        "-keep class com.example.cart.** { *; }\n-keep class com.example.shop.** { *; }",
    ],
)
def test_fields_are_kept(rules: str) -> None:
    assert fields_are_kept(rules, ["com.example.shop."])


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "-keep class com.example.shop.**",
        "-keep class com.example.shop.** { public <methods>; }",
        "-keep class com.example.shop.** { private *; }",
        "-keep class com.example.shop.* { *; }",  # not those of com.example.shop.cart
        "-keep class com.example.shop.cart.** { *; }",
        "-keep class com.example.shop.** extends android.app.Activity { *; }",
        "-keep public class com.example.shop.** { *; }",
        "-keepnames class com.example.shop.** { *; }",
        "-keep,allowshrinking class com.example.shop.** { *; }",
        "-keep class !com.example.shop.** { *; }",
        "-keepclasseswithmembers class com.example.shop.** { *; }",
        "-keep class com.example.shop.Start { *; }",
    ],
)
def test_fields_are_not_kept(rules: str) -> None:
    assert not fields_are_kept(rules, ["com.example.shop."])


def test_fields_of_several_packages() -> None:
    one, other = "-keep class com.example.** { *; }\n", "-keep class org.example.** { *; }\n"
    packages = ["com.example.shop", "org.example."]
    assert fields_are_kept(one + other, packages)
    assert not fields_are_kept(one, packages)
    assert not fields_are_kept(one, [])
