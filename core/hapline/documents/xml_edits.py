"""Minimal edits of attributes and texts in XML: quotes, line ends, indentation and all else stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline.documents.xml_elements import ANDROID, TOOLS, XmlElement
from hapline.documents.xml_names import LOCAL
from hapline.documents.xml_tags import MARK
from hapline.documents.xml_writing import text_written, value_written
from hapline_hooks import TextEdit

USUAL = {ANDROID: "android", TOOLS: "tools"}
"""The prefixes that everybody writes for a namespace."""
_GAP = re.compile(r"(?:\r\n?|\n)[ \t]*\Z")


def set_attribute(element: XmlElement, name: str, value: str, namespace: str | None = None) -> list[TextEdit]:
    """Give an attribute a value: change it, or add it in the style of its tag; none where it says that already.

    A prefix for the namespace is declared in the root element where none is.

    Args:
        element: The element.
        name: The name of the attribute, without prefix.
        value: What it is to say, unescaped.
        namespace: Its namespace.

    Raises:
        ValueError: The name is none, or the value has characters that XML does not have.
    """
    old = element.attribute(name, namespace)
    if old is not None:
        if old.value == value:
            return []
        return [TextEdit(start=old.start, end=old.end, text=value_written(value, old.quote))]
    if not LOCAL.fullmatch(name) or (name == "xmlns" and namespace is None):
        raise ValueError(f"{name!r} is no name of an attribute")
    edits: list[TextEdit] = []
    if namespace is not None:
        prefix, edits = prefix_for(element, namespace)
        name = f"{prefix}:{name}"
    last = element.raw[-1] if element.raw else None
    at = last.end + 1 if last else element.name_end
    quote = element.document.text[last.end] if last else '"'
    text = f"{_gap(element)}{name}={quote}{value_written(value, quote)}{quote}"
    return [*edits, TextEdit(start=at, end=at, text=text)]


def remove_attribute(element: XmlElement, name: str, namespace: str | None = None) -> list[TextEdit]:
    """Take out an attribute with the white space before it; none where it is absent."""
    old = element.attribute(name, namespace)
    if old is None:
        return []
    raw = element.raw
    number = next(at for at, one in enumerate(raw) if one.name_start == old.name_start)
    if number == 0 and len(raw) > 1:
        # What follows takes the place of the first, which may stand in the line of the tag.
        return [TextEdit(start=old.name_start, end=raw[1].name_start, text="")]
    return [TextEdit(start=raw[number].gap, end=old.end + 1, text="")]


def set_text(element: XmlElement, text: str) -> list[TextEdit]:
    """Give an element a text; none where it has it. Comments in it stay, and a CDATA section stays one if it can.

    Raises:
        ValueError: It has children, or the text has characters that XML does not have.
    """
    if element.children:
        raise ValueError(f"<{element.written}> holds elements")
    if element.text == text:
        return []
    eol = eol_of(element.document.text)
    written = text_written(text, eol)
    if element.closes_itself:
        return [opened(element, written)]
    source = element.document.text
    parts = list(_texts(element))
    filled = [part for part in parts if source[part[0] : part[1]].strip()] or parts[:1]
    if not filled:
        return [TextEdit(start=element.head_end, end=element.head_end, text=written)]
    kept = filled[0]
    section = source[kept[0] : kept[1]].startswith("<![CDATA[") and "]]>" not in text and "\r" not in text and text
    if section:
        written = f"<![CDATA[{text.replace(chr(10), eol)}]]>"
    edits = [TextEdit(start=start, end=end, text=written if (start, end) == kept else "") for start, end in parts]
    return [edit for edit in edits if source[edit.start : edit.end] != edit.text]


def opened(element: XmlElement, inside: str) -> TextEdit:
    """The edit that gives an element that closes itself a content and an end tag."""
    end = element.head_end
    start = end - 2
    if element.document.text[start - 1] == " ":
        start -= 1
    return TextEdit(start=start, end=end, text=f">{inside}</{element.written}>")


def prefix_for(element: XmlElement, namespace: str) -> tuple[str, list[TextEdit]]:
    """The prefix that means a namespace for attributes of an element, and the edits that declare it."""
    for prefix, meant in element.prefixes.items():
        if prefix and meant == namespace:
            return prefix, []
    root = element.document.root
    usual = prefix = USUAL.get(namespace, "ns")
    number = 1
    # One that means something else anywhere would take the meaning from what is below it, or lose its own.
    while f"xmlns:{prefix}" in element.document.text:
        prefix = f"{usual}{number}"
        number += 1
    return prefix, [declared(root, prefix, namespace)]


def declared(root: XmlElement, prefix: str, namespace: str) -> TextEdit:
    """The edit that declares a prefix, behind what is declared already."""
    those = [one for one in root.raw if one.declares]
    at = those[-1].end + 1 if those else root.name_end
    text = root.document.text
    gap = _layout(text[those[-1].gap : those[-1].name_start]) if those else " "
    quote = text[those[-1].end] if those else '"'
    return TextEdit(start=at, end=at, text=f"{gap}xmlns:{prefix}={quote}{value_written(namespace, quote)}{quote}")


def eol_of(text: str) -> str:
    """The line end that a text uses: its first."""
    found = re.search(r"\r\n?|\n", text)
    return found[0] if found else "\n"


def _gap(element: XmlElement) -> str:
    """The white space before a new attribute: as before the last one."""
    if not element.raw:
        return " "
    last = element.raw[-1]
    return _layout(element.document.text[last.gap : last.name_start])


def _layout(gap: str) -> str:
    found = _GAP.search(gap)
    return found[0] if found else " "


def _texts(element: XmlElement) -> Iterator[tuple[int, int]]:
    """The stretches of text and CDATA sections in an element that has no children."""
    source = element.document.text
    at = element.head_end
    for match in MARK.finditer(source, at, element.tail_start):
        if at < match.start():
            yield at, match.start()
        if match["data"] is not None:
            yield match.span()
        at = match.end()
    if at < element.tail_start:
        yield at, element.tail_start
