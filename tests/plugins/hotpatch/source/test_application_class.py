"""What is read of the class that mPaaS calls."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.source.application_class import LIKE, ApplicationClass


def _read(text: str, path: str = "Shop.java") -> ApplicationClass:
    return ApplicationClass("com.example.Shop", path, text.encode())


@pytest.mark.parametrize(
    ("head", "superclass"),
    [
        (f"class Shop extends {LIKE} {{", LIKE),
        (f"class Shop extends\n    a.b.{LIKE} {{", LIKE),
        (f"class Shop<T extends Cart<T>> extends {LIKE} {{", LIKE),
        (f"class Shop extends @Nullable {LIKE} implements Cart {{", LIKE),
        ("class Shop implements Cart {", ""),
        ("class Shop {\n  class Cart extends Line {}", ""),
        ("class Shopping extends Cart {}", ""),
    ],
)
def test_java(head: str, superclass: str) -> None:
    assert _read(f"package com.example;\n\npublic {head}\n}}\n").superclass == superclass


@pytest.mark.parametrize(
    ("head", "superclass"),
    [
        (f"class Shop : {LIKE}() {{", LIKE),
        (f"class Shop : Cart, {LIKE}() {{", LIKE),
        (f"class Shop : Cart<Line, Line>, a.b.{LIKE} {{", LIKE),
        (f"class Shop @Inject internal constructor(val a: (Int) -> Int = {{ f(it) }}) : {LIKE}() {{", LIKE),
        (f"class Shop<T : Cart> : {LIKE}()", LIKE),
        (f"object Shop : {LIKE}()", LIKE),
        ("class Shop : Cart, Line by line {", "Cart"),
        ("class Shop : @Fast MultiDexApplication() {", "MultiDexApplication"),
        ("class Shop\nclass Cart : Line()", ""),
        ("class Shop\nval cart: Line = 1", ""),
    ],
)
def test_kotlin(head: str, superclass: str) -> None:
    assert _read(f"package com.example\n\n{head}\n", "Shop.kt").superclass == superclass


@pytest.mark.parametrize(
    "before",
    ["@Keep ", "@Keep\npublic final ", "@androidx.annotation.Keep\n", '@Keep @SuppressWarnings({"a"})\npublic '],
)
def test_annotated(before: str) -> None:
    assert _read(f"import a.Keep;\n{before}class Shop {{}}").is_annotated


@pytest.mark.parametrize(
    "before",
    ["", "@Keeper ", "// @Keep\n", "@Keep class Cart {}\n", "import androidx.annotation.Keep\n", "@Keep int a;"],
)
def test_not_annotated(before: str) -> None:
    assert not _read(f"{before}class Shop {{}}").is_annotated


def test_a_class_that_is_not_there() -> None:
    found = _read("class Cart {}")
    assert (found.is_declared, found.superclass, found.may_be_like, found.is_annotated) == (False, "", False, False)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["/*a", "@Keep } ", "@a.a.", '"""a', "'\\\\'", "class Shop(", "class Shop<", "("])
@pytest.mark.parametrize("path", ["Shop.java", "Shop.kt"])
def test_nothing_takes_long(piece: str, path: str) -> None:
    found = _read(f"{piece * 50_000} class Shop", path)
    assert not found.superclass
    assert not found.starts_hotpatch
    assert found.location.path == path
    assert not found.is_annotated
