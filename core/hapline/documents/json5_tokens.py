"""Splits a JSON5 text into tokens without losing a character; nothing in a text makes it fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

SPACE, STRING, MARK, NAME, NUMBER, COMMENT, WORD, BROKEN, END = range(9)
"""Kinds of token. A MARK is one of ``{}[]:,``. A NAME has ASCII letters only; a WORD is any other run of
characters, which may be a name with other letters. BROKEN is a string or comment that is not well formed."""

SPACES = " \t\n\r\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""The white space of JSON5, as the inside of a character class."""

_HEX = "[0-9a-fA-F]"
_HIGH = f"[dD][89abAB]{_HEX}{{2}}"
_LOW = f"[dD][c-fC-F]{_HEX}{{2}}"
_UNICODE = rf"u(?:[0-9a-ce-fA-CE-F]{_HEX}{{3}}|[dD][0-7]{_HEX}{{2}}|{_HIGH}\\u{_LOW})"
ESCAPE = rf"\\(?:{_UNICODE}|x{_HEX}{{2}}|0(?![0-9])|\r\n|[^0-9ux])"
_WORD = rf"[^{SPACES}{{}}\[\]:,\"'/]"
_EXPONENT = "(?:[eE][+-]?[0-9]++)?"
_DECIMAL = rf"(?:0|[1-9][0-9]*+)(?:\.[0-9]*+)?{_EXPONENT}|\.[0-9]++{_EXPONENT}"
_TEXTS = rf'"(?:[^"\\\n\r]++|{ESCAPE})*+"' + rf"|'(?:[^'\\\n\r]++|{ESCAPE})*+'"
_BROKEN = r'/\*.*+|"(?:[^"\\\n\r]|\\.)*+"?+' + r"|'(?:[^'\\\n\r]|\\.)*+'?+|/"
# Every loop is possessive: a token is found or refused in one pass, whatever the text.
_KINDS = (
    _TEXTS,
    r"[{}\[\]:,]",
    rf"[A-Za-z_$][A-Za-z0-9_$]*+(?!{_WORD})",
    rf"[+-]?(?:0[xX]{_HEX}++|{_DECIMAL}|(?<=[+-])(?:Infinity|NaN))(?!{_WORD})",
    r"//[^\n\r\u2028\u2029]*+|/\*.*?\*/",
    f"{_WORD}++",
    _BROKEN,
    r"\Z",
)


class Token(NamedTuple):
    """A stretch of text and what it is."""

    kind: int
    start: int
    end: int
    text: str


@cache
def scanner() -> re.Pattern[str]:
    """The one expression that finds the next token after white space; ``lastindex`` is its kind."""
    return re.compile(f"[{SPACES}]*+(?:{'|'.join(f'({kind})' for kind in _KINDS)})", re.DOTALL)


def tokens(text: str) -> Iterator[Token]:
    """All tokens of a text, white space included: joined, they are the text again."""
    done = 0
    for match in scanner().finditer(text):
        kind = match.lastindex or END
        start, end = match.span(kind)
        if done < start:
            yield Token(SPACE, done, start, text[done:start])
        if kind == END:
            return
        yield Token(kind, start, end, text[start:end])
        done = end
