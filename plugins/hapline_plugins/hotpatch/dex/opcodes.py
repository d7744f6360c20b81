"""The instructions of Dalvik: how long each is, and what the index in it refers to."""

from __future__ import annotations

from typing import Literal

Kind = Literal["string", "type", "field", "method", "call_site", "method_handle", "proto"]

NOP, CONST_4, CONST_16, CONST, CONST_HIGH16 = 0x00, 0x12, 0x13, 0x14, 0x15
CONST_WIDE_16, CONST_WIDE_32, CONST_WIDE, CONST_WIDE_HIGH16 = 0x16, 0x17, 0x18, 0x19
CONST_STRING, CONST_STRING_JUMBO = 0x1A, 0x1B
FILL_ARRAY_DATA, GOTO, GOTO_16, GOTO_32, PACKED_SWITCH, SPARSE_SWITCH = 0x26, 0x28, 0x29, 0x2A, 0x2B, 0x2C
INVOKE_POLYMORPHIC, INVOKE_POLYMORPHIC_RANGE = 0xFA, 0xFB
IF_TESTS = range(0x32, 0x3E)
INVOKES = frozenset({*range(0x6E, 0x73), *range(0x74, 0x79), *range(0xFA, 0xFE)})
"""Calls of methods, of those that are made at run time too."""
PACKED_PAYLOAD, SPARSE_PAYLOAD, ARRAY_PAYLOAD = 0x0100, 0x0200, 0x0300
"""The first units of the tables that stand behind code; their low byte is that of a nop."""
PAYLOADS = frozenset({PACKED_PAYLOAD, SPARSE_PAYLOAD, ARRAY_PAYLOAD})

_WIDTHS: tuple[tuple[int, tuple[range, ...]], ...] = (
    (2, (range(0x02, 0x03), range(0x05, 0x06), range(0x08, 0x09), range(0x13, 0x14), range(0x15, 0x17))),
    (2, (range(0x19, 0x1B), range(0x1C, 0x1D), range(0x1F, 0x21), range(0x22, 0x24), range(0x29, 0x2A))),
    (2, (range(0x2D, 0x3E), range(0x44, 0x6E), range(0x90, 0xB0), range(0xD0, 0xE3), range(0xFE, 0x100))),
    (3, (range(0x03, 0x04), range(0x06, 0x07), range(0x09, 0x0A), range(0x14, 0x15), range(0x17, 0x18))),
    (3, (range(0x1B, 0x1C), range(0x24, 0x27), range(0x2A, 0x2D), range(0x6E, 0x73), range(0x74, 0x79))),
    (3, (range(0xFC, 0xFE),)),
    (4, (range(0xFA, 0xFC),)),
    (5, (range(0x18, 0x19),)),
    (0, (range(0x3E, 0x44), range(0x73, 0x74), range(0x79, 0x7B), range(0xE3, 0xFA))),
)
WIDTHS = [1] * 256
"""Units of 16 bits of each instruction; 0 for what no file may have."""
for _width, _ranges in _WIDTHS:
    for _op in (_one for _range in _ranges for _one in _range):
        WIDTHS[_op] = _width
INDEXED: dict[int, Kind] = {
    CONST_STRING: "string",
    **dict.fromkeys((0x1C, 0x1F, 0x20, 0x22, 0x23, 0x24, 0x25), "type"),
    **dict.fromkeys(range(0x52, 0x6E), "field"),
    **dict.fromkeys((*range(0x6E, 0x73), *range(0x74, 0x79)), "method"),
    **dict.fromkeys((0xFC, 0xFD), "call_site"),
    0xFE: "method_handle",
    0xFF: "proto",
}
"""What the second unit of an instruction refers to; jumbo strings and polymorphic calls are longer and not here."""
