"""One DEX file whose tables are resolved: of each string, type, proto, field and method its id in a ``Pool``."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from hapline.android import BinaryError, DexStrings, DexTables, Table
from hapline.android.dex_tables import NONE
from hapline.android.errors import wrong_value
from hapline_plugins.hotpatch.dex.numbers import Room
from hapline_plugins.hotpatch.dex.opcodes import INDEXED, Kind
from hapline_plugins.hotpatch.dex.pool import Pool, Value, member_ids
from hapline_plugins.hotpatch.dex.values import Reader

_CALL_SITES, _METHOD_HANDLES = 0x0007, 0x0008
_OF_FIELDS = 4
"""The kinds of method handles below it are of fields."""


class DexClass(NamedTuple):
    """A class that a file defines, in ids and places.

    Attributes:
        type: Its id. access: Its access flags. superclass: An id; None for the root of all classes.
        interfaces: Ids, in order. annotations: The byte where its annotations are listed; 0 where it has none.
        members: The byte where its fields and methods are listed; 0 where it has none.
        values: The byte where the values of its static fields are listed; 0 where all are zero.
    """

    type: int
    access: int
    superclass: int | None
    interfaces: tuple[int, ...]
    annotations: int
    members: int
    values: int


class Dex:
    """One DEX file.

    Attributes:
        tables: The tables as they are in the file. data: The file. pool: Where the ids are from.
        room: What may still be read of it. strings, types, protos, fields, methods: The ids, by the index in this file.
        method_handles: What method handles refer to: their kind, and the id of a field or method.
    """

    def __init__(self, data: bytes, pool: Pool) -> None:
        """Resolve the tables.

        Raises:
            BinaryError: The file is none, is broken, or is not what its checksum says.
        """
        self.tables = tables = DexTables(data)
        if not tables.checksum_is_right:
            raise BinaryError(
                "byte {at}: the checksum is not that of the content: the file was damaged, or changed after it was "
                "built; phones refuse it",
                reason="value",
                at=8,
            )
        self.data = tables.data
        self.pool = pool
        self.room = Room(len(self.data))
        self.strings = pool.strings.of(DexStrings(tables).every())
        self.types = self._types()
        self.protos = pool.protos.of(self._proto_keys())
        self.fields = self._members(tables.field_ids, self.types)
        self.methods = self._members(tables.method_ids, self.protos)
        self.method_handles = self._handles()

    @cached_property
    def units(self) -> memoryview:
        """The file as numbers of 16 bits, which code is made of."""
        even = memoryview(self.data)[: len(self.data) & ~1]
        if sys.byteorder == "little":
            return even.cast("H")
        turned = array("H", even.tobytes())
        turned.byteswap()
        return memoryview(turned)

    @cached_property
    def values(self) -> Reader:
        """The reader of values and annotations."""
        return Reader(self)

    def _handles(self) -> list[tuple[int, int]]:
        found = []
        for at, (kind, index) in self._rows("<H2xH2x", self.tables.section(_METHOD_HANDLES, "method_handles", 8)):
            members = self.fields if kind < _OF_FIELDS else self.methods
            if index >= len(members):
                raise wrong_value("field_or_method_id", at + 4, index)
            found.append((kind, members[index]))
        return found

    @cached_property
    def call_sites(self) -> list[tuple[Value, ...]]:
        """What calls made at run time are made of: the handle that makes them, name, type, and further values.

        Raises:
            BinaryError: The table is broken.
        """
        table = self.tables.section(_CALL_SITES, "call_site_ids", 4)
        return [self.values.array(offset) for _, (offset,) in self._rows("<I", table)]

    @cached_property
    def operands(self) -> list[Sequence[object] | None]:
        """By opcode: what the second unit of an instruction is an index of; None where it is none."""
        every: dict[Kind, Sequence[object]] = {
            "string": self.strings,
            "type": self.types,
            "proto": self.protos,
            "field": self.fields,
            "method": self.methods,
            "call_site": self.call_sites,
            "method_handle": self.method_handles,
        }
        return [every[INDEXED[op]] if op in INDEXED else None for op in range(256)]

    @cached_property
    def classes(self) -> list[DexClass]:
        """The classes, in the order of the file.

        Raises:
            BinaryError: A type is none, or a list of interfaces is broken.
        """
        found = []
        lists: dict[int, tuple[int, ...]] = {}
        types = self.types
        for at, row in self._rows("<8I", self.tables.class_defs):
            index, access, above, listed, _, annotations, members, values = row
            if index >= len(types) or (above != NONE and above >= len(types)):
                raise wrong_value("class_idx", at, index)
            interfaces = lists.get(listed)
            if interfaces is None:
                interfaces = lists[listed] = self.type_list(listed)
            superclass = None if above == NONE else types[above]
            found.append(DexClass(types[index], access, superclass, interfaces, annotations, members, values))
        return found

    def type_list(self, offset: int) -> tuple[int, ...]:
        """The ids of a list of types.

        Raises:
            BinaryError: It is broken.
        """
        listed = self.tables.type_list(offset)
        if not listed:
            return ()
        self.room.charge(2 * len(listed), "type_list", offset)
        types = self.types
        try:
            return tuple([types[index] for index in listed])
        except IndexError:
            raise wrong_value("type_idx", offset, max(listed)) from None

    def _rows(self, form: str, table: Table) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The rows of a table, each with its place."""
        for number, row in enumerate(struct.iter_unpack(form, self.tables.rows(table))):
            yield table.offset + table.width * number, row

    def _types(self) -> list[int]:
        strings = self.strings
        try:
            rows = struct.iter_unpack("<I", self.tables.rows(self.tables.type_ids))
            return [strings[index] for (index,) in rows]
        except IndexError:
            raise self._wrong(self.tables.type_ids, "<I", strings) from None

    def _proto_keys(self) -> list[tuple[int, ...]]:
        lists: dict[int, tuple[int, ...]] = {}
        found = []
        types = self.types
        for at, (_, returned, listed) in self._rows("<3I", self.tables.proto_ids):
            parameters = lists.get(listed)
            if parameters is None:
                parameters = lists[listed] = self.type_list(listed)
            if returned >= len(types):
                raise wrong_value("return_type_idx", at + 4, returned)
            found.append((types[returned], *parameters))
        return found

    def _members(self, table: Table, kinds: list[int]) -> list[int]:
        """The ids of fields or methods, whose kinds are types or protos."""
        types, strings = self.types, self.strings
        try:
            return member_ids(struct.iter_unpack("<HHI", self.tables.rows(table)), types, kinds, strings)
        except IndexError:
            raise self._wrong(table, "<HHI", types, kinds, strings) from None

    def _wrong(self, table: Table, form: str, *tables: list[int]) -> BinaryError:
        """The first index of a table that leads nowhere."""
        for at, row in self._rows(form, table):
            for index, other in zip(row, tables, strict=True):
                if index >= len(other):
                    return wrong_value("index", at, index)
        return wrong_value("index", table.offset, "")
