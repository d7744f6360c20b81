"""Values as resources have them: a type and 32 bits, and how they are written in sources."""

from __future__ import annotations

import struct
from typing import Literal, NamedTuple

Kind = Literal[
    "null", "reference", "attribute", "string", "float", "dimension", "fraction", "integer", "hexadecimal", "boolean",
    "color", "other",
]  # fmt: skip
_KINDS: dict[int, Kind] = {
    0x00: "null",
    0x01: "reference",
    0x02: "attribute",
    0x03: "string",
    0x04: "float",
    0x05: "dimension",
    0x06: "fraction",
    0x07: "reference",
    0x08: "attribute",
    0x10: "integer",
    0x11: "hexadecimal",
    0x12: "boolean",
    0x1C: "color",
    0x1D: "color",
    0x1E: "color",
    0x1F: "color",
}
_UNITS = {"dimension": ("px", "dp", "sp", "pt", "in", "mm"), "fraction": ("%", "%p")}
_RADIX = (1 / (1 << 8), 1 / (1 << 15), 1 / (1 << 23), 1 / (1 << 31))
_SIGN = 1 << 31


class TypedValue(NamedTuple):
    """A value.

    Attributes:
        kind: What it is. data: Its 32 bits, unsigned.
        text: The string itself, or the value as it is written: ``@0x7f010001``, ``@null``, ``?0x01010001``, ``-1``,
            ``0x10``, ``true``, ``16.0dp``; empty for null.
    """

    kind: Kind
    data: int
    text: str

    @property
    def number(self) -> int | None:
        """A whole number, with its sign; None for what is none. Strings of decimal digits count."""
        if self.kind in {"integer", "hexadecimal"}:
            return self.data - 2 * _SIGN if self.data >= _SIGN and self.kind == "integer" else self.data
        if self.kind == "string" and self.text.isascii() and self.text.isdigit() and len(self.text) < 20:  # noqa: PLR2004 as long as 64 bits are
            return int(self.text)
        return None

    @property
    def flag(self) -> bool | None:
        """True or false; None for what is neither, a reference for instance."""
        if self.kind in {"boolean", "integer", "hexadecimal"}:
            return self.data != 0
        return {"true": True, "false": False}.get(self.text) if self.kind == "string" else None


def typed(number: int, data: int, string: str) -> TypedValue:
    """Make a value.

    Args:
        number: The type as it is in the file. data: Its 32 bits, unsigned. string: What it refers to in the pool.
    """
    kind = _KINDS.get(number, "integer" if 0x10 <= number <= 0x1F else "other")  # noqa: PLR2004 the range of integers
    return TypedValue(kind, data, string if kind == "string" else _text(kind, data))


def _text(kind: Kind, data: int) -> str:
    match kind:
        case "null" | "string":
            return ""
        case "reference" | "attribute":
            return f"{'@' if kind == 'reference' else '?'}0x{data:08x}" if data else "@null"
        case "integer":
            return str(data - 2 * _SIGN if data >= _SIGN else data)
        case "boolean":
            return "true" if data else "false"
        case "float":
            (value,) = struct.unpack("<f", data.to_bytes(4, "little"))
            return repr(value)
        case "dimension" | "fraction":
            return _complex(kind, data)
        case "color":
            return f"#{data:08x}"
        case "hexadecimal" | "other":
            return f"0x{data:x}"


def _complex(kind: str, data: int) -> str:
    signed = data - 2 * _SIGN if data >= _SIGN else data
    value = (signed & ~0xFF) * _RADIX[data >> 4 & 3] * (100 if kind == "fraction" else 1)
    units = _UNITS[kind]
    unit = data & 0xF
    return f"{value}{units[unit] if unit < len(units) else ''}"
