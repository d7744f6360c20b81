"""Columns: figures and names in the room that there is for them, whatever the names are made of."""

from __future__ import annotations

import re
import unicodedata

_CLOSING = "，。；：、！？）》」』”"  # noqa: RUF001 what Chinese puts no line break before
_OPENING = "（《「『“"  # noqa: RUF001 what it puts none after
_WIDE = "\u2e80-\uffef"
_FIGURE = f"[+-]?[\\d,.]+ (?:K?B|%)[,:;.)]*[{_CLOSING}]* *"
_PIECES = re.compile(f"{_FIGURE}|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^{_WIDE} ]+[{_CLOSING}]* *| +")


def kb(size: int) -> str:
    """Bytes in the unit of the limits: KB of 1024 bytes."""
    return f"{size / 1024:,.2f} KB"


def signed(size: int) -> str:
    """Bytes more or less."""
    return f"{size / 1024:+,.2f} KB"


def width(text: str) -> int:
    """Columns that a text takes; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def printable(text: str) -> str:
    """A name from somebody's file without what would drive the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def pad(text: str, columns: int) -> str:
    """A text in so many columns, shortened if it has to be."""
    shown = clip(text, columns)
    return shown + " " * (columns - width(shown))


def clip(text: str, columns: int) -> str:
    """A text of at most so many columns: of what is too long the middle goes, since both ends tell more."""
    text = printable(text)
    if width(text) <= columns:
        return text
    head = _begin(text, (columns - 1) // 3)
    tail = _begin(text[::-1], columns - 1 - width(head))[::-1]
    return f"{head}…{tail}"


def pieces(text: str) -> list[str]:
    """What a text is made of, if lines may be broken between words, and in Chinese between any two characters."""
    return _PIECES.findall(text)


def _begin(text: str, columns: int) -> str:
    """As much of the beginning as so many columns hold."""
    used = 0
    for at, char in enumerate(text):
        used += width(char)
        if used > columns:
            return text[:at]
    return text
