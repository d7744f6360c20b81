"""Scales: weigh the packages of an app in the finished .app, content by content, as they are or with other contents."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline.archives import Archive, ArchiveEntry, ArchiveError, open_archive
from hapline.archives.breakdown import breakdown
from hapline_plugins.harmony.advisor.staying import staying
from hapline_plugins.harmony.apps import PackageSet
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.measuring import packing_time, way_into_app
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.packages import Package
from hapline_plugins.harmony.parallel import in_parallel


class Content(NamedTuple):
    """One file in a package.

    Attributes:
        module: The package's module. archive: The package. entry: The file's entry in it.
        bytes: What it takes in the finished .app: its content, its header, its line in the directory.
        stays: Why it cannot be moved; empty where it can.
    """

    module: Module
    archive: Archive
    entry: ArchiveEntry
    bytes: int
    stays: str

    @property
    def name(self) -> str:
        """Its path in the package."""
        return self.entry.name

    @property
    def label(self) -> str:
        """Its path with its package's, for messages."""
        return f"{self.module.file}!{self.name}"


class DamagedError(Exception):
    """A package cannot be weighed, because it cannot be read.

    Attributes:
        file: Where. error: Why; None where it is an archive without a readable module.json.
    """

    def __init__(self, file: str, error: ArchiveError | None) -> None:
        """Say which file."""
        super().__init__(file)
        self.file = file
        self.error = error


class Scales:
    """Weighs the packages of one app; nothing is weighed twice.

    Attributes:
        packages: The packages. bundle: The app that they make up. sizes: Bytes of each module in the finished .app.
        contents: Of each module its contents, those that take most first.
    """

    def __init__(self, packages: PackageSet) -> None:
        """Weigh all packages as they are.

        Raises:
            DamagedError: One of them cannot be read.
        """
        self.packages = packages
        self.bundle, self._opened = _opened(packages)
        self._now = packing_time() or time.time()
        self._known: dict[Hashable, int] = {}
        self._apart: dict[Module, int] = {}
        modules = self.bundle.modules
        weighed = dict(zip(modules, in_parallel(self._weigh, modules), strict=True))
        self.sizes: Mapping[Module, int] = {module: size for module, (size, _) in weighed.items()}
        self.contents: Mapping[Module, Sequence[Content]] = {module: found for module, (_, found) in weighed.items()}

    @property
    def files(self) -> list[str]:
        """The files that were weighed, as they were named."""
        app = self.packages.app
        return [app.path] if app is not None else [one.path for one in self.packages.packages]

    def size(self, module: Module, without: frozenset[str] = frozenset(), added: Sequence[Content] = ()) -> int:
        """Bytes that a module would take in the finished .app without some of its contents, and with others.

        It is packed anew for that, in memory, piece by piece.

        Raises:
            DamagedError: It cannot be read.
        """
        if not without and not added:
            return self.sizes[module]
        key = (module, without, tuple((one.module, one.name) for one in added))
        if key not in self._known:
            taken = {one.name for one in self.contents[module]} - without
            parts = self._breakdown(module, self._opened[module][1], without, placed(added, taken))
            # An .app that another zlib compressed stays as far from what is computed here as it is.
            self._known[key] = sum(parts.values()) + self._apart.get(module, 0)
        return self._known[key]

    def new_size(self, like: Module, skeleton: bytes, contents: Sequence[Content]) -> int:
        """Bytes that a new package would take.

        Args:
            like: The module that is packed in the same way. skeleton: What it holds besides, as an archive.
            contents: What is moved into it.

        Raises:
            DamagedError: One of the contents cannot be read.
        """
        key = (like, skeleton, tuple((one.module, one.name) for one in contents))
        if key not in self._known:
            with open_archive(skeleton) as archive:
                parts = self._breakdown(like, archive, (), placed(contents, archive.by_name))
            self._known[key] = sum(parts.values())
        return self._known[key]

    def package(self, module: Module) -> Package:
        """The package of a module."""
        return self._opened[module][0]

    def _weigh(self, module: Module) -> tuple[int, Sequence[Content]]:
        package, archive = self._opened[module]
        parts = self._breakdown(module, archive)
        try:
            reason = staying(archive)
        except ArchiveError as error:
            raise _damaged(package, error) from None
        size = sum(parts.values())
        if package.entry is not None:
            self._apart[module] = package.size - size
            size = package.size
        found = [
            Content(module, archive, entry, parts[name], reason(entry))
            for name, entry in archive.by_name.items()
            if not entry.is_dir
        ]
        return size, sorted(found, key=lambda one: (-one.bytes, one.name))

    def _breakdown(
        self,
        module: Module,
        archive: Archive,
        without: Iterable[str] = (),
        added: Iterable[tuple[Archive, ArchiveEntry]] = (),
    ) -> Mapping[str, int]:
        package = self._opened[module][0]
        way = way_into_app(package, self.bundle.limits, self.packages.pack_info)
        try:
            return breakdown(
                archive,
                way.pack_info,
                deflated=way.deflated,
                level=way.level,
                repack=way.repack,
                now=self._now,
                without=frozenset(without),
                added=added,
            )
        except ArchiveError as error:
            raise _damaged(package, error) from None


def placed(contents: Iterable[Content], taken: Iterable[str]) -> list[tuple[Archive, ArchiveEntry]]:
    """Entries under which contents are put into another package, renamed where a name is taken."""
    names = set(taken)
    found: list[tuple[Archive, ArchiveEntry]] = []
    for one in contents:
        folder, _, file = one.name.rpartition("/")
        name, number = one.name, 1
        while name in names:
            name = f"{folder}/{one.module.label}_{number}_{file}"
            number += 1
        names.add(name)
        found.append((one.archive, one.entry._replace(name=name, raw_name=name.encode())))
    return found


def _opened(packages: PackageSet) -> tuple[Bundle, Mapping[Module, tuple[Package, Archive]]]:
    """The app, and what each of its modules was read from.

    Raises:
        DamagedError: The .app or a package in it cannot be read.
    """
    if packages.app is not None and packages.app.error is not None:
        raise DamagedError(packages.app.path, packages.app.error)
    found: dict[Module, tuple[Package, Archive]] = {}
    for package in packages.packages:
        if package.archive is None or package.module is None:
            raise DamagedError(package.location().file, package.error)
        found[package.module] = package, package.archive
    if packages.bundle is None:
        raise DamagedError(packages.app.path if packages.app is not None else "", None)
    return packages.bundle, found


def _damaged(package: Package, error: ArchiveError) -> DamagedError:
    return DamagedError(package.location(*([error.entry] if error.entry else [])).file, error)


__all__ = ["Content", "DamagedError", "Scales", "placed"]
