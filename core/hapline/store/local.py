"""A store in a folder of this machine, or of a share that it sees as one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from hapline.files import flush_folder
from hapline.locks import lock
from hapline.store.contents import PIECE, regular_file

_LOCK = "lock"


class LocalPlace:
    """A folder, which is made when something is written.

    Attributes:
        folder: The folder, as an absolute path. shown: As it was named.
    """

    def __init__(self, folder: str, shown: str = "") -> None:
        """Name the folder, and what it is called where that is something else."""
        self.folder = os.path.abspath(folder)
        self.shown = shown or folder

    def is_there(self) -> bool:
        """Whether there is such a folder."""
        return os.path.isdir(self.folder)

    def size(self, key: str) -> int | None:
        """The length of a file in bytes; None where there is none."""
        try:
            return os.stat(self._path(key)).st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    def read(self, key: str) -> Iterator[bytes]:
        """A file in pieces."""
        with regular_file(self._path(key)) as file:
            while piece := file.read(PIECE):
                yield piece

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        """Write a new file, and wait until the disk has it."""
        path = self._path(key)
        _make(os.path.dirname(path))
        try:
            with open(path, "xb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                os.unlink(path)
            raise

    def move(self, key: str, target: str) -> None:
        """Give a file another name, and wait until the disk knows."""
        path = self._path(target)
        _make(os.path.dirname(path))
        os.replace(self._path(key), path)
        flush_folder(os.path.dirname(path))

    def create(self, key: str, target: str) -> bool:
        """Give a file another name, unless something has it."""
        path = self._path(target)
        _make(os.path.dirname(path))
        try:
            os.link(self._path(key), path)
        except FileExistsError:
            self.remove(key)
            return False
        except OSError:  # a share or a stick without links: those who write records wait for each other all the same
            if os.path.lexists(path):
                self.remove(key)
                return False
            self.move(key, target)
            return True
        flush_folder(os.path.dirname(path))
        self.remove(key)
        return True

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted."""
        try:
            return sorted(os.listdir(self._path(folder)))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def remove(self, key: str) -> None:
        """Remove a file; it may be gone already."""
        with suppress(FileNotFoundError):
            os.unlink(self._path(key))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for a lock, which the system takes from a process that dies."""
        _make(self.folder)
        with open(self._path(_LOCK), "ab") as file:
            lock(file.fileno(), wait=True)
            yield

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, *key.split("/"))


def _make(folder: str) -> None:
    """Make a folder and those above it, and wait until the disk has each."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    _make(above)
    with suppress(FileExistsError):
        os.mkdir(folder)
        flush_folder(above)
