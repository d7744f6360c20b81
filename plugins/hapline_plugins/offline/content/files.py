"""The content of a package: its files by path below the id, read when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Literal

from hapline_hooks import Phrase, noun

OddKind = Literal["link", "special", "hidden", "cut"]
"""What something is that is not delivered: a link, no file at all, hidden or left by a system, or too much to read."""


class PackageFile:
    """One file of a package.

    Attributes:
        path: Its path below the id, with forward slashes, such as ``www/index.html``.
        place: Where people find it: a path of the tree, or the name of the entry of the archive.
        mode: The Unix mode that was recorded; 0 where none was.
    """

    __slots__ = ("_read", "_size", "mode", "path", "place")

    def __init__(
        self, path: str, read: Callable[[], bytes], *, place: str = "", mode: int = 0, size: int | None = None
    ) -> None:
        """Name a file.

        Args:
            path: As the attribute. read: Reads all of it. place: As the attribute; the path where nothing is given.
            mode: As the attribute. size: Its length in bytes, where it is known without reading.
        """
        self.path = path
        self.place = place or path
        self.mode = mode
        self._read = read
        self._size = size

    @property
    def size(self) -> int:
        """Its length in bytes; it may have to be read for that.

        Raises:
            hapline_hooks.Unreadable: As ``read``.
        """
        if self._size is None:
            self.read()
        return self._size or 0

    def read(self) -> bytes:
        """All of its content.

        Raises:
            hapline_hooks.Unreadable: It cannot be read. hapline.archives.ArchiveError: As above, of an archive.
        """
        content = self._read()
        self._size = len(content)
        return content


@noun
class Odd:
    """Something that is no plain file and is not in the package for that.

    Attributes:
        path: Where it would be, below the id. place: Where people find it. kind: What it is.
        reason: More about it, in words.
    """

    path: str
    place: str
    kind: OddKind
    reason: Phrase | str = ""


class Content:
    """The files of a package.

    Attributes:
        files: The files, sorted by path, each path once. odd: What is there and is no file that is delivered.
    """

    __slots__ = ("__dict__", "files", "odd")

    def __init__(self, files: Iterable[PackageFile], odd: Iterable[Odd] = ()) -> None:
        """Hold these files; of several with one path the last counts, as where archives are unpacked."""
        by_path = {one.path: one for one in files}
        self.files = tuple(by_path[path] for path in sorted(by_path))
        self.odd = tuple(odd)

    @cached_property
    def by_path(self) -> Mapping[str, PackageFile]:
        """The files by path."""
        return {one.path: one for one in self.files}

    @cached_property
    def size(self) -> int:
        """The length of all files together, in bytes; they may have to be read for that."""
        return sum([one.size for one in self.files])

    def below(self, directory: str) -> Content:
        """The same files put into a directory; empty leaves them where they are."""
        if not directory:
            return self
        return Content(
            [_moved(one, f"{directory}/{one.path}") for one in self.files],
            [
                Odd(path=f"{directory}/{one.path}", place=one.place, kind=one.kind, reason=one.reason)
                for one in self.odd
            ],
        )


def _moved(file: PackageFile, path: str) -> PackageFile:
    return PackageFile(path, file.read, place=file.place, mode=file.mode, size=file._size)  # noqa: SLF001 one of ours
