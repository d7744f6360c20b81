"""Reads the comments that accept findings, ``hapline: ignore[HOS203] reason``, in files of every kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from hapline.engine.placing import Files, Places
from hapline_hooks import Location, Span

if TYPE_CHECKING:
    from hapline.documents import Comment

_DIRECTIVE = re.compile(r"hapline:\s*(ignore|ignore-file)\s*[\[［【]([^\]］】\r\n]*)[\]］】]")  # noqa: RUF001
_UNTIL = re.compile(r"(.*?)(?<!\S)until(?!\S)(.*)")
_SEPARATORS = " \t:：,，;；.。、-–—"  # noqa: RUF001 who writes in Chinese has full-width punctuation at hand
_CONTENT = re.compile(r"\S")
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""")


class Suppression:
    """A comment that accepts findings of some rules.

    Attributes:
        location: Where it is. codes: Codes, prefixes or slugs. reason: Why; without one it has no effect.
        until: The last day on which it holds, as it is written; None for no end.
        lines: Those it speaks of; None for the whole file.
        read: Whether it is a comment at all: in files of some kinds there are none.
        used: Those of the codes that have accepted something.
    """

    __slots__ = ("codes", "lines", "location", "read", "reason", "until", "used")

    def __init__(
        self,
        location: Location,
        codes: tuple[str, ...],
        until: str | None,
        reason: str,
        lines: range | None,
        *,
        read: bool = True,
    ) -> None:
        self.location = location
        self.codes = codes
        self.until = until
        self.reason = reason
        self.lines = lines
        self.read = read
        self.used: set[str] = set()

    @property
    def is_dated(self) -> bool:
        """Whether its last day, if it has one, is a day."""
        from hapline.dates import is_date

        return self.until is None or is_date(self.until)

    def holds(self, day: str) -> bool:
        """Whether it accepts anything on this day."""
        return self.read and bool(self.reason) and (self.until is None or (self.is_dated and day <= self.until))

    def speaks_of(self, place: Location) -> bool:
        """Whether a place is in its lines; a finding about a file as a whole has none, and needs ``ignore-file``."""
        if place.file != self.location.file:
            return False
        return self.lines is None or (place.span is not None and place.span.start_line in self.lines)


def suppressions(places: Places, files: Files, marked: Collection[str]) -> Iterator[Suppression]:
    """All such comments in these files, by file and place.

    Args:
        places: Has the texts of the files. files: The project's. marked: Those that speak to hapline at all.
    """
    from hapline.documents import comments, holds_comments

    for path in sorted(marked):
        text = places.text(Location(path=path), files)
        if text is None:
            continue
        page = _Page(path, text)
        if holds_comments(path):
            found = comments(path, text)
            page.blank_out(found)
            for one in found:
                yield from page.in_comment(one)
        else:
            yield from page.without_comments()


class _Page:
    """The text of one file, and which of its lines have content."""

    def __init__(self, path: str, text: str) -> None:
        from hapline.documents.text import line_starts

        self.path = path
        self.text = text
        self.content = text
        self.starts = line_starts(text)

    def blank_out(self, comments: Sequence[Comment]) -> None:
        pieces: list[str] = []
        done = 0
        for start, end, _ in comments:
            pieces += (self.text[done:start], " " * (end - start))
            done = end
        self.content = "".join([*pieces, self.text[done:]])

    def in_comment(self, comment: Comment) -> Iterator[Suppression]:
        words = comment.words
        found = list(_DIRECTIVE.finditer(words))
        for number, match in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(words)
            codes, until = _codes(match[2])
            lines = None if match[1] == "ignore-file" else self._lines(comment.start, comment.end)
            place = self._location(comment.start, comment.end)
            yield Suppression(place, codes, until, _reason(words[match.end() : end]), lines)

    def without_comments(self) -> Iterator[Suppression]:
        for match in _DIRECTIVE.finditer(self.text):
            codes, until = _codes(match[2])
            yield Suppression(self._location(*match.span()), codes, until, "", None, read=False)

    def _location(self, start: int, end: int) -> Location:
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        span = Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)
        return Location(path=self.path, span=span)

    def _position(self, offset: int) -> tuple[int, int]:
        from hapline.documents.text import position

        return position(self.starts, offset)

    def _lines(self, start: int, end: int) -> range:
        """The lines that a comment speaks of: its own where that has content before it, else the next that has."""
        line = self._position(start)[0]
        if self.content[self.starts[line - 1] : start].strip():
            return range(line, line + 1)
        following = _CONTENT.search(self.content, end)
        if following is None:
            return range(line, line + 1)
        start = following.start()
        return range(self._position(start)[0], self._position(self._item_end(start))[0] + 1)

    def _item_end(self, start: int) -> int:
        """Where a tag ends, inside which there can be no comment; of other files, the same place again."""
        from hapline.documents.comments_by_kind import is_markup

        tag = _TAG.match(self.content, start) if is_markup(self.path) else None
        return tag.end() - 1 if tag else start


def _codes(inside: str) -> tuple[tuple[str, ...], str | None]:
    match = _UNTIL.fullmatch(inside)
    codes, until = (match[1], match[2].strip()) if match else (inside, None)
    return tuple(word.strip() for word in re.split("[,，、]", codes) if word.strip()), until  # noqa: RUF001 as above


def _reason(text: str) -> str:
    """The words behind the bracket, or in the lines below it, up to an empty one."""
    lines = [line.strip().lstrip("*").strip() for line in text.splitlines()]
    if lines and not lines[0]:
        del lines[0]
    return " ".join(takewhile(bool, lines)).lstrip(_SEPARATORS)
