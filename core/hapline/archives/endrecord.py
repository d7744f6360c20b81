"""The end of an archive: where the central directory is and what it should hold."""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple

from hapline.archives.errors import ArchiveError
from hapline_hooks import Phrase

SIGNATURE = b"PK\x05\x06"
_LOCATOR_SIGNATURE = b"PK\x06\x07"
_ZIP64_SIGNATURE = b"PK\x06\x06"
_POINTER = b"version https://git-lfs.github.com/spec/"
"""What a file begins with that Git LFS leaves in a checkout in place of the real one."""
_END = Struct("<4sHHHHIIH")
_LOCATOR = Struct("<4sIQI")
_ZIP64_END = Struct("<4sQHHIIQQQQ")
_SEARCHED = _END.size + 0xFFFF
_FULL = (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


class EndRecord(NamedTuple):
    """Where the parts of an archive are, in bytes from the beginning of the file.

    Attributes:
        offset: The end record. entries: How many the central directory should hold.
        directory_start: Its first byte. directory_end: The byte after it. comment: The archive's comment.
        shift: How far everything is from where the archive says it is: bytes that were put before it.
        trailing: Bytes after the archive. is_zip64: Whether the ZIP64 records are there.
    """

    offset: int
    entries: int
    directory_start: int
    directory_end: int
    comment: bytes
    shift: int
    trailing: int
    is_zip64: bool


def read_end(view: memoryview, inner: tuple[str, ...]) -> EndRecord:
    """Find and read the end record.

    Raises:
        ArchiveError: ``not-a-zip``, ``lfs-pointer``, ``truncated``, ``multi-disk``, ``zip64`` or ``directory``.
    """
    offset = _find(view, inner)
    _, *fields, comment_length = _END.unpack_from(view, offset)
    comment = bytes(view[offset + _END.size : offset + _END.size + comment_length])
    trailing = len(view) - offset - _END.size - comment_length
    directory_end = offset
    locator = offset - _LOCATOR.size
    is_zip64 = locator >= 0 and bytes(view[locator : locator + 4]) == _LOCATOR_SIGNATURE
    if is_zip64:
        directory_end, wide = _read_zip64(view, locator, inner)
        fields = _merge(fields, wide, directory_end, inner)
    disk, directory_disk, count_here, count, size, stated = fields
    if disk or directory_disk or count_here != count:
        message = Phrase("is part {number} of an archive that is split over several files", number=disk)
        raise ArchiveError(reason="multi-disk", message=message, offset=offset, inner=inner)
    start = directory_end - size
    shift = start - stated
    if start < 0 or shift < 0:
        message = Phrase(
            "the central directory ({size} bytes at {start}) does not fit before its end record at {end}",
            size=size,
            start=stated,
            end=offset,
        )
        raise ArchiveError(reason="directory", message=message, offset=offset, inner=inner)
    return EndRecord(offset, count, start, directory_end, comment, shift, trailing, is_zip64)


def find_ends(view: memoryview) -> list[int]:
    """All places at which a reader could take the archive to end, last first."""
    first = max(0, len(view) - _SEARCHED)
    tail = bytes(view[first:])
    found = []
    at = tail.rfind(SIGNATURE)
    while at >= 0:
        length = tail[at + 20 : at + 22]
        if len(length) == 2 and at + _END.size + int.from_bytes(length, "little") <= len(tail):  # noqa: PLR2004
            found.append(first + at)
        at = tail.rfind(SIGNATURE, 0, at + 3)
    return found


def _find(view: memoryview, inner: tuple[str, ...]) -> int:
    plain = len(view) - _END.size
    if plain >= 0 and bytes(view[plain : plain + 4]) == SIGNATURE and not any(view[plain + 20 :]):
        return plain
    ends = find_ends(view)
    for end in ends:
        if end + _END.size + int.from_bytes(view[end + 20 : end + 22], "little") == len(view):
            return end
    if ends:
        return ends[0]
    if bytes(view[:4]) in (b"PK\x03\x04", SIGNATURE):
        message = "begins like a ZIP archive, but the record that ends one is missing"
        raise ArchiveError(reason="truncated", message=message, offset=len(view), inner=inner)
    if bytes(view[: len(_POINTER)]) == _POINTER:
        message = "is a pointer of Git LFS: the file that it stands for was not fetched"
        raise ArchiveError(reason="lfs-pointer", message=message, offset=0, inner=inner)
    message = "is not a ZIP archive" if len(view) else "is empty"
    raise ArchiveError(reason="not-a-zip", message=message, offset=0, inner=inner)


def _read_zip64(view: memoryview, locator: int, inner: tuple[str, ...]) -> tuple[int, list[int]]:
    _, disk, stated, disks = _LOCATOR.unpack_from(view, locator)
    if disk or disks > 1:
        message = Phrase("is one of {count} files over which the archive is split", count=disks)
        raise ArchiveError(reason="multi-disk", message=message, offset=locator, inner=inner)
    # With bytes put before the archive the stated place is wrong; the record then still ends at its locator.
    for start in (stated, locator - _ZIP64_END.size):
        if 0 <= start <= locator - _ZIP64_END.size and bytes(view[start : start + 4]) == _ZIP64_SIGNATURE:
            _, size, _, _, *fields = _ZIP64_END.unpack_from(view, start)
            if start + 12 + size == locator:
                return start, fields
    message = Phrase("the ZIP64 end record is not where its locator says")
    raise ArchiveError(reason="zip64", message=message, offset=locator, inner=inner)


def _merge(plain: list[int], wide: list[int], offset: int, inner: tuple[str, ...]) -> list[int]:
    # Readers differ in which of the two records they believe, so they must not differ.
    for narrow, full, value in zip(plain, _FULL, wide, strict=True):
        if narrow not in (full, value):
            message = Phrase(
                "the end record and its ZIP64 form contradict each other: {one} and {other}", one=narrow, other=value
            )
            raise ArchiveError(reason="zip64", message=message, offset=offset, inner=inner)
    return wide
