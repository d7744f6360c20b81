"""The last lines of what a tool says, bounded in lines and in bytes."""

from __future__ import annotations

import re
from collections import deque

from hapline.console import printable

LONGEST = 2000
"""Characters of a line that are kept."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


class Tail:
    """Lines, of which the last ones are kept; they are made fit to be shown when they are asked for."""

    def __init__(self, lines: int, size: int) -> None:
        """Keep so many lines, with so many bytes in all."""
        self._most = lines
        self._room = size
        self._kept: deque[str] = deque(maxlen=lines)
        self._count = 0
        self._open = ""
        self._after_return = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What is kept, oldest first; the last one may be unfinished."""
        found: list[str] = []
        room = self._room
        for line in reversed((*self._kept, self._open) if self._open else self._kept):
            clean = _clean(line)
            room -= len(clean.encode("utf-8", "surrogatepass"))
            if room < 0 or len(found) == self._most:
                break
            found.append(clean)
        return tuple(reversed(found))

    @property
    def omitted(self) -> int:
        """How many lines are not kept."""
        return self._count + bool(self._open) - len(self.lines)

    def feed(self, text: str) -> None:
        """Take what follows; a line ends with LF, CR or both."""
        if not text:
            return
        if self._after_return and text[0] == "\n":
            text = text[1:]
        self._after_return = text.endswith("\r")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        ended = text.count("\n")
        if not ended:
            self._open = self._opened(text)
            return
        self._count += ended
        pieces = text.rsplit("\n", self._most + 1)
        if ended <= self._most + 1:  # nothing was passed over: the first piece goes on with the open line
            pieces[0] = self._opened(pieces[0])
        self._open = pieces.pop()[: LONGEST + 1]
        self._kept.extend([line[: LONGEST + 1] for line in pieces])

    def _opened(self, text: str) -> str:
        """The unfinished line with what follows in it."""
        return self._open + text[: max(0, LONGEST + 1 - len(self._open))]


def _clean(line: str) -> str:
    """A line without escape sequences and control characters, cut where it is too long."""
    cut = line[:LONGEST]
    if not cut.isprintable():
        cut = printable(_ESCAPES.sub("", cut).replace("\t", "    "))
    return f"{cut} …" if len(line) > LONGEST else cut
