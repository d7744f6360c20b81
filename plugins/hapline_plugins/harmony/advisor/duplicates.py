"""Duplicates: contents that are in several packages, or twice in one, found by what they hold and not by names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline.archives import ArchiveError
from hapline_plugins.harmony.advisor.scales import Content, DamagedError, Scales
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.parallel import in_parallel


class Duplicate(NamedTuple):
    """One content and its copies.

    Attributes:
        sha256: Of the content, in hexadecimal. size: Its length in bytes, not compressed.
        copies: Where it is; at least two.
    """

    sha256: str
    size: int
    copies: Sequence[Content]

    @property
    def modules(self) -> frozenset[Module]:
        """The modules that have it."""
        return frozenset(one.module for one in self.copies)

    def saved(self) -> int:
        """Bytes that one copy in the place of all would save, on the device type where that is most.

        All copies there are counted but the largest, which stays.
        """
        devices: dict[str | None, list[int]] = {}
        for one in self.copies:
            for device in dict.fromkeys(one.module.devices):
                devices.setdefault(device, []).append(one.bytes)
        return max((sum(found) - max(found) for found in devices.values()), default=0)


def duplicates(scales: Scales) -> list[Duplicate]:
    """Contents with several copies on one device type, those that cost most first.

    The directories of the archives say which contents can be equal (by CRC-32 and length); only those are read and
    hashed, piece by piece.

    Raises:
        DamagedError: A content cannot be read.
    """
    alike: dict[tuple[int, int], list[Content]] = {}
    for contents in scales.contents.values():
        for one in contents:
            if one.entry.size:
                alike.setdefault((one.entry.crc, one.entry.size), []).append(one)
    candidates = [one for several in alike.values() if len(several) > 1 for one in several]
    by_hash: dict[str, list[Content]] = {}
    for digest, one in zip(hashes(scales, candidates), candidates, strict=True):
        by_hash.setdefault(digest, []).append(one)
    found = [
        Duplicate(digest, several[0].entry.size, several) for digest, several in by_hash.items() if len(several) > 1
    ]
    return sorted((one for one in found if one.saved()), key=lambda one: (-one.saved(), one.sha256))


def hashes(scales: Scales, contents: Sequence[Content]) -> list[str]:
    """The SHA-256 of each content.

    Raises:
        DamagedError: One cannot be read.
    """

    def of(content: Content) -> str:
        digest = hashlib.sha256()
        try:
            for piece in content.archive.pieces(content.entry):
                digest.update(piece)
        except ArchiveError as error:
            raise DamagedError(scales.package(content.module).location(content.name).file, error) from None
        return digest.hexdigest()

    return in_parallel(of, contents)


def movable(found: Iterable[Duplicate]) -> list[Duplicate]:
    """Those of which several copies may be moved, with these copies only."""
    several = (Duplicate(one.sha256, one.size, [copy for copy in one.copies if not copy.stays]) for one in found)
    return [one for one in several if len(one.copies) > 1 and one.saved()]


def by_modules(found: Iterable[Duplicate]) -> Mapping[frozenset[Module], Sequence[Duplicate]]:
    """Duplicates by the modules that have them: each such set could share one package."""
    groups: dict[frozenset[Module], list[Duplicate]] = {}
    for one in found:
        groups.setdefault(one.modules, []).append(one)
    return groups
