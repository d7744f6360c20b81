"""A writer of archives, honest or not: for packagers, and for tests that need a file no honest tool would make."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct

from hapline.archives.directory import CENTRAL, CENTRAL_SIGNATURE, FULL, LOCAL, LOCAL_SIGNATURE, ZIP64_TAG
from hapline.archives.entries import DEFLATED, FLAG_DESCRIPTOR, FLAG_UTF8, STORED
from hapline.archives.signing import APK_MAGIC, HAP_HEAD, HAP_MAGIC, HAP_MAGIC_OLD, HAP_NEW_MAGIC_SINCE, HAP_PART

_END = Struct("<4sHHHHIIH")
_ZIP64_END = Struct("<4sQHHIIQQQQ")
_ZIP64_LOCATOR = Struct("<4sIQI")
_DESCRIPTOR = b"PK\x07\x08"
_VERSION = {STORED: 10, DEFLATED: 20}
_ZIP64_VERSION = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to be written.

    Attributes:
        name: The name; bytes are written as they are.
        data: The content.
        method: 0 stored, 8 deflated; others are written with the content as it is.
        level: For deflated ones.
        time: The DOS time.
        date: The DOS date; the default is 2024-01-01.
        made_by: The system above, the version below 256; the default is Unix.
        external_attributes: Unix modes are in the upper half; the default is ``rw-r--r--``.
        flags: General purpose flags, beside those for UTF-8 names and descriptors.
        extra: The extra field, in both places.
        comment: The comment.
        descriptor: Whether sizes follow the data, as when an archive is streamed.
        zip64: Whether sizes are written in the ZIP64 form although they are small.
        packed: The bytes to write in place of the deflated or stored content.
        central: Untrue values for the central directory: crc, compressed_size, size, header_offset, disk.
        local: Untrue values for the local header: method, flags, crc, compressed_size, size.
        local_name: The name in the local header where it differs.
        local_extra: The extra field of the local header where it differs, such as padding for alignment.
    """

    name: str | bytes
    data: bytes = b""
    method: int = STORED
    level: int = 6
    time: int = 0
    date: int = 44 << 9 | 1 << 5 | 1
    made_by: int = 3 << 8 | 20
    external_attributes: int = 0o100644 << 16
    flags: int = 0
    extra: bytes = b""
    comment: bytes = b""
    descriptor: bool = False
    zip64: bool = False
    packed: bytes | None = None
    central: Mapping[str, int] = field(default_factory=dict)
    local: Mapping[str, int] = field(default_factory=dict)
    local_name: bytes | None = None
    local_extra: bytes | None = None


def build(
    entries: Sequence[NewEntry],
    *,
    comment: bytes = b"",
    prefix: bytes = b"",
    block: bytes = b"",
    zip64: bool = False,
    end: Mapping[str, int] | None = None,
) -> bytes:
    """Write an archive.

    Args:
        entries: The entries, in order.
        comment: The archive's comment.
        prefix: Bytes before the first entry; offsets count them.
        block: Bytes between the last entry and the central directory, such as ``hap_signing_block``.
        zip64: Whether the ZIP64 end records are written although they are not needed.
        end: Untrue values for the end record: disk, directory_disk, count_here, count, size, offset.

    Returns:
        The archive.
    """
    return b"".join(pieces(entries, comment=comment, prefix=prefix, block=block, zip64=zip64, end=end))


def pieces(
    entries: Iterable[NewEntry],
    *,
    comment: bytes = b"",
    prefix: bytes = b"",
    block: bytes = b"",
    zip64: bool = False,
    end: Mapping[str, int] | None = None,
) -> Iterator[bytes]:
    """An archive as ``build`` writes it, in pieces: of several entries only one is in memory at a time.

    Args:
        entries: As of ``build``; each is asked for when those before it are written.
        comment: As of ``build``, like the others.
        prefix: See above.
        block: See above.
        zip64: See above.
        end: See above.
    """
    yield prefix
    directory = []
    offset = len(prefix)
    for entry in entries:
        local, central = _entry(entry, offset)
        yield local
        directory.append(central)
        offset += len(local)
    yield block
    offset += len(block)
    listing = b"".join(directory)
    yield listing
    values = {"disk": 0, "directory_disk": 0, "count_here": len(directory), "count": len(directory)}
    values |= {"size": len(listing), "offset": offset} | dict(end or {})
    fields = list(values.values())
    if zip64:
        yield _ZIP64_END.pack(b"PK\x06\x06", 44, _ZIP64_VERSION, _ZIP64_VERSION, *fields)
        yield _ZIP64_LOCATOR.pack(b"PK\x06\x07", 0, offset + len(listing), 1)
        fields = [0, 0, 0xFFFF, 0xFFFF, FULL, FULL]
    yield _END.pack(b"PK\x05\x06", *fields, len(comment)) + comment


def hap_signing_block(values: Sequence[tuple[int, bytes]], *, version: int = 3) -> bytes:
    """The block that HarmonyOS signatures are put in.

    Args:
        values: Type and content of each part, in order.
        version: Of the block; the magic changed with version 3.
    """
    table = b""
    offset = HAP_PART.size * len(values)
    for kind, value in values:
        table += HAP_PART.pack(kind, len(value), offset)
        offset += len(value)
    magic = HAP_MAGIC if version >= HAP_NEW_MAGIC_SINCE else HAP_MAGIC_OLD
    body = table + b"".join([value for _, value in values])
    return body + HAP_HEAD.pack(len(values), len(body) + HAP_HEAD.size, magic, version)


def apk_signing_block(values: Sequence[tuple[int, bytes]]) -> bytes:
    """The block that Android signatures of version 2 and later are put in.

    Args:
        values: Id and content of each part, in order.
    """
    pairs = [(len(value) + 4).to_bytes(8, "little") + kind.to_bytes(4, "little") + value for kind, value in values]
    body = b"".join(pairs)
    size = (len(body) + 24).to_bytes(8, "little")
    return size + body + size + APK_MAGIC


def _entry(entry: NewEntry, offset: int) -> tuple[bytes, bytes]:
    name = entry.name.encode() if isinstance(entry.name, str) else entry.name
    flags = entry.flags | (FLAG_DESCRIPTOR if entry.descriptor else 0)
    if isinstance(entry.name, str) and not entry.name.isascii():
        flags |= FLAG_UTF8
    packed = _packed(entry)
    sizes = {"crc": zlib.crc32(entry.data), "compressed_size": len(packed), "size": len(entry.data)}
    version = _ZIP64_VERSION if entry.zip64 else _VERSION.get(entry.method, 20)
    local = {"method": entry.method, "flags": flags} | (dict.fromkeys(sizes, 0) if entry.descriptor else sizes)
    head = _local_header(entry, version, name, local | dict(entry.local)) + packed
    if entry.descriptor:
        form = Struct("<IQQ" if entry.zip64 else "<III")
        head += _DESCRIPTOR + form.pack(*sizes.values())
    central = sizes | {"header_offset": offset, "disk": 0} | dict(entry.central)
    return head, _central_header(entry, version, flags, name, central)


def _packed(entry: NewEntry) -> bytes:
    if entry.packed is not None:
        return entry.packed
    if entry.method != DEFLATED:
        return entry.data
    compressor = zlib.compressobj(entry.level, zlib.DEFLATED, -15)
    return compressor.compress(entry.data) + compressor.flush()


def _local_header(entry: NewEntry, version: int, name: bytes, values: Mapping[str, int]) -> bytes:
    name = name if entry.local_name is None else entry.local_name
    extra = entry.extra if entry.local_extra is None else entry.local_extra
    sizes = [values["compressed_size"], values["size"]]
    if entry.zip64:
        extra = _zip64_field(values["size"], values["compressed_size"]) + extra
        sizes = [FULL, FULL]
    fixed = (version, values["flags"], values["method"], entry.time, entry.date, values["crc"], *sizes)
    return LOCAL.pack(LOCAL_SIGNATURE, *fixed, len(name), len(extra)) + name + extra


def _central_header(entry: NewEntry, version: int, flags: int, name: bytes, values: Mapping[str, int]) -> bytes:
    sizes = [values["compressed_size"], values["size"]]
    offset = values["header_offset"]
    extra = entry.extra
    if entry.zip64:
        extra = _zip64_field(values["size"], values["compressed_size"], offset) + extra
        sizes, offset = [FULL, FULL], FULL
    fixed = (entry.made_by, version, flags, entry.method, entry.time, entry.date, values["crc"], *sizes)
    lengths = (len(name), len(extra), len(entry.comment))
    tail = (values["disk"], 0, entry.external_attributes, offset)
    return CENTRAL.pack(CENTRAL_SIGNATURE, *fixed, *lengths, *tail) + name + extra + entry.comment


def _zip64_field(*values: int) -> bytes:
    body = b"".join([value.to_bytes(8, "little") for value in values])
    return ZIP64_TAG.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
