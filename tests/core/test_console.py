"""What is drawn: widths, tables, and nothing that drives the terminal."""

from __future__ import annotations

import io

import pytest

from hapline.console import columns, paint, printable, progress, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 元服务\N{IDEOGRAPHIC SPACE}x", "plain 元服务\N{IDEOGRAPHIC SPACE}x"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("two\nlines\tand a tab", "two\ufffdlines\ufffdand a tab"),
        ("half \udcff a character, \u202eturned round", "half \ufffd a character, \ufffdturned round"),
    ],
)
def test_what_is_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_chinese_characters_are_two_columns_wide() -> None:
    assert (columns("abc"), columns("元服务a"), columns("")) == (3, 7, 0)


def test_tables_stand_below_each_other() -> None:
    rows = [("key", "value", "comment"), ("元服务", "1", ""), ("a", '"x\x07"', "why")]
    assert table(rows) == ["key     value  comment", "元服务  1", 'a       "x\ufffd"   why']
    assert table([]) == []
    assert table([("one",), ("two",)]) == ["one", "two"]


def test_paint() -> None:
    assert paint("a", "31;1") == "\x1b[31;1ma\x1b[0m"
    assert paint("a", "31;1", color=False) == "a"


@pytest.mark.parametrize(("terminal", "said"), [(True, "half way\n"), (False, "")])
def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, terminal: bool, said: str) -> None:  # noqa: FBT001 a parameter of the test
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    stream = Stream()
    monkeypatch.setattr("sys.stderr", stream)
    progress("half way")
    assert stream.getvalue() == said
