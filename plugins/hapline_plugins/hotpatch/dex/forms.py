"""The form of a method: what it does, the same wherever its file puts things.

Operands are ids of the pool, and targets are the numbers of instructions, not of units. The narrow and the wide forms
of one instruction (strings, gotos, constants, switches) are one, and ``nop`` is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from hapline.android.errors import cut, wrong_value
from hapline_plugins.hotpatch.dex.code import Handlers, Shape, code_item, tries_of
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.odd import READERS, Instruction, Units
from hapline_plugins.hotpatch.dex.opcodes import INVOKES, WIDTHS

_NOWHERE = -1


class Form(NamedTuple):
    """What a method does.

    Attributes:
        shape: Its numbers of registers, arguments and so on. instructions: In order.
        tries: Each from an instruction up to another, and its handlers.
    """

    shape: Shape
    instructions: list[Instruction]
    tries: list[tuple[int, int, Handlers]]

    @property
    def calls(self) -> bool:
        """Whether it calls anything."""
        heads = [one[0] for one in self.instructions]
        return any(head & 0xFF in INVOKES for head in heads if isinstance(head, int))


def form_of(dex: Dex, at: int) -> Form:
    """The form of the code at a byte.

    Raises:
        hapline.android.BinaryError: The code is broken.
    """
    shape, start, end = code_item(dex, at)
    walk = _Walk(Units(dex, dex.units[start:end].tolist(), 2 * start))
    tries = [
        (walk.place(one.start), walk.end(one.start + one.units), _placed(one.handlers, walk))
        for one in tries_of(dex, shape, end)
    ]
    return Form(shape, walk.found, tries)


def _placed(handlers: Handlers, walk: _Walk) -> Handlers:
    pairs, rest = handlers
    placed = [walk.place(number) if index % 2 else number for index, number in enumerate(pairs)]
    return tuple(placed), walk.place(rest) if rest >= 0 else rest


class _Walk:
    """One way through code.

    Attributes:
        found: The instructions.
    """

    def __init__(self, units: Units) -> None:
        self.found: list[Instruction] = []
        self._begin = units.begin
        self._places = [_NOWHERE] * (len(units.all) + 1)
        self._ends: list[int] = []
        targets = self._walk(units)
        for index, places in targets:
            self.found[index] = (*self.found[index], *[self.place(one) for one in places])

    def place(self, unit: int) -> int:
        """The number of the instruction at a unit."""
        if not 0 <= unit < len(self._places) or self._places[unit] == _NOWHERE:
            raise wrong_value("target", self._begin, unit)
        return self._places[unit]

    def end(self, unit: int) -> int:
        """The number of the first instruction that does not begin before a unit."""
        if not self._ends:
            following = len(self.found)
            for place in reversed(self._places):
                following = following if place == _NOWHERE else place
                self._ends.append(following)
            self._ends.reverse()
        if unit >= len(self._ends):
            raise wrong_value("insn_count", self._begin, unit)
        return self._ends[unit]

    def _walk(self, units: Units) -> list[tuple[int, tuple[int, ...]]]:
        """Read the instructions; returns those that have targets, and these as units."""
        code, found, places = units.all, self.found, self._places
        operands, widths, readers = units.dex.operands, WIDTHS, READERS
        targets = []
        at, end = 0, len(code)
        while at < end:
            places[at] = len(found)
            unit = code[at]
            op = unit & 0xFF
            width = widths[op]
            if not width:
                raise wrong_value("opcode", units.byte(at), hex(op))
            if at + width > end:
                raise cut("insns", units.byte(at))
            read, table = readers[op], operands[op]
            if read is not None:
                instruction, ways, wider = read(units, at)
                if ways:
                    targets.append((len(found), ways))
                if instruction:
                    found.append(instruction)
                width = wider or width
            elif width == 1:
                found.append((unit,))
            elif table is None:
                found.append(tuple(code[at : at + width]))
            else:
                index = code[at + 1]
                if index >= len(table):
                    raise wrong_value("index", units.byte(at), index)
                found.append((unit, table[index], *code[at + 2 : at + width]))
            at += width
        places[end] = len(found)
        return targets
