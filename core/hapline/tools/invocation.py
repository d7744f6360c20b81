"""What is to be run, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from hapline.errors import UsageError
from hapline_hooks import Phrase, noun

LINES = 1000
"""Lines of a tool's output that are kept."""
SIZE = 256 * 1024
"""Bytes of a tool's output that are kept."""
GRACE = 5.0
"""Seconds that a tool has to end by itself when it is told to, before it is killed."""


@noun
class Invocation:
    """A tool with its arguments; no shell ever sees them.

    Attributes:
        argv: The tool and its arguments. A tool with a slash in it is looked for from ``cwd``, others on the PATH.
        cwd: The folder that it is run in.
        seconds: How long it may take; None for as long as it likes.
        environment: Variables besides, or instead of, those of this process; None takes one away.
        secrets: Texts that nobody is to read: each is ``***`` in all that is shown or kept of the output.
        marks: Texts that are looked for in all of the output, also in what is not kept; one line each.
        todo: What to do where the tool is not there.
        grace: Seconds that it has to end by itself when it is told to, before it is killed.
    """

    argv: tuple[str, ...]
    cwd: str = "."
    seconds: float | None = None
    environment: Mapping[str, str | None] = MappingProxyType({})
    secrets: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    todo: str = ""
    grace: float = GRACE

    @property
    def shown(self) -> str:
        """The command line as people could type it, without secrets."""
        import shlex

        words = list(self.argv)
        for secret in sorted(filter(None, self.secrets), key=len, reverse=True):
            # Word by word: a quote in a secret is written otherwise on the line.
            words = [word.replace(secret, "***") for word in words]
        return shlex.join(words)


@noun
class Ended:
    """A tool that has run.

    Attributes:
        shown: The command line, without secrets.
        code: What it exited with; below zero the signal that ended it, as in ``subprocess``.
        seconds: How long it ran.
        limit: The time limit that it was ended by, in seconds; None where it ended by itself.
        tail: The last lines of its output, at most ``LINES`` with ``SIZE`` bytes, without escape sequences; a line that
            is longer than 2,000 characters is cut. omitted: How many lines were before these.
        marks: Those of ``Invocation.marks`` that were in its output.
    """

    shown: str
    code: int
    seconds: float
    limit: float | None = None
    tail: tuple[str, ...] = ()
    omitted: int = 0
    marks: frozenset[str] = frozenset()

    @property
    def is_fine(self) -> bool:
        """Whether it ended by itself, with 0."""
        return self.code == 0 and self.limit is None


def words_of(line: str) -> tuple[str, ...]:
    """The words of a command line, by blanks and quotes as in a POSIX shell, of which nothing else is known here.

    A backslash is an ordinary character on Windows.

    Raises:
        hapline.errors.UsageError: A quote is not closed, or there is no word.
    """
    import shlex

    reader = shlex.shlex(line, posix=True, punctuation_chars=False)
    reader.whitespace_split = True
    reader.commenters = ""
    if os.name != "posix":
        reader.escape = ""
    try:
        found = tuple(reader)
    except ValueError:
        raise UsageError(Phrase("a quote is not closed in the command {line}", line=line)) from None
    if not found:
        raise UsageError("the command is empty", todo='name the tool and its arguments: "./gradlew clean"')
    return found


def environment_of(additions: Mapping[str, str | None], base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a tool: that of this process with what is added and taken away."""
    found = dict(os.environ if base is None else base)
    for name, value in additions.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = value
    return found


def masked_values(secrets: Iterable[str]) -> tuple[bytes, ...]:
    """What is looked for in the output: each secret, and each line of one that has several."""
    found: dict[bytes, None] = {}
    for secret in secrets:
        for part in (secret, *(line.strip() for line in secret.splitlines())):
            if part:
                found[part.encode("utf-8", "surrogateescape")] = None
    return tuple(found)
