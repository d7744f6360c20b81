"""Known failures in the output of a tool."""

from __future__ import annotations

import pytest

from hapline.errors import FailedError
from hapline.tools import Ended, Hint, failed, hints_in

FULL = Hint(pattern=r"No space left on device(?: \((?P<disk>\S+)\))?", what="the disk is full", todo="free some")
LINE = Hint(pattern=r"wrong line\s+(?P<line>\S.*)", what="{line} cannot be read", todo="mend {line}")


def test_each_hint_once_in_the_order_of_the_table() -> None:
    lines = ("x", "> wrong line  # {a}  b ", "wrong line two", "IOException: No space left on device")
    first, second = hints_in(lines, [FULL, LINE])
    assert (first.what, first.line) == ("the disk is full", "IOException: No space left on device")
    assert (second.what, second.todo) == ("# {a} b cannot be read", "mend # {a} b")
    assert second.line == "> wrong line  # {a}  b"
    assert second.what.template == "{line} cannot be read"


def test_blanks_are_single_for_patterns_and_the_line_is_as_it_was() -> None:
    text = Hint(pattern=r"cannot read (?P<file>.+) here", what="{file} is broken", todo="mend it")
    (found,) = hints_in(("", "  x", "\t cannot  read\ta  b   here "), [text])
    assert (found.what, found.line) == ("a b is broken", "cannot  read\ta  b   here")


def test_nothing_is_known_of_other_lines() -> None:
    assert hints_in(("wrong", "line x", "No space"), [FULL, LINE]) == ()
    assert hints_in((), [FULL, LINE]) == ()


@pytest.mark.parametrize(
    ("ended", "what"),
    [
        (Ended(shown="gradlew", code=2, seconds=1), "gradlew ended with exit code 2"),
        (Ended(shown="gradlew", code=-9, seconds=1), "gradlew was ended by signal 9"),
        (Ended(shown="gradlew", code=-15, seconds=61, limit=60), "gradlew did not end within 60 seconds"),
    ],
)
def test_a_failure_as_an_error(ended: Ended, what: str) -> None:
    error = failed(ended, where="app")
    assert (type(error), error.exit_code, str(error)) == (FailedError, 1, f"app: {what}")
    assert failed(ended, hints_in(["wrong line 7"], [LINE])).todo == "mend 7"
