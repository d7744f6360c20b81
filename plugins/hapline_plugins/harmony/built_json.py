"""Reads the JSON of built packages: strictly where it is strict, and leniently where the packing tool is lenient."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_MAX_DEPTH = 200
_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class BuiltJson:
    """A module.json or config.json of a package.

    Attributes:
        value: The object; None where even the packing tool cannot read it. lenient: Why strict JSON readers
            refuse it, empty where they do not.
    """

    value: dict[str, object] | None
    lenient: str = ""


def read(data: bytes) -> BuiltJson:
    """Read a module.json as the packing tool does, and notice where that takes leniency."""
    bom = data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig", "replace")
    try:
        value = json.loads(text, parse_float=_decimal, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        reason = str(error)
    else:
        return BuiltJson(value if isinstance(value, dict) else None, "byte order mark" if bom else "")
    from hapline_plugins.harmony.lenient_json import LenientError, parse

    try:
        # The tool reads line by line and drops the line ends: a // comment swallows the rest.
        value = parse(_LINE_ENDS.sub("", text), max_depth=_MAX_DEPTH)
    except LenientError:
        return BuiltJson(None, reason)
    return BuiltJson(value if isinstance(value, dict) else None, reason)


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    return Decimal(text)


def _constant(text: str) -> None:
    # NaN is null to the packing tool's library, and the infinities are broken JSON.
    if text != "NaN":
        raise ValueError(text)
