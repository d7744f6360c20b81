"""Local headers: the second account an archive gives of each entry, which hostile files make differ from the first."""

from __future__ import annotations

from struct import Struct

from hapline.archives.directory import FULL, LOCAL, decode_name, wide_values
from hapline.archives.entries import FLAG_DESCRIPTOR, FLAG_ENCRYPTED, ArchiveEntry

_DESCRIPTOR = b"PK\x07\x08"
_NARROW = Struct("<III")
_WIDE = Struct("<IQQ")


def header_difference(view: memoryview, entry: ArchiveEntry) -> dict[str, tuple[object, object]]:
    """Compare an entry's local header, and the descriptor after its data, with the central directory.

    Returns:
        By field, where they differ: what the directory says, and what stands at the entry itself.
    """
    _, _, flags, method, _, _, crc, compressed_size, size, name_length, _ = LOCAL.unpack_from(view, entry.header_offset)
    name_at = entry.header_offset + LOCAL.size
    raw_name = bytes(view[name_at : name_at + name_length])
    wanted = (entry.crc, entry.compressed_size, entry.size)
    may_be_zero = flags & FLAG_DESCRIPTOR
    same = (flags, method, raw_name) == (entry.flags, entry.method, entry.raw_name)
    if same and not may_be_zero and (crc, compressed_size, size) == wanted:
        return {}
    if FULL in (size, compressed_size):
        extra = bytes(view[name_at + name_length : entry.data_offset])
        size, compressed_size = wide_values(extra, (size, compressed_size)) or (size, compressed_size)
    found: dict[str, tuple[object, object]] = {}
    if raw_name != entry.raw_name:
        found["name"] = (entry.name, decode_name(raw_name))
    if method != entry.method:
        found["method"] = (entry.method, method)
    if (flags ^ entry.flags) & (FLAG_ENCRYPTED | FLAG_DESCRIPTOR):
        found["flags"] = (entry.flags, flags)
    stated = (crc, compressed_size, size)
    for label, local, central in zip(("crc", "compressed_size", "size"), stated, wanted, strict=True):
        # Where a descriptor follows the data, the local header may leave these open.
        if local != central and not (may_be_zero and local == 0):
            found[label] = (central, local)
    if may_be_zero and entry.flags & FLAG_DESCRIPTOR and not descriptor_size(view, entry):
        found["descriptor"] = (wanted, None)
    return found


def descriptor_size(view: memoryview, entry: ArchiveEntry) -> int:
    """The bytes that the data descriptor of a streamed entry takes; 0 if it has none or a false one."""
    if not entry.flags & FLAG_DESCRIPTOR:
        return 0
    after = entry.data_offset + entry.compressed_size
    wanted = (entry.crc, entry.compressed_size, entry.size)
    signed = 4 if bytes(view[after : after + 4]) == _DESCRIPTOR else 0
    for skipped in {signed, 0}:
        # The wide form first: of an empty entry the narrow one is its beginning.
        for form in (_WIDE, _NARROW):
            start = after + skipped
            if start + form.size <= len(view) and form.unpack_from(view, start) == wanted:
                return skipped + form.size
    return 0
