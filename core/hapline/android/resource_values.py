"""The values of a resource table (resources.arsc), for all configurations, as they are in the file.

Source of the format: ResourceTypes.h of the Android platform (``Res_value``, ``ResTable_map_entry``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from hapline.android.chunks import STRING_POOL, Chunk, Span, StringPool, chunk_at, chunks
from hapline.android.errors import check_length, cut, overlap, wrong_format
from hapline.android.resource_table import LIMIT, PACKAGE, TABLE, TYPE, PackageReader
from hapline.android.values import TypedValue, typed

_CONFIG = 20
"""Where the configuration begins in the header of a type."""
_COMPLEX, _COMPACT = 1, 8
_VALUE = struct.Struct("<HBBI")
_BAG = struct.Struct("<HHIII")
_ITEM = struct.Struct("<IHBBI")
_STRING = 3
_SHARED = 4
"""How often the bytes of a type may be read over: entries that are alike may share them."""


class ResourceBag(NamedTuple):
    """A value of several: a style, an array, a plural.

    Attributes:
        parent: The id of the style that it derives from; 0 for none.
        items: What each is called, the id of an attribute or a number of the format, and its value.
    """

    parent: int
    items: tuple[tuple[int, TypedValue], ...]


class ResourceValue(NamedTuple):
    """A value of a resource in one configuration.

    Attributes:
        id: The resource. config: The configuration, a ``ResTable_config`` after its size, without the zeros at its end,
            so that those of different versions can be compared. value: The value. spans: The tags in a string.
    """

    id: int
    config: bytes
    value: TypedValue | ResourceBag
    spans: tuple[Span, ...] = ()


def read_values(data: bytes, *, limit: int = LIMIT) -> Iterator[ResourceValue]:
    """Read the values of a table, one after the other, in the order of the file.

    Args:
        data: The file. limit: The most bytes that it may have.

    Raises:
        BinaryError: It is no resource table, is cut short, or says what cannot be.
    """
    check_length(data, limit)
    if len(data) < 12 or int.from_bytes(data[:2], "little") != TABLE:  # noqa: PLR2004 ResTable_header
        raise wrong_format("resource table")
    whole = chunk_at(data, 0, len(data))
    strings: StringPool | None = None
    for chunk in chunks(data, whole.body, whole.end):
        if chunk.kind == STRING_POOL and strings is None:
            strings = StringPool(data, chunk)
        elif chunk.kind == PACKAGE:
            yield from _Values(data, chunk, strings).values()


class _Values(PackageReader):
    def __init__(self, data: bytes, chunk: Chunk, strings: StringPool | None) -> None:
        super().__init__(data, chunk)
        self.strings = strings

    def values(self) -> Iterator[ResourceValue]:
        for chunk in chunks(self.data, self.chunk.body, self.chunk.end):
            if chunk.kind == TYPE:
                yield from self.of_type(chunk)

    def of_type(self, chunk: Chunk) -> Iterator[ResourceValue]:
        number, entries = self.entries(chunk)
        above = self.id << 24 | number << 16
        config = self.config(chunk)
        known: dict[int, tuple[TypedValue | ResourceBag, tuple[Span, ...]]] = {}
        room = _SHARED * (chunk.end - chunk.start)
        for index, at in entries:
            found = known.get(at)
            if found is None:
                found = known[at] = self.entry(at, chunk.end)
                if isinstance(found[0], ResourceBag):
                    room -= _ITEM.size * len(found[0].items)
                    if room < 0:
                        raise overlap("ResTable_map_entry", at)
            yield ResourceValue(above | index, config, *found)

    def config(self, chunk: Chunk) -> bytes:
        start = chunk.start + _CONFIG
        size = int.from_bytes(self.data[start : start + 4], "little")
        if size < 4 or start + size > chunk.body:  # noqa: PLR2004 the size itself
            raise cut("ResTable_config", start)
        return self.data[start + 4 : start + size].rstrip(b"\0")

    def entry(self, at: int, end: int) -> tuple[TypedValue | ResourceBag, tuple[Span, ...]]:
        size, flags, data = struct.unpack_from("<HHI", self.data, at)
        if flags & _COMPACT:
            return self.value(flags >> 8, data)
        if flags & _COMPLEX:
            return self.bag(at, end), ()
        start = at + size
        if start + _VALUE.size > end:
            raise cut("Res_value", start)
        _, _, kind, data = _VALUE.unpack_from(self.data, start)
        return self.value(kind, data)

    def bag(self, at: int, end: int) -> ResourceBag:
        if at + _BAG.size > end:
            raise cut("ResTable_map_entry", at)
        size, _, _, parent, count = _BAG.unpack_from(self.data, at)
        start = at + size
        if start + _ITEM.size * count > end:
            raise cut("ResTable_map_entry.count", at + 12)
        rows = _ITEM.iter_unpack(memoryview(self.data)[start : start + _ITEM.size * count])
        return ResourceBag(parent, tuple([(name, self.value(kind, bits)[0]) for name, _, _, kind, bits in rows]))

    def value(self, kind: int, data: int) -> tuple[TypedValue, tuple[Span, ...]]:
        if kind != _STRING:
            return typed(kind, data, ""), ()
        if self.strings is None:
            raise cut("ResStringPool", self.chunk.start)
        return typed(kind, data, self.strings[data]), self.strings.spans(data)
