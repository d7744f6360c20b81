"""Signing blocks: what HarmonyOS and Android put between the last entry and the central directory."""

from __future__ import annotations

from struct import Struct
from typing import Literal, NamedTuple

from hapline.archives.errors import ArchiveError
from hapline_hooks import Phrase

HAP_SIGNATURE = 0x20000000
HAP_ROTATION = 0x20000001
HAP_PROFILE = 0x20000002
HAP_PROPERTY = 0x20000003
APK_V2 = 0x7109871A
APK_V3 = 0xF05368C0

HAP_MAGIC = b"<hap sign block>"
HAP_MAGIC_OLD = b"HAP Sig Block 42"
APK_MAGIC = b"APK Sig Block 42"
HAP_NEW_MAGIC_SINCE = 3

HAP_HEAD = Struct("<iq16si")
"""Stands at the end of the block: number of parts, size of the whole block, magic, version."""
HAP_PART = Struct("<III")
"""Stand at its beginning, one for each part: type, length, offset from the beginning of the block."""
_HAP_MOST_PARTS = 10
_APK_FOOT = 24
_APK_PAIR = Struct("<QI")


class SigningPart(NamedTuple):
    """One part of a signing block; offset and size are bytes of the archive, of the value alone.

    HarmonyOS types: 0x20000000 signature, 0x20000001 proof of rotation, 0x20000002 profile (a signed
    document in PKCS #7), 0x20000003 property. Android: the scheme's id, such as 0x7109871a for version 2.
    """

    type: int
    offset: int
    size: int


class SigningBlock(NamedTuple):
    """A signing block, found and measured but not verified.

    Attributes:
        kind: ``hap`` or ``apk``. version: HarmonyOS: of the block, 1 to 3; Android: 0, as there each part
            is a version. offset: Its first byte in the archive. size: All its bytes. parts: In their order.
    """

    kind: Literal["hap", "apk"]
    version: int
    offset: int
    size: int
    parts: tuple[SigningPart, ...]

    def part(self, type: int) -> SigningPart | None:  # noqa: A002 - the format's own word
        """The first part of a type, if there is one."""
        return next((part for part in self.parts if part.type == type), None)


def read_signing_block(view: memoryview, first: int, end: int, inner: tuple[str, ...]) -> SigningBlock | None:
    """Read the block that ends where the central directory begins, if there is one.

    Args:
        view: The archive.
        first: The end of the last entry.
        end: The beginning of the central directory.
        inner: For errors.

    Raises:
        ArchiveError: ``signing-block``: there is one, and its sizes do not add up.
    """
    if end - first >= HAP_HEAD.size:
        count, size, magic, version = HAP_HEAD.unpack_from(view, end - HAP_HEAD.size)
        if magic in (HAP_MAGIC, HAP_MAGIC_OLD):
            if (magic == HAP_MAGIC) != (version >= HAP_NEW_MAGIC_SINCE):
                message = Phrase(
                    "version {version} does not go with its magic {magic}", version=version, magic=repr(magic.decode())
                )
                raise _broken(message=message, offset=end, inner=inner)
            return _read_hap(view, first, end, (count, size, version), inner)
    if end - first >= _APK_FOOT + 8 and bytes(view[end - 16 : end]) == APK_MAGIC:
        return _read_apk(view, first, end, inner)
    return None


def _read_hap(
    view: memoryview, first: int, end: int, head: tuple[int, int, int], inner: tuple[str, ...]
) -> SigningBlock:
    count, size, version = head
    start = end - size
    body = size - HAP_HEAD.size
    if not 0 <= count <= _HAP_MOST_PARTS or body < count * HAP_PART.size or start < first:
        message = Phrase("{size} bytes with {count} parts do not fit before the directory", size=size, count=count)
        raise _broken(message=message, offset=end, inner=inner)
    parts = []
    for index in range(count):
        kind, length, offset = HAP_PART.unpack_from(view, start + index * HAP_PART.size)
        if offset < count * HAP_PART.size or offset + length > body:
            message = Phrase(
                "part {kind} ({size} bytes at {offset}) lies outside it", kind=f"{kind:#x}", size=length, offset=offset
            )
            raise _broken(message=message, offset=start, inner=inner)
        parts.append(SigningPart(type=kind, offset=start + offset, size=length))
    if sum(part.size for part in parts) != body - count * HAP_PART.size:
        message = Phrase("its {size} bytes are not what its {count} parts take", size=body, count=count)
        raise _broken(message=message, offset=start, inner=inner)
    return SigningBlock(kind="hap", version=version, offset=start, size=size, parts=tuple(parts))


def _read_apk(view: memoryview, first: int, end: int, inner: tuple[str, ...]) -> SigningBlock:
    # The size is written twice, at both ends, and counts everything but its first copy.
    size = int.from_bytes(view[end - _APK_FOOT : end - 16], "little")
    start = end - size - 8
    if size < _APK_FOOT or start < first or int.from_bytes(view[start : start + 8], "little") != size:
        message = Phrase("{size} bytes do not fit before the directory", size=size)
        raise _broken(message=message, offset=end, inner=inner)
    at, stop = start + 8, end - _APK_FOOT
    parts = []
    while at < stop:
        if at + _APK_PAIR.size > stop:
            raise _broken(message="its last part is cut", offset=at, inner=inner)
        length, kind = _APK_PAIR.unpack_from(view, at)
        if length < 4 or at + 8 + length > stop:  # noqa: PLR2004 - the id is part of the length
            message = Phrase("part {kind} ({size} bytes) lies outside it", kind=f"{kind:#x}", size=length)
            raise _broken(message=message, offset=at, inner=inner)
        parts.append(SigningPart(type=kind, offset=at + _APK_PAIR.size, size=length - 4))
        at += 8 + length
    return SigningBlock(kind="apk", version=0, offset=start, size=size + 8, parts=tuple(parts))


def _broken(*, message: str, offset: int, inner: tuple[str, ...]) -> ArchiveError:
    what = message if isinstance(message, Phrase) else Phrase(message)
    broken = Phrase("the signing block is broken: {what}", what=what)
    return ArchiveError(reason="signing-block", message=broken, offset=offset, inner=inner)
