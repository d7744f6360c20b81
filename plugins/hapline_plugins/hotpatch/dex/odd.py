"""Instructions that take a closer look: those of several forms, that branch, or with tables behind the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hapline.android.errors import cut, wrong_value
from hapline_plugins.hotpatch.dex import opcodes
from hapline_plugins.hotpatch.dex.file import Dex

CONSTANT, SWITCH, ARRAY = "const", "switch", "array"
"""What begins the instructions that numbers of resources can stand in; plain ones begin with their first unit."""
_WIDE, _GOTO = "const-wide", "goto"
_BITS = 0xFFFFFFFF
Instruction = tuple[object, ...]
Read = tuple[Instruction, tuple[int, ...], int]
"""An instruction that was read: what it is, nothing where it does nothing; the units that it may go on at; and how many
units it has where they are more than such an instruction has, else 0."""


class Units:
    """The units of a method.

    Attributes:
        dex: Its file. all: The units. begin: The byte of the first.
    """

    def __init__(self, dex: Dex, units: list[int], begin: int) -> None:
        """Look at them."""
        self.dex = dex
        self.all = units
        self.begin = begin

    def byte(self, at: int) -> int:
        """The byte of a unit."""
        return self.begin + 2 * at

    def wide(self, at: int) -> int:
        """A number of two units."""
        return self.all[at] | self.all[at + 1] << 16

    def resolved(self, table: Sequence[object], index: int, at: int) -> object:
        """What an index means."""
        if index >= len(table):
            raise wrong_value("index", self.byte(at), index)
        return table[index]

    def payload(self, at: int, kind: int) -> int:
        """Where the table is that the instruction at ``at`` refers to.

        Raises:
            hapline.android.BinaryError: There is none.
        """
        place = at + _signed(self.wide(at + 1), 32)
        if not 0 <= place < len(self.all) - 1 or self.all[place] != kind:
            raise wrong_value("payload", self.byte(at), place)
        size = payload_size(self, place)
        if place + size > len(self.all):
            raise cut("payload", self.byte(place))
        self.dex.room.charge(2 * size, "payload", self.byte(at))
        return place


def payload_size(units: Units, at: int) -> int:
    """The units of a table that stands behind code.

    Raises:
        hapline.android.BinaryError: It goes past the end.
    """
    try:
        return table_size(units.all, at)
    except IndexError:
        raise cut("payload", units.byte(at)) from None


def table_size(units: list[int], at: int) -> int:
    """The same.

    Raises:
        IndexError: It goes past the end.
    """
    kind, size = units[at], units[at + 1]
    if kind == opcodes.PACKED_PAYLOAD:
        return 2 * size + 4
    if kind == opcodes.SPARSE_PAYLOAD:
        return 4 * size + 2
    return (size * (units[at + 2] | units[at + 3] << 16) + 1) // 2 + 4


def _signed(number: int, bits: int) -> int:
    return number - (1 << bits) if number >> (bits - 1) else number


def _nop(units: Units, at: int) -> Read:
    return (), (), payload_size(units, at) if units.all[at] in opcodes.PAYLOADS else 1


def _constant(units: Units, at: int) -> Read:
    unit = units.all[at]
    op = unit & 0xFF
    register = unit >> 8
    if op == opcodes.CONST_4:
        register, number = register & 0xF, _signed(unit >> 12, 4)
    elif op == opcodes.CONST_16:
        number = _signed(units.all[at + 1], 16)
    elif op == opcodes.CONST:
        number = units.wide(at + 1)
    else:
        number = units.all[at + 1] << 16
    return (CONSTANT, register, number & _BITS), (), 0


def _wide_constant(units: Units, at: int) -> Read:
    unit = units.all[at]
    op = unit & 0xFF
    if op == opcodes.CONST_WIDE_16:
        number = _signed(units.all[at + 1], 16)
    elif op == opcodes.CONST_WIDE_32:
        number = _signed(units.wide(at + 1), 32)
    elif op == opcodes.CONST_WIDE:
        number = _signed(units.wide(at + 1) | units.wide(at + 3) << 32, 64)
    else:
        number = _signed(units.all[at + 1] << 48, 64)
    return (_WIDE, unit >> 8, number), (), 0


def _jumbo(units: Units, at: int) -> Read:
    narrow = units.all[at] & 0xFF00 | opcodes.CONST_STRING
    return (narrow, units.resolved(units.dex.strings, units.wide(at + 1), at)), (), 0


def _goto(units: Units, at: int) -> Read:
    unit = units.all[at]
    op = unit & 0xFF
    if op == opcodes.GOTO:
        distance = _signed(unit >> 8, 8)
    elif op == opcodes.GOTO_16:
        distance = _signed(units.all[at + 1], 16)
    else:
        distance = _signed(units.wide(at + 1), 32)
    return (_GOTO,), (at + distance,), 0


def _if(units: Units, at: int) -> Read:
    return (units.all[at],), (at + _signed(units.all[at + 1], 16),), 0


def _switch(units: Units, at: int) -> Read:
    """A packed one is one of keys that follow each other; keys that go on behind it are as good as absent."""
    packed = units.all[at] & 0xFF == opcodes.PACKED_SWITCH
    place = units.payload(at, opcodes.PACKED_PAYLOAD if packed else opcodes.SPARSE_PAYLOAD)
    size = units.all[place + 1]
    if packed:
        first = units.wide(place + 2)
        keys = [first + number & _BITS for number in range(size)]
        place += 4
    else:
        keys = [units.wide(place + 2 + 2 * number) for number in range(size)]
        place += 2 + 2 * size
    targets = [at + _signed(units.wide(place + 2 * number), 32) for number in range(size)]
    following = at + opcodes.WIDTHS[opcodes.PACKED_SWITCH]
    cases = [(key, target) for key, target in zip(keys, targets, strict=True) if target != following]
    return (SWITCH, units.all[at] >> 8, tuple([key for key, _ in cases])), tuple([way for _, way in cases]), 0


def _array(units: Units, at: int) -> Read:
    place = units.payload(at, opcodes.ARRAY_PAYLOAD)
    end = place + table_size(units.all, place)
    return (ARRAY, units.all[at] >> 8, units.all[place + 1], tuple(units.all[place + 4 : end])), (), 0


def _polymorphic(units: Units, at: int) -> Read:
    code, dex = units.all, units.dex
    method, proto = units.resolved(dex.methods, code[at + 1], at), units.resolved(dex.protos, code[at + 3], at)
    return (code[at], method, code[at + 2], proto), (), 0


_BY_OPCODE: dict[int, Callable[[Units, int], Read]] = {
    opcodes.NOP: _nop,
    **dict.fromkeys((opcodes.CONST_4, opcodes.CONST_16, opcodes.CONST, opcodes.CONST_HIGH16), _constant),
    **dict.fromkeys(range(opcodes.CONST_WIDE_16, opcodes.CONST_WIDE_HIGH16 + 1), _wide_constant),
    opcodes.CONST_STRING_JUMBO: _jumbo,
    **dict.fromkeys(range(opcodes.GOTO, opcodes.GOTO_32 + 1), _goto),
    **dict.fromkeys(opcodes.IF_TESTS, _if),
    **dict.fromkeys((opcodes.PACKED_SWITCH, opcodes.SPARSE_SWITCH), _switch),
    opcodes.FILL_ARRAY_DATA: _array,
    **dict.fromkeys((opcodes.INVOKE_POLYMORPHIC, opcodes.INVOKE_POLYMORPHIC_RANGE), _polymorphic),
}
READERS = [_BY_OPCODE.get(op) for op in range(256)]
"""By opcode, how an instruction is read that is not just its units."""
