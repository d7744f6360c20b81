"""Whether two methods are plainly the same, found out without a form of either: most methods of two builds are."""

from __future__ import annotations

from hapline_plugins.hotpatch.dex.code import code_item, tries_of
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.odd import table_size
from hapline_plugins.hotpatch.dex.opcodes import (
    CONST_STRING_JUMBO,
    INVOKE_POLYMORPHIC,
    INVOKE_POLYMORPHIC_RANGE,
    NOP,
    PAYLOADS,
    WIDTHS,
)

_STEPS = [
    0 if op in {NOP, CONST_STRING_JUMBO, INVOKE_POLYMORPHIC, INVOKE_POLYMORPHIC_RANGE} else width
    for op, width in enumerate(WIDTHS)
]
"""How far to go on from an instruction; 0 where that takes a closer look."""


class Sameness:
    """Compares methods of two files."""

    def __init__(self, old: Dex, new: Dex) -> None:
        """Compare methods of these files."""
        self._old, self._new = old, new
        self._indexed = [
            (one, other) if one is not None and other is not None else None
            for one, other in zip(old.operands, new.operands, strict=True)
        ]
        self._same_tables = (
            old.strings == new.strings
            and old.types == new.types
            and old.protos == new.protos
            and old.fields == new.fields
            and old.methods == new.methods
            and old.call_sites == new.call_sites
            and old.method_handles == new.method_handles
        )

    def plain(self, old: int, new: int) -> bool:
        """Whether the code at two bytes is the same, unit by unit but for indices, which mean the same.

        False says nothing: code may do the same with longer instructions.

        Raises:
            hapline.android.BinaryError: Code is broken.
        """
        shape, start, end = code_item(self._old, old)
        other, other_start, other_end = code_item(self._new, new)
        if shape != other or end - start != other_end - other_start:
            return False
        if shape[3] and tries_of(self._old, shape, end) != tries_of(self._new, other, other_end):
            return False
        units, others = self._old.units[start:end], self._new.units[other_start:other_end]
        if self._same_tables and units == others:
            return True
        return self._means_the_same(units.tolist(), others.tolist())

    def _means_the_same(self, old: list[int], new: list[int]) -> bool:
        """Walk through one: each index that means the same in the other is put into the other, which then is equal."""
        at, end = 0, len(old)
        indexed, steps = self._indexed, _STEPS
        try:
            while at < end:
                op = old[at] & 0xFF
                tables = indexed[op]
                if tables is not None:
                    index = old[at + 1]
                    if tables[0][index] != tables[1][new[at + 1]]:
                        return False
                    new[at + 1] = index
                step = steps[op] or self._odd_step(old, new, at)
                if not step:
                    return False
                at += step
        except IndexError:
            return False  # whoever looks closer says what is wrong
        return old == new

    def _odd_step(self, old: list[int], new: list[int], at: int) -> int:
        """As for every instruction, for those that have more than one unit of an index, and for tables behind code."""
        unit = old[at]
        op = unit & 0xFF
        if op == NOP:
            return table_size(old, at) if unit in PAYLOADS else 1
        if op == CONST_STRING_JUMBO:
            one, other = old[at + 1] | old[at + 2] << 16, new[at + 1] | new[at + 2] << 16
            if self._old.strings[one] != self._new.strings[other]:
                return 0
            new[at + 1 : at + 3] = old[at + 1 : at + 3]
        elif op in {INVOKE_POLYMORPHIC, INVOKE_POLYMORPHIC_RANGE}:
            methods, protos = (old[at + 1], new[at + 1]), (old[at + 3], new[at + 3])
            if self._old.methods[methods[0]] != self._new.methods[methods[1]]:
                return 0
            if self._old.protos[protos[0]] != self._new.protos[protos[1]]:
                return 0
            new[at + 1], new[at + 3] = old[at + 1], old[at + 3]
        return WIDTHS[op]
