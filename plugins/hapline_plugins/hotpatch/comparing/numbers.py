"""Numbers that mean the same in two built files although they are not equal, such as ids of resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from hapline_hooks import noun
from hapline_plugins.hotpatch.dex.forms import Form
from hapline_plugins.hotpatch.dex.odd import ARRAY, CONSTANT, SWITCH, Instruction
from hapline_plugins.hotpatch.dex.pool import Value
from hapline_plugins.hotpatch.dex.values import INT

_INTS = 4
"""Bytes of an element of an array of numbers."""


@noun
class Renumbering:
    """What numbers stand for, such as ``string/app_name`` by the id of a resource.

    It is asked about any number that code or a field holds, so it must be of numbers that are nothing else by chance.

    Attributes:
        old: In the old file. new: In the new one.
    """

    old: Mapping[int, str]
    new: Mapping[int, str]


class Numbers:
    """All renumberings together."""

    def __init__(self, every: Callable[[], Sequence[Renumbering]]) -> None:
        """Look numbers up in these, in this order; they are asked for where there is anything to look up."""
        self._ask = every

    @cached_property
    def _every(self) -> Sequence[Renumbering]:
        return self._ask()

    @cached_property
    def _old(self) -> list[Mapping[int, str]]:
        return [one.old for one in self._every]

    @cached_property
    def _new(self) -> list[Mapping[int, str]]:
        return [one.new for one in self._every]

    def __bool__(self) -> bool:
        """Whether there is anything to look up."""
        return bool(self._every)

    def same(self, one: int, other: int) -> bool:
        """Whether two numbers are the same, or stand for the same thing."""
        return one == other or _meaning(self._old, one) == _meaning(self._new, other)

    def same_forms(self, one: Form, other: Form) -> bool:
        """Whether two methods differ in nothing but numbers that mean the same."""
        return (
            one.shape == other.shape
            and len(one.instructions) == len(other.instructions)
            and one.tries == other.tries
            and all(map(self._same_instructions, one.instructions, other.instructions))
        )

    def same_values(self, one: Value, other: Value) -> bool:
        """Whether two values of fields are the same, or numbers that mean the same."""
        if one[0] == other[0] == INT and isinstance(one[1], int) and isinstance(other[1], int):
            return self.same(one[1], other[1])
        return one == other

    def _same_instructions(self, one: Instruction, other: Instruction) -> bool:
        if one == other:
            return True
        if one[:2] != other[:2] or len(one) != len(other):
            return False
        match one, other:
            case (kind, _, int(old)), (_, _, int(new)) if kind == CONSTANT:
                return self.same(old, new)
            case (kind, _, width, tuple(old)), (_, _, also, tuple(new)) if kind == ARRAY:
                return width == also == _INTS and len(old) == len(new) and all(map(self.same, _ints(old), _ints(new)))
            case (kind, _, tuple(old), *ways), (_, _, tuple(new), *others) if kind == SWITCH:
                return _cases(self._old, old, ways) == _cases(self._new, new, others)
        return False


def _meaning(tables: Sequence[Mapping[int, str]], number: int) -> object:
    return next((table[number] for table in tables if number in table), number)


def _ints(units: Sequence[int]) -> list[int]:
    return [low | high << 16 for low, high in zip(units[::2], units[1::2], strict=True)]


def _cases(tables: Sequence[Mapping[int, str]], keys: Sequence[int], targets: Sequence[object]) -> dict[object, object]:
    """The ways of a switch by the meaning of their keys, whose order changes with their numbers: they are sorted."""
    return {_meaning(tables, key): target for key, target in zip(keys, targets, strict=True)}
