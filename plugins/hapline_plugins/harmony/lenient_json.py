"""A reader for the JSON that the packing tool's library accepts and strict readers refuse.

Accepted beyond JSON: bare and single-quoted keys, single-quoted strings, surplus commas, comments, raw control
characters in strings, ``NaN`` and ``undefined`` for null, leading zeros and plus signs. As observed (fastjson 1.2.83).
"""

from __future__ import annotations

import re
from decimal import Decimal

_SKIPPED = re.compile(r"(?:[ \t\r\n\f\v\b]|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_BARE_KEY = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?[LlSsBbFfDd]?")
_STRING = re.compile(r"""(["'])((?:\\.|(?!\1)[^\\])*+)\1""", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]|.)", re.DOTALL)
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "NaN": None, "undefined": None}
_SIMPLE = {
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "f": "\f",
    "F": "\f",
    "r": "\r",
    "v": "\v",
    '"': '"',
    "'": "'",
    "\\": "\\",
    "/": "/",
}


class LenientError(ValueError):
    """Not even the lenient reader can make sense of the text."""


def parse(text: str, *, max_depth: int) -> object:
    """The value of a text.

    Args:
        text: All of it. max_depth: How deep objects and lists may be nested.

    Raises:
        LenientError: It is broken, too deep, or followed by something else.
    """
    reader = _Reader(text, max_depth)
    value = reader.value(0)
    reader.skip()
    if reader.at != len(text):
        raise LenientError(f"something follows at character {reader.at}")
    return value


class _Reader:
    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.at = 0
        self.max_depth = max_depth

    def skip(self, also: str = "") -> None:
        while True:
            match = _SKIPPED.match(self.text, self.at)
            self.at = match.end() if match else self.at
            if not (also and self.text[self.at : self.at + 1] == also):
                return
            self.at += 1

    def value(self, depth: int) -> object:
        if depth > self.max_depth:
            raise LenientError("too deep")
        self.skip()
        char = self.text[self.at : self.at + 1]
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._list(depth)
        if char in {'"', "'"}:
            return self._string()
        return self._scalar()

    def _object(self, depth: int) -> dict[str, object]:
        self.at += 1
        found: dict[str, object] = {}
        while True:
            self.skip(",")
            char = self.text[self.at : self.at + 1]
            if char == "}":
                self.at += 1
                return found
            key = self._string() if char in {'"', "'"} and char else self._bare_key()
            self.skip()
            if self.text[self.at : self.at + 1] != ":":
                raise LenientError(f"no colon at character {self.at}")
            self.at += 1
            found[key] = self.value(depth + 1)
            self._end_of_member("}")

    def _list(self, depth: int) -> list[object]:
        self.at += 1
        found: list[object] = []
        while True:
            self.skip(",")
            if self.text[self.at : self.at + 1] == "]":
                self.at += 1
                return found
            found.append(self.value(depth + 1))
            self._end_of_member("]")

    def _end_of_member(self, close: str) -> None:
        self.skip()
        if self.text[self.at : self.at + 1] not in {",", close} or self.at >= len(self.text):
            raise LenientError(f"no comma at character {self.at}")

    def _bare_key(self) -> str:
        match = _BARE_KEY.match(self.text, self.at)
        if not match:
            raise LenientError(f"no key at character {self.at}")
        self.at = match.end()
        return match[0]

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if not match:
            raise LenientError(f"a string that does not end at character {self.at}")
        self.at = match.end()
        text = _ESCAPE.sub(_unescaped, match[2])
        # Two escapes may be the halves of one character.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") if "\\u" in match[2] else text

    def _scalar(self) -> object:
        match = _NUMBER.match(self.text, self.at)
        if match:
            self.at = match.end()
            return _number(match[0].rstrip("LlSsBbFfDd"))
        word = _BARE_KEY.match(self.text, self.at)
        if word and word[0] in _WORDS:
            self.at = word.end()
            return _WORDS[word[0]]
        raise LenientError(f"no value at character {self.at}")


def _unescaped(match: re.Match[str]) -> str:
    body = match[1]
    if body[0] in "ux" and len(body) > 1:
        return chr(int(body[1:], 16))
    if body.isdigit():
        return chr(int(body))
    if body not in _SIMPLE:
        raise LenientError(f"an unknown escape \\{body}")
    return _SIMPLE[body]


def _number(text: str) -> object:
    try:
        return Decimal(text) if set(text) & set(".eE") else int(text)
    except (ArithmeticError, ValueError):
        raise LenientError(f"a number out of range: {text[:40]}") from None
