"""The working tree: files as they are on disk, never outside the root."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from operator import attrgetter

from hapline.trees.record import Record, blob_name
from hapline_hooks import Entry, Phrase, Unreadable

MAX_FILE = 64 * 1024 * 1024
"""Bytes. No file that rules read as a whole is anywhere near; more is a mistake or an attack."""
# O_NONBLOCK: opening a named pipe must not wait for a writer.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})
_IS_LINK = frozenset({errno.ELOOP, errno.EMLINK})
_BY_NAME = attrgetter("name")


class WorkingTree:
    """A folder on disk.

    Symbolic links are followed only while they stay inside the root, so that checking a foreign project
    reads nothing else of the machine.

    Attributes:
        root: The folder. record: What was read, listed and found absent.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        """Read from this folder."""
        self.root = os.fspath(root)
        self.record = Record()
        self._real = os.path.realpath(root)
        self._plain = {"": bool(_NO_LINK)}
        self._listings: dict[str, tuple[Entry, ...] | None] = {}

    @property
    def name(self) -> str:
        """The folder, as it was named."""
        return self.root

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: It is absent, too large, not a file, or outside the root.
        """
        try:
            content = self._content(path)
        except Unreadable as error:
            if error.absent:
                self.record.missed(path)
                raise
            raise self.record.refused(path, error) from None
        self.record.read(path, content)
        return content

    def is_file(self, path: str) -> bool:
        """Whether the path is a regular file inside the root."""
        found = self._is_file(path)
        self.record.asked(path, found=found)
        return found

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted; symbolic links to folders are left out, since they can run in circles.

        A folder is listed once: each plugin goes through all of them to find its projects, and a tree is for one run.
        """
        if path not in self._listings:
            self._listings[path] = self._listed(path)
        entries = self._listings[path]
        if entries is None:
            self.record.unlisted(path)
            return ()
        self.record.listed(path, entries)
        return entries

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside this tree; returns whether it is there."""
        return self.record.depends_on(path)

    def digest(self, path: str) -> str:
        """What a record keeps of a file as it is now; empty where there is none."""
        try:
            return blob_name(self._content(path))
        except Unreadable as error:
            return "" if error.absent else f"! {error.reason}"

    def apart(self) -> None:
        """Share nothing with the process that this one was forked from: there is nothing to share."""

    def _listed(self, path: str) -> tuple[Entry, ...] | None:
        """The names in a folder; None where there is none."""
        place = f"{self.root}/{path}" if path else self.root
        try:
            with os.scandir(place) as names:
                found = [
                    Entry(name=name.name, is_dir=name.is_dir(follow_symlinks=False), is_link=name.is_symlink())
                    for name in names
                ]
        except (OSError, ValueError):
            return None
        found.sort(key=_BY_NAME)
        # What is a folder here is no link, and need not be looked up for that once more.
        is_plain, before = self._is_plain(path), f"{path}/" if path else ""
        self._plain.update((before + one.name, is_plain) for one in found if one.is_dir)
        return tuple(found)

    def _content(self, path: str) -> bytes:
        try:
            handle = self._opened(path)
            try:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode):
                    raise Unreadable(path, "not a regular file")
                if status.st_size > MAX_FILE:
                    raise Unreadable(path, Phrase("{size} bytes, more than {most}", size=status.st_size, most=MAX_FILE))
                return os.read(handle, status.st_size)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno in _ABSENT:
                raise Unreadable(path, "there is no such file", absent=True) from None
            raise Unreadable(path, error.strerror or str(error)) from None
        except ValueError:  # a NUL in the path
            raise Unreadable(path, "no file can have this name", absent=True) from None

    def _opened(self, path: str) -> int:
        place = f"{self.root}/{path}"
        if self._is_plain(path.rpartition("/")[0]):
            try:
                return os.open(place, _FLAGS | _NO_LINK)
            except OSError as error:
                if error.errno not in _IS_LINK:
                    raise
        if not self._is_inside(place):
            raise Unreadable(path, "a symbolic link leads out of the project")
        return os.open(place, _FLAGS)

    def _is_file(self, path: str) -> bool:
        place = f"{self.root}/{path}"
        try:
            if self._is_plain(path.rpartition("/")[0]):
                mode = os.lstat(place).st_mode
                if not stat.S_ISLNK(mode):
                    return stat.S_ISREG(mode)
            return os.path.isfile(place) and self._is_inside(place)
        except (OSError, ValueError):
            return False

    def _is_plain(self, folder: str) -> bool:
        """Whether no symbolic link is on the way from the root to a folder; looked up once for each folder."""
        known = self._plain.get(folder)
        if known is None:
            above, _, name = folder.rpartition("/")
            direct = bool(_NO_LINK) and name not in {"", ".", ".."} and self._is_plain(above)
            known = self._plain[folder] = direct and not os.path.islink(f"{self.root}/{folder}")
        return known

    def _is_inside(self, place: str) -> bool:
        real = os.path.realpath(place)
        return real == self._real or real.startswith(self._real.rstrip(os.sep) + os.sep)
