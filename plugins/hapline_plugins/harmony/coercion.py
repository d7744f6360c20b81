"""Reads JSON values as the vendor's packing tool does: numbers as texts, texts as numbers, and its crashes.

The tool (openharmony/developtools_packing_tool) reads module.json with a lenient Java library. What it makes
of a value of an unexpected type decides its verdict, so the official profile has to see the same value, or
the same crash.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from decimal import Decimal

NULL = "java:java.lang.NullPointerException"
CAST = "java:java.lang.ClassCastException"
JSON = "java:com.alibaba.fastjson.JSONException"
NUMBER = "java:java.lang.NumberFormatException"

_INT = re.compile(r"[+-]?\d+")
_TRAILING_ZEROS = re.compile(r"\.0*$")
_DIGITS = 32
_LONGEST = len("-2147483648")
_TRUE = frozenset({"1", "y", "Y", "T"})
_FALSE = frozenset({"0", "f", "F", "N"})


class Crash(Exception):
    """The packing tool ends with a Java exception on this value.

    Attributes:
        code: ``java:`` and the class of the exception.
    """

    def __init__(self, code: str) -> None:
        """Name the exception."""
        super().__init__(code)
        self.code = code


def text(value: object) -> str | None:
    """Any value as text; None for null."""
    if value is None or isinstance(value, str):
        return value
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            from decimal import Decimal

            return str(Decimal(repr(value)))
        case _ if _is_decimal(value):
            return str(value)
        case _:
            return json.dumps(_without_nulls(value), ensure_ascii=False, separators=(",", ":"), default=str)


def text_or_empty(value: object) -> str:
    """Any value as text; the empty text for null."""
    return text(value) or ""


def integer(value: object) -> int:
    """Any value as a 32-bit number.

    Raises:
        Crash: It is a text that is no number, or an object or a list.
    """
    match value:
        case None:
            return 0
        case bool():
            return int(value)
        case int() | float():
            return _wrapped(value)
        case _ if _is_decimal(value):
            return _wrapped(value)
        case str():
            return _parsed(value)
        case _:
            raise Crash(JSON)


def boolean(value: object) -> bool | None:
    """Any value as a truth value; None for null.

    Raises:
        Crash: It is a text that means neither, or an object or a list.
    """
    match value:
        case None | bool():
            return value
        case int() | float():
            return _wrapped(value) == 1
        case _ if _is_decimal(value):
            return _wrapped(value) == 1
        case "" | "null" | "NULL":
            return None
        case str() if value.lower() == "true" or value in _TRUE:
            return True
        case str() if value.lower() == "false" or value in _FALSE:
            return False
        case _:
            raise Crash(JSON)


def flag(value: object) -> bool:
    """Any value as a truth value where the tool cannot live with null.

    Raises:
        Crash: It is null, or as for ``boolean``.
    """
    found = boolean(value)
    if found is None:
        raise Crash(NULL)
    return found


def mapping(value: object) -> Mapping[str, object] | None:
    """A value as an object; a text that holds one counts.

    Raises:
        Crash: It is something else.
    """
    if isinstance(value, str):
        inner = _embedded(value)
        if inner is not None and not isinstance(inner, dict):
            raise Crash(JSON)
        value = inner
    if value is None or isinstance(value, dict):
        return value
    raise Crash(CAST)


def sequence(value: object) -> list[object] | None:
    """A value as a list; a text that holds one counts.

    Raises:
        Crash: It is something else.
    """
    if isinstance(value, str):
        value = _embedded(value)
    if value is None or isinstance(value, list):
        return value
    raise Crash(CAST)


def required_sequence(value: object) -> list[object]:
    """A value as a list where the tool cannot live with null.

    Raises:
        Crash: It is null or something else.
    """
    found = sequence(value)
    if found is None:
        raise Crash(NULL)
    return found


def item(value: object) -> Mapping[str, object]:
    """An item of a list as an object; texts are not looked into here.

    Raises:
        Crash: It is null or something else.
    """
    if value is None:
        raise Crash(NULL)
    if not isinstance(value, dict):
        raise Crash(CAST)
    return value


def texts(value: object) -> list[str | None]:
    """A value that is turned to text and read again as a list of texts: device types and the like.

    Raises:
        Crash: It is something else.
    """
    if isinstance(value, list):
        return [text(one) for one in value]
    written = text_or_empty(value)
    if not written:
        return []
    inner = _embedded(written)
    if inner is None:
        return []
    if not isinstance(inner, list):
        raise Crash(JSON)
    return [text(one) for one in inner]


def _embedded(written: str) -> object:
    if written in {"", "null"}:
        return None
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        raise Crash(JSON) from None


def _is_decimal(value: object) -> TypeGuard[Decimal]:
    # By name: the module is imported by whoever reads such a number, which hardly any module.json holds.
    return type(value).__name__ == "Decimal"


def _wrapped(value: float | Decimal) -> int:
    """The lowest 32 bits of a number's whole part, as a signed number."""
    if _is_decimal(value):
        whole = _last_digits(value)
    else:
        whole = int(value) if isinstance(value, int) or math.isfinite(value) else 0
    low = whole & 0xFFFFFFFF
    return low - (1 << 32) if low >= 1 << 31 else low


def _last_digits(value: Decimal) -> int:
    # 10 ** 32 is a multiple of 2 ** 32: digits before the last 32 change nothing, and need not be made a number,
    # which would take for ever where a hostile file says 1e999999999.
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent >= _DIGITS:
        return 0
    whole = (*digits[-_DIGITS:], *[0] * exponent) if exponent >= 0 else digits[:exponent]
    number = int("".join(map(str, whole[-_DIGITS:])) or "0")
    return -number if sign else number


def _parsed(written: str) -> int:
    if written in {"", "null", "NULL"}:
        return 0
    plain = _TRAILING_ZEROS.sub("", written.replace(",", "")) if "." in written else written.replace(",", "")
    if not _INT.fullmatch(plain) or len(plain) > _LONGEST or not -(1 << 31) <= int(plain) < 1 << 31:
        raise Crash(NUMBER)
    return int(plain)


def _without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value
