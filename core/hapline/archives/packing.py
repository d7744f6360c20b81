"""Packing: what a module becomes inside a finished .app, byte for byte as the official packing tool makes it.

The tool writes each module anew, with the pack.info of the app, and then deflates or stores the outcome. How it
treats times, attributes and extra fields on the way was found by running it (2026-08, OpenJDK 17) and follows
from the Java class library: what was stored keeps its times and attributes, what was deflated is deflated
again under a fresh header. The time of the run is part of the outcome, hence ``now``.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from struct import Struct
from typing import TYPE_CHECKING

from hapline.archives.directory import CENTRAL, CENTRAL_SIGNATURE, LOCAL, LOCAL_SIGNATURE, ZIP64_TAG
from hapline.archives.entries import DEFLATED, FLAG_DESCRIPTOR, FLAG_UTF8, STORED, ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline.archives.inflate import check_readable
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives.archive import Archive

PACK_INFO = "pack.info"

_DESCRIPTOR = Struct("<IIII")
_DESCRIPTOR_SIGNATURE = 0x08074B50
_END = Struct("<IHHHHIIH")
_END_SIGNATURE = 0x06054B50
_UNIX = 3
_VERSION = {STORED: 10, DEFLATED: 20}
_EXTENDED_TIME_TAG = 0x5455
_NTFS_TAG = 0x000A
_NTFS = Struct("<4xHHQQQ")
_NTFS_NONE = 1 << 63
_NTFS_SECOND = 10_000_000
_NTFS_EPOCH = 11_644_473_600
_CHUNK = 1 << 20


def rewritten_size(
    archive: Archive,
    pack_info: bytes,
    *,
    deflated: bool,
    level: int = 1,
    repack: bool = True,
    now: float | None = None,
) -> int:
    """Predict how many bytes a module takes inside the finished .app (the ZIP compressed size of its entry).

    Memory stays small; the time goes into zlib, which lets other threads run.

    Args:
        archive: The module.
        pack_info: The ``pack.info`` of the app.
        deflated: Whether the tool deflates it, as it does with release modules; debug ones are stored.
        level: The tool's ``--compress-level``, 1 to 9.
        repack: The tool's ``--replace-pack-info``; without it the module is taken as it is, signature and all.
        now: The time of packing in seconds since 1970. The default is the present. The size of a deflated
            module depends on it by a few bytes.

    Returns:
        The size in bytes.

    Raises:
        ArchiveError: The module is damaged or such that the tool refuses to rewrite it.
    """
    if repack:
        # Stored bytes are only counted unless they are to be deflated.
        written = Rewriter(archive, level=level, now=now, verify=deflated).parts(pack_info)
        parts = (part for _, part in written)
    else:
        parts = (archive.view(at, _CHUNK) for at in range(0, archive.size, _CHUNK))
    if not deflated:
        return sum(len(part) for part in parts)
    return sum(len(part) for part in _deflated(parts, level))


def rewritten(
    archive: Archive, pack_info: bytes, *, level: int = 1, now: float | None = None
) -> Iterator[bytes | memoryview]:
    """The module as the tool rewrites it before it goes into the .app, in pieces. Arguments as ``rewritten_size``.

    Raises:
        ArchiveError: The module is damaged or such that the tool refuses to rewrite it.
    """
    return (part for _, part in Rewriter(archive, level=level, now=now, verify=True).parts(pack_info))


def dos_stamp(now: float | None = None) -> tuple[int, int]:
    """A time as ZIP archives have it: the DOS time and the DOS date, local, to two seconds.

    Args:
        now: Seconds since 1970; the present if None.
    """
    local = time.localtime(now)
    year = max(local.tm_year, 1980) - 1980
    return local.tm_hour << 11 | local.tm_min << 5 | local.tm_sec >> 1, year << 9 | local.tm_mon << 5 | local.tm_mday


class Rewriter:
    """Writes one module anew, once; for this package, whose parts look at what is written from different sides."""

    def __init__(
        self,
        archive: Archive,
        *,
        level: int,
        now: float | None,
        verify: bool,
        without: Collection[str] = (),
        added: Iterable[tuple[Archive, ArchiveEntry]] = (),
    ) -> None:
        """Write this archive, without some of its entries (by name), and with entries of others at the end."""
        self.archive = archive
        self.level = level
        self.stamp = dos_stamp(now)
        self.verify = verify
        self.without = without
        self.added = added
        self.central: list[tuple[str, bytes]] = []
        self.offset = 0

    def parts(self, pack_info: bytes) -> Iterator[tuple[str, bytes | memoryview]]:
        """What is written, piece by piece, each with the name of its entry; the end record has the empty name.

        Raises:
            ArchiveError: The module is damaged or such that the tool refuses to rewrite it.
        """
        seen = {PACK_INFO}
        own = ((self.archive, entry) for entry in self.archive.entries if entry.name not in self.without)
        for archive, entry in (*own, *self.added):
            if entry.name == PACK_INFO:
                continue
            _check(entry, seen, archive.inner)
            seen.add(entry.name)
            made = 0
            for part in self._stored(archive, entry) if entry.method == STORED else self._redeflated(archive, entry):
                made += len(part)
                yield entry.name, part
            self.offset += made
        sizes = (zlib.crc32(pack_info), len(pack_info), len(pack_info))
        head, central = self._headers(PACK_INFO.encode(), STORED, sizes)
        yield PACK_INFO, head
        yield PACK_INFO, pack_info
        self.central.append((PACK_INFO, central))
        self.offset += len(head) + len(pack_info)
        yield from self.central
        count = len(self.central)
        length = sum(len(record) for _, record in self.central)
        yield "", _END.pack(_END_SIGNATURE, 0, 0, count, count, length, self.offset, 0)

    def _stored(self, archive: Archive, entry: ArchiveEntry) -> Iterator[bytes | memoryview]:
        sizes = (entry.crc, entry.size, entry.size)
        head, central = self._headers(entry.raw_name, STORED, sizes, kept=entry, inner=archive.inner)
        yield head
        if self.verify:
            yield from archive.pieces(entry)
        else:
            yield archive.raw(entry)
        self.central.append((entry.name, central))

    def _redeflated(self, archive: Archive, entry: ArchiveEntry) -> Iterator[bytes | memoryview]:
        yield self._headers(entry.raw_name, DEFLATED, (0, 0, 0))[0]
        crc = size = compressed_size = 0
        compressor = zlib.compressobj(self.level, zlib.DEFLATED, -15)
        # The tool copies no content into a directory, whatever the archive has there.
        for part in archive.pieces(entry) if not entry.is_dir else ():
            crc = zlib.crc32(part, crc)
            size += len(part)
            made = compressor.compress(part)
            compressed_size += len(made)
            yield made
        made = compressor.flush()
        compressed_size += len(made)
        yield made
        yield _DESCRIPTOR.pack(_DESCRIPTOR_SIGNATURE, crc, compressed_size, size)
        central = self._headers(entry.raw_name, DEFLATED, (crc, compressed_size, size))[1]
        self.central.append((entry.name, central))

    def _headers(
        self,
        name: bytes,
        method: int,
        sizes: tuple[int, int, int],
        *,
        kept: ArchiveEntry | None = None,
        inner: tuple[str, ...] = (),
    ) -> tuple[bytes, bytes]:
        version = made_by = _VERSION[method]
        flags = FLAG_UTF8 | (FLAG_DESCRIPTOR if method == DEFLATED else 0)
        stamp, attributes, extra, central_extra, comment = self.stamp, 0, b"", b"", b""
        if kept is not None:
            stamp, comment = (kept.time, kept.date), kept.comment
            extra, central_extra = _extras(kept, inner)
            if kept.create_system == _UNIX:
                made_by |= _UNIX << 8
                attributes = kept.unix_mode << 16
        fixed = (version, flags, method, *stamp, *sizes, len(name))
        local = LOCAL.pack(LOCAL_SIGNATURE, *fixed, len(extra)) + name + extra
        tail = (len(central_extra), len(comment), 0, 0, attributes, self.offset)
        central = CENTRAL.pack(CENTRAL_SIGNATURE, made_by, *fixed, *tail) + name + central_extra + comment
        return local, central


def _check(entry: ArchiveEntry, seen: Collection[str], inner: tuple[str, ...]) -> None:
    check_readable(entry, inner)
    if entry.name in seen:
        reason, message = "duplicate", "occurs more than once, which the packing tool refuses"
    elif entry.name.encode() != entry.raw_name:
        reason, message = "not-utf8", "has a name that is not UTF-8, which the packing tool refuses"
    elif entry.is_dir and entry.method == STORED and entry.size:
        reason, message = (
            "directory-with-data",
            Phrase("is a directory of {size} bytes, which the packing tool refuses", size=entry.size),
        )
    else:
        return
    raise ArchiveError(reason=reason, message=message, entry=entry.name, offset=entry.header_offset, inner=inner)


def _extras(entry: ArchiveEntry, inner: tuple[str, ...]) -> tuple[bytes, bytes]:
    # Java understands the times of two fields. It writes them anew, in front, in the Unix form, of which the
    # directory repeats the first only; ZIP64 fields go, all others (padding too) stay. Times after
    # January 2038, which it would write in the NTFS form, are not imitated.
    extra = entry.extra
    times: dict[int, int] = {}
    kept = []
    at = 0
    while at + 4 <= len(extra):
        tag, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        body = extra[at + 4 : at + 4 + size]
        if len(body) != size:
            message = Phrase(
                "has an extra field {tag} that runs over its end, which the packing tool refuses", tag=f"{tag:#06x}"
            )
            raise ArchiveError(
                reason="extra", message=message, entry=entry.name, offset=entry.header_offset, inner=inner
            )
        if tag == _EXTENDED_TIME_TAG:
            times |= _extended_times(body)
        elif tag == _NTFS_TAG:
            times |= _ntfs_times(body)
        if tag not in (_EXTENDED_TIME_TAG, ZIP64_TAG):
            kept.append(extra[at : at + 4 + size])
        at += 4 + size
    kept.append(extra[at:])
    rest = b"".join(kept)
    if not times:
        return rest, rest
    flags = sum(times)
    values = [(times[bit] & 0xFFFFFFFF).to_bytes(4, "little") for bit in sorted(times)]
    local = _field(_EXTENDED_TIME_TAG, bytes([flags]) + b"".join(values))
    central = _field(_EXTENDED_TIME_TAG, bytes([flags]) + (values[0] if 1 in times else b""))
    return local + rest, central + rest


def _field(tag: int, body: bytes) -> bytes:
    return tag.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body


def _extended_times(body: bytes) -> dict[int, int]:
    times = {}
    at = 1
    for bit in (1, 2, 4):
        if body and body[0] & bit and at + 4 <= len(body):
            times[bit] = int.from_bytes(body[at : at + 4], "little")
            at += 4
    return times


def _ntfs_times(body: bytes) -> dict[int, int]:
    if len(body) < _NTFS.size:
        return {}
    tag, size, *values = _NTFS.unpack_from(body)
    if (tag, size) != (1, 24):
        return {}
    known = zip((1, 2, 4), values, strict=True)
    return {bit: value // _NTFS_SECOND - _NTFS_EPOCH for bit, value in known if value != _NTFS_NONE}


def _deflated(parts: Iterator[bytes | memoryview], level: int) -> Iterator[bytes]:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    for part in parts:
        yield compressor.compress(part)
    yield compressor.flush()
