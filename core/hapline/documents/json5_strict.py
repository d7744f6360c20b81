"""Finds what JSON5 allows and JSON does not, for files that tools write and tools read."""

from __future__ import annotations

import re

from hapline.documents.json5_tokens import COMMENT, END, NAME, NUMBER, STRING, scanner
from hapline.documents.text import DocumentError

_SPACES = " \t\n\r"
_COLON = re.compile(r"\s*+:")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrtu])*+"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")


def not_strict(text: str, before: int) -> DocumentError | None:
    """The first token that JSON does not have, at most at this offset; None where there is none."""
    done = 0
    for match in scanner().finditer(text):
        kind = match.lastindex or END
        start, end = match.span(kind)
        if done > before:
            return None
        for offset in range(done, start):
            if text[offset] not in _SPACES:
                return _at(text, offset, offset + 1, "white space that JSON does not have", "write an ordinary space")
        found = _complaint(text, kind, start, end)
        if found is not None:
            return found if found.offset <= before else None
        done = end
    return None


def _complaint(text: str, kind: int, start: int, end: int) -> DocumentError | None:
    if kind == COMMENT:
        return _at(text, start, end, "a comment, which JSON does not have", "remove it")
    if kind == STRING and not _STRING.fullmatch(text, start, end):
        if text[start] == "'":
            return _at(text, start, end, "a string in single quotes, which JSON does not have", "write double quotes")
        hint = 'JSON has the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000; control characters need one of them'
        return _at(text, start, end, "a string that JSON does not allow", hint)
    if kind == NUMBER and not _NUMBER.fullmatch(text, start, end):
        hint = "write digits on both sides of the point, no plus sign, no hexadecimal digits"
        return _at(text, start, end, "a number that JSON does not allow", hint)
    if kind == NAME and text[start:end] in {"NaN", "Infinity"} and not _is_key(text, end):
        return _at(text, start, end, "a number that JSON does not allow", "JSON has no NaN and no Infinity")
    return None


def _is_key(text: str, end: int) -> bool:
    return _COLON.match(text, end) is not None


def _at(text: str, start: int, end: int, template: str, hint: str) -> DocumentError:
    return DocumentError(template, text=text, offset=start, end=end, hint=hint)
