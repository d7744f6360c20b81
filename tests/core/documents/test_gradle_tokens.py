"""Tokens of Gradle scripts: every form of strings and comments, and no character lost."""

from __future__ import annotations

import random

import pytest

from hapline.documents import GradleScript, script_tokens

from .gradle_samples import BUILD_KTS, BUNDLE

GROOVY = [
    ("'a'", "string"),
    ('"a"', "string"),
    ("''", "string"),
    ('""', "string"),
    (r"'it\'s'", "string"),
    ("'''a\n'b''c'''", "string"),
    ('"""a\n"b${x("}")}"""', "string"),
    ('"a${b["c${d}"]}e"', "string"),
    ('"${ { -> "}" } }"', "string"),
    ("/a\\/b/", "string"),
    ("$/a/b $$ $/$ /$", "string"),
    ("// 'a", "comment"),
    ('/* " \n */', "comment"),
    ("1_000", "number"),
    ("0x1F", "number"),
    ("1.5e-3f", "number"),
    ("a$b", "name"),
    ("文", "name"),
    ("?.", "mark"),
    ("==~", "mark"),
    ("'a", "broken"),
    ("'''a\n'", "broken"),
    ('"a${b"', "broken"),
    ("/* a\n", "broken"),
    ("\\\n", "join"),
    ("\r\n", "newline"),
    ("\r", "newline"),
]
KOTLIN = [
    ("`a b`", "name"),
    ('""""a"b""""', "string"),
    ('"""\\${"}"}"""', "string"),
    ("'x'", "string"),
    ("/* /* */ */", "comment"),
    ("/* /* */", "broken"),
    ('"$a ${b?.c("d")}"', "string"),
    ("?:", "mark"),
    ("!!", "mark"),
]


@pytest.mark.parametrize(("text", "kind"), GROOVY)
def test_groovy(text: str, kind: str) -> None:
    assert [(one.kind, one.text) for one in script_tokens(text)] == [(kind, text)]


@pytest.mark.parametrize(("text", "kind"), KOTLIN)
def test_kotlin(text: str, kind: str) -> None:
    assert [(one.kind, one.text) for one in script_tokens(text, kotlin=True)] == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("x = a / b / c", 0),
        ("x = (a) / 2 /* / */ + 'b'", 1),
        ("x =~ /a b/", 1),
        ("f(/a/, /b/)", 2),
        ("return /a/", 1),
        ("exclude /a.b/", 1),
        ("x = a /b", 0),
        ("[1] / 2 / 3", 0),
    ],
)
def test_a_slash_divides_or_begins_a_string(text: str, strings: int) -> None:
    assert sum(one.kind == "string" for one in script_tokens(text)) == strings


@pytest.mark.parametrize("kotlin", [False, True])
def test_tokens_joined_are_the_text(*, kotlin: bool) -> None:
    marks = ["'", '"', "'''", '"""', "${", "}", "$/", "/", "/*", "*/", "//", "\\", "\n", "\r", "a", " ", "1", "文"]
    chance = random.Random(7)
    texts = [BUNDLE, BUILD_KTS, *("".join(chance.choices(marks, k=40)) for _ in range(2000))]
    for text in texts:
        found = list(script_tokens(text, kotlin=kotlin))
        assert "".join(one.text for one in found) == text
        assert [one.start for one in found] == [0, *(one.end for one in found[:-1])][: len(found)]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a {\n  b 'c\n}\n", 2, 5, "the string is not closed"),
        ('a = """b\n', 1, 5, "the string is not closed"),
        ("a\n/* b", 2, 1, "the comment is not closed"),
        ("a {\n  b(1\n}", 3, 1, "} where ) belongs, for the ( of line 2, column 4"),
        ("a }", 1, 3, "} closes nothing"),
        ("a {\n  b {\n}\n", 1, 3, "{ is not closed"),
        ("a(" * 61 + ")" * 61, 1, 122, "more than 60 brackets inside each other"),
    ],
)
def test_errors_and_their_places(text: str, line: int, column: int, message: str) -> None:
    errors = GradleScript(text.encode()).errors
    assert (errors[0].line, errors[0].column, str(errors[0])) == (line, column, message)
    assert all(error.hint and error.template.format_map(error.fields) == error.message for error in errors)
