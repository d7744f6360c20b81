"""Code: packages and types of Java and Kotlin files, whatever stands around them."""

from __future__ import annotations

import pytest

from hapline.builds import Bounds, read_head
from hapline.trees.memory import MemoryTree
from hapline_plugins.portal.source.code import Code, code_in, read_file

JAVA = "src/main/java/com/acme/pay/Pay.java"
KOTLIN = "src/main/kotlin/com/acme/pay/Pay.kt"


@pytest.mark.parametrize(
    ("text", "package", "types"),
    [
        ("package com.acme.pay;\nclass Pay {}", "com.acme.pay", ("Pay",)),
        ("\n/* package a; */ // package b;\npackage com . acme /* x */ . pay ; class Pay{}", "com.acme.pay", ("Pay",)),
        ('@A("package x;")\npackage com.acme;', "com.acme", ()),
        ("class Pay {}", "", ("Pay",)),
        ("", "", ()),
        ("package", "", ()),
        ("package com.", "com", ()),
        ("package a; import b.c.record; import static d.e.Type.*; record R(int a) {}", "a", ("R",)),
        ("package a; @interface A {} enum E { X { class Inner {} } } interface I<T> {}", "a", ("A", "E", "I")),
        ("package a; @A({B.class, C.class}) public final class D extends E {}", "a", ("D",)),
        ("package a; class D { record R(int a) {} class F {} } class G {}", "a", ("D", "G")),
        (
            "package a; class D { String s = \"}\"; char c = '}'; char d = '\\''; /* } */ // }\n} class G {}",
            "a",
            ("D", "G"),
        ),
        ('package a; class D { String s = """\n } " \\""" } """; } class G {}', "a", ("D", "G")),
        ('package a; class D { String s = "open\n; } class G {}', "a", ("D", "G")),
        ("package a; class D { int x = 1 / 2; } class G {}", "a", ("D", "G")),
        ("package a; class D { ", "a", ("D",)),
        ("package a; /* never closed class X {}", "a", ()),
        ("package a; sealed interface Shape permits Cycle {} non-sealed class C {}", "a", ("Shape", "C")),
        ("package a; void record() {} class A {}", "a", ("A",)),
        ("package a; record R; record S<T>(T t) {}", "a", ("S",)),
        ("package 中文.包; class 类 {}", "中文.包", ("类",)),
    ],
)
def test_java(text: str, package: str, types: tuple[str, ...]) -> None:
    head = read_head(text, kotlin=False)
    assert (head.package, head.types) == (package, types)
    assert text[head.start : head.end].replace(" ", "").replace("/*x*/", "") == package


@pytest.mark.parametrize(
    ("text", "package", "types", "members"),
    [
        ("package com.acme.pay\n\nclass Pay", "com.acme.pay", ("Pay",), False),
        ("#!/usr/bin/env kotlin\npackage a\nclass B", "a", ("B",), False),
        ('@file:JvmName("package x")\npackage com.acme\nfun pay() {}', "com.acme", (), True),
        ("/* a /* package b */ c */ package com.acme; object Pay", "com.acme", ("Pay",), False),
        ("package com.`in`.pay\ninterface I", "com.in.pay", ("I",), False),
        ("package a\nfun interface F { fun f() }", "a", ("F",), False),
        ("package a\nfun f() = 1\nfun interface F { fun f() }", "a", ("F",), True),
        ("package a\nval x = object : Any() { class No }\nclass Yes", "a", ("Yes",), True),
        ("package a\nval k = No::class\nenum class Yes { A, B }", "a", ("Yes",), True),
        ('package a\nclass A { val s = "${if (x) "}" else """{${1}"""}" }\nclass B', "a", ("A", "B"), False),
        ('package a\nclass A { val s = """ } "" ${ "{" } """" }\nclass B', "a", ("A", "B"), False),
        ("package a\nclass A { val c = '{'; val d = '\\''; fun `a } b`() {} }\nclass B", "a", ("A", "B"), False),
        ("package a\nclass A { /* } /* } */ } */ }\nclass B", "a", ("A", "B"), False),
        ("package a\nclass A(val x: Any = object : B { class No })\nclass C", "a", ("A", "C"), False),
        ("package a\ntypealias T = String", "a", (), False),
        ("package a\nimport b.`class`.C\nimport b.object1\ndata object O", "a", ("O",), False),
        ('package a\nclass A { val s = "open\n }\nclass B', "a", ("A", "B"), False),
        ('package a\nclass A { val s = "${open', "a", ("A",), False),
        ("package a\nclass A { /* open", "a", ("A",), False),
        ("val only = 1", "", (), True),
        ("package a\nfun <T> f() {}\nfun `x y`() = 1", "a", (), True),
        ('package a\nclass A { val s = "${f { /* } */ "}" }}" }\nclass B', "a", ("A", "B"), False),
    ],
)
def test_kotlin(text: str, package: str, types: tuple[str, ...], members: bool) -> None:  # noqa: FBT001 a column of the table
    head = read_head(text, kotlin=True)
    assert (head.package, head.types, head.members) == (package, types, members)


def test_reading_may_end_with_the_first_type() -> None:
    text = "package a; class B { class C {} } class D {}"
    assert read_head(text, kotlin=False, whole=False).types == ("B",)
    assert read_head("package a\nval x = 1\nclass D", kotlin=True, whole=False).types == ()


@pytest.mark.parametrize(
    ("text", "package", "types"),
    [
        ("/* (c) */\npackage a.b ; // c\nimport c.D;\nimport static c.D.*;\npublic final class E {", "a.b", ("E",)),
        ("package a.b;\n\ninterface É {", "a.b", ("É",)),
        ("package a.b;\n@C(D.class)\nclass E {", "a.b", ("E",)),
        ("package a.b;\nimport c.D\nclass E {", "a.b", ()),
        ("package a.b;\n/* class C {\nclass D {", "a.b", ()),
        ("package a.b;\nclass C$D {", "a.b", ("C$D",)),
        ("package a.b\nclass C {", "a.b", ("C",)),
        ("package a.1b;\nclass C {", "a", ("C",)),
        ("package a.b;\nenum import c.D;\nclass E {", "a.b", ("class",)),
        ("class C {", "", ("C",)),
    ],
)
def test_the_first_type_of_java(text: str, package: str, types: tuple[str, ...]) -> None:
    first = read_head(text, kotlin=False, whole=False)
    assert (first.package, first.types) == (package, types)
    whole = read_head(text, kotlin=False)
    assert first == whole._replace(types=whole.types[:1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    file = read_file(JAVA, "// 注释\r\npackage com.acme.pay;\r\nclass Pay {}".encode(encoding))
    assert file.package == "com.acme.pay"
    assert file.classes == ("com.acme.pay.Pay",)
    assert file.span is not None
    assert (file.span.start_line, file.span.start_column, file.span.end_column) == (2, 9, 21)


def test_broken_encodings_are_tolerated() -> None:
    file = read_file(JAVA, b"/* \xc4\xe3\xba\xc3 */\npackage a.b.c;\nclass Pay {}\n")
    assert (file.package, file.types) == ("a.b.c", ("Pay",))
    assert read_file(JAVA, bytes(range(256)) * 50).package == ""


def test_source_sets() -> None:
    tree = MemoryTree(
        {
            f"app/{path}": f"package {package}; class A {{}}"
            for path, package in (
                (JAVA, "a.main"),
                ("src/debug/java/A.java", "a.debug"),
                ("src/testing/java/A.java", "a.testing"),
                ("src/main/aidl/a/IA.aidl", "a.aidl"),
                ("src/test/java/A.java", "a.test"),
                ("src/testDebug/java/A.java", "a.test"),
                ("src/androidTest/java/A.java", "a.test"),
                ("src/testFixtures/java/A.java", "a.test"),
                ("src/main/resources/A.java", "a.no"),
                ("src/main/java/.hidden/A.java", "a.no"),
                ("src/main/java/A.java.txt", "a.no"),
                ("src/main/java/A.groovy", "a.no"),
                ("old/a/A.java", "a.old"),
            )
        }
    )
    assert code_in(tree, "app").packages == ("a.aidl", "a.debug", "a.main", "a.testing")
    assert code_in(tree, "app", chosen=("main",)).packages == ("a.aidl", "a.main")
    assert code_in(tree, "app", chosen=(), roots=("old", "old/a")).packages == ("a.old",)
    assert code_in(tree, "other").files == ()


def test_files_without_classes() -> None:
    code = code_in(
        MemoryTree(
            {
                "src/main/java/a/package-info.java": "@X package a;",
                "src/main/java/b/Gone.java": "// package b; class Gone {}",
                "src/main/aidl/c/Data.aidl": "package c; parcelable Data;",
                "src/main/java/d/Alias.kt": "package d\ntypealias T = String",
                "src/main/java/e/Tools.kt": "package e\nfun tool() = 1",
            }
        ),
        "",
    )
    assert len(code.files) == 5
    assert code.packages == ("e",)


def test_what_lies_outside() -> None:
    code = code_in(
        MemoryTree(
            {
                "src/main/java/A.java": "package com.acme.pay; class A {}",
                "src/main/java/B.java": "package com.acme.pay.ui; class B {}",
                "src/main/java/C.java": "package com.acme.payment; class C {}",
                "src/main/java/D.java": "class D {}",
                "src/main/java/E.java": "package com.other;",
            }
        ),
        "",
    )
    outside = [file.path[-6:] for file in code.outside(["com.acme.pay"])]
    assert outside == ["C.java", "D.java"]
    assert [file.types for file in code.outside(("com.acme",))] == [("D",)]
    assert [file.types for file in code.outside([])] == [("A",), ("B",), ("C",), ("D",)]
    assert list(Code([]).outside([])) == []


def test_bounds_are_said() -> None:
    files = {f"src/main/java/{'d/' * depth}A{depth}.java": "package a.b; class A {}" for depth in range(8)}
    tree = MemoryTree(files)
    for bounds, count, kind in (
        (Bounds(depth=3), 4, "cut-short"),
        (Bounds(files=5), 5, "cut-short"),
        (Bounds(folders=3), 2, "cut-short"),
        (Bounds(total=50), 2, "cut-short"),
        (Bounds(size=5), 0, "too-large"),
    ):
        code = code_in(tree, "", bounds=bounds)
        assert len(code.files) == count, bounds
        assert {problem.kind for problem in code.problems} == {kind}
        assert not code.is_complete
    assert code_in(tree, "").is_complete


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "/*",
        '"',
        '"""',
        "'",
        "{",
        "}",
        "(",
        "`",
        "${",
        '"${',
        "/",
        "class ",
        "package ",
        "import ",
        "\\",
        "@",
        "a.",
        '"""${',
        "*/",
    ],
)
def test_nothing_takes_long(piece: str) -> None:
    for kotlin in (False, True):
        for text in (piece * 30_000, "package a\nclass A {" + piece * 30_000, 'val x = "${' + piece * 30_000):
            read_head(text, kotlin=kotlin)
