"""Values and texts of XML as they are written, and back."""

from __future__ import annotations

import re

from hapline.documents.xml_characters import ODD

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
_ESCAPES |= {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_VALUE = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([a-z]+));|\r\n|[\t\r\n]")


def value_written(value: str, quote: str) -> str:
    """The value of an attribute, as it stands between two of these quotes.

    Raises:
        ValueError: It has a character that XML does not have.
    """
    _check(value)
    return re.sub(rf"[&<\t\r\n{quote}]", lambda match: _ESCAPES[match[0]], value)


def text_written(text: str, eol: str) -> str:
    """A text between tags, with these line ends.

    Raises:
        ValueError: It has a character that XML does not have.
    """
    _check(text)
    escaped = re.sub(r"[&<\r]|(?<=\]\])>", lambda match: _ESCAPES[match[0]], text)
    return escaped.replace("\n", eol)


def value_said(written: str) -> str:
    """What the value of an attribute says, of how it is written without error."""
    return _VALUE.sub(_said, written)


def _said(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        return chr(int(match[1] or match[2], 10 if match[1] else 16))
    return _NAMED[match[3]] if match[3] else " "


def _check(text: str) -> None:
    odd = ODD.search(text)
    if odd is not None:
        raise ValueError(f"the character U+{ord(odd[0]):04X} cannot stand in XML")
