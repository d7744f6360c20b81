"""Reads the values of JSON5 and JSON at the speed of compiled parsers, with our own parser as the authority."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from hapline.documents.json5_screens import doubtful, without_comments
from hapline.documents.text import LIMIT, MAX_DEPTH, check_size, decode

if TYPE_CHECKING:
    import json


def parse(data: bytes, *, strict: bool = False, limit: int = LIMIT) -> object:
    """The value of a document.

    Args:
        data: The file, in UTF-8 (or UTF-16 with a byte order mark).
        strict: Whether only JSON is taken, as in files that tools write.
        limit: The most bytes that are read.

    Returns:
        Dictionaries, lists, strings, numbers, booleans and None. Of keys that occur twice the last one counts.

    Raises:
        hapline.documents.DocumentError: It is no text or no JSON5 (no JSON), with the exact place.
    """
    check_size(data, limit)
    return parse_text(decode(data), strict=strict)


def parse_text(text: str, *, strict: bool = False) -> object:
    """The value of a decoded document; see ``parse``."""
    # What the compiled parsers refuse, and the little in which they stray from the standard, is for our own.
    for compiled in (_by_json,) if strict else _compiled(len(text)):
        try:
            return compiled(text, strict)
        except (ValueError, RecursionError):
            continue
    from hapline.documents.json5_tree import parse_tree, value_of

    return value_of(text, parse_tree(text, strict=strict))


def _by_json(text: str, strict: bool) -> object:  # noqa: FBT001 two parsers, called alike
    value = _json().decode(text if strict else without_comments(text))
    if ("\\u" in text and _half_pairs().search(text)) or _too_deep(text, value):
        raise ValueError(text)
    return value


def _by_pyjson5(text: str, _strict: bool) -> object:  # noqa: FBT001 see above
    import pyjson5

    if doubtful(text):
        raise ValueError(text)
    try:
        return pyjson5.decode(text, MAX_DEPTH)
    except pyjson5.Json5Exception as error:
        raise ValueError(text) from error


def _compiled(size: int) -> tuple[Callable[[str, bool], object], ...]:
    """The parsers for JSON5, the one that is cheaper first.

    Most JSON5 is JSON with comments, and json costs a fifth of pyjson5 to import; but pyjson5 reads twice as fast.
    """
    _read[0] += size
    return (_by_pyjson5,) if _read[0] > FEW else (_by_json, _by_pyjson5)


FEW = 256 * 1024
"""Characters, read by one process, up to which it does not pay to import pyjson5."""
_read = [0]


def _too_deep(text: str, value: object) -> bool:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ())
            if isinstance(part, dict | list)
        ]
    return bool(level)


@cache
def _json() -> json.JSONDecoder:
    import json

    return json.JSONDecoder(parse_constant=_refuse)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


@cache
def _half_pairs() -> re.Pattern[str]:
    # A backslash before the backslash makes this search find too much, which only costs time.
    high, low = r"\\u[dD][89abAB]..", r"\\u[dD][c-fC-F]"
    return re.compile(rf"{high}(?!{low})|(?<!{high}){low}", re.DOTALL)
