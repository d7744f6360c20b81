"""Plain settings are read without taking them apart, and say the same; whatever is not surely plain is taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import DocumentError, GradleScript, included, includes
from hapline.documents.gradle_plain_settings import plain_included

from .writer import SETTINGS

PLAIN = """\
// what belongs to it
include ':api', ":b-build"\t,':c:d'  // three
project(':b-build').projectDir = new File('app')
rootProject.name = 'shop'\r
  include ':c', ':e'
project(":c").projectDir=file("./deep/er/")

include 'f'"""


def _said(text: str) -> list[tuple[str, str, str | None]]:
    """What settings include; that is the same in both ways, and plain ones have no errors."""
    script = GradleScript(text.encode(), "settings.gradle")
    expected = [(one.path, one.name, one.folder) for one in includes(script)]
    assert [tuple(one) for one in included(script)] == expected
    assert plain_included(script.text) is None or not script.errors
    return expected


@pytest.mark.parametrize("text", [PLAIN, PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\r"), "", "\n", "// a"])
def test_plain(text: str) -> None:
    assert plain_included(text) is not None
    _said(text)


def test_what_plain_settings_say() -> None:
    assert _said(PLAIN) == [
        (":api", "api", "api"),
        (":b-build", "b-build", "app"),
        (":c:d", "d", "deep/er/d"),
        (":c", "c", "deep/er"),
        (":e", "e", "e"),
        (":f", "f", "f"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "include(':a')",
        "include ':a',\n ':b'",
        "include ':a' + ':b'",
        "include ':a'\n + ':b'",
        'include ":$a"',
        "include ':a\\u0062'",
        "include ''",
        "include ':a', 'b",
        "include ':a'; include ':b'",
        "include a",
        "includeFlat 'a'",
        "if (x) include ':a'",
        "if (x)\ninclude ':a'",
        "if (x) {\ninclude ':a'\n}",
        "/*\ninclude ':a'\n*/",
        "include ':a' /* b */",
        "def x = [\ninclude ':a'\n]",
        "project(':a').projectDir = new File(rootDir, 'b')\ninclude ':a'",
        "project(':a').projectDir = new File('b').absoluteFile\ninclude ':a'",
        "project(':a').buildFileName = 'b'\ninclude ':a'",
        "include ':a'\nproject(':a').projectDir = x",
        "include '''a'''",
        "include ':a'\x0c",
        "include ':a'\xa0",
        f"include ':a'\n{'//' * 40_000}",
    ],
)
def test_not_plain(text: str) -> None:
    assert plain_included(text) is None
    _said(text)


def test_kotlin_is_taken_apart() -> None:
    script = GradleScript(b'include(":a")\ninclude(":b")\n', "settings.gradle.kts")
    assert [one.folder for one in included(script)] == ["a", "b"]


_WORDS = ("include ", "project(':a')", ".projectDir = ", "file('b')", "//", "/*", "*/", "if (x) ", "else ", "':a'")
PIECES = st.sampled_from([*"'\":,()=./ \t\n\r;{}[]$\\ab-+?", *_WORDS])


@SETTINGS
@given(st.lists(st.tuples(st.integers(0), st.integers(0, 9), PIECES), max_size=4))
def test_what_is_changed_says_the_same_in_both_ways(changes: list[tuple[int, int, str]]) -> None:
    text = PLAIN
    for place, length, piece in changes:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    try:
        GradleScript(text.encode(), "settings.gradle")
    except DocumentError:
        return
    _said(text)
