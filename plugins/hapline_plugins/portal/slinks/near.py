"""Which line of slinks was meant by one that no Bundle has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARKS = r"[:_./-]+"
_LONGEST = 300
_VERSION = r"[:@].*"


class Near:
    """Lines that are right, to find the one that a wrong line was meant to be.

    A line is near another one if both are the same but for marks, upper case, ``-build`` and a version, or if one
    letter is wrong, missing, too much, or in the place of its neighbour. Digits count: ``pay1`` is not ``pay2``.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the right lines."""
        self._plain: dict[str, str] = {}
        self._shortened: dict[str, str] = {}
        for line in sorted(lines):
            self._plain.setdefault(_plain(line), line)
            for one in _shortened(line):
                self._shortened.setdefault(one, line)

    def of(self, line: str) -> str:
        """The right line that was meant; empty where none is near."""
        plain = next((self._plain[one] for one in _spellings(line) if one in self._plain), "")
        return plain or next((self._shortened[one] for one in _shortened(line) if self._fits(one, line)), "")

    def _fits(self, shortened: str, line: str) -> bool:
        found = self._shortened.get(shortened)
        return found is not None and abs(len(found) - len(line)) <= 1 and _digits(found) == _digits(line)


def _spellings(line: str) -> Iterator[str]:
    yield _plain(line)
    group, colon, rest = line.partition(":")
    if colon:
        yield _plain(f"{group}-{re.sub(_VERSION, '', rest)}")


def _plain(line: str) -> str:
    return re.sub(_MARKS, "-", line.lower()).removesuffix("-build")


def _shortened(line: str) -> Iterator[str]:
    """A line, and the line without each of its letters: two that differ in one letter have one of these in common."""
    if len(line) <= _LONGEST:
        yield line
        for at in range(len(line)):
            yield line[:at] + line[at + 1 :]


def _digits(line: str) -> str:
    return "".join(filter(str.isdigit, line))
