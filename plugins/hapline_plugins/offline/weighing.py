"""Measures what a package weighs: estimates of what it will be built to, copies, maps and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hapline.archives import ArchiveError
from hapline_hooks import Unreadable
from hapline_plugins.offline.content.files import Content, PackageFile

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif", ".ico", ".tif", ".tiff")
_PACKED = (*(one for one in IMAGES if one not in {".svg", ".bmp", ".tif", ".tiff"}), ".mp3", ".mp4", ".m4a", ".webm",
           ".ogg", ".woff", ".woff2", ".zip", ".gz", ".pdf")  # fmt: skip
"""What deflate makes no smaller."""
_MAP = re.compile(rb"[#@]\s*sourceMappingURL=data:[^\s'\",]{1,100},[A-Za-z0-9+/=%._~!$()-]{100,}+")
"""Bundlers have the words before it as a string; a map is longer."""
_TAIL = 64
_FONTS = ("woff2", "woff", "ttf", "otf", "eot", "svg")
"""Formats of fonts, the one that should be kept first."""
_SYNC = b"\x47"
"""What each packet of an MPEG stream begins with."""
_PACKET = 188


def length_of(file: PackageFile) -> int | None:
    """The length of a file in bytes; None for one that cannot be read, which is said elsewhere."""
    try:
        return file.size
    except (Unreadable, ArchiveError):
        return None


def size_of(file: PackageFile) -> int:
    """The length of a file in bytes; 0 for one that cannot be read."""
    return length_of(file) or 0


def bytes_of(file: PackageFile) -> bytes:
    """The content of a file; nothing for one that cannot be read."""
    try:
        return file.read()
    except (Unreadable, ArchiveError):
        return b""


def packed_size(content: Content, enough: int) -> int:
    """About how large the .amr of files will be; where they are no larger as they are, that they are no larger.

    Args:
        content: The files. enough: A size that need not be looked at closely, in bytes.
    """
    whole = sum(map(size_of, content.files))
    if whole <= enough:
        return whole
    import zlib

    return sum(
        size_of(one) if one.path.lower().endswith(_PACKED) else len(zlib.compress(bytes_of(one), 6))
        for one in content.files
    )


def duplicates(files: Iterable[PackageFile]) -> Iterator[list[PackageFile]]:
    """Files with the same content, together."""
    by_size: dict[int, list[PackageFile]] = {}
    for one in files:
        by_size.setdefault(size_of(one), []).append(one)
    for size, several in by_size.items():
        if size and len(several) > 1:
            by_content: dict[bytes, list[PackageFile]] = {}
            for one in several:
                by_content.setdefault(_digest(bytes_of(one)), []).append(one)
            yield from (same for same in by_content.values() if len(same) > 1)


def inline_map(file: PackageFile) -> int:
    """The length of the source map that a script or style sheet carries in itself, in bytes; 0 for none."""
    data = bytes_of(file)
    found = data.rfind(b"sourceMappingURL=data:")
    match = _MAP.search(data, max(0, found - _TAIL)) if found >= 0 else None
    return len(match[0]) if match else 0


def is_video(file: PackageFile) -> bool:
    """Whether a .ts is a part of a video, and no TypeScript."""
    if not file.path.lower().endswith(".ts"):
        return False
    data = bytes_of(file)
    return data[:1] == _SYNC and data[_PACKET : _PACKET + 1] in {_SYNC, b""}


def font_families(files: Iterable[PackageFile]) -> Iterator[list[PackageFile]]:
    """Fonts that are there in several formats, in each the one to be kept first; an SVG alone is a picture."""
    by_stem: dict[str, dict[str, PackageFile]] = {}
    for one in files:
        stem, _, ending = one.path.rpartition(".")
        if ending.lower() in _FONTS:
            by_stem.setdefault(stem, {})[ending.lower()] = one
    for family in by_stem.values():
        if len(family) > 1 and family.keys() & {"woff2", "woff", "ttf", "otf"}:
            yield [family[ending] for ending in _FONTS if ending in family]


def _digest(data: bytes) -> bytes:
    import hashlib

    return hashlib.blake2b(data, digest_size=16).digest()
