"""Command lines as words."""

from __future__ import annotations

import pytest

from hapline.errors import UsageError
from hapline.tools import Invocation, words_of


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("./gradlew  clean mpGeneratePatch", ("./gradlew", "clean", "mpGeneratePatch")),
        ("gradlew -Pname='a b' \"c d\"", ("gradlew", "-Pname=a b", "c d")),
        ("gradlew ; rm -rf $HOME # no", ("gradlew", ";", "rm", "-rf", "$HOME", "#", "no")),
    ],
)
def test_words(line: str, words: tuple[str, ...]) -> None:
    assert words_of(line) == words


@pytest.mark.parametrize("line", ["", "  ", "gradlew 'clean"])
def test_no_words(line: str) -> None:
    with pytest.raises(UsageError):
        words_of(line)


def test_a_command_line_is_shown_without_secrets() -> None:
    shown = Invocation(argv=("tool", "-Ppass=s3cret word", "x"), secrets=("s3cret", "s3cret word", "")).shown
    assert shown == "tool '-Ppass=***' x"
    odd = Invocation(argv=("tool", "-Ppass=it's 1", "x"), secrets=("it's 1",)).shown
    assert odd == "tool '-Ppass=***' x"
