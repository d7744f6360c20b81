"""Holds the tar of a package in memory while files are read out of it, of several packages one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives import Archive, ArchiveEntry

AT_ONCE = 32 << 20
"""Bytes of a tar that is held already while it is read for the first time, since files are often asked for next."""
MOST = 256 << 20
"""Bytes of a tar that is held at all."""


class Holder:
    """The tar that was wanted last, shared by packages that are judged one after the other."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._owner: object = None
        self._data = memoryview(b"")

    def get(self, owner: object, read: Callable[[], bytearray]) -> memoryview:
        """The tar of a package, which is read again where another one is held."""
        if self._owner is not owner:
            self.put(owner, read())
        return self._data

    def put(self, owner: object, data: bytearray) -> None:
        """Hold this tar, and let go of the one before."""
        self._owner, self._data = owner, memoryview(data).toreadonly()


def unfolded(archive: Archive, entry: ArchiveEntry, most: int = MOST) -> bytearray:
    """All of an entry, of at most so many bytes.

    Raises:
        hapline.archives.ArchiveError: It cannot be read, or has more.
    """
    if entry.size > most:
        message = Phrase("holds {size} bytes; {allowed} are allowed", size=entry.size, allowed=most)
        raise ArchiveError(reason="entry-too-large", message=message, entry=entry.name)
    made = bytearray(entry.size)
    at = 0
    for piece in archive.pieces(entry):
        made[at : at + len(piece)] = piece
        at += len(piece)
    return made
