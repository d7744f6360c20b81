"""Edits of Gradle scripts: what is meant changes, all else stays byte for byte, and doing it again changes nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest

from hapline.documents import (
    DocumentError,
    GradleScript,
    dependencies,
    ensure_statement,
    ensure_value,
    insert_after,
    insert_statement,
    remove_statement,
    set_piece,
    set_value,
)
from hapline_hooks import TextEdit

from .gradle_samples import BUILD_KTS, BUNDLE

VALUES = [
    ("bundle {\r\n\tpackageId 36 // c\r\n}", "bundle {\r\n\tpackageId 37 // c\r\n}"),
    ("bundle {\r\n\tlevel 1 // c\r\n}", "bundle {\r\n\tlevel 1 // c\r\n\tpackageId 37\r\n}"),
    ("bundle {\n}\n", "bundle {\n    packageId 37\n}\n"),
    ("bundle { }", "bundle {\n    packageId 37\n}"),
    ("a {\n  b 1\n}", "a {\n  b 1\n}\nbundle {\n  packageId 37\n}"),
    ("a {\n\tb 1\n}\n", "a {\n\tb 1\n}\nbundle {\n\tpackageId 37\n}\n"),
    ("", "bundle {\n    packageId 37\n}\n"),
    ("bundle { level 1 }", "bundle { level 1; packageId 37 }"),
    ("bundle { level = 1; }", "bundle { level = 1; packageId = 37 }"),
    ("bundle {\n  level 1 }\n", "bundle {\n  level 1\n  packageId 37\n}\n"),
    ("bundle {\n  level = 1\n  // c\n\n}", "bundle {\n  level = 1\n  // c\n  packageId = 37\n\n}"),
    ("bundle { packageId = 1; packageId 2 }", "bundle { packageId = 1; packageId 37 }"),
    ("bundle.packageId = '5'", "bundle.packageId = 37"),
    (
        "if (a) { bundle { packageId 1 } }\nbundle { packageId 2 }",
        "if (a) { bundle { packageId 1 } }\nbundle { packageId 37 }",
    ),
]


@pytest.mark.parametrize(("text", "after"), VALUES)
def test_ensure_value(text: str, after: str) -> None:
    script = GradleScript(text.encode())
    edited = script.edited(ensure_value(script, ("bundle", "packageId"), 37))
    assert edited.decode() == after
    assert ensure_value(GradleScript(edited), ("bundle", "packageId"), 37) == []


@pytest.mark.parametrize(
    ("text", "new", "after"),
    [
        ("x 'a'", "b'$", r"x 'b\'$'"),
        ('x "a"', 'b"$', r'x "b\"\$"'),
        ("x 1", "a\\b", r"x 'a\\b'"),
        ("y 'c'\nx 1", "a", "y 'c'\nx 'a'"),
        ("x 1", True, "x true"),
        ("x(1)", 2.5, "x(2.5)"),
        ("x = '''a'''", "b", "x = 'b'"),
    ],
)
def test_set_value(text: str, new: str | float, after: str) -> None:
    script = GradleScript(text.encode())
    value = script.value("x")
    assert value is not None
    edited = script.edited(set_value(script, value, new))
    assert edited.decode() == after
    again = GradleScript(edited).value("x")
    assert again is not None
    assert again.plain == new


def test_bytes_of_another_encoding_stay() -> None:
    script = GradleScript("// 中文\nbundle {\n level 1\n}".encode("gbk"))
    edited = script.edited(ensure_value(script, ("bundle", "packageId"), 37))
    assert edited == "// 中文\nbundle {\n level 1\n packageId 37\n}".encode("gbk")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('dependencies {\n\tbundle   "g:a:v@jar" // c\n}', None),
        ("dependencies { bundle('g:a:v@jar') }", "dependencies { bundle('g:a:v@jar'); bundle 'g:a:v@jar' }"),
        (
            "buildscript { dependencies { a 1 } }\n",
            "buildscript { dependencies { a 1 } }\ndependencies {\n    bundle 'g:a:v@jar'\n}\n",
        ),
        (
            "project(':b') { dependencies { } }",
            "project(':b') { dependencies { } }\ndependencies {\n    bundle 'g:a:v@jar'\n}",
        ),
    ],
)
def test_ensure_statement(text: str, after: str | None) -> None:
    script = GradleScript(text.encode())
    edited = script.edited(ensure_statement(script, ("dependencies",), "bundle 'g:a:v@jar'"))
    assert edited.decode() == (text if after is None else after)
    assert ensure_statement(GradleScript(edited), ("dependencies",), "bundle 'g:a:v@jar'") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a {\n  x 1 // c\n  b 2\n}\n", "a {\n  b 2\n}\n"),
        ("a { x 1; b 2 }", "a { b 2 }"),
        ("a { b 2; x 1 }", "a { b 2 }"),
        ("x 1", ""),
        ("a 1\nx 1", "a 1"),
        ("a 1\r\nx 1", "a 1"),
        ("x {\n b\n}\n\nc", "\nc"),
        ("if (a) {\n  x 1\n}", "if (a) {\n}"),
        ("x 1; a 2", "a 2"),
    ],
)
def test_remove(text: str, after: str) -> None:
    script = GradleScript(text.encode())
    assert script.edited(remove_statement(script, script.calls("x")[0])).decode() == after


def test_insert_at_the_start() -> None:
    for path, text, after in (
        ((), "import a\nfoo 1\n", "import a\nq 1\nfoo 1\n"),
        ((), "#!x\nfoo 1", "#!x\nq 1\nfoo 1"),
        (("b",), "b {\n  // c\n  foo 1\n}\n", "b {\n  q 1\n  // c\n  foo 1\n}\n"),
        (("b",), "b { foo 1 }", "b { q 1; foo 1 }"),
        (("b", "c"), "b {\n\n}", "b {\n    c {\n        q 1\n    }\n}"),
    ):
        script = GradleScript(text.encode())
        assert script.edited(insert_statement(script, path, "q 1", first=True)).decode() == after


def test_a_piece_of_a_coordinate() -> None:
    script = GradleScript(b'dependencies { bundle "g:a:1:raw@jar", "g:b:$v" }')
    first, second = (one.coordinate for one in dependencies(script))
    assert first is not None
    assert first.version is not None
    assert b'"g:a:2.0:raw@jar"' in script.edited(set_piece(script, first.version, "2.0"))
    assert second is not None
    assert second.version is not None
    with pytest.raises(ValueError, match="is a reference"):
        set_piece(script, second.version, "2")
    with pytest.raises(ValueError, match="cannot stand"):
        set_piece(script, first.version, "2:3'")


def test_what_is_not_sure_is_refused() -> None:
    script = GradleScript(b"if (a) { bundle { packageId 1 } }\nif (b) c 1")
    with pytest.raises(ValueError, match="under conditions only"):
        ensure_value(script, ("bundle", "packageId"), 37)
    with pytest.raises(ValueError, match="condition without braces"):
        remove_statement(script, script.calls("c")[0])
    broken = GradleScript(b"bundle { packageId 1")
    with pytest.raises(DocumentError, match="is not closed"):
        ensure_value(broken, ("bundle", "packageId"), 37)


@pytest.mark.parametrize(("text", "kotlin"), [(BUNDLE, False), (BUILD_KTS, True)])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_statement_can_be_removed_and_added(text: str, newline: str, *, kotlin: bool) -> None:
    data = text.replace("\n", newline).encode()
    script = GradleScript(data, kotlin=kotlin)
    texts = [one.text for one in script.walk()]
    for number, one in enumerate(script.walk()):
        edit = _tried(partial(remove_statement, script, one))
        if edit is None:
            continue
        left = GradleScript(script.edited(edit), kotlin=kotlin)
        inner = sum(other.start >= one.start and other.end <= one.end for other in script.walk())
        assert left.errors == ()
        assert len(list(left.walk())) == len(texts) - inner, texts[number]
        assert _outside(script.text, edit) == left.text
    for block in [one for one in script.walk() if one.block and not one.args and not one.conditions]:
        more = GradleScript(script.edited(insert_statement(script, block.path, "added(1)")), kotlin=kotlin)
        assert more.errors == ()
        assert [one.within for one in more.calls("added")] == [block.path]
        assert sorted(one.text for one in more.walk() if not one.block) == sorted(
            [*(one.text for one in script.walk() if not one.block), "added(1)"]
        )


def _tried(edit: Callable[[], list[TextEdit]]) -> list[TextEdit] | None:
    try:
        return edit()
    except ValueError:
        return None


def _outside(text: str, edits: list[TextEdit]) -> str:
    return text[: edits[0].start] + text[edits[0].end :]


def test_values_change_alone() -> None:
    chance = random.Random(3)
    script = GradleScript(BUNDLE.encode())
    for one in script.walk():
        value = one.value
        if value is None or value.kind not in {"string", "number"} or "'" in value.text[1:-1]:
            continue
        values: list[str | int] = ["neu 'n'", 41, False]
        new = chance.choice(values)
        (edit,) = set_value(script, value, new)
        assert (edit.start, edit.end) == (value.start, value.end)
        again = GradleScript(script.edited([edit]))
        assert again.errors == ()
        assert [other.kind for other in again.walk()] == [other.kind for other in script.walk()]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a 1 // c\r\nb 2", "a 1 // c\r\nnew {\r\n  x\r\n}\r\nb 2"),
        ("a 1", "a 1\nnew {\n  x\n}"),
        ("a 1; // c\nb 2\n", "a 1; // c\nnew {\n  x\n}\nb 2\n"),
        ("a 1; b 2", "a 1; new {\n  x\n}; b 2"),
        ("a 1;b 2", "a 1; new {\n  x\n};b 2"),
        ("if (q) {\n\ta 1\n}\n", "if (q) {\n\ta 1\n\tnew {\n\t  x\n\t}\n}\n"),
        ("o { a 1 }", "o { a 1; new {\n  x\n} }"),
        ("a 1 /* c\n c */\nb 2", "a 1; new {\n  x\n} /* c\n c */\nb 2"),
    ],
)
def test_insert_after(text: str, after: str) -> None:
    script = GradleScript(text.encode())
    statement = next(one for one in script.walk() if one.name == "a")
    edited = script.edited(insert_after(script, statement, "new {\n  x\n}"))
    assert edited.decode() == after
    assert [one.name for one in GradleScript(edited).walk() if one.name in {"a", "new", "x"}] == ["a", "new", "x"]


def test_nothing_stands_behind_a_branch_without_braces() -> None:
    script = GradleScript(b"if (q) a 1\nb 2")
    statement = next(one for one in script.walk() if one.name == "a")
    with pytest.raises(ValueError, match="all that a condition without braces does"):
        insert_after(script, statement, "new")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ('@file:Suppress("A")\n\nplugins { }\n', '@file:Suppress("A")\nx()\n\nplugins'),
        ("// c\n@file:A\n@file:B(1)\nimport a.b\nx {}", "// c\n@file:A\n@file:B(1)\nimport a.b\nx()\nx {}"),
        ("x {}", "x()\nx {}"),
    ],
)
def test_the_start_of_a_script_is_behind_what_must_be_first(text: str, head: str) -> None:
    script = GradleScript(text.encode(), "build.gradle.kts")
    assert script.edited(insert_statement(script, (), "x()", first=True)).decode().startswith(head)
