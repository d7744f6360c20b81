"""The header and the tables of a DEX file, measured before anything of them is read, and its strings.

Source of the format: https://source.android.com/docs/core/runtime/dex-format.
"""

from __future__ import annotations

import struct
import zlib
from functools import cached_property
from typing import NamedTuple

from hapline.android.errors import BinaryError, check_length, cut, overlap, wrong_format, wrong_value

LIMIT = 256 * 1024 * 1024
"""Bytes. A DEX file refers to its methods by 16 bits; real ones stay below 20 MB."""
VERSIONS = frozenset({"035", "037", "038", "039", "040"})
"""What phones up to Android 16 read as single files; from 041 on a file may hold several."""
NONE = 0xFFFFFFFF
"""The index that says that there is none."""
_HEADER = struct.Struct("<8sI20s20I")
_MAGIC = b"dex\n"
_ENDIAN = 0x12345678
_MOST_TYPES = 0x10000
_ULEB = 5
_SKIPPED = 12  # magic and checksum, which the checksum does not cover


class Table(NamedTuple):
    """Where a table is.

    Attributes:
        rows: How many it has. offset: The first byte. width: Bytes of a row.
    """

    rows: int
    offset: int
    width: int


class DexTables:
    """One DEX file with its tables measured; nothing else of it is looked at.

    Attributes:
        version: The version of the format, such as ``035``. data: The file, without what follows it.
        checksum: The Adler-32 of the header.
        string_ids, type_ids, proto_ids, field_ids, method_ids, class_defs: The tables, named as in the format.
    """

    def __init__(self, data: bytes, *, limit: int = LIMIT) -> None:
        """Read the header.

        Args:
            data: The file. limit: The most bytes that it may have.

        Raises:
            BinaryError: It is no DEX file, of another version, or cut short; a table goes past its end.
        """
        check_length(data, limit)
        if data[:4] != _MAGIC:
            raise wrong_format("DEX")
        if len(data) < _HEADER.size:
            raise cut("header_item", len(data))
        magic: bytes
        checksum: int
        rest: list[int]
        magic, checksum, _, *rest = _HEADER.unpack_from(data)
        self.checksum = checksum
        self.version = magic[4:7].decode("ascii", "replace")
        if self.version not in VERSIONS or magic[7]:
            raise BinaryError("DEX version {version} is not read", reason="version", at=4, version=self.version)
        file_size, header_size, endian = rest[:3]
        if endian != _ENDIAN:
            raise wrong_value("endian_tag", 40, hex(endian))
        if header_size != _HEADER.size:
            raise wrong_value("header_size", 36, header_size)
        if not _HEADER.size <= file_size <= len(data):
            raise cut("file_size", 32)
        self.data = data if file_size == len(data) else data[:file_size]
        # After the link and the map, each table has its count and its offset.
        self.string_ids = self._table("string_ids", rest[6:8], 4)
        self.type_ids = self._table("type_ids", rest[8:10], 4)
        self.proto_ids = self._table("proto_ids", rest[10:12], 12)
        self.field_ids = self._table("field_ids", rest[12:14], 8)
        self.method_ids = self._table("method_ids", rest[14:16], 8)
        self.class_defs = self._table("class_defs", rest[16:18], 32)
        self._map = self._measured_map(rest[5])

    @cached_property
    def checksum_is_right(self) -> bool:
        """Whether the Adler-32 of the header is that of the file; phones refuse a file where it is not."""
        return zlib.adler32(memoryview(self.data)[_SKIPPED:]) == self.checksum

    def rows(self, table: Table) -> memoryview:
        """The bytes of a table."""
        return memoryview(self.data)[table.offset : table.offset + table.width * table.rows]

    def section(self, kind: int, part: str, width: int) -> Table:
        """A table that only the map names, such as that of call sites; one without rows where there is none.

        Args:
            kind: Its number in the map. part: What the format calls it. width: Bytes of a row.

        Raises:
            BinaryError: It goes past the end.
        """
        for number, count, offset in struct.iter_unpack("<H2xII", self.rows(self._map)):
            if number == kind:
                return self._table(part, [count, offset], width)
        return Table(0, 0, width)

    def type_list(self, offset: int) -> tuple[int, ...]:
        """The types, by index, of a list of them; none where the offset is 0.

        Raises:
            BinaryError: It goes past the end.
        """
        if not offset:
            return ()
        if offset + 4 > len(self.data):
            raise cut("type_list", offset)
        count = int.from_bytes(self.data[offset : offset + 4], "little")
        if offset + 4 + 2 * count > len(self.data):
            raise cut("type_list", offset)
        return struct.unpack_from(f"<{count}H", self.data, offset + 4)

    def _table(self, part: str, place: list[int], width: int) -> Table:
        count, offset = place
        if count and (offset < _HEADER.size or offset + width * count > len(self.data)):
            raise cut(part, offset)
        return Table(count, offset, width)

    def _measured_map(self, offset: int) -> Table:
        if self.type_ids.rows > _MOST_TYPES:
            raise wrong_value("type_ids_size", 64, self.type_ids.rows)
        if self.class_defs.rows > self.type_ids.rows:
            raise wrong_value("class_defs_size", 96, self.class_defs.rows)
        if offset + 4 > len(self.data):
            raise cut("map_off", 52)
        sections = int.from_bytes(self.data[offset : offset + 4], "little") if offset else 0
        if offset + 4 + 12 * sections > len(self.data):
            raise cut("map_list", offset)
        return Table(sections, offset + 4, 12)


class DexStrings(dict[int, bytes]):
    """The strings of a DEX file by index, in modified UTF-8, each cut out when it is first asked for.

    Together they hold no more than the file; those that share bytes are refused before they cost more.
    """

    def __init__(self, tables: DexTables, *, longest: int | None = None) -> None:
        """Know where they are.

        Args:
            tables: The file. longest: The most bytes that one may have.
        """
        super().__init__()
        self._data = tables.data
        self._offsets = struct.unpack_from(f"<{tables.string_ids.rows}I", tables.data, tables.string_ids.offset)
        self._longest = len(tables.data) if longest is None else longest
        self._room = len(tables.data)

    def __missing__(self, index: int) -> bytes:
        """Cut out one.

        Raises:
            BinaryError: There is no such string; it goes past the end; strings share too many bytes.
        """
        if index >= len(self._offsets):
            raise wrong_value("string_idx", 0, index)
        data, offset = self._data, self._offsets[index]
        # Nearly every length is a single byte.
        start = offset + 1 if offset < len(data) and data[offset] < 0x80 else self._start(offset)  # noqa: PLR2004 the last byte of the number
        end = data.find(b"\0", start, start + self._longest + 1)
        if end < 0:
            raise cut("string_data_item", offset)
        self._room -= end - offset
        if self._room < 0:
            raise overlap("string_data_item", offset)
        self[index] = raw = data[start:end]
        return raw

    def every(self) -> list[bytes]:
        """All of them, in the order of the file.

        Raises:
            BinaryError: As for one.
        """
        data, find = self._data, self._data.find
        room, size = self._room, len(self._data)
        found = []
        for offset in self._offsets:
            start = offset + 1 if offset < size and data[offset] < 0x80 else self._start(offset)  # noqa: PLR2004 see above
            end = find(b"\0", start)
            room -= end - offset
            if end < 0:
                raise cut("string_data_item", offset)
            if room < 0:
                raise overlap("string_data_item", offset)
            found.append(data[start:end])
        return found

    def _start(self, offset: int) -> int:
        """The byte after the length of a string, which is in UTF-16 units and so says nothing of its bytes."""
        for at in range(offset, min(offset + _ULEB, len(self._data))):
            if self._data[at] < 0x80:  # noqa: PLR2004 the last byte of the number
                return at + 1
        raise cut("utf16_size", offset)
