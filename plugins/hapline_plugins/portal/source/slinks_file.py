"""The files ``slinks`` and ``dev_slinks`` of a Portal: which Bundles are linked statically, one a line.

Source: the vendor's guide, "Bundle project package": a line is ``groupId-artifactId``, without ``-build`` at its end.
Whether the Portal plugin takes comments, blank lines or other line ends is not written down, and no real file has any:
each is a problem here, and none is ever written.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

from hapline.builds import Problem
from hapline.documents import DocumentError
from hapline_hooks import Phrase, Span, noun

_MAX_SIZE = 1024 * 1024
_MOST = 200
"""Problems that are listed of one file."""
_LINE = re.compile(r"([^\r\n]*+)(\r\n?|\n|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//).*")
_WRONG = {
    "bom": Phrase("the file begins with a byte order mark"),
    "crlf": Phrase("the lines do not end with a line feed alone"),
    "blank": Phrase("the line is blank"),
    "comment": Phrase("whether comments are taken is not known"),
    "spaces": Phrase("there is white space in the line"),
    "not-ascii": Phrase("the line has characters that are not plain ASCII"),
    "duplicate": Phrase("{name} stands in line {first} already"),
    "no-end": Phrase("the last line does not end with a line feed"),
}


@noun
class SlinksLine:
    """A line that names a Bundle.

    Attributes:
        name: What it names, without white space and comment around it. number: The line, from 1.
        start: Where the line starts, in characters (a byte order mark does not count).
        end: Where it ends, with its line end, so that to remove it is to remove this stretch.
        span: Where the name stands.
    """

    name: str
    number: int
    start: int
    end: int
    span: Span


class SlinksFile:
    """One such file.

    Attributes:
        path: The file. text: Its text; bytes that are no UTF-8 are replacement characters.
        lines: The lines that name a Bundle, in order, also those that stand again.
        problems: What is not as it is in every file that is known to work, in order; its ``kind`` is ``bom``, ``crlf``
            (once a file), ``blank``, ``comment``, ``spaces``, ``not-ascii``, ``duplicate`` or ``no-end``; of a file
            that is wrong everywhere only the first. kinds: What kinds there are, in all of it.
    """

    def __init__(self, path: str, data: bytes) -> None:
        """Read a file.

        Raises:
            hapline.documents.DocumentError: It is too large.
        """
        if len(data) > _MAX_SIZE:
            template = "the file has {size} bytes, more than {limit}"
            raise DocumentError(template, hint="one line a Bundle is enough", size=len(data), limit=_MAX_SIZE)
        self.path = path
        self.lines: list[SlinksLine] = []
        self.problems: list[Problem] = []
        self.kinds: set[str] = set()
        self.text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
        if data.startswith(codecs.BOM_UTF8):
            self._wrong("bom", Span(start_line=1, start_column=1, end_line=1, end_column=1))
        self._read()

    @property
    def names(self) -> tuple[str, ...]:
        """What it names, in order, each once."""
        return tuple(dict.fromkeys(line.name for line in self.lines))

    def find(self, name: str) -> SlinksLine | None:
        """The first line that names a Bundle."""
        return next((line for line in self.lines if line.name == name), None)

    def _read(self) -> None:
        first: dict[str, int] = {}
        ends_strangely = False
        for number, match in enumerate(_LINE.finditer(self.text), 1):
            if match.start() == len(self.text):
                break
            line, end = match[1], match[2]
            if end.startswith("\r") and not ends_strangely:
                ends_strangely = True
                self._wrong("crlf", _span(number, len(line), len(line)))
            self._line(number, match, first)
            if not end:
                self._wrong("no-end", _span(number, len(line), len(line)))

    def _line(self, number: int, match: re.Match[str], first: dict[str, int]) -> None:
        line = match[1]
        comment = _COMMENT.search(line)
        rest = line[: comment.start()] if comment else line
        name = rest.strip()
        if comment:
            self._wrong("comment", _span(number, comment.start(), len(line)))
        elif not name:
            self._wrong("blank", _span(number, 0, len(line)))
        elif name != rest or len(name.split()) > 1:
            self._wrong("spaces", _span(number, 0, len(line)))
        if not line.isascii() or not line.replace("\t", "").isprintable():
            self._wrong("not-ascii", _span(number, 0, len(line)))
        if not name:
            return
        begin = line.index(name)
        span = _span(number, begin, begin + len(name))
        if name in first:
            self._wrong("duplicate", span, name=name, first=first[name])
        first.setdefault(name, number)
        self.lines.append(SlinksLine(name=name, number=number, start=match.start(), end=match.end(), span=span))

    def _wrong(self, kind: str, span: Span, **fields: object) -> None:
        self.kinds.add(kind)
        if len(self.problems) < _MOST:
            self.problems.append(Problem(kind=kind, path=self.path, message=Phrase(_WRONG[kind], **fields), span=span))


def arranged(wanted: Iterable[str], present: Sequence[str]) -> list[str]:
    """The lines that a file should have, so that little of it changes.

    Lines that stay keep their order, which means nothing to the plugin; a sorted file of another order would show as
    changed from top to bottom, and hide what was added. New lines go where they belong in a file that is sorted
    already, so that branches which add different ones seldom meet in one place; else they follow at the end, sorted.

    Args:
        wanted: What should be linked statically. present: The lines that the file has.
    """
    chosen = {line for line in wanted if line}
    kept = [line for line in dict.fromkeys(present) if line in chosen]
    new = sorted(chosen.difference(kept))
    return sorted([*kept, *new]) if kept == sorted(kept) else [*kept, *new]


def can_stand(line: str) -> bool:
    """Whether a text can be a line: ASCII without white space, and not empty."""
    return line.isascii() and line.isprintable() and line.split() == [line]


def formatted(lines: Iterable[str]) -> bytes:
    """The content of a file in the exact form of those that work: ASCII, each line once and ended by a line feed.

    Args:
        lines: The lines, in their order; ``arranged`` makes it.

    Raises:
        ValueError: A line is empty, or has white space or characters that are not ASCII.
    """
    every = [*dict.fromkeys(lines)]
    for line in every:
        if not can_stand(line):
            raise ValueError(f"no line of slinks can be {line!r}")
    return "".join(f"{line}\n" for line in every).encode("ascii")


def _span(number: int, start: int, end: int) -> Span:
    return Span(start_line=number, start_column=start + 1, end_line=number, end_column=end + 1)
