"""Cuts HTML into tags, as browsers do (HTML standard, 13.2.5), with the place of each attribute's value.

lxml says neither columns nor what stands behind 256 levels of elements, and reads HTML 4; this is what tests compare it
with. Each character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<bogus>[!?]|/(?![A-Za-z]))|(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+))")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+(?P<equals>=)\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\s>\"'][^\s>]*+)|))?+)"
)
_VALUES = ("double", "single", "plain")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""Elements whose content is text; with scripts running, as in the container, that of noscript is too."""
_FOREIGN = frozenset({"svg", "math"})


class Value(NamedTuple):
    """The value of an attribute, as it stands between its quotes: the text from ``start`` to ``end``."""

    start: int
    end: int


class Tag(NamedTuple):
    """A start tag.

    Attributes:
        name: In small letters. attributes: The values by name, in small letters; of two of one name the first counts.
        content: Where the text inside stands, of elements that hold nothing but text; else None.
    """

    name: str
    attributes: Mapping[str, Value]
    content: Value | None = None


def tags(text: str) -> Iterator[Tag]:
    """The start tags of a text, but for those in comments and templates, which are there for nobody yet."""
    at = foreign = templates = 0
    while opening := _OPENING.search(text, at):
        name = opening["name"]
        if name is None:
            at = _behind(text, opening)
            continue
        name = name.lower()
        attributes, at, is_empty = _attributes(text, opening.end())
        if opening["close"]:
            foreign = max(0, foreign - (name in _FOREIGN))
            templates = max(0, templates - (name == "template"))
            continue
        templates += name == "template"
        foreign += name in _FOREIGN and not is_empty
        content = None
        if name in _RAW and not (foreign and is_empty) and at < len(text):
            content = Value(at, _raw_end(text, name, at))
            at = content.end
        if not templates:
            yield Tag(name, attributes, content)


def _behind(text: str, opening: re.Match[str]) -> int:
    """Where a comment, a declaration or the like ends."""
    if opening["comment"]:
        end = _COMMENT_END.search(text, opening.start() + 2)  # <!--> and <!---> are whole comments
        return end.end() if end else len(text)
    end_at = text.find(">", opening.end())
    return end_at + 1 if end_at >= 0 else len(text)


def _attributes(text: str, at: int) -> tuple[dict[str, Value], int, bool]:
    """The attributes of a tag, where it ends, and whether it ends with ``/>``."""
    found: dict[str, Value] = {}
    while match := _ATTRIBUTE.match(text, at):
        at = match.end()
        if match["end"]:
            return found, at, text[at - 2] == "/"
        kind = match.lastgroup if match.lastgroup in _VALUES else None
        if kind is None and match["equals"] and text[at : at + 1] in {'"', "'"}:
            break  # a quote that is never closed
        place = Value(*match.span(kind)) if kind else Value(at, at)
        found.setdefault(match["name"].lower(), place)
    return {}, len(text), False


def _raw_end(text: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return end.start() if end else len(text)
