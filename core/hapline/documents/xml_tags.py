"""Finds the tags and attributes of a well-formed XML text, with their exact places, which lxml does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MARK = re.compile(
    r"<(?:!--(?P<comment>.*?)-->|!\[CDATA\[(?P<data>.*?)\]\]>|\?.*?\?>|/(?P<close>[^>]*+)>"
    r"|(?P<name>[^\s/>]++)(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>)",
    re.DOTALL,
)
"""Whatever begins with ``<`` in a well-formed text."""
_ATTRIBUTE = re.compile(r"(?P<gap>\s++)(?P<name>[^\s=]++)\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')")


class Tags(NamedTuple):
    """Where an element stands; all are offsets, ends are exclusive.

    Attributes:
        start: Its ``<``. name_end: The end of its name, which starts behind the ``<``.
        head_end: The end of its start tag. tail: Where its end tag starts; ``head_end`` where it has none.
        end: Where it ends.
    """

    start: int
    name_end: int
    head_end: int
    tail: int
    end: int


class Written(NamedTuple):
    """An attribute or namespace declaration as it is written; all but the name are offsets.

    Attributes:
        name: Its name with prefix. gap: Where the white space before it starts. name_start: Where its name starts.
        name_end: Where its name ends. start: Where its value starts, inside the quotes. end: Where its value ends.
    """

    name: str
    gap: int
    name_start: int
    name_end: int
    start: int
    end: int

    @property
    def declares(self) -> bool:
        """Whether it declares a namespace."""
        return self.name == "xmlns" or self.name.startswith("xmlns:")


def read_tags(text: str) -> list[Tags]:
    """The places of all elements of a well-formed text, in the order of their start tags."""
    found: list[Tags] = []
    inner: list[int] = []
    for match in MARK.finditer(text):
        kind = match.lastgroup
        if kind == "name":
            start, end = match.span()
            if text[end - 2] != "/":
                inner.append(len(found))
            found.append(Tags(start, match.end("name"), end, end, end))
        elif kind == "close":
            number = inner.pop()
            found[number] = found[number]._replace(tail=match.start(), end=match.end())
    return found


def read_attributes(text: str, tags: Tags) -> Iterator[Written]:
    """The attributes and namespace declarations of an element, in order."""
    for match in _ATTRIBUTE.finditer(text, tags.name_end, tags.head_end):
        start, end = match.span("double" if match["double"] is not None else "single")
        yield Written(match["name"], match.start(), *match.span("name"), start, end)
