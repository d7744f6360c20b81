"""Content of entries: inflated and checked without ever making more than the entry says it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from hapline.archives.entries import DEFLATED, STORED, ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline_hooks import Phrase

_INPUT = 1 << 16
_OUTPUT = 1 << 18


def content(raw: memoryview, entry: ArchiveEntry, inner: tuple[str, ...]) -> bytes:
    """All of an entry's content.

    Args:
        raw: The compressed bytes.
        entry: What the directory says of them.
        inner: For errors.

    Raises:
        ArchiveError: ``encrypted``, ``method``, ``corrupt``, ``truncated``, ``lying-size`` or ``crc``.
    """
    check_readable(entry, inner)
    if entry.method == STORED:
        data = bytes(raw)
    else:
        inflater = zlib.decompressobj(-15)
        try:
            # One byte more than declared is room enough to notice that there is more.
            data = inflater.decompress(raw, entry.size + 1)
        except zlib.error as error:
            raise _corrupt(entry, inner, error) from None
        if not inflater.eof and len(data) <= entry.size:
            raise _cut(entry, inner)
    _check_size(len(data), entry, inner)
    check_crc(zlib.crc32(data), entry, inner)
    return data


def pieces(raw: memoryview, entry: ArchiveEntry, inner: tuple[str, ...]) -> Iterator[memoryview | bytes]:
    """An entry's content in pieces of at most 256 KiB; stored ones are views of the archive, not copies.

    Raises:
        ArchiveError: As ``content``; where the end shows what is wrong, after the pieces before it.
    """
    check_readable(entry, inner)
    crc = made = 0
    parts = _slices(raw) if entry.method == STORED else _inflated(raw, entry, inner)
    for part in parts:
        made += len(part)
        if made > entry.size:
            break
        crc = zlib.crc32(part, crc)
        yield part
    _check_size(made, entry, inner)
    check_crc(crc, entry, inner)


def check_readable(entry: ArchiveEntry, inner: tuple[str, ...]) -> None:
    """Refuse entries that are encrypted, packed by an unknown method, or stored under two different sizes."""
    offset = entry.header_offset
    if entry.is_encrypted:
        message = "is encrypted"
        raise ArchiveError(reason="encrypted", message=message, entry=entry.name, offset=offset, inner=inner)
    if entry.method not in (STORED, DEFLATED):
        message = Phrase(
            "is packed by method {method}; only 0 (stored) and 8 (deflated) can be read", method=entry.method
        )
        raise ArchiveError(reason="method", message=message, entry=entry.name, offset=offset, inner=inner)
    if entry.method == STORED:
        _check_size(entry.compressed_size, entry, inner)


def check_crc(crc: int, entry: ArchiveEntry, inner: tuple[str, ...]) -> None:
    """Compare the CRC-32 of the content with the declared one."""
    if crc != entry.crc:
        message = Phrase(
            "its content is damaged: CRC-32 is {found:08x}, {recorded:08x} was recorded", found=crc, recorded=entry.crc
        )
        raise ArchiveError(reason="crc", message=message, entry=entry.name, offset=entry.data_offset, inner=inner)


def _slices(raw: memoryview) -> Iterator[memoryview]:
    for at in range(0, len(raw), _OUTPUT):
        yield raw[at : at + _OUTPUT]


def _inflated(raw: memoryview, entry: ArchiveEntry, inner: tuple[str, ...]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    at = 0
    waiting: bytes | memoryview = b""
    while not inflater.eof:
        if not waiting:
            waiting = raw[at : at + _INPUT]
            at += len(waiting)
        # With no input left zlib may still hold output back; only when that is out too is the stream cut.
        exhausted = not waiting
        try:
            part = inflater.decompress(waiting, _OUTPUT)
        except zlib.error as error:
            raise _corrupt(entry, inner, error) from None
        waiting = inflater.unconsumed_tail
        if part:
            yield part
        elif exhausted and not inflater.eof:
            raise _cut(entry, inner)


def _check_size(made: int, entry: ArchiveEntry, inner: tuple[str, ...]) -> None:
    if made == entry.size:
        return
    message = Phrase("says it holds {said} bytes, but holds {size}", said=entry.size, size=made)
    if made > entry.size:  # reading ended there
        message = Phrase("says it holds {said} bytes, but holds more", said=entry.size)
    raise ArchiveError(reason="lying-size", message=message, entry=entry.name, offset=entry.data_offset, inner=inner)


def _corrupt(entry: ArchiveEntry, inner: tuple[str, ...], error: zlib.error) -> ArchiveError:
    message = Phrase("its deflated content is damaged ({error})", error=str(error))
    return ArchiveError(reason="corrupt", message=message, entry=entry.name, offset=entry.data_offset, inner=inner)


def _cut(entry: ArchiveEntry, inner: tuple[str, ...]) -> ArchiveError:
    message = "its deflated content breaks off"
    return ArchiveError(reason="truncated", message=message, entry=entry.name, offset=entry.data_offset, inner=inner)
