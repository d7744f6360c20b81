"""The fixes of the source lint: what they make of files, and that nothing is found of it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.hotpatch.linting.repositories import FOLDER, released, write

MODIFY = "@com.alipay.instantrun.patch.annotaion.Modify"
ADD = "@com.alipay.instantrun.patch.annotaion.Add"
CALL = "com.alipay.instantrun.patch.InstantRunModify.modify()"
IMPORT = "import com.alipay.instantrun.patch.annotaion"

JAVA = """package com.example.shop;

import java.util.List;

class Cart {
    /** Says a. */
    @Override
    public int a() {
        return b(1);
    }

    void c() {
        d(() -> e(1));
    }
}
"""
KOTLIN = """package com.example.shop

class Prices {
    val x: Int
        get() = b(1)

    /** Says a. */
    fun a() = b(1)

    fun c() {
        d { e(1) }
    }
}
"""


def _fixed(folder: Path, name: str, before: str | bytes, now: str | bytes, *options: str) -> bytes:
    """What ``--fix`` makes of a file; there is nothing left to fix, and nothing that is said of marks."""
    path = f"{FOLDER}{name}"
    write(released(folder, {path: before}), {path: now})
    Bench().run("hotpatch", "lint", "--fix", *options, cwd=folder)
    again = Bench().run("hotpatch", "lint", "--diff", *options, cwd=folder)
    assert (again.code, again.out) == (0, "")
    return (folder / path).read_bytes()


def test_java(tmp_path: Path) -> None:
    assert _fixed(tmp_path, "Cart.java", JAVA, JAVA.replace("(1)", "(2)")).decode() == JAVA.replace(
        "(1)", "(2)"
    ).replace("    @Override", f"    {MODIFY}\n    @Override").replace("        d(", f"        {CALL};\n        d(")


def test_kotlin(tmp_path: Path) -> None:
    assert _fixed(tmp_path, "Prices.kt", KOTLIN, KOTLIN.replace("(1)", "(2)")).decode() == KOTLIN.replace(
        "(1)", "(2)"
    ).replace("        get()", f"        {MODIFY}\n        get()").replace(
        "    fun a()", f"    {MODIFY}\n    fun a()"
    ).replace("        d {", f"        {CALL}\n        d {{")


def test_carriage_returns_and_a_mark_stay(tmp_path: Path) -> None:
    before = JAVA.replace("\n", "\r\n")
    now = b"\xef\xbb\xbf" + before.replace("b(1)", "b(2)").encode()
    made = _fixed(tmp_path, "Cart.java", before, now)
    assert made == now.replace(b"    @Override", f"    {MODIFY}\r\n    @Override".encode())


def test_bytes_that_are_not_utf_8_stay(tmp_path: Path) -> None:
    comment = "    // 购物车\n    @Override".encode("gbk")
    before = JAVA.encode().replace(b"    @Override", comment)
    now = before.replace(b"b(1)", b"b(2)")
    made = _fixed(tmp_path, "Cart.java", before, now)
    assert made == now.replace(b"    @Override", f"    {MODIFY}\n    @Override".encode())


def test_tabs(tmp_path: Path) -> None:
    before = JAVA.replace("    ", "\t")
    made = _fixed(tmp_path, "Cart.java", before, before.replace("(1)", "(2)")).decode()
    assert f"\t{MODIFY}\n\t@Override" in made
    assert f"\t\t{CALL};\n\t\td(" in made


def test_imports_as_the_file_has_them(tmp_path: Path) -> None:
    imports = f"import java.util.List;\n{IMPORT}.Modify;\n"
    now = (
        JAVA.replace("import java.util.List;\n", imports)
        .replace("b(1)", "b(2)")
        .replace("    void c", "    int f() { return g(); }\n\n    void c")
    )
    made = _fixed(tmp_path, "Cart.java", JAVA, now).decode()
    assert f"{imports}{IMPORT}.Add;\n" in made
    assert "    @Modify\n    @Override" in made
    assert "    @Add\n    int f()" in made


def test_imports_of_kotlin(tmp_path: Path) -> None:
    now = KOTLIN.replace("shop\n", f"shop\n\n{IMPORT}.Add\n").replace("fun a() = b(1)", "fun a() = b(2)")
    made = _fixed(tmp_path, "Prices.kt", KOTLIN, now).decode()
    assert f"{IMPORT}.Add\n{IMPORT}.Modify\n" in made
    assert "    @Modify\n    fun a()" in made


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    before = JAVA.replace("import java.util.List;\n", f"import org.other.Modify;\n{IMPORT}.Add;\n")
    made = _fixed(tmp_path, "Cart.java", before, before.replace("b(1)", "b(2)")).decode()
    assert f"    {MODIFY}\n    @Override" in made


WRONG = "com.alipay.instantrun.patch.annotation"
OVERRIDE = "    @Override"
CHANGED = JAVA.replace("b(1)", "b(2)")
RIGHT = f"    {MODIFY}\n{OVERRIDE}"


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (CHANGED.replace(OVERRIDE, f"    @{WRONG}.Modify\n{OVERRIDE}"), RIGHT),
        (CHANGED.replace(OVERRIDE, f"    @Modify\n{OVERRIDE}"), RIGHT),
        (CHANGED.replace(OVERRIDE, f"    {ADD}\n{OVERRIDE}"), RIGHT),
        (
            CHANGED.replace(OVERRIDE, f"    @Modify\n{OVERRIDE}").replace("import", f"import {WRONG}.*;\nimport"),
            f"{IMPORT}.*;\n",
        ),
        (
            JAVA.replace("    void c", f"    {MODIFY}\n    int f() {{ return g(); }}\n\n    void c"),
            f"    {ADD}\n    int f",
        ),
        (JAVA.replace("    void c", "    static class N { }\n\n    void c"), f"    {ADD}\n    static class N"),
    ],
)
def test_marks_of_java_are_put_right(now: str, wanted: str, tmp_path: Path) -> None:
    assert wanted in _fixed(tmp_path, "Cart.java", JAVA, now).decode()


def test_a_mark_on_a_property_is_put_on_its_getter(tmp_path: Path) -> None:
    now = KOTLIN.replace("    val x", f"    {MODIFY}\n    val x").replace("get() = b(1)", "get() = b(2)")
    made = _fixed(tmp_path, "Prices.kt", KOTLIN, now).decode()
    assert f"    {MODIFY.replace('@', '@get:')}\n    val x" in made


@pytest.mark.parametrize("mark", [f"    {MODIFY}\n", f"    {ADD}\n"])
def test_a_mark_on_what_is_unchanged_is_removed(mark: str, tmp_path: Path) -> None:
    now = JAVA.replace("    @Override", f"{mark}    @Override")
    assert _fixed(tmp_path, "Cart.java", JAVA, now).decode() == JAVA


def test_a_mark_that_was_left_is_removed(tmp_path: Path) -> None:
    left = JAVA.replace("    @Override", f"    {MODIFY}\n    @Override").replace(
        "        d(", f"        {CALL};\n        d("
    )
    path = f"{FOLDER}Cart.java"
    write(released(tmp_path, {path: left}), {f"{FOLDER}N.java": f"{ADD}\nclass N {{\n}}\n"})
    ran = Bench().run("hotpatch", "lint", "--fix", cwd=tmp_path)
    assert (ran.code, (tmp_path / path).read_text()) == (0, JAVA)


def test_marks_and_calls_on_one_line(tmp_path: Path) -> None:
    before = "class A { void a() { b(1); } void c() { b(1); } }\n"
    now = f"class A {{ {MODIFY} void a() {{ b(1); }} void c() {{ {CALL}; b(1); }} }}\n"
    assert _fixed(tmp_path, "A.java", before, now).decode() == before


def test_a_constructor_is_made_public_only_where_that_is_wanted(tmp_path: Path) -> None:
    before = "class A {\n    void a() { b(1); }\n    static class I {\n        private I() { }\n    }\n}\n"
    now = before.replace("b(1)", "b(new I())")
    path = f"{FOLDER}A.java"
    write(released(tmp_path, {path: before}), {path: now})
    Bench().run("hotpatch", "lint", "--fix", cwd=tmp_path)
    assert "private I()" in (tmp_path / path).read_text()
    ran = Bench().run("hotpatch", "lint", "--fix", "--unsafe", cwd=tmp_path)
    assert (ran.code, "public I()" in (tmp_path / path).read_text()) == (0, True)


def test_a_lambda_in_a_function_without_braces_has_no_fix(tmp_path: Path) -> None:
    path = f"{FOLDER}P.kt"
    write(released(tmp_path, {path: "fun a() = b { c(1) }\n"}), {path: "fun a() = b { c(2) }\n"})
    ran = Bench().run("hotpatch", "lint", "--diff", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")


def test_diff_writes_nothing(tmp_path: Path) -> None:
    path = f"{FOLDER}Cart.java"
    now = JAVA.replace("b(1)", "b(2)")
    write(released(tmp_path, {path: JAVA}), {path: now})
    ran = Bench().run("hotpatch", "lint", "--diff", cwd=tmp_path)
    assert (ran.code, (tmp_path / path).read_text()) == (1, now)
    assert f"+    {MODIFY}\n" in ran.out
