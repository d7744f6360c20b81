"""Holds the tar of a package in memory while files are read out of it, of several packages one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from mmap import mmap
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives import Archive

AT_ONCE = 32 << 20
"""Bytes up to which a tar is held while it is read for the first time, since files are often asked for next."""
IN_MEMORY = 256 << 20
"""Bytes up to which a tar is held in memory; a larger one is in a file without a name, which nobody else sees."""
_ALLOWED = 512 << 20
"""Bytes of a tar that is read at all, as of any entry of an archive."""


class Holder:
    """The tar that was wanted last, shared by packages that are judged one after the other.

    Attributes:
        at_once: Bytes of a tar that is held already while it is read for the first time.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Hold nothing yet; with 0, nothing before a file is asked for."""
        self.at_once = at_once
        self._owner: object = None
        self._data = memoryview(b"")

    def get(self, owner: object, read: Callable[[], bytearray | mmap]) -> memoryview:
        """The tar of a package, which is read again where another one is held."""
        if self._owner is not owner:
            self.put(owner, read())
        return self._data

    def put(self, owner: object, data: bytearray | mmap) -> None:
        """Hold this tar, and let go of the one before."""
        self._owner, self._data = owner, memoryview(data).toreadonly()

    def drop(self, owner: object) -> None:
        """Let go of the tar of a package, if it is this one's."""
        if self._owner is owner:
            self._owner, self._data = None, memoryview(b"")


class OneOpen:
    """The archive that was wanted last: of many that are read one after the other, one is open."""

    def __init__(self) -> None:
        """Open nothing."""
        self._path = ""
        self._archive: Archive | None = None

    def get(self, path: str) -> Archive:
        """An open archive; the one before is closed.

        Raises:
            OSError: It cannot be opened. hapline.archives.ArchiveError: It is no archive.
        """
        if self._archive is None or self._path != path:
            if self._archive is not None:
                self._archive.close()
            self._archive, self._path = open_archive(path), path
        return self._archive


def unfolded(source: str | bytes, name: str, most: int = _ALLOWED, in_memory: int = IN_MEMORY) -> bytearray | mmap:
    """All of an entry of an archive, of at most so many bytes, in memory or in a file that is gone once it is closed.

    Raises:
        OSError: The archive cannot be opened. hapline.archives.ArchiveError: It cannot be read, or has more.
    """
    with open_archive(source) as archive:
        size = archive.by_name[name].size if name in archive.by_name else 0
        if size > most:
            message = Phrase("holds {size} bytes; {allowed} are allowed", size=size, allowed=most)
            raise ArchiveError(reason="entry-too-large", message=message, entry=name)
        made = bytearray(size) if size <= in_memory else _mapped(size)
        at = 0
        for piece in archive.pieces(name):
            made[at : at + len(piece)] = piece
            at += len(piece)
        return made


def _mapped(size: int) -> mmap:
    """A file without a name, as if it were memory."""
    import tempfile

    with tempfile.TemporaryFile(prefix="hapline-") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(
                file.fileno(), 0, size
            )  # a disk that is full must be said now: later it ends the process
        else:
            file.truncate(size)
        return mmap(file.fileno(), size)
