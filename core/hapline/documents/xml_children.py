"""Minimal edits that add and remove elements in XML, indented as their neighbours are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline.documents.text import DocumentError
from hapline.documents.xml_document import XmlDocument
from hapline.documents.xml_edits import USUAL, declared, eol_of, opened
from hapline.documents.xml_elements import XmlElement
from hapline.documents.xml_tags import MARK, read_attributes
from hapline.documents.xml_writing import value_written
from hapline_hooks import TextEdit

_BREAK = re.compile(r"\r\n?|\n")
_REST = re.compile(r"[ \t]*+(?:\r\n?|\n)")
_INDENT = "    "


def insert_child(parent: XmlElement, xml_text: str, *, first: bool = False) -> list[TextEdit]:
    """Add an element to another, in a line of its own where its neighbours stand so.

    Prefixes that mean something there may be used; ``android`` and ``tools`` are declared in the root element where
    they are not.

    Args:
        parent: What it is added to.
        xml_text: The element as it is written; comments may stand around it. Further lines are indented below the
            first, but for those inside of texts and values.
        first: Whether it goes before the children that are there rather than behind them.

    Raises:
        ValueError: The text is no XML that can stand there.
    """
    xml_text = xml_text.strip()
    fragment, edits = _fragment(parent, xml_text)
    eol = eol_of(parent.document.text)
    margin, indent = _indents(parent)
    content = parent.document.text[parent.head_end : parent.tail_start]
    if parent.closes_itself or not content:
        text = f"{eol}{indent}{_indented(fragment, xml_text, indent, eol)}{eol}{margin}"
        if parent.closes_itself:
            return [*edits, opened(parent, text)]
        return [*edits, TextEdit(start=parent.head_end, end=parent.head_end, text=text)]
    at = parent.head_end if first or not content.strip() else parent.head_end + len(content.rstrip(" \t\r\n"))
    if parent.text.strip() or not _BREAK.search(parent.text):
        # White space would be text, or nothing stands in lines.
        at = parent.head_end if first else parent.tail_start
        return [*edits, TextEdit(start=at, end=at, text=_indented(fragment, xml_text, "", eol))]
    text = f"{eol}{indent}{_indented(fragment, xml_text, indent, eol)}"
    rest = parent.document.text[at : parent.tail_start]
    before = rest[: len(rest) - len(rest.lstrip(" \t\r\n"))]
    if not _BREAK.search(before):
        text += f"{eol}{margin if not rest.strip() else indent}"
    return [*edits, TextEdit(start=at, end=at, text=text)]


def remove_element(element: XmlElement) -> list[TextEdit]:
    """Take out an element, with its lines where it has them to itself.

    Raises:
        ValueError: It is the root element.
    """
    parent = element.parent
    if parent is None:
        raise ValueError("the root element cannot be removed")
    text = element.document.text
    start, end = element.start, element.end
    if not parent.text.strip():
        margin = _margin(text, start)
        after = _REST.match(text, end)
        if after and margin is not None:
            start, end = start - len(margin), after.end()
    return [TextEdit(start=start, end=end, text="")]


def _fragment(parent: XmlElement, xml_text: str) -> tuple[XmlDocument, list[TextEdit]]:
    """What is to be added, inside of an element that has the prefixes of the place, and the edits that declare some."""
    known = parent.prefixes
    missing = {prefix: meant for meant, prefix in USUAL.items() if prefix not in known and f"{prefix}:" in xml_text}
    heads = "".join(
        f' xmlns{f":{prefix}" if prefix else ""}="{value_written(meant, chr(34))}"'
        for prefix, meant in [*known.items(), *missing.items()]
        if prefix != "xml"
    )
    try:
        fragment = XmlDocument(f"<x{heads}>{xml_text}</x>".encode())
    except DocumentError as error:
        raise ValueError(f"{error.message}: {xml_text[:80]!r}") from None
    if fragment.root.end != len(fragment.text) or not fragment.root.children:
        raise ValueError(f"no element: {xml_text[:80]!r}")
    used = {name.partition(":")[0] for one in fragment.elements[1:] for name in _names(one)}
    root = parent.document.root
    return fragment, [declared(root, prefix, meant) for prefix, meant in missing.items() if prefix in used]


def _names(element: XmlElement) -> Iterator[str]:
    yield element.written
    yield from (one.written for one in element.attributes)


def _indents(parent: XmlElement) -> tuple[str, str]:
    """The indentation of the parent and of its children."""
    document = parent.document
    margin = _margin(document.text, parent.start) or ""
    for child in parent.children:
        own = _margin(document.text, child.start)
        if own is not None:
            return margin, own
    unit = next(
        (
            own.removeprefix(outer)
            for one in document.elements[1:1000]
            if one.parent is not None
            for own, outer in [(_margin(document.text, one.start), _margin(document.text, one.parent.start))]
            if own and outer is not None and own != outer and own.startswith(outer)
        ),
        _INDENT,
    )
    return margin, margin + unit


def _margin(text: str, at: int) -> str | None:
    """The white space before a tag that is the first in its line, None for others."""
    start = at
    while start and text[start - 1] in " \t":
        start -= 1
    return text[start:at] if start == 0 or text[start - 1] in "\r\n" else None


def _indented(fragment: XmlDocument, xml_text: str, indent: str, eol: str) -> str:
    """The text with its lines indented, but for those that start inside of texts, values and CDATA sections."""
    offset = fragment.root.head_end
    kept = [(start - offset, end - offset) for start, end in _kept(fragment)]
    pieces = []
    done = at = 0
    for match in _BREAK.finditer(xml_text):
        while at < len(kept) and kept[at][1] <= match.start():
            at += 1
        inside = at < len(kept) and kept[at][0] <= match.start()
        pieces.append(xml_text[done : match.start()] + eol + ("" if inside else indent))
        done = match.end()
    return "".join([*pieces, xml_text[done:]])


def _kept(fragment: XmlDocument) -> Iterator[tuple[int, int]]:
    """The stretches whose white space is content."""
    text = fragment.text
    tags = iter(fragment.tags)
    at = 0
    for match in MARK.finditer(text):
        if text[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
        if match["data"] is not None:
            yield match.span()
        elif match["name"] is not None:
            yield from ((one.start, one.end) for one in read_attributes(text, next(tags)))
