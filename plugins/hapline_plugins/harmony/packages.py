"""Built packages: .hap, .hsp and .app files, opened and read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from hapline.archives import Archive, ArchiveEntry, ArchiveError, open_archive
from hapline_hooks import Artifact, Location, Phrase, Subject, Unreadable
from hapline_plugins.harmony import built_json, documents, fa
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.parallel import in_parallel

if TYPE_CHECKING:
    from hapline.archives import ArchiveTree, Problem

MODULE_JSON = "module.json"
CONFIG_JSON = "config.json"
PACK_INFO = "pack.info"
PROFILES = "resources/base/profile/"
_ROLES = {MODULE_JSON: documents.BUILT_MODULE, CONFIG_JSON: documents.BUILT_CONFIG}
_MOST = 16 * 1024 * 1024
"""Bytes of a JSON document or profile in a package; real ones have some kilobytes."""


class Opened(Artifact):
    """An archive that was opened, or what keeps it from being read.

    Attributes:
        inner: The way to it inside ``path``; empty for a file of its own. archive: None where it is no archive.
        error: Why it cannot be read.
    """

    __slots__ = ("archive", "error", "inner")

    def __init__(self, path: str, inner: tuple[str, ...], size: int) -> None:
        """Name it; nothing is opened yet."""
        super().__init__(path, size)
        self.inner = inner
        self.archive: Archive | None = None
        self.error: ArchiveError | None = None

    def location(self, *inner: str) -> Location:
        """A place in it: an entry, or the archive itself."""
        return Location(path=self.path, inner=(*self.inner, *inner))

    @property
    def tree(self) -> ArchiveTree | None:
        """Its entries as files; None where it is no archive."""
        from hapline.archives import ArchiveTree

        return ArchiveTree(self.archive, self.location().file) if self.archive is not None else None

    @property
    def problems(self) -> list[Problem]:
        """What is odd about it as an archive."""
        return self.archive.problems() if self.archive is not None else []


class Package(Opened):
    """One .hap or .hsp, a file of its own or an entry of an .app; or what keeps it from being read.

    Attributes:
        json: Its module.json or config.json, whose name is ``json_name``. module: None where that is unreadable.
        documents: Its JSON files. entry: Its entry in the .app, if it is in one.
        stages: The packing tool's modes that will see it. repacked: Whether the tool will write it anew.
    """

    kind = "harmony.package"
    __slots__ = ("documents", "entry", "json", "json_name", "module", "repacked", "stages")

    def __init__(self, path: str, inner: tuple[str, ...], opened: Callable[[], Archive], size: int) -> None:
        """Open it."""
        super().__init__(path, inner, size)
        self.entry: ArchiveEntry | None = None
        self.json: built_json.BuiltJson | None = None
        self.module: Module | None = None
        self.stages: frozenset[str] = frozenset()
        self.repacked = False
        self.json_name = MODULE_JSON
        self.documents: list[JsonDocument] = []
        try:
            self.archive = opened()
            self._read(self.archive)
        except ArchiveError as error:
            self.error = error

    @property
    def name(self) -> str:
        """Its file name."""
        return (self.inner[-1] if self.inner else self.path).replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def suffix(self) -> str:
        """``.hap`` or ``.hsp``."""
        return self.name[-4:].lower()

    def text(self, name: str) -> bytes | None:
        """The content of an entry; None where there is none or it cannot be read."""
        try:
            return self.tree.read(name) if self.tree is not None else None
        except Unreadable:
            return None

    def parts(self) -> Iterable[Subject]:
        """Its JSON documents."""
        return self.documents

    def source(self, location: Location) -> bytes:
        """The file of a place in this package.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        within = location.path == self.path and location.inner[: len(self.inner)] == self.inner
        names = location.inner[len(self.inner) :] if within else ()
        content = self.text(names[0]) if len(names) == 1 else None
        if content is None:
            raise Unreadable(location.file, "not an entry of this package", absent=True)
        return content

    def _read(self, archive: Archive) -> None:
        name = MODULE_JSON
        if MODULE_JSON not in archive.by_name and self.suffix == ".hap":
            lowered = {entry.lower() for entry in archive.by_name}
            name = MODULE_JSON if MODULE_JSON in lowered else CONFIG_JSON
        if name not in archive.by_name:
            return
        data = archive.read(name, _MOST)
        self.json_name = name
        self.documents.append(JsonDocument(_ROLES[name], self.location(name), data, is_built=True))
        self.json = built_json.read(data)
        if self.json.value is None:
            return
        is_stage = name == MODULE_JSON
        self.module = Module(
            self.json.value if is_stage else fa.as_stage(self.json.value),
            file=self.name,
            suffix=self.suffix if is_stage else "",
            where=lambda keys, on: Location(
                path=self.path,
                inner=(*self.inner, name),
                keys=keys if is_stage else fa.original(keys),
                on=on,
            ),
            place=self.location(),
            source=self.source,
            profiles=self._profile,
            contents=lambda: [(entry.name, entry.compressed_size) for entry in archive.entries],
            natives=lambda: [entry.name for entry in archive.entries if entry.name.endswith(".so")],
            is_stage=is_stage,
        )

    def _profile(self, name: str) -> str | None:
        if self.archive is None:
            return None
        found = None
        for entry in self.archive.entries:
            if PROFILES in entry.name and entry.name.replace(PROFILES, "") == name:
                found = entry
        if found is None:
            return None
        try:
            text = self.archive.read(found, _MOST).decode("utf-8-sig", "replace")
        except ArchiveError:
            return None
        # The packing tool reads line by line and drops the line ends.
        return text.replace("\r", "").replace("\n", "")


class App(Opened):
    """An .app file, or why it cannot be read.

    Attributes:
        packages: What is in it.
    """

    kind = "harmony.app"
    __slots__ = ("packages",)

    def __init__(self, path: str) -> None:
        """Open it, and the packages in it."""
        super().__init__(path, (), _length(path))
        self.packages: list[Package] = []
        try:
            self.archive = _opened(path)
        except ArchiveError as error:
            self.error = error
            return
        archive = self.archive
        entries = [entry for entry in archive.entries if entry.name[-4:].lower() in {".hap", ".hsp"}]
        self.packages = in_parallel(lambda entry: _in_app(path, archive, entry), entries, _import_rules)
        self.packages.sort(key=lambda package: package.suffix != ".hap")

    def source(self, location: Location) -> bytes:
        """The file of a place in this app.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        if self.tree is not None and len(location.inner) == 1:
            return self.tree.read(location.inner[0])
        for package in self.packages:
            if location.inner[: len(package.inner)] == package.inner:
                return package.source(location)
        raise Unreadable(location.file, "not an entry of this app", absent=True)


def _in_app(path: str, archive: Archive, entry: ArchiveEntry) -> Package:
    package = Package(path, (entry.name,), lambda: archive.nested(entry), entry.compressed_size)
    package.entry = entry
    return package


def loose(file: str) -> Package:
    """Open a .hap or .hsp that is a file of its own."""
    return Package(file, (), lambda: _opened(file), _length(file))


def _length(file: str) -> int:
    try:
        return os.stat(file).st_size
    except OSError:
        return 0  # opening it will say why


def _opened(file: str) -> Archive:
    try:
        return open_archive(file)
    except OSError as error:
        message = Phrase("cannot be opened: {reason}", reason=error.strerror or str(error))
        raise ArchiveError(reason="not-a-file", message=message) from None


def _import_rules() -> None:
    """Import the rules that built packages will be judged by; done while other threads inflate."""
    from importlib import import_module

    from hapline_plugins.harmony.plugin import hapline_rules

    for family in hapline_rules():
        if family.subjects & {"harmony.bundle", "harmony.module", "harmony.document", "harmony.package"}:
            import_module(family.module)
