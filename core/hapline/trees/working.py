"""The working tree: files as they are on disk, never outside the root."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence

from hapline.trees.record import Record
from hapline_hooks import Entry, Phrase, Unreadable

MAX_FILE = 64 * 1024 * 1024
"""Bytes. No file that rules read as a whole is anywhere near; more is a mistake or an attack."""


class WorkingTree:
    """A folder on disk.

    Symbolic links are followed only while they stay inside the root, so that checking a foreign project
    reads nothing else of the machine.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        """Read from this folder."""
        self.root = os.fspath(root)
        self.record = Record()
        self._real = os.path.realpath(root)
        self._base = self.root

    @property
    def name(self) -> str:
        """The folder, as it was named."""
        return self.root

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: It is absent, too large, not a file, or outside the root.
        """
        place = f"{self._base}/{path}"
        try:
            if not self._inside(place):
                raise Unreadable(path, "a symbolic link leads out of the project")
            # O_NONBLOCK: opening a named pipe must not wait for a writer.
            handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with open(handle, "rb") as file:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode):
                    raise Unreadable(path, "not a regular file")
                if status.st_size > MAX_FILE:
                    raise Unreadable(path, Phrase("{size} bytes, more than {most}", size=status.st_size, most=MAX_FILE))
                content = file.read(MAX_FILE + 1)
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.ENOTDIR}:
                self.record.missed(path)
                raise Unreadable(path, "there is no such file", absent=True) from None
            raise Unreadable(path, error.strerror or str(error)) from None
        except ValueError:  # a NUL in the path
            raise Unreadable(path, "no file can have this name", absent=True) from None
        self.record.read(path, content)
        return content

    def is_file(self, path: str) -> bool:
        """Whether the path is a regular file inside the root."""
        place = f"{self._base}/{path}"
        found = "\0" not in path and os.path.isfile(place) and self._inside(place)
        if not found:
            self.record.missed(path)
        return found

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted; symbolic links to folders are left out, since they can run in circles."""
        place = f"{self._base}/{path}" if path else self._base
        try:
            with os.scandir(place) as names:
                entries = sorted(
                    (Entry(name=name.name, is_dir=name.is_dir(follow_symlinks=False)) for name in names),
                    key=lambda entry: entry.name,
                )
        except (OSError, ValueError):
            self.record.missed(path)
            return ()
        self.record.listed(path, entries)
        return entries

    def _inside(self, place: str) -> bool:
        real = os.path.realpath(place)
        return real == self._real or real.startswith(self._real.rstrip(os.sep) + os.sep)
