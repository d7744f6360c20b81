"""What a string of a Gradle script says: literal stretches, unescaped, and references, each with its place."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents.gradle_tokens import Lexer

if TYPE_CHECKING:
    from hapline.documents.gradle_source import Source

_OPENERS = ("'''", '"""', "$/", "'", '"', "/")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "0": "\0"}
_NAME = r"\$(?P<name>[^\W\d]\w*+(?:\.[^\W\d]\w*+)*+)"
_KOTLIN_NAME = r"\$(?P<name>[^\W\d]\w*+|`[^`\r\n]++`)"
_ESCAPE = r"\\(?P<escape>u+[0-9a-fA-F]{4}|\r\n|.)"


class StringPart(NamedTuple):
    """A stretch of a string.

    Attributes:
        text: What it says, or for a reference the code between the braces or behind the dollar sign.
        start: Where it starts in the script. end: Where it ends. is_reference: Whether it is filled in.
    """

    text: str
    start: int
    end: int
    is_reference: bool


def string_parts(source: Source, start: int, end: int) -> tuple[StringPart, ...]:
    """Take a string token apart; a literal stretch has no escape in it or is one escape."""
    text = source.text
    opener = next((one for one in _OPENERS if text.startswith(one, start)), "'")
    closer = len(opener)
    parts: list[StringPart] = []
    at, stop = start + len(opener), max(start + len(opener), end - closer)
    pattern = _parts(opener, kotlin=source.kotlin)
    lexer = Lexer(text, kotlin=source.kotlin)
    while at < stop:
        match = pattern.search(text, at, stop)
        if match is None:
            break
        first, last = match.span()
        if at < first:
            parts.append(StringPart(text[at:first], at, first, is_reference=False))
        if match.lastgroup == "hole":
            last = min(lexer.hole_end(last), stop) or stop
            inner_end = last - 1 if text[last - 1] == "}" else last
            parts.append(StringPart(text[first + 2 : inner_end], first, last, is_reference=True))
        elif match.lastgroup == "name":
            parts.append(StringPart(match["name"], first, last, is_reference=True))
        else:
            parts.append(StringPart(_said(match, opener), first, last, is_reference=False))
        at = last
    if at < stop:
        parts.append(StringPart(text[at:stop], at, stop, is_reference=False))
    return tuple(parts)


def quoted(value: str, quote: str, *, kotlin: bool) -> str:
    """Write a text as a string of one line.

    Args:
        value: What it says.
        quote: The quote that is used where the language allows it: ``'`` or ``"``.
        kotlin: Whether it is Kotlin, which has only ``"``.
    """
    mark = '"' if kotlin or quote != "'" else "'"
    special = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", mark: f"\\{mark}"}
    if mark == '"':
        special["$"] = "\\$"
    return mark + "".join(special.get(one, one) for one in value) + mark


@cache
def _parts(opener: str, *, kotlin: bool) -> re.Pattern[str]:
    holes = r"(?P<hole>\$\{)|" + (_KOTLIN_NAME if kotlin else _NAME)
    if opener in {"'", "'''"}:
        found = _ESCAPE
    elif opener == "/":
        found = rf"\\(?P<escape>/)|{holes}"
    elif opener == "$/":
        found = rf"\$(?P<escape>[$/])|{holes}"
    elif kotlin and opener == '"""':
        found = holes
    else:
        found = f"{_ESCAPE}|{holes}"
    return re.compile(found, re.DOTALL)


def _said(match: re.Match[str], opener: str) -> str:
    escape = match["escape"]
    if opener in {"/", "$/"}:
        return escape
    if len(escape) > 2:  # noqa: PLR2004 a letter and digits
        return chr(int(escape[-4:], 16))
    if escape in {"\n", "\r", "\r\n"}:
        return ""
    return _SIMPLE.get(escape, escape)
