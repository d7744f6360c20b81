"""Text in columns of a terminal: how wide it is, and where lines of it may be broken."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

_LEAST = 20
"""Columns below which broken lines are harder to read than what the terminal itself makes of a long one."""
_ACCENTS = frozenset({"Mn", "Me"})
_CLOSING = frozenset({"Pe", "Pf", "Po", "Pd", *_ACCENTS})
_OPENING = frozenset({"Ps", "Pi"})
"""Categories of characters that begin no line, and that end none."""


def columns(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for an accent that stands on the one before."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrapped(text: str, most: int) -> list[str]:
    """Break a text into lines of at most so many columns.

    Lines are broken at spaces, and between Chinese characters, but not before a closing or behind an opening
    punctuation mark. What cannot be broken, such as a path, is left in one piece even where it is longer.
    """
    if most < _LEAST or columns(text) <= most:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip(" ")) > most:
            lines.append(line.rstrip(" "))
            line = ""
        line += piece
    return [*lines, line.rstrip(" ")]


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if category(char) in _ACCENTS:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if piece and _breaks(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    yield piece


def _breaks(left: str, right: str) -> bool:
    if " " in {left, right}:
        return right != " "
    wide = _columns(left) > 1 or _columns(right) > 1
    return wide and category(right) not in _CLOSING and category(left) not in _OPENING
