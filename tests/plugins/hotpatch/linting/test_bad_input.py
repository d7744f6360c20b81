"""Files that are broken, large, deep or in another encoding: a finding with a place, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.hotpatch.linting.repositories import FOLDER, compared, lint, released, said, write

A = f"{FOLDER}A.java"
K = f"{FOLDER}A.kt"
MARK = "@com.alipay.instantrun.patch.annotaion.Modify"


def test_what_is_not_understood_is_said_and_the_rest_judged() -> None:
    before = "class A {\n    void a() { b(1); }\n    void c() { d(1); }\n}\n"
    now = "class A {\n    void a() { b(1 + ); }\n    void c() { d(2); }\n}\n"
    report = compared({A: before}, {A: now})
    assert said(report) == (
        "A.java:2:21 HOT400 the source is not understood from here on: what changed in it is not judged",
        "A.java:3:10 HOT401 A.c has changed and is not marked: the patch will not hold the change",
    )
    assert [one.severity for one in report.findings] == ["error", "error"]
    assert not any(one.finding.fixes for one in report.findings)


def test_brackets_that_do_not_match_leave_nothing_to_judge() -> None:
    before = "class A {\n    void a() { b(1); }\n    void c() { d(1); }\n}\n"
    for name, now in (
        (A, "class A {\n    void a() { b(1; }\n    void c() { d(2); }\n}\n"),
        (A, "class A {\n    void a() { b(1); }}\n    void c() { d(2); }\n}\n"),
        (A, "class A {\n    void a() { if (b(1)) { }\n    void c() { d(2); }\n}\n"),
        (K, "class A {\n    fun a() { b(1)\n    fun c() { d(2) }\n}\n"),
    ):
        release = before if name == A else before.replace("void", "fun").replace(";", "")
        found = compared({name: release}, {name: now})
        assert {one.finding.rule for one in found.findings} == {"HOT400"}, now
        assert {one.severity for one in found.findings} == {"error"}, now


def test_brackets_in_texts_and_comments_do_not_count() -> None:
    before = 'class A {\n    void a() { b(1); } // )\n    void c() { d(\'{\', "}", """\n("""); /* ] */ }\n}\n'
    now = before.replace("b(1)", "b(1 + )").replace("d('{'", "e('{'")
    assert said(compared({A: before}, {A: now})) == (
        "A.java:2:21 HOT400 the source is not understood from here on: what changed in it is not judged",
        "A.java:3:10 HOT401 A.c has changed and is not marked: the patch will not hold the change",
    )


def test_a_warning_where_the_release_was_not_understood_either() -> None:
    """Of a method that was not understood before it is known whether it changed, and no more."""
    before = "class A {\n    void a() { b(1 + ); }\n}\n"
    report = compared({A: before}, {A: before.replace("1 +", "2 -")})
    assert [(one.finding.rule, one.severity) for one in report.findings] == [("HOT401", "error"), ("HOT400", "warning")]
    assert not any(one.finding.fixes for one in report.findings)


def test_the_place_is_where_the_parser_is_stuck() -> None:
    before = "class A {\n    fun a() = 1\n\n    fun c() {\n        d(1)\n    }\n}\n"
    now = before.replace("d(1)", 'd($$"1")')
    assert said(compared({K: before}, {K: now})) == (
        "A.kt:5:11 HOT400 the source is not understood from here on: nothing that changed in this file is judged",
    )


def test_an_error_that_was_there_hides_no_method_that_was_there() -> None:
    before = "class A {\n    void a() { b(1); }\n    int = ;\n    void c() { d(1); e(1); }\n}\n"
    now = before.replace("b(1)", "b(2)")
    assert said(compared({A: before}, {A: now})) == (
        "A.java:2:10 HOT401 A.a has changed and is not marked: the patch will not hold the change",
    )


@pytest.mark.parametrize("name", [A, K])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff\xfec",
        b"class",
        b"class A {",
        b"}" * 1000,
        b"class A { \xff\xfe }",
        b"\0\0\0",
        "class 购物车 { }".encode("gbk"),
        "class A { }".encode("utf-16"),
        b"import ;\npackage ;\n@",
        b"@interface",
        b'class A { String s = "',
        b"class A { /* ",
        b"enum E { , ; }",
        b"fun ( ) = { ->",
        b"val by",
        b"companion object",
        b'val x = "${"${"${"',
    ],
)
def test_odd_content(name: str, content: bytes) -> None:
    for before, now in ((b"class B { }\n", content), (content, b"class B { }\n"), (content, content + b"\n")):
        assert isinstance(said(compared({name: before}, {name: now})), tuple)


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        (A, b"class A { int x = " + b"(" * 50_000),
        (A, b"class A { " + b"class B { " * 3_000),
        (A, b"class A { int x = " + b"a<" * 20_000),
        (A, b"class A { int x = 1" + b" + 1" * 50_000 + b"; }"),
        (A, b"class A { void a() { b" + b".b()" * 20_000 + b"; } }"),
        (A, b"class A { void a() { " + b"new B() { void c() { " * 300 + b"} }; " * 300 + b"} }"),
        (A, b"class A<" + b"B<" * 2_000 + b">" * 2_000 + b"> { " + b"L<" * 2_000 + b"M" + b">" * 2_000 + b" x() { } }"),
        (K, b"fun a() = " + b"(" * 5_000),
        (K, b"val x = " + b"{ " * 5_000),
        (K, b'val x = "' + b'${"' * 2_000),
        (K, b"fun a() { " + b"if (a) " * 10_000),
        (K, b"class A { fun x() {} }\n" * 3_000),
    ],
)
def test_deep_content_takes_no_time_for_ever(name: str, content: bytes) -> None:
    assert isinstance(said(compared({name: b"\n"}, {name: content})), tuple)
    assert isinstance(said(compared({name: content}, {name: content.replace(b"x", b"y", 1) + b"\n"})), tuple)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_large_file(tmp_path: Path) -> None:
    methods = "".join(
        f"    int m{one}(int x) {{\n        return Math.max(x, {one});\n    }}\n" for one in range(80_000)
    )
    before = f"class A {{\n{methods}}}\n"
    assert len(before) > 5_000_000
    write(released(tmp_path, {A: before}), {A: before.replace("(x, 70000)", "(x, 70001)")})
    assert said(lint(tmp_path)) == (
        "A.java:210002:9 HOT401 A.m70000 has changed and is not marked: the patch will not hold the change",
    )


def test_a_file_that_is_too_large() -> None:
    found = said(compared({A: "class A { }\n"}, {A: "class A { }\n" + " " * (17 * 1024 * 1024)}))
    assert found == ("A.java:1:1 HOT400 A.java is not judged: the file has 17825804 bytes, more than 16777216",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    before = 'class A {\n    // 购物车\n    /* 车 */ void a() { b("价格", 1); }\n}\n'
    now = before.replace("1", "2").replace("\n", newline)
    if encoding == "gbk":
        now = now.replace("价格", "x")
        before = before.replace("价格", "x")
    column = len("    /* ") + (2 if encoding == "gbk" else 1) + len(" */ void ") + 1
    assert said(compared({A: before.encode()}, {A: now.encode(encoding)})) == (
        f"A.java:3:{column} HOT401 A.a has changed and is not marked: the patch will not hold the change",
    )
    same = before.replace("\n", newline).encode(encoding)
    assert said(compared({A: before.encode()}, {A: same})) == ()


def test_texts_over_several_lines_do_not_change_with_the_line_ends() -> None:
    before = 'val x = """\n  a\n"""\nclass A {\n    fun a() = b("""\n      c\n    """)\n}\n'
    assert said(compared({K: before}, {K: before.replace("\n", "\r\n")})) == ()


def test_a_configuration_that_is_no_xml_is_left_out() -> None:
    files = {"app/instantrun.xml": "<resources", A: "class A { void a() { b(1); } }\n"}
    changed = {A: f"class A {{ {MARK} void a() {{ b(2); }} }}\n"}
    assert said(compared(files, changed)) == ()
