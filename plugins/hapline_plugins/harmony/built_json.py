"""Reads the JSON of built packages: strictly where it is strict, and leniently where the packing tool is lenient."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

_MAX_DEPTH = 200
_LINE_ENDS = re.compile(r"[\r\n]+")


class BuiltJson(NamedTuple):
    """A module.json or config.json of a package.

    Attributes:
        value: The object; None where even the packing tool cannot read it. lenient: Why strict JSON readers
            refuse it, empty where they do not.
    """

    value: dict[str, object] | None
    lenient: str = ""


def read(data: bytes) -> BuiltJson:
    """Read a module.json as the packing tool does, and notice where that takes leniency."""
    text = data.decode("utf-8-sig", "replace")
    try:
        value = json.loads(text, parse_float=_decimal, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        reason = str(error)
    else:
        if not isinstance(value, dict):
            return BuiltJson(None, "the top level must be an object")
        return BuiltJson(value, _oddity(data))
    from hapline_plugins.harmony.lenient_json import LenientError, parse

    try:
        # The tool reads line by line and drops the line ends: a // comment swallows the rest.
        value = parse(_LINE_ENDS.sub("", text), max_depth=_MAX_DEPTH)
    except LenientError:
        return BuiltJson(None, reason)
    if not isinstance(value, dict):
        return BuiltJson(None, "the top level must be an object")
    return BuiltJson(value, reason)


def _oddity(data: bytes) -> str:
    """Why strict readers refuse bytes whose text is in order."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "byte order mark"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8"
    return ""


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    try:
        return Decimal(text)
    except ArithmeticError:
        message = f"the number {text[:40]} is out of range"
        raise ValueError(message) from None


def _constant(text: str) -> None:
    # NaN is null to the packing tool's library, and the infinities are broken JSON; neither is strict JSON.
    message = f"{text} is no JSON value"
    raise ValueError(message)
