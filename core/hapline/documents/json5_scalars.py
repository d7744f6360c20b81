"""Reads the tokens that hold a value or a key: strings, numbers, literals and names without quotes."""

from __future__ import annotations

import math
import re
from functools import cache

LITERALS: dict[str, object] = {"null": None, "true": True, "false": False, "Infinity": math.inf, "NaN": math.nan}
MAX_HEX = 3500
"""Digits of a hexadecimal number; more would be a number that Python refuses to print."""

_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_NOTHING = dict.fromkeys(("\n", "\r\n", "\r", "\u2028", "\u2029"), "")
_ESCAPED = {**_PLAIN, **_NOTHING}


def string(raw: str) -> str:
    """The value of a well formed string token, its quotes included."""
    inner = raw[1:-1]
    return _escapes().sub(_unescape, inner) if "\\" in inner else inner


def number(raw: str) -> int | float | None:
    """The value of a number token; None where it has more digits than Python converts."""
    digits = raw.lstrip("+-")
    if digits[:2] in {"0x", "0X"}:
        if len(digits) > MAX_HEX + 2:
            return None
        return -int(digits, 16) if raw[0] == "-" else int(digits, 16)
    if digits in LITERALS or not digits.isdigit():
        return float(raw.replace("Infinity", "inf"))
    try:
        return int(raw)
    except ValueError:
        return None


def identifier(raw: str) -> str | None:
    """The key that a word without quotes stands for; None where the word is no name.

    Letters beyond ASCII are looked up where the fast parser looks them up, so that both know the same ones.
    """
    name = raw
    if "\\" in raw:
        name = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), raw)
    if name.isascii():
        return name if re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", name) else None
    if not re.fullmatch(r"(?:[A-Za-z0-9_$]|[^\x00-\x7f\ud800-\udfff])+", name):
        return None
    import pyjson5

    try:
        return name if pyjson5.decode(f"{{{name}:0}}") == {name: 0} else None
    except pyjson5.Json5Exception:
        return None


@cache
def _escapes() -> re.Pattern[str]:
    pair = r"u([dD][89abAB]..)\\u([dD][c-fC-F]..)"
    return re.compile(rf"\\(?:{pair}|u(....)|x(..)|(\r\n|.))", re.DOTALL)


def _unescape(match: re.Match[str]) -> str:
    high, low, unit, byte, character = match.groups()
    if character is not None:
        return _ESCAPED.get(character, character)
    if high is not None:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    return chr(int(unit or byte, 16))
