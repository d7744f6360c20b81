"""Walks the folders of source sets, bounded in depth, in folders, in files and in bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from hapline.builds.problems import Problem
from hapline.documents import encoding_of
from hapline_hooks import Entry, Phrase, Tree, Unreadable, noun

_TESTS = re.compile(r"(?:androidTest|test|testFixtures)(?![a-z])")


@noun
class Bounds:
    """How much of a folder is read; no honest module comes near.

    Attributes:
        depth: Folders inside folders. folders: Folders that are listed. files: Files that are named.
        size: Bytes of one file that is read. total: Bytes of all files that are read.
    """

    depth: int = 40
    folders: int = 20_000
    files: int = 50_000
    size: int = 2 * 1024 * 1024
    total: int = 256 * 1024 * 1024


_USUAL = Bounds()


class Walk:
    """One walk over folders of a tree, which says where it stopped short.

    Attributes:
        tree: What is read. bounds: How much of it. problems: What was left out, and why.
    """

    def __init__(self, tree: Tree, bounds: Bounds | None = None) -> None:
        """Start with nothing read."""
        self.tree = tree
        self.bounds = bounds or _USUAL
        self.problems: list[Problem] = []
        self._folders = self._files = self._bytes = 0

    def directly_in(self, folder: str, wanted: Callable[[str], bool]) -> Iterator[str]:
        """The paths of files in a folder, without those in folders of it; names are chosen as in ``below``."""
        for entry in self.list(folder):
            if not entry.is_dir and wanted(entry.name):
                if not self._is_one_more(folder):
                    return
                yield join(folder, entry.name)

    def below(self, root: str, wanted: Callable[[str], bool], ignored: Callable[[str], bool]) -> Iterator[str]:
        """The paths of files below a folder, in order.

        Args:
            root: The folder, and how deep it may go is counted from it. wanted: Whether a file of a name is meant.
            ignored: Whether a name, of a file or a folder, is left out with all that is in it.
        """
        todo = [(root, 0)]
        while todo:
            folder, depth = todo.pop()
            entries = self.list(folder)
            for entry in entries:
                if not entry.is_dir and wanted(entry.name) and not ignored(entry.name):
                    if not self._is_one_more(folder):
                        return
                    yield join(folder, entry.name)
            inner = [entry.name for entry in entries if entry.is_dir and not ignored(entry.name)]
            if inner and depth >= self.bounds.depth:
                self._cut(
                    folder, Phrase("more than {most} folders inside each other; the rest is not read", most=depth)
                )
                continue
            todo += [(join(folder, name), depth + 1) for name in reversed(inner)]

    def list(self, folder: str) -> list[Entry]:
        """The names in a folder; none once too many folders were listed."""
        self._folders += 1
        if self._folders > self.bounds.folders:
            if self._folders == self.bounds.folders + 1:
                self._cut(folder, Phrase("more than {most} folders; the rest is not read", most=self.bounds.folders))
            return []
        return [*self.tree.list(folder)]

    def read(self, path: str) -> bytes | None:
        """A file; None where it cannot be read or is too large, which is noted."""
        if self._bytes > self.bounds.total:
            return None
        try:
            data = self.tree.read(path)
        except Unreadable as error:
            message = Phrase("cannot be read: {reason}", reason=error.reason)
            self.problems.append(Problem(kind="unreadable", path=path, message=message))
            return None
        self._bytes += len(data)
        if len(data) > self.bounds.size:
            message = Phrase(
                "{size:size}, more than {most:size}; it is not read", size=len(data), most=self.bounds.size
            )
            self.problems.append(Problem(kind="too-large", path=path, message=message))
            return None
        if self._bytes > self.bounds.total:
            self._cut(path, Phrase("more than {most:size} in all; the rest is not read", most=self.bounds.total))
            return None
        return data

    def _is_one_more(self, folder: str) -> bool:
        """Count a file; false once there are too many, which is noted once."""
        self._files += 1
        if self._files == self.bounds.files + 1:
            self._cut(folder, Phrase("more than {most} files; the rest is not read", most=self.bounds.files))
        return self._files <= self.bounds.files

    def _cut(self, path: str, message: Phrase) -> None:
        self.problems.append(Problem(kind="cut-short", path=path, message=message))


def source_sets(walk: Walk, folder: str, chosen: Iterable[str] | None = None) -> list[str]:
    """The names of the source sets of a module: those chosen, else all that are no tests."""
    if chosen is not None:
        return [*chosen]
    return [one.name for one in walk.list(join(folder, "src")) if one.is_dir and not is_test(one.name)]


def is_test(source_set: str) -> bool:
    """Whether a source set is for tests, by its name: ``test``, ``androidTest``, ``testDebug``, ``testFixtures``."""
    return _TESTS.match(source_set) is not None


def join(folder: str, name: str) -> str:
    """The path of a name in a folder of a tree."""
    return f"{folder}/{name}" if folder else name


def tolerant_text(data: bytes) -> str:
    """The text of a source file; what is no UTF-8 (no UTF-16 by its mark) becomes one replacement character each."""
    encoding = encoding_of(data)
    return data[len(encoding.bom) :].decode(encoding.name, "replace")
