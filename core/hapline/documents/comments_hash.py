"""Finds comments that begin with ``#``: .properties files, ProGuard rules, TOML, .cfg and .ini files.

Strings and continued lines are followed. Not followed: ``#`` in a file name of ProGuard that has no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Spans = Iterator[tuple[int, int]]
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


def read(text: str, language: str) -> Spans:
    """The offsets of each comment: its first character, and the one after its last."""
    return _READERS[language](text)


def lines(text: str, at: int = 0) -> Spans:
    """The offsets of each line from one that begins at ``at``, without the line's end."""
    while at < len(text) and (match := _LINE.match(text, at)):
        yield match.span(1)
        at = match.end()


_PROPERTIES_COMMENT = re.compile(r"[ \t\f]*([#!])")
_BACKSLASHES = re.compile(r"\\*\Z")


def _properties(text: str) -> Spans:
    continued = False
    for start, end in lines(text):
        match = None if continued else _PROPERTIES_COMMENT.match(text, start, end)
        if match:
            yield match.start(1), end
            continue
        tail = _BACKSLASHES.search(text, start, end)
        continued = tail is not None and len(tail[0]) % 2 == 1


_INI_COMMENT = re.compile(r"[ \t]*([#;])")


def _ini(text: str) -> Spans:
    for start, end in lines(text):
        match = _INI_COMMENT.match(text, start, end)
        if match:
            yield match.start(1), end


def _of(pattern: str) -> Callable[[str], Spans]:
    """Reads what is found by a pattern of strings and comments; group 1 is the comment."""
    compiled = re.compile(pattern, re.DOTALL)

    def read_all(text: str) -> Spans:
        return (match.span(1) for match in compiled.finditer(text) if match[1] is not None)

    return read_all


_proguard = _of(r"\"[^\"\r\n]*+\"?|'[^'\r\n]*+'?|(#[^\r\n]*+)")
_toml = _of(
    # Of up to five quotes in a row the last three end the string.
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)|'
    r"'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)|"
    r'"(?:[^"\\\r\n]|\\[^\r\n])*+"?|'
    r"'[^'\r\n]*+'?|"
    r"(#[^\r\n]*+)"
)
_READERS: dict[str, Callable[[str], Spans]] = {
    "properties": _properties,
    "proguard": _proguard,
    "toml": _toml,
    "ini": _ini,
}
