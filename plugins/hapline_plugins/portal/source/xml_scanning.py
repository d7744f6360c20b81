"""Scans XML for tags, attributes and text with their places; no entity is expanded and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hapline.documents import encoding_of

_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_ENCODINGS = frozenset(("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "gbk", "gb2312", "gb18030", "big5"))
_NAME = r"[^\W\d][\w.:-]*+"
_MARKUP = re.compile(
    r"<!--(?P<comment>(?:[^-]++|-(?!->))*+)(?P<comment_end>-->)?+"
    r"|<!\[CDATA\[(?P<cdata>(?:[^\]]++|\](?!\]>))*+)(?P<cdata_end>\]\]>)?+"
    r"|<\?(?:[^?]++|\?(?!>))*+(?P<instruction_end>\?>)?+"
    r"|<!DOCTYPE(?P<doctype>[^\[>]*+(?:\[(?:[^\]\"']++|\"[^\"]*+\"|'[^']*+')*+\]?+[^>]*+)?+)>?+"
    rf"|</(?P<closed>{_NAME})\s*+>"
    rf"|<(?P<opened>{_NAME})(?P<attributes>(?:[^<>\"'/]++|/(?!>)|\"[^\"<]*+\"|'[^'<]*+')*+)(?P<empty>/)?+>"
    r"|(?P<broken><)"
)
_ATTRIBUTE = re.compile(rf"({_NAME})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
MAX_DEPTH = 200
"""Elements inside elements that are read; layouts have about twenty."""


class Attribute(NamedTuple):
    """An attribute: its name with its prefix, its value as it stands, and where the value starts and ends."""

    name: str
    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """Something of a document, in its order.

    Attributes:
        kind: ``open``, ``close`` (also of an empty element), ``text`` (not only white space), or ``error``.
        name: The name of the element with its prefix, the text as it stands, or a word for the error.
        start: Where it starts. end: Where it ends. depth: Elements around it.
        attributes: Those of an opened element.
    """

    kind: str
    name: str
    start: int
    end: int
    depth: int
    attributes: tuple[Attribute, ...] = ()

    def value(self, name: str) -> Attribute | None:
        """An attribute by its name."""
        return next((one for one in self.attributes if one.name == name), None)


def xml_text(data: bytes) -> str:
    """The text of an XML file by its mark or declaration, else UTF-8; what does not fit is replaced."""
    encoding = encoding_of(data)
    if not encoding.bom:
        declared = _DECLARED.match(data)
        name = declared[1].decode().lower() if declared else "utf-8"
        return data.decode(name if name in _ENCODINGS else "utf-8", "replace")
    return data[len(encoding.bom) :].decode(encoding.name, "replace")


def scan(text: str) -> Iterator[Tag]:
    """Everything of a document but comments, instructions and the document type.

    A mistake makes an ``error`` and the end: ``comment``, ``cdata``, ``instruction`` (not closed), ``tag`` (not one, or
    not closed), ``mismatch`` (closed by another name), ``unclosed`` (at the end), ``deep``, ``nothing`` (no element).
    """
    names: list[str] = []
    done = 0
    seen = False
    for match in _MARKUP.finditer(text):
        start, end = match.span()
        if names and not text[done:start].isspace() and done < start:
            yield Tag("text", text[done:start], done, start, len(names))
        done = end
        error = _error(match, names)
        if error:
            yield Tag("error", error, start, min(end, start + 1), len(names))
            return
        if match["cdata"] and names:
            yield Tag("text", match["cdata"], *match.span("cdata"), len(names))
        elif match["opened"] is not None:
            seen = True
            yield Tag("open", match["opened"], start, end, len(names), _attributes(match))
            names.append(match["opened"])
        if match["closed"] is not None or match["empty"] is not None:
            name = names.pop()
            yield Tag("close", name, start, end, len(names))
    if names or not seen:
        yield Tag("error", "unclosed" if names else "nothing", len(text), len(text), len(names))


def _attributes(match: re.Match[str]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(one[1], one[2] if one[2] is not None else one[3], *one.span(2 if one[2] is not None else 3))
        for one in _ATTRIBUTE.finditer(match.string, *match.span("attributes"))
    )


def _error(match: re.Match[str], names: list[str]) -> str:
    """A word for what is wrong with a piece of markup, empty for nothing."""
    for kind in ("comment", "cdata"):
        if match[kind] is not None and match[f"{kind}_end"] is None:
            return kind
    if match[0].startswith("<?") and match["instruction_end"] is None:
        return "instruction"
    if match["broken"] is not None:
        return "tag"
    if match["closed"] is not None and (not names or names[-1] != match["closed"]):
        return "mismatch"
    return "deep" if match["opened"] is not None and len(names) >= MAX_DEPTH else ""
