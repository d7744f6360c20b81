"""DEX files: which classes they define, what those derive from and implement. Code is not looked at.

Source of the format: https://source.android.com/docs/core/runtime/dex-format.
"""

from __future__ import annotations

import struct
import zlib
from functools import cached_property
from typing import NamedTuple

from hapline.android.errors import BinaryError, check_length, cut, overlap, wrong_format, wrong_value
from hapline.android.names import class_name, decode

LIMIT = 256 * 1024 * 1024
"""Bytes. A DEX file refers to its methods by 16 bits; real ones stay below 20 MB."""
VERSIONS = frozenset({"035", "037", "038", "039"})
"""What phones up to Android 16 read as single files; from 041 on a file may hold several."""
_HEADER = struct.Struct("<8sI20s20I")
_MAGIC = b"dex\n"
_ENDIAN = 0x12345678
_NONE = 0xFFFFFFFF
_MOST_TYPES = 0x10000
_MOST_NAME = 0xFFFF
"""Bytes of a descriptor, as in a class file."""
_ULEB = 5
_SKIPPED = 12  # magic and checksum, which the checksum does not cover


class DexClass(NamedTuple):
    """A class that a DEX file defines.

    Attributes:
        name: Its name, such as ``com.example.Main$Inner``. access: Its access flags, as in the file.
        superclass: What it derives from; empty for ``java.lang.Object`` alone.
        interfaces: What it implements, in order.
    """

    name: str
    access: int
    superclass: str
    interfaces: tuple[str, ...]


class DexFile:
    """One DEX file; its tables are measured when it is opened, its names are read when they are asked for.

    Attributes:
        version: The version of the format, such as ``035``.
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
        self._data = data[:file_size]
        # After the link and the map, each table has its count and its offset.
        self._strings = self._table("string_ids", rest[6:8], 4)
        self._types = self._table("type_ids", rest[8:10], 4)
        self._table("proto_ids", rest[10:12], 12)
        self._table("field_ids", rest[12:14], 8)
        self._table("method_ids", rest[14:16], 8)
        self._classes = self._table("class_defs", rest[16:18], 32)
        self._check_counts(rest[5])

    @cached_property
    def checksum_is_right(self) -> bool:
        """Whether the Adler-32 of the header is that of the file; phones refuse a file where it is not."""
        return zlib.adler32(memoryview(self._data)[_SKIPPED:]) == self.checksum

    @cached_property
    def classes(self) -> tuple[DexClass, ...]:
        """The classes, in the order of the file.

        Raises:
            BinaryError: A name, an index or a list of interfaces is broken.
        """
        names = _Names(self._data, self._strings, self._types)
        lists: dict[int, tuple[str, ...]] = {0: ()}
        room = len(self._data)
        found = []
        rows = struct.iter_unpack("<4I16x", self._slice(self._classes, 32))
        for at, (index, access, above, listed) in enumerate(rows):
            interfaces = lists.get(listed)
            if interfaces is None:
                interfaces = lists[listed] = self._list(listed, names)
                room -= 4 + 2 * len(interfaces)
                if room < 0:
                    raise overlap("interfaces_off", self._classes[1] + 32 * at)
            superclass = "" if above == _NONE else names[above]
            found.append(DexClass(names[index], access, superclass, interfaces))
        return tuple(found)

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the file.

        Raises:
            BinaryError: A name is broken.
        """
        names = _Names(self._data, self._strings, self._types)
        rows = struct.iter_unpack("<I28x", self._slice(self._classes, 32))
        return tuple([names[index] for (index,) in rows])

    def _table(self, part: str, place: list[int], width: int) -> tuple[int, int]:
        count, offset = place
        if count and (offset < _HEADER.size or offset + width * count > len(self._data)):
            raise cut(part, offset)
        return count, offset

    def _slice(self, table: tuple[int, int], width: int) -> memoryview:
        count, offset = table
        return memoryview(self._data)[offset : offset + width * count]

    def _check_counts(self, map_offset: int) -> None:
        if self._types[0] > _MOST_TYPES:
            raise wrong_value("type_ids_size", 64, self._types[0])
        if self._classes[0] > self._types[0]:
            raise wrong_value("class_defs_size", 96, self._classes[0])
        if map_offset + 4 > len(self._data):
            raise cut("map_off", 52)
        sections = int.from_bytes(self._data[map_offset : map_offset + 4], "little") if map_offset else 0
        if map_offset + 4 + 12 * sections > len(self._data):
            raise cut("map_list", map_offset)

    def _list(self, offset: int, names: _Names) -> tuple[str, ...]:
        if offset + 4 > len(self._data):
            raise cut("type_list", offset)
        count = int.from_bytes(self._data[offset : offset + 4], "little")
        if offset + 4 + 2 * count > len(self._data):
            raise cut("type_list", offset)
        return tuple([names[index] for index in struct.unpack_from(f"<{count}H", self._data, offset + 4)])


class _Names(dict[int, str]):
    """The class names of types by index, each read when it is first asked for."""

    def __init__(self, data: bytes, strings: tuple[int, int], types: tuple[int, int]) -> None:
        super().__init__()
        self.data = data
        self.strings = struct.unpack_from(f"<{strings[0]}I", data, strings[1])
        self.types = struct.unpack_from(f"<{types[0]}I", data, types[1])
        self.room = len(data)

    def __missing__(self, index: int) -> str:
        if index >= len(self.types):
            raise wrong_value("type_idx", 0, index)
        string = self.types[index]
        if string >= len(self.strings):
            raise wrong_value("descriptor_idx", 0, string)
        data = self.data
        offset = self.strings[string]
        # Nearly every length is a single byte.
        start = offset + 1 if offset < len(data) and data[offset] < 0x80 else self.text_start(offset)  # noqa: PLR2004 the last byte of the number
        end = data.find(b"\0", start, start + _MOST_NAME + 1)
        if end < 0:
            raise cut("string_data_item", offset)
        self.room -= end - offset
        if self.room < 0:
            raise overlap("string_data_item", offset)
        raw = data[start:end]
        name = class_name(raw.decode("ascii") if raw.isascii() else decode(raw))
        if name is None:
            raise wrong_value("descriptor", start, decode(raw)[:40])
        self[index] = name
        return name

    def text_start(self, offset: int) -> int:
        """The byte after the length of a string, which is in UTF-16 units and so says nothing of its bytes."""
        for at in range(offset, min(offset + _ULEB, len(self.data))):
            if self.data[at] < 0x80:  # noqa: PLR2004 the last byte of the number
                return at + 1
        raise cut("utf16_size", offset)
