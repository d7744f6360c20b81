"""Built archives that are opened: what Bundle jars and a Portal's apk have in common."""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from hapline.archives import Archive, ArchiveError, open_archive
from hapline.documents import DocumentError
from hapline_hooks import Artifact, Location

if TYPE_CHECKING:
    from hapline.android import AndroidManifest, ResourceTable
    from hapline.archives import ArchiveTree, Problem

T = TypeVar("T")

ANDROID_MANIFEST = "AndroidManifest.xml"
RESOURCES = "resources.arsc"
ZIP = b"PK"
MOST_TEXT = 16 * 1024 * 1024
_MOST_DEX = 128 * 1024 * 1024
_MOST_RESOURCES = 256 * 1024 * 1024


class Opened(Artifact):
    """An archive that was opened, or what keeps it from being read.

    Attributes:
        inner: The way to it inside ``path``; empty for a file of its own. archive: None where it is no archive.
        error: Why it cannot be read.
    """

    __slots__ = ("_known", "archive", "error", "inner")

    def __init__(self, path: str, inner: tuple[str, ...], size: int, opened: Callable[[], Archive]) -> None:
        """Open it."""
        super().__init__(path, size)
        self.inner = inner
        self.archive: Archive | None = None
        self.error: ArchiveError | None = None
        self._known: dict[str, object] = {}
        try:
            self.archive = opened()
        except ArchiveError as error:
            self.error = error

    @property
    def name(self) -> str:
        """Its file name."""
        return (self.inner[-1] if self.inner else self.path).replace("\\", "/").rsplit("/", 1)[-1]

    def location(self, *inner: str) -> Location:
        """A place in it: an entry, or the archive itself."""
        return Location(path=self.path, inner=(*self.inner, *inner))

    @property
    def tree(self) -> ArchiveTree | None:
        """Its entries as files; None where it is no archive."""
        from hapline.archives import ArchiveTree

        return ArchiveTree(self.archive, self.location().file) if self.archive is not None else None

    @property
    def oddities(self) -> list[Problem]:
        """What is odd about it as an archive."""
        return self.archive.problems() if self.archive is not None else []

    def has(self, name: str) -> bool:
        """Whether it has an entry of this name."""
        return self.archive is not None and name in self.archive.by_name

    def read(self, name: str, limit: int = MOST_TEXT) -> bytes | None:
        """The content of an entry; None where there is none.

        Raises:
            hapline.archives.ArchiveError: It cannot be read.
        """
        return self.archive.read(name, limit) if self.archive is not None and self.has(name) else None

    def android_manifest(self) -> AndroidManifest | None:
        """The binary AndroidManifest.xml; None where there is none. Read once.

        Raises:
            hapline.archives.ArchiveError: It cannot be read.
            hapline.android.BinaryError: It is broken, or not binary.
        """
        from hapline.android import AndroidManifest

        return self._once(ANDROID_MANIFEST, MOST_TEXT, AndroidManifest.read)

    def resources(self) -> ResourceTable | None:
        """The table of its resources, read anew each time; None where there is none.

        Raises:
            hapline.archives.ArchiveError: It cannot be read.
            hapline.android.BinaryError: It is broken.
        """
        from hapline.android import ResourceTable

        data = self.read(RESOURCES, _MOST_RESOURCES)
        return ResourceTable(data) if data is not None else None

    def package_ids(self) -> tuple[int, ...]:
        """The package ids that its resources really have; none where it has no resources. Read once.

        Raises:
            hapline.archives.ArchiveError: resources.arsc cannot be read.
            hapline.android.BinaryError: It is broken.
        """
        return self._once(RESOURCES, _MOST_RESOURCES, _package_ids) or ()

    @property
    def dex_names(self) -> tuple[str, ...]:
        """The names of its DEX files in the order in which they are looked through: classes.dex, classes2.dex, ..."""
        from hapline.android import dex_number

        names = self.archive.by_name if self.archive is not None else {}
        return tuple(sorted([name for name in names if dex_number(name)], key=dex_number))

    def classes_in(self, name: str) -> tuple[str, ...]:
        """The names of the classes in one of its DEX files. Read once.

        Raises:
            hapline.archives.ArchiveError: It cannot be read.
            hapline.android.BinaryError: It is broken.
        """
        return self._once(name, _MOST_DEX, _class_names) or ()

    def classes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names of the classes in each of its DEX files.

        Raises:
            hapline.archives.ArchiveError: A DEX file cannot be read.
            hapline.android.BinaryError: One is broken.
        """
        return tuple([(name, self.classes_in(name)) for name in self.dex_names])

    @property
    def known_classes(self) -> tuple[str, ...]:
        """The names of its classes, without those of DEX files that cannot be read."""
        found = [tried(partial(self.classes_in, name)) or () for name in self.dex_names]
        return tuple([name for names in found for name in names])

    def broken(self) -> Iterator[tuple[str, ArchiveError | DocumentError]]:
        """The parts that are broken, by entry: all that are read for what they hold, then the first of the others."""
        reads: list[tuple[str, Callable[[], object]]] = [
            (ANDROID_MANIFEST, self.android_manifest),
            (RESOURCES, self.package_ids),
            *[(name, partial(self.classes_in, name)) for name in self.dex_names],
        ]
        for name, read in reads:
            try:
                read()
            except (ArchiveError, DocumentError) as error:
                yield name, error
        for entry in self.archive.entries if self.archive is not None else ():
            if entry.name in self._known:
                continue
            try:
                for _ in self.archive.pieces(entry) if self.archive is not None else ():
                    pass
            except ArchiveError as error:
                yield entry.name, error
                return

    def _once(self, name: str, limit: int, parse: Callable[[bytes], T]) -> T | None:
        """What an entry holds, or why that cannot be had; kept, so that it is parsed once."""
        if name not in self._known:
            try:
                data = self.read(name, limit)
                self._known[name] = None if data is None else parse(data)
            except (ArchiveError, DocumentError) as error:
                self._known[name] = error
        found = self._known[name]
        if isinstance(found, ArchiveError | DocumentError):
            raise found.with_traceback(None)
        return cast("T | None", found)

    @property
    def native_libraries(self) -> tuple[str, ...]:
        """The entries ``lib/<abi>/lib*.so``, in the order of the archive."""
        names = self.archive.by_name if self.archive is not None else {}
        return tuple([name for name in names if _is_library(name)])

    @property
    def abis(self) -> tuple[str, ...]:
        """The folders in ``lib/`` that hold libraries, sorted."""
        return tuple(sorted({name.split("/")[1] for name in self.native_libraries}))

    def source(self, location: Location) -> bytes:
        """The file of a place in this archive.

        Raises:
            hapline_hooks.Unreadable: It is none of it, or cannot be read.
        """
        within = location.path == self.path and location.inner[: len(self.inner)] == self.inner
        names = location.inner[len(self.inner) :] if within else ()
        if self.tree is None or not names:
            return super().source(location)  # which says that it is none of it
        return self.tree.read("!".join(names))


def open_file(path: str) -> Archive:
    """Open a file; what the system says against it is an error of the archive.

    Raises:
        hapline.archives.ArchiveError: It cannot be opened, or is no archive.
    """
    try:
        return open_archive(path)
    except OSError as error:
        from hapline.errors import of_or_none

        known = of_or_none(error)
        message = known.what if known is not None else str(error)
        raise ArchiveError(reason="not-a-file", message=message) from None


def once_had(path: str, entry: str) -> bool:
    """Whether a file is a broken archive that had such an entry: names of entries stand in it as they are."""
    try:
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return data[:2] == ZIP and data.find(entry.encode()) >= 0
    except (OSError, ValueError):  # ValueError: an empty file
        return False


def tried(read: Callable[[], T]) -> T | None:
    """What a reader gives; None where it cannot, which is said where the file is judged by itself."""
    try:
        return read()
    except (ArchiveError, DocumentError):
        return None


def length(path: str) -> int:
    """The length of a file in bytes; 0 where it cannot be had: opening it will say why."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _class_names(data: bytes) -> tuple[str, ...]:
    from hapline.android import DexFile

    return DexFile(data).class_names


def _package_ids(data: bytes) -> tuple[int, ...]:
    from hapline.android import ResourceTable

    return tuple([package.id for package in ResourceTable(data).packages if any(package.types.values())])


def _is_library(name: str) -> bool:
    pieces = name.split("/")
    return len(pieces) == 3 and pieces[0] == "lib" and pieces[2].startswith("lib") and pieces[2].endswith(".so")  # noqa: PLR2004 lib/<abi>/<name>
