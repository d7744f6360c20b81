"""The files that are compared: apks, Bundles' -raw.jar, jars with DEX files, and what holds none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hapline.android import dex_number
from hapline.archives import Archive, open_archive
from hapline.errors import of
from hapline_plugins.hotpatch.apk_manifests import MOST_DEX
from hapline_plugins.hotpatch.comparing.entries import said

if TYPE_CHECKING:
    from hapline.archives import ArchiveEntry

_AAR_CLASSES = "classes.jar"


class DexEntry:
    """A DEX file in an archive, read when it is asked for.

    Attributes:
        name: The name of the entry. where: What people know it by, such as ``new.apk!classes2.dex``.
        said: What the archive says of its content; where that differs, the content does.
    """

    def __init__(self, file: BuiltFile, entry: ArchiveEntry) -> None:
        """Know where it is."""
        self.name = entry.name
        self.where = f"{file.path}!{entry.name}"
        self.said = said(entry)
        self._file = file
        self._entry = entry

    def read(self) -> bytes:
        """Its content.

        Raises:
            hapline.errors.UsageError: It is broken, or too large.
        """
        from hapline.archives import ArchiveError

        try:
            return self._file.archive.read(self._entry, MOST_DEX)
        except ArchiveError as error:
            raise of(error, self._file.path) from None

    def same(self, other: DexEntry) -> bool:
        """Whether another one has the same content, found out without inflating it where it is packed in the same way.

        Raises:
            hapline.errors.UsageError: One is broken, or too large.
        """
        one, two = self._entry, other._entry
        if self.said != other.said:
            return False
        if one.method == two.method and self._file.archive.raw(one) == other._file.archive.raw(two):
            return True
        return self.read() == other.read()


class BuiltFile:
    """A built file that is open.

    Attributes:
        path: The file, as it was given. archive: What it holds.
    """

    def __init__(self, path: str, archive: Archive) -> None:
        """Look into an archive."""
        self.path = path
        self.archive = archive

    @property
    def dexes(self) -> tuple[DexEntry, ...]:
        """Its DEX files in the order in which phones look classes up: classes.dex, classes2.dex, ..."""
        found = [(dex_number(name), entry) for name, entry in self.archive.by_name.items()]
        numbered = sorted([(number, entry.name) for number, entry in found if number])
        return tuple([DexEntry(self, self.archive.by_name[name]) for _, name in numbered])

    @property
    def has_class_files(self) -> bool:
        """Whether it holds classes as javac leaves them, which no phone can run: in an AAR, or in a library's jar."""
        return any(name.endswith(".class") or name == _AAR_CLASSES for name in self.archive.by_name)


@contextmanager
def opened(path: str) -> Iterator[BuiltFile]:
    """Open a built file for as long as it is looked at.

    Raises:
        hapline.errors.HaplineError: There is none, or it is no archive.
    """
    from hapline.archives import ArchiveError

    try:
        archive = open_archive(os.fspath(path))
    except (OSError, ArchiveError) as error:
        raise of(error, path) from None
    with archive:
        yield BuiltFile(path, archive)
