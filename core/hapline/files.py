"""Writing files so that a reader never sees half of one, and a crash never costs the old one."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable
from typing import Self


def write(
    path: str | os.PathLike[str], content: bytes | Iterable[bytes], *, flush: bool = True, mode: int | None = None
) -> None:
    """Replace a file as a whole: write beside it, flush to disk, rename over it.

    The mode of an existing file is kept, and a symbolic link is followed so that it stays a link.

    Args:
        path: The file; its folder must exist. content: All of its new content, at once or in pieces.
        flush: Whether to wait until the disk has it; not for what can be made again.
        mode: The mode of a new file, where the usual one will not do.

    Raises:
        OSError: The folder cannot be written to; the old file is untouched, as it is when the pieces fail.
    """
    target = os.path.realpath(path)
    beside = _beside(target)
    try:
        _fill(beside, content, flush=flush)
        _put(beside, target, mode)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    if flush:
        flush_folder(os.path.dirname(target))


class Together:
    """Files that are replaced together: none of them before the new content of all is on disk beside them.

    Whatever goes wrong until then, all old files are as they were, and what was made is gone, folders too. Each file is
    replaced as a whole, as ``write`` does it.

    Example::

        with Together() as files:
            for path, pieces in contents.items():
                files.write(path, pieces)

    Attributes:
        has_begun: Whether a file was replaced already; only where the disk fails just then the others are not.
    """

    def __init__(self) -> None:
        """Start without a file."""
        self.has_begun = False
        self._made: list[tuple[str, str]] = []
        self._folders: list[str] = []
        self._flushed: dict[str, None] = {}

    def __enter__(self) -> Self:
        """Begin to take contents."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Put all of them in their places, or take them back.

        Raises:
            OSError: A file cannot be replaced; it and those that come after it are as they were.
        """
        try:
            if kind is None:
                self._put_all()
        finally:
            self._take_back()

    def write(self, path: str | os.PathLike[str], content: bytes | Iterable[bytes], *, flush: bool = True) -> None:
        """Make the new content of a file; the folders above it are made too.

        Args:
            path: The file. content: All of its new content, at once or in pieces. flush: As for ``write``.

        Raises:
            OSError: It cannot be made there.
        """
        target = os.path.realpath(path)
        if os.path.isdir(target):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
        folder = os.path.dirname(target)
        self._make(folder)
        beside = _beside(target)
        self._made.append((beside, target))
        _fill(beside, content, flush=flush)
        if flush:
            self._flushed[folder] = None

    def _make(self, folder: str) -> None:
        absent = []
        while not os.path.isdir(folder):
            absent.append(folder)
            folder = os.path.dirname(folder)
        for one in reversed(absent):
            os.mkdir(one)
            self._folders.append(one)

    def _put_all(self) -> None:
        while self._made:
            _put(*self._made[0])
            self.has_begun = True
            del self._made[0]
        self._folders.clear()
        for folder in self._flushed:
            flush_folder(folder)

    def _take_back(self) -> None:
        for beside, _ in self._made:
            with contextlib.suppress(OSError):
                os.unlink(beside)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):  # something is in it
                os.rmdir(folder)


def _beside(target: str) -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}.{os.getpid()}-{os.urandom(4).hex()}.hapline")


def _fill(path: str, content: bytes | Iterable[bytes], *, flush: bool) -> None:
    with open(path, "xb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        if flush:
            file.flush()
            os.fsync(file.fileno())


def _put(beside: str, target: str, mode: int | None = None) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.chmod(beside, os.stat(target).st_mode & 0o7777 if mode is None else mode)
    os.replace(beside, target)


def flush_folder(folder: str) -> None:
    """Wait until the disk has the names in a folder: those of files that were made, renamed or removed there.

    Raises:
        OSError: There is no such folder, or the disk failed.
    """
    # Windows cannot open a folder, and the rename is already atomic there.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def shown(path: str) -> str:
    """A path as people call it: relative to where they are, unless that leads upwards; with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = path
    return (os.path.normpath(path) if relative.startswith("..") else relative).replace(os.sep, "/")


def stays_inside(path: str) -> bool:
    """Whether a path with forward slashes, joined to a folder, names something inside that folder on every system."""
    has_drive = path[1:2] == ":"
    return bool(path) and not (path.startswith("/") or has_drive or ".." in path.split("/") or "\\" in path)
