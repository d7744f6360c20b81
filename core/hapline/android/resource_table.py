"""Resource tables (resources.arsc): packages with their ids, and what their resources are called; values are not read.

Source of the format: ResourceTypes.h of the Android platform (``ResTable_header`` and what follows it).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hapline.android.chunks import STRING_POOL, Chunk, StringPool, chunk_at, chunks
from hapline.android.errors import check_length, cut, overlap, wrong_format, wrong_value
from hapline_hooks import noun

LIMIT = 256 * 1024 * 1024
"""Bytes. Tables of large apps have some 20 MB."""
TABLE = 0x0002
PACKAGE = 0x0200
TYPE = 0x0201
_LIBRARY = 0x0203
_PACKAGE_HEADER = struct.Struct("<HHII256sIIII")
_TYPE_HEADER = struct.Struct("<HHIBBHII")
_LIBRARY_ENTRY = struct.Struct("<I256s")
_SPARSE, _OFFSET16 = 1, 2
_NO_ENTRY, _NO_ENTRY16 = 0xFFFFFFFF, 0xFFFF
_COMPACT = 8
_MOST_PACKAGES = 256


class Resource(NamedTuple):
    """A resource.

    Attributes:
        id: Its id, 32 bits: of its package, its type and itself. type: Its type, such as ``drawable``.
        name: Its name; an obfuscator may have given several the same one.
    """

    id: int
    type: str
    name: str


class NumberedType(NamedTuple):
    """A type as a table numbers it.

    Attributes:
        number: The second byte of its resources' ids. name: Its name; a second type has it for staged resources.
        names: The names of its resources by index.
    """

    number: int
    name: str
    names: Mapping[int, str]


@noun
class ResourcePackage:
    """A package of a table.

    Attributes:
        id: Its id, 0 to 255; 127 is an app's own. name: Its name.
        types: By type, such as ``drawable``, the names of its resources by index.
        numbered: The types by number, which may leave numbers out.
        libraries: Shared libraries that it refers to: their ids by name.
    """

    id: int
    name: str
    types: Mapping[str, Mapping[int, str]]
    numbered: tuple[NumberedType, ...]
    libraries: Mapping[str, int]

    def resources(self) -> Iterator[Resource]:
        """Its resources, by id."""
        for kind in self.numbered:
            above = self.id << 24 | kind.number << 16
            for index in sorted(kind.names):
                yield Resource(above | index, kind.name, kind.names[index])

    def names(self, type_name: str) -> frozenset[str]:
        """What the resources of a type are called; nothing for a type that is not there."""
        return frozenset(self.types.get(type_name, {}).values())


class ResourceTable:
    """A resource table.

    Attributes:
        packages: Its packages, in the order of the file.
    """

    def __init__(self, data: bytes, *, limit: int = LIMIT) -> None:
        """Read the names of a table.

        Args:
            data: The file. limit: The most bytes that it may have.

        Raises:
            BinaryError: It is no resource table, is cut short, or says what cannot be.
        """
        check_length(data, limit)
        if len(data) < 12 or int.from_bytes(data[:2], "little") != TABLE:  # noqa: PLR2004 ResTable_header
            raise wrong_format("resource table")
        whole = chunk_at(data, 0, len(data))
        found = [
            PackageReader(data, chunk).read() for chunk in chunks(data, whole.body, whole.end) if chunk.kind == PACKAGE
        ]
        if len(found) > _MOST_PACKAGES:
            raise wrong_value("ResTable_header.packageCount", 8, len(found))
        self.packages: tuple[ResourcePackage, ...] = tuple(found)

    @property
    def package_ids(self) -> tuple[int, ...]:
        """The ids of the packages, in the order of the file."""
        return tuple([package.id for package in self.packages])


class PackageReader:
    """Reads one package of a table; ``hapline.android.resource_values`` derives from it."""

    def __init__(self, data: bytes, chunk: Chunk) -> None:
        """Read the header and measure the pools of names."""
        if chunk.body - chunk.start < _PACKAGE_HEADER.size:
            raise cut("ResTable_package", chunk.start)
        _, _, _, self.id, name, types, _, keys, _ = _PACKAGE_HEADER.unpack_from(data, chunk.start)
        if self.id > 0xFF:  # noqa: PLR2004 the first byte of a resource's id
            raise wrong_value("ResTable_package.id", chunk.start + 8, self.id)
        self.data = data
        self.chunk = chunk
        self.name = _fixed(name)
        self.type_names = self.pool(types)
        self.keys = self.pool(keys)
        self.room = chunk.end - chunk.start
        self.found: dict[int, dict[int, str]] = {}
        self.libraries: dict[str, int] = {}

    def pool(self, offset: int) -> StringPool | None:
        """The pool at an offset of the package; None for none."""
        if not offset:
            return None
        at = self.chunk.start + offset
        found = chunk_at(self.data, at, self.chunk.end)
        if found.kind != STRING_POOL:
            raise wrong_value("ResStringPool_header.type", at, hex(found.kind))
        return StringPool(self.data, found)

    def read(self) -> ResourcePackage:
        """Take the names of all its types."""
        for chunk in chunks(self.data, self.chunk.body, self.chunk.end):
            if chunk.kind == TYPE:
                self.type(chunk)
            elif chunk.kind == _LIBRARY:
                self.library(chunk)
        types: dict[str, dict[int, str]] = {}
        numbered = [NumberedType(number, self.type_name(number), self.found[number]) for number in sorted(self.found)]
        for kind in numbered:
            types[kind.name] = {**types[kind.name], **kind.names} if kind.name in types else self.found[kind.number]
        return ResourcePackage(
            id=self.id, name=self.name, types=types, numbered=tuple(numbered), libraries=self.libraries
        )

    def type(self, chunk: Chunk) -> None:
        """Take the names of one type in one configuration that other configurations have not said."""
        number, entries = self.entries(chunk)
        known = self.found.setdefault(number, {})
        keys = self.keys
        for index, at in entries:
            if index in known:
                continue
            size, bits, key = struct.unpack_from("<HHI", self.data, at)
            if keys is None:
                raise cut("ResTable_package.keyStrings", self.chunk.start)
            known[index] = keys[size if bits & _COMPACT else key]

    def entries(self, chunk: Chunk) -> tuple[int, Iterator[tuple[int, int]]]:
        """The number of a type, and the index and the first byte of each of its entries."""
        if chunk.body - chunk.start < _TYPE_HEADER.size:
            raise cut("ResTable_type", chunk.start)
        _, _, _, number, flags, _, count, first = _TYPE_HEADER.unpack_from(self.data, chunk.start)
        return number, self.places(chunk, chunk.start + first, self.offsets(chunk, flags, count))

    def places(self, chunk: Chunk, start: int, offsets: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The same with the bytes at which entries begin, which have to be in the chunk."""
        for index, offset in offsets:
            at = start + offset
            if at + 8 > chunk.end:
                raise cut("ResTable_entry", at)
            yield index, at

    def offsets(self, chunk: Chunk, flags: int, count: int) -> Iterator[tuple[int, int]]:
        """Index and offset of each entry that is there."""
        width = 2 if flags & _OFFSET16 and not flags & _SPARSE else 4
        if chunk.body + width * count > chunk.end:
            raise cut("ResTable_type.entryCount", chunk.start + 12)
        self.room -= width * count
        if self.room < 0:
            raise overlap("ResTable_type", chunk.start)
        if flags & _SPARSE:
            for index, quarter in struct.iter_unpack("<HH", memoryview(self.data)[chunk.body : chunk.body + 4 * count]):
                yield index, 4 * quarter
        elif flags & _OFFSET16:
            for index, quarter in enumerate(struct.unpack_from(f"<{count}H", self.data, chunk.body)):
                if quarter != _NO_ENTRY16:
                    yield index, 4 * quarter
        else:
            for index, offset in enumerate(struct.unpack_from(f"<{count}I", self.data, chunk.body)):
                if offset != _NO_ENTRY:
                    yield index, offset

    def type_name(self, number: int) -> str:
        """What a type is called."""
        if self.type_names is None or not number:
            raise wrong_value("ResTable_type.id", self.chunk.start, number)
        return self.type_names[number - 1]

    def library(self, chunk: Chunk) -> None:
        """Take the libraries that the package refers to."""
        count = int.from_bytes(self.data[chunk.start + 8 : chunk.start + 12], "little")
        if chunk.body + _LIBRARY_ENTRY.size * count > chunk.end:
            raise cut("ResTable_lib_header.count", chunk.start + 8)
        for index in range(count):
            number, name = _LIBRARY_ENTRY.unpack_from(self.data, chunk.body + _LIBRARY_ENTRY.size * index)
            self.libraries[_fixed(name)] = number


def _fixed(raw: bytes) -> str:
    """A name in a field of fixed length: UTF-16 up to the first NUL."""
    return raw.decode("utf-16-le", "replace").partition("\0")[0]
