"""The lines of a registry of package ids: entries, comments, and what a merge left unsettled."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Literal

from hapline_hooks import Location, Phrase, Severity, Span, noun

Side = Literal["", "ours", "base", "theirs"]
ProblemKind = Literal[
    "malformed",
    "id",
    "reserved",
    "two_ids",
    "two_owners",
    "repeated",
    "unsorted",
    "conflict",
    "line_ends",
    "more",
]
_ENTRY = re.compile(r"[ \t]*([^\s:=#]+:[^\s:=#]+)[ \t]*=[ \t]*([^\s#]*)[ \t]*(?:#(.*))?", re.ASCII)
_END = re.compile(r"^>{7}(?: ([^\r\n]*))?(?=[\r\n]|\Z)", re.MULTILINE)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*))?")
_SIDES: dict[str, Side] = {"<": "ours", "|": "base", "=": "theirs", ">": ""}


@noun
class Entry:
    """One line of the registry: a Bundle and its package id.

    Attributes:
        bundle: ``group:artifact``. package_id: The id. comment: What stands behind ``#``, empty where nothing does.
        location: Where the id stands. start: The offset at which the line starts. end: That at which its text ends.
        side: In a merge that is not settled, which side says so. branch: What that side is called.
    """

    bundle: str
    package_id: int
    comment: str = ""
    location: Location
    start: int = 0
    end: int = 0
    side: Side = ""
    branch: str = ""


@noun
class RegistryProblem:
    """What is wrong with a registry.

    Attributes:
        kind: What it is, for rules. severity: How bad it is. what: The same in words. location: Where.
        related: Other places that explain it. bundles: The Bundles that it is about, in the order of those places.
        package_id: The id that it is about, if any.
    """

    kind: ProblemKind
    severity: Severity
    what: Phrase
    location: Location
    related: tuple[Location, ...] = ()
    bundles: tuple[str, ...] = ()
    package_id: int | None = None


@noun
class Line:
    """One line as it stands.

    Attributes:
        text: Without what ends it. number: From 1. start: Its offset. newline: What ends it, empty in
            the last line.
        side: In a merge that is not settled, which side it is of. branch: What that side is called.
        mark: Whether it is a mark of such a merge.
    """

    text: str
    number: int
    start: int
    newline: str
    side: Side = ""
    branch: str = ""
    mark: str = ""

    @property
    def end(self) -> int:
        """The offset at which its text ends."""
        return self.start + len(self.text)

    @property
    def is_silent(self) -> bool:
        """Whether it is blank or a comment."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    def place(self, path: str, start: int = 0, end: int | None = None) -> Location:
        """A part of it, by the characters from its start; all of it where no end is given."""
        last = len(self.text) if end is None else end
        span = Span(start_line=self.number, start_column=start + 1, end_line=self.number, end_column=last + 1)
        return Location(path=path, span=span)


def lines(text: str) -> Iterator[Line]:
    """The lines of a registry, those of an unsettled merge with their sides."""
    side: Side = ""
    ours = theirs = ""
    ends = deque([(match.start(), (match[1] or "").rstrip()) for match in _END.finditer(text)])
    for number, match in enumerate(_LINE.finditer(text), 1):
        content, newline = match.groups()
        if not content and not newline:
            return
        marked = _MARK.fullmatch(content) if content[:1] in _SIDES else None
        mark = ""
        while ends and ends[0][0] < match.start():
            ends.popleft()
        if marked and (side or marked[1][0] == "<"):
            mark = marked[1][0]
            side = _SIDES[mark]
            if mark == "<":
                # The other side is named where the whole ends.
                ours, theirs = (marked[2] or "").rstrip(), ends[0][1] if ends else ""
        branch = {"ours": ours, "theirs": theirs}.get(side, "")
        yield Line(
            text=content, number=number, start=match.start(), newline=newline, side=side, branch=branch, mark=mark
        )


def fields(line: Line) -> re.Match[str] | None:
    """The parts of an entry: the Bundle, the id as it is written, and the comment; None where it is no entry."""
    return _ENTRY.fullmatch(line.text)


def written(bundle: str, package_id: int, comment: str = "") -> str:
    """An entry as it is written, without the end of the line."""
    return f"{bundle} = {package_id}  # {comment}" if comment else f"{bundle} = {package_id}"


_BUNDLE = re.compile(r"[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")


def is_bundle(text: str) -> bool:
    """Whether a text is ``group:artifact`` in the characters that Maven has for both."""
    return _BUNDLE.fullmatch(text) is not None
