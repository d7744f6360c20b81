"""The little XML that reports need: elements with attributes, and only characters that XML 1.0 has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hapline_hooks import noun

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


@noun
class Element:
    """An element, with elements or a text inside."""

    name: str
    attributes: Mapping[str, str | int]
    children: Sequence[Element] = ()
    text: str = ""


def document(root: Element) -> str:
    """A document of XML 1.0 in UTF-8; characters that it cannot hold are replaced."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, "")])


def _lines(one: Element, indent: str) -> Iterator[str]:
    attributes = "".join(f' {name}="{_escaped(str(value), _ATTRIBUTE)}"' for name, value in one.attributes.items())
    head = f"{indent}<{one.name}{attributes}"
    if one.children:
        yield f"{head}>"
        for child in one.children:
            yield from _lines(child, f"{indent}  ")
        yield f"{indent}</{one.name}>"
    elif one.text:
        yield f"{head}>{_escaped(one.text, _TEXT)}</{one.name}>"
    else:
        yield f"{head}/>"


def _escaped(text: str, table: dict[int, str]) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text).translate(table)
