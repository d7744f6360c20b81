"""The central directory: all entries of an archive, proved to lie inside it and apart from each other."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from struct import Struct
from typing import TYPE_CHECKING, NoReturn

from hapline.archives.entries import ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives.endrecord import EndRecord
    from hapline.archives.limits import Limits

LOCAL = Struct("<IHHHHHIIIHH")
LOCAL_SIGNATURE = 0x04034B50
_LOCAL_LENGTHS = Struct("<I22xHH")
CENTRAL = Struct("<IHHHHHHIIIHHHHHII")
CENTRAL_SIGNATURE = 0x02014B50
FULL = 0xFFFFFFFF
"""Stands where a value does not fit: the ZIP64 extra field has it."""
ZIP64_TAG = 1


def read_entries(view: memoryview, end: EndRecord, limits: Limits, inner: tuple[str, ...]) -> list[ArchiveEntry]:
    """Read the central directory and find each entry's data.

    Raises:
        ArchiveError: ``too-many-entries``, ``directory-too-large``, ``name-too-long``, ``directory``,
            ``multi-disk``, ``zip64``, ``bad-offset``, ``overlap`` or ``bomb-ratio``.
    """
    return _Reader(view, end, limits, inner).read()


def data_end(entries: Sequence[ArchiveEntry]) -> int:
    """The byte after the last entry's data."""
    return max((entry.data_offset + entry.compressed_size for entry in entries), default=0)


def decode_name(raw: bytes) -> str:
    """A name as text; what is not UTF-8 is read as code page 437, which every byte string is."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def wide_values(extra: bytes, values: tuple[int, ...]) -> tuple[int, ...] | None:
    """Replace those of the values that are all ones by what the ZIP64 extra field says; None if it does not say."""
    wanted = values.count(FULL)
    at = 0
    while at + 4 <= len(extra):
        tag, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if tag == ZIP64_TAG:
            body = extra[at + 4 : at + 4 + size]
            if len(body) != size or size < 8 * wanted:
                return None
            wide = iter([int.from_bytes(body[i : i + 8], "little") for i in range(0, 8 * wanted, 8)])
            return tuple([next(wide) if value == FULL else value for value in values])
        at += 4 + size
    return None


class _Reader:
    def __init__(self, view: memoryview, end: EndRecord, limits: Limits, inner: tuple[str, ...]) -> None:
        self.view = view
        self.end = end
        self.limits = limits
        self.inner = inner

    def read(self) -> list[ArchiveEntry]:
        end, limits = self.end, self.limits
        size = end.directory_end - end.directory_start
        if end.entries > limits.max_entries:
            message = Phrase(
                "has {count} entries; {most} are allowed (max_entries)", count=end.entries, most=limits.max_entries
            )
            self._fail(reason="too-many-entries", message=message, offset=end.offset)
        if size > limits.max_directory:
            message = Phrase(
                "the central directory has {size} bytes; {most} are allowed (max_directory)",
                size=size,
                most=limits.max_directory,
            )
            self._fail(reason="directory-too-large", message=message, offset=end.directory_start)
        # One copy of the directory makes every slice of it a plain bytes object.
        block = bytes(self.view[end.directory_start : end.directory_end])
        entries: list[ArchiveEntry] = []
        at = 0
        for _ in range(end.entries):
            entry, at = self._read_entry(block, at)
            entries.append(entry)
        if at != size:
            message = Phrase(
                "the central directory holds {size} bytes more than its {count} entries",
                size=size - at,
                count=end.entries,
            )
            self._fail(reason="directory", message=message, offset=end.directory_start + at)
        self._check_apart(entries)
        return entries

    def _read_entry(self, block: bytes, at: int) -> tuple[ArchiveEntry, int]:
        place = self.end.directory_start + at
        if at + CENTRAL.size > len(block):
            message = Phrase("the central directory is shorter than its {count} entries", count=self.end.entries)
            self._fail(reason="directory", message=message, offset=place)
        (
            signature, made_by, version_needed, flags, method, time, date, crc, compressed_size, size,
            name_length, extra_length, comment_length, disk, internal, external, offset,
        ) = CENTRAL.unpack_from(block, at)  # fmt: skip
        name_end = at + CENTRAL.size + name_length
        extra_end = name_end + extra_length
        after = extra_end + comment_length
        if signature != CENTRAL_SIGNATURE or after > len(block):
            message = Phrase("the central directory is broken here: no entry begins, or one runs over its end")
            self._fail(reason="directory", message=message, offset=place)
        if name_length > self.limits.max_name:
            message = Phrase(
                "has a name of {size} bytes; {most} are allowed (max_name)", size=name_length, most=self.limits.max_name
            )
            self._fail(reason="name-too-long", message=message, offset=place)
        raw_name = block[at + CENTRAL.size : name_end]
        name = decode_name(raw_name)
        extra = block[name_end:extra_end]
        if FULL in (size, compressed_size, offset):
            wide = wide_values(extra, (size, compressed_size, offset))
            if wide is None:
                message = Phrase("its sizes are said to be in a ZIP64 field, which is missing or too short")
                self._fail(reason="zip64", message=message, entry=name, offset=place)
            size, compressed_size, offset = wide
        if disk not in (0, 0xFFFF):
            message = Phrase("is on part {number} of a split archive", number=disk)
            self._fail(reason="multi-disk", message=message, entry=name, offset=place)
        offset += self.end.shift
        data_offset = self._find_data(name, offset, compressed_size)
        if size > self.limits.ratio_floor and size > compressed_size * self.limits.max_ratio:
            message = Phrase(
                "says that its {packed} bytes unfold to {size}; 1 : {most} is allowed (max_ratio)",
                packed=compressed_size,
                size=size,
                most=self.limits.max_ratio,
            )
            self._fail(reason="bomb-ratio", message=message, entry=name, offset=offset)
        entry = ArchiveEntry(
            name, raw_name, method, flags, crc, compressed_size, size, offset, data_offset, time, date,
            made_by, version_needed, internal, external, extra, block[extra_end:after],
        )  # fmt: skip
        return entry, after

    def _find_data(self, name: str, offset: int, compressed_size: int) -> int:
        limit = self.end.directory_start
        signature = name_length = extra_length = 0
        if offset + LOCAL.size <= limit:
            signature, name_length, extra_length = _LOCAL_LENGTHS.unpack_from(self.view, offset)
        if signature != LOCAL_SIGNATURE:
            message = Phrase("no local header at byte {offset}, where the central directory points", offset=offset)
            self._fail(reason="bad-offset", message=message, entry=name, offset=offset)
        start = offset + LOCAL.size + name_length + extra_length
        if start + compressed_size > limit:
            message = Phrase(
                "its {size} bytes from {start} run into the central directory at {limit}",
                size=compressed_size,
                start=start,
                limit=limit,
            )
            self._fail(reason="bad-offset", message=message, entry=name, offset=offset)
        return start

    def _check_apart(self, entries: list[ArchiveEntry]) -> None:
        before = 0
        for entry in sorted(entries, key=attrgetter("header_offset")):
            if entry.header_offset < before:
                message = Phrase(
                    "begins at byte {offset}, inside another entry that ends at {end}",
                    offset=entry.header_offset,
                    end=before,
                )
                self._fail(reason="overlap", message=message, entry=entry.name, offset=entry.header_offset)
            before = entry.data_offset + entry.compressed_size

    def _fail(self, *, reason: str, message: str, offset: int, entry: str = "") -> NoReturn:
        raise ArchiveError(reason=reason, message=message, entry=entry, offset=offset, inner=self.inner)
