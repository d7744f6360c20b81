"""Encoded values and annotations, resolved."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hapline.android import BinaryError
from hapline.android.errors import cut, overlap, wrong_value
from hapline_plugins.hotpatch.dex.numbers import unsigned
from hapline_plugins.hotpatch.dex.pool import Annotation, Value

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.dex.file import Dex

BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE = 0x00, 0x02, 0x03, 0x04, 0x06, 0x10, 0x11
METHOD_TYPE, METHOD_HANDLE, STRING, TYPE, FIELD, METHOD, ENUM = 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B
ARRAY, ANNOTATION, NULL, BOOLEAN = 0x1C, 0x1D, 0x1E, 0x1F
_SIGNED = frozenset({BYTE, SHORT, INT, LONG})
_FLOATING = {FLOAT: 4, DOUBLE: 8}
_KINDS = 0x20
_SHORT_STRING = 1 << 5 | STRING
"""The first byte of a string whose index takes two bytes."""
_DEEPEST = 64
"""Values inside each other; those of real annotations lie less than 10 deep."""
_MOST, _BYTES_EACH = 0x10000, 8
"""How many values a file may have: this many, and one more for so many bytes. Each takes far more memory than that."""
T = TypeVar("T")
_MOST_KEPT = 2048
_AT_BUILD = 0
"""The visibility of annotations that are there for tools and that no running app can see."""


class Annotations(NamedTuple):
    """What a running app can see of the annotations of a class: in the order of their types' names.

    Attributes:
        of_class: Those of the class itself. of_fields: Those of its fields, by the id of the field.
        of_methods, of_parameters: Those of its methods and their parameters, by the id of the method.
    """

    of_class: tuple[Annotation, ...] = ()
    of_fields: Mapping[int, tuple[Annotation, ...]] = {}
    of_methods: Mapping[int, tuple[Annotation, ...]] = {}
    of_parameters: Mapping[int, tuple[tuple[Annotation, ...], ...]] = {}


NO_ANNOTATIONS = Annotations()


class Reader:
    """Reads the values and annotations of a file."""

    def __init__(self, dex: Dex) -> None:
        """Read of this file."""
        self._data = dex.data
        self._room = dex.room
        self._strings, self._types, self._fields, self._methods = dex.strings, dex.types, dex.fields, dex.methods
        self._method_handles = dex.method_handles
        self._left = _MOST + len(dex.data) // _BYTES_EACH
        self._items: dict[int, Annotation | None] = {}
        self._sets: dict[int, tuple[Annotation, ...]] = {}
        tables: dict[int, Sequence[object]] = {
            METHOD_TYPE: dex.protos,
            STRING: dex.strings,
            TYPE: dex.types,
            FIELD: dex.fields,
            METHOD: dex.methods,
            ENUM: dex.fields,
        }
        self._tables = [tables.get(kind) for kind in range(_KINDS)]

    def array(self, at: int) -> tuple[Value, ...]:
        """The values of an array.

        Raises:
            BinaryError: It is broken, or values lie too deep inside each other.
        """
        values, end = self._array(at, 0)
        self._room.charge(end - at, "encoded_array", at)
        return values

    def annotations(self, at: int) -> Annotations:
        """The annotations of a class; none where ``at`` is 0.

        Raises:
            BinaryError: They are broken.
        """
        if not at:
            return NO_ANNOTATIONS
        of_class, *counts = self._words(at, 4, "annotations_directory_item")
        if not any(counts):
            return Annotations(self._set(of_class))
        numbers = self._words(at + 16, 2 * sum(counts), "annotations_directory_item")
        fields, methods, parameters = counts
        places = list(zip(numbers[::2], numbers[1::2], strict=True))
        ids, method_ids = self._fields, self._methods
        try:
            return Annotations(
                self._set(of_class),
                _filled({ids[index]: self._set(place) for index, place in places[:fields]}),
                _filled({method_ids[index]: self._set(place) for index, place in places[fields : fields + methods]}),
                {method_ids[index]: self._sets_of(place) for index, place in places[len(places) - parameters :]},
            )
        except IndexError:
            raise wrong_value("annotations_directory_item", at, "an index of no field or method") from None

    def _sets_of(self, at: int) -> tuple[tuple[Annotation, ...], ...]:
        """The annotations of the parameters of a method, up to the last that has any."""
        (count,) = self._words(at, 1, "annotation_set_ref_list")
        found = [self._set(place) for place in self._words(at + 4, count, "annotation_set_ref_list")]
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    def _set(self, at: int) -> tuple[Annotation, ...]:
        if not at:
            return ()
        known = self._sets.get(at)
        if known is None:
            (count,) = self._words(at, 1, "annotation_set_item")
            items = [self._item(place) for place in self._words(at + 4, count, "annotation_set_item")]
            known = _kept(self._sets)[at] = tuple([one for one in items if one is not None])
        return known

    def _item(self, at: int) -> Annotation | None:
        if at in self._items:
            return self._items[at]
        if at >= len(self._data):
            raise cut("annotation_item", at)
        found, end = self._annotation(at + 1, 0)
        self._room.charge(end - at, "annotation_item", at)
        _kept(self._items)[at] = seen = None if self._data[at] == _AT_BUILD else found
        return seen

    def _words(self, at: int, count: int, part: str) -> tuple[int, ...]:
        if at + 4 * count > len(self._data):
            raise cut(part, at)
        self._room.charge(4 * count, part, at)
        return struct.unpack_from(f"<{count}I", self._data, at)

    def _annotation(self, at: int, depth: int) -> tuple[Annotation, int]:
        type_, at = unsigned(self._data, at, "type_idx")
        count, at = unsigned(self._data, at, "size")
        self._count(count, at)
        elements = []
        strings = self._strings
        try:
            for _ in range(count):
                name, at = unsigned(self._data, at, "name_idx")
                value, at = self._value(at, depth + 1)
                elements.append((strings[name], value))
            return (self._types[type_], tuple(elements)), at
        except IndexError:
            raise wrong_value("encoded_annotation", at, "an index of no type or name") from None

    def _array(self, at: int, depth: int) -> tuple[tuple[Value, ...], int]:
        count, at = unsigned(self._data, at, "encoded_array.size")
        self._count(count, at)
        found: list[Value] = []
        append, value, data, strings = found.append, self._value, self._data, self._strings
        try:
            for _ in range(count):
                if data[at] == _SHORT_STRING:  # most are: the metadata of Kotlin, signatures
                    append((STRING, strings[data[at + 1] | data[at + 2] << 8]))
                    at += 3
                else:
                    one, at = value(at, depth + 1)
                    append(one)
        except IndexError:
            raise wrong_value("encoded_array", at, "a value past the end, or an index of no string") from None
        return tuple(found), at

    def _count(self, count: int, at: int) -> None:
        self._left -= count
        if self._left < 0:
            raise overlap("encoded_value", at)

    def _value(self, at: int, depth: int) -> tuple[Value, int]:
        data = self._data
        if at >= len(data):
            raise cut("encoded_value", at)
        head = data[at]
        kind = head & 0x1F
        if kind >= ARRAY:
            return self._without_number(kind, head >> 5, at + 1, depth)
        end = at + 2 + (head >> 5)
        if end > len(data):
            raise cut("encoded_value", at)
        table = self._tables[kind]
        if table is None:
            return (kind, self._number(kind, data[at + 1 : end], at)), end
        index = int.from_bytes(data[at + 1 : end], "little")
        if index >= len(table):
            raise wrong_value("encoded_value", at, index)
        return (kind, table[index]), end

    def _without_number(self, kind: int, argument: int, at: int, depth: int) -> tuple[Value, int]:
        if depth > _DEEPEST:
            raise BinaryError("byte {at}: values lie too deep inside each other", reason="depth", at=at)
        if kind == ARRAY:
            found, end = self._array(at, depth)
            return (kind, found), end
        if kind == ANNOTATION:
            one, end = self._annotation(at, depth)
            return (kind, one), end
        return (kind, argument), at  # null, and true or false

    def _number(self, kind: int, raw: bytes, at: int) -> object:
        if kind in _FLOATING:
            return int.from_bytes(raw.rjust(_FLOATING[kind], b"\0"), "little")  # zeros stand to the right
        if kind in _SIGNED:
            return int.from_bytes(raw, "little", signed=True)
        number = int.from_bytes(raw, "little")
        if kind == METHOD_HANDLE and number < len(self._method_handles):
            return self._method_handles[number]
        if kind != CHAR:
            raise wrong_value("encoded_value", at, hex(kind))
        return number


def is_zero(value: Value) -> bool:
    """Whether a field without a value would have this one."""
    kind, what = value
    return kind == NULL or (what == 0 and kind in {BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, BOOLEAN})


def _kept(known: dict[int, T]) -> dict[int, T]:
    """Where what was read is kept for a while: what is shared is mostly shared nearby, and memory is short."""
    if len(known) >= _MOST_KEPT:
        known.clear()
    return known


def _filled(sets: dict[int, tuple[Annotation, ...]]) -> dict[int, tuple[Annotation, ...]]:
    return {one: annotations for one, annotations in sets.items() if annotations}
