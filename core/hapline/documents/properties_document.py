"""Java ``.properties`` files, such as ``gradle.properties``: keys and values with places, and minimal edits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from hapline.documents.text import LIMIT, TolerantText, check_size, line_starts, position
from hapline_hooks import Span, TextEdit

_LINE = re.compile(
    r"[ \t\f]*+(?:(?P<comment>[#!][^\r\n]*+)|(?P<key>(?:[^\\\s=:]|\\(?:\r\n|[\s\S]))++)"
    r"(?:[ \t\f]*+[=:]?[ \t\f]*+(?P<value>(?:[^\\\r\n]++|\\(?:\r\n|[\s\S])?)*+))?+)?+[^\r\n]*+(?:\r\n?|\n)?+"
)
_ESCAPE = re.compile(r"\\(?:(?P<next>(?:\r\n?|\n)[ \t\f]*+)|u(?P<code>[0-9a-fA-F]{4})|(?P<one>[\s\S])|$)")
_ESCAPED = re.compile("[\udc80-\udcff]")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


class Property(NamedTuple):
    """A key and its value.

    Attributes:
        key: The key, unescaped. value: The value, unescaped.
        start: Where the key starts. key_end: Where it ends. value_start: Where the value starts. end: Where it ends.
    """

    key: str
    value: str
    start: int
    key_end: int
    value_start: int
    end: int


class Properties:
    """A file of keys and values; of a key that stands twice the last one counts.

    Attributes:
        text: The text, without byte order mark; bytes that are not UTF-8 are ISO 8859-1, as Java reads such files.
    """

    def __init__(self, data: bytes, *, limit: int = LIMIT) -> None:
        """Decode a file.

        Raises:
            hapline.documents.DocumentError: It is too large, or broken UTF-16. Nothing else in it is an error.
        """
        check_size(data, limit)
        self._file = TolerantText(data)
        self.text = _ESCAPED.sub(lambda byte: chr(ord(byte[0]) - 0xDC00), self._file.exact)

    @cached_property
    def entries(self) -> tuple[Property, ...]:
        """All keys with their values, in order, also those that stand again."""
        found = []
        at = 0
        while at < len(self.text):
            match = _LINE.match(self.text, at)
            if match is None or match.end() == at:
                break
            if match["key"] is not None:
                start, key_end = match.span("key")
                value_start, end = match.span("value")
                if value_start < 0:
                    value_start = end = key_end
                value = _said(match["value"] or "")
                found.append(Property(_said(match["key"]), value, start, key_end, value_start, end))
            at = match.end()
        return tuple(found)

    @cached_property
    def values(self) -> dict[str, str]:
        """The value of each key."""
        return {one.key: one.value for one in self.entries}

    def find(self, key: str) -> Property | None:
        """The entry of a key that counts; None where there is none."""
        return next((one for one in reversed(self.entries) if one.key == key), None)

    def place(self, start: int, end: int) -> Span:
        """A stretch of the text in lines and columns."""
        starts = line_starts(self.text)
        line, column = position(starts, start)
        end_line, end_column = position(starts, end)
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def ensure(self, key: str, value: str) -> list[TextEdit]:
        """The edits that give a key a value: of its value, or a line at the end; none where it has it."""
        old = self.find(key)
        if old is not None:
            if old.value == value:
                return []
            gap = "=" if old.value_start == old.key_end else ""
            return [TextEdit(start=old.value_start, end=old.end, text=gap + _written(value, ""))]
        found = re.search(r"\r\n?|\n", self.text)
        eol = found[0] if found else "\n"
        before = "" if not self.text or self.text[-1] in "\r\n" else eol
        line = f"{before}{_written(key, '=:# !')}={_written(value, '')}{eol}"
        return [TextEdit(start=len(self.text), end=len(self.text), text=line)]

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with edits applied; all else stays byte for byte, in whatever encoding it is.

        Raises:
            ValueError: Edits overlap, or one is not inside the text.
        """
        return self._file.edited(edits)


def _said(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(match: re.Match[str]) -> str:
    if match["code"]:
        return chr(int(match["code"], 16))
    one = match["one"] or ""
    return _SIMPLE.get(one, one)


def _written(text: str, special: str) -> str:
    escapes = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"} | {
        mark: f"\\{mark}" for mark in special
    }
    written = "".join(escapes.get(one, one) if one < "\x7f" else _coded(one) for one in text)
    return f"\\{written}" if written[:1] == " " else written


def _coded(one: str) -> str:
    code = one.encode("utf-16-be").hex()
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))
