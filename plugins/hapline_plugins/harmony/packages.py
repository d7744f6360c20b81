"""Built packages: .hap, .hsp and .app files, opened and held together as one app."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hapline.archives import Archive, ArchiveEntry, ArchiveError, open_archive
from hapline.archives.packing import rewritten_size
from hapline_hooks import Artifact, ArtifactSet, Comparison, Location, Subject, Unreadable, VerifyRequest
from hapline_plugins.harmony import built_json, documents, fa
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.module import Module

if TYPE_CHECKING:
    from hapline.archives import ArchiveTree, Problem

T = TypeVar("T")
R = TypeVar("R")
MODULE_JSON = "module.json"
CONFIG_JSON = "config.json"
PACK_INFO = "pack.info"
PROFILES = "resources/base/profile/"
_ROLES = {MODULE_JSON: documents.BUILT_MODULE, CONFIG_JSON: documents.BUILT_CONFIG}
_WORKERS = 2
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


class PackageSet(ArtifactSet):
    """Files judged together as one app.

    Attributes:
        packages: Their packages, HAPs first. app: The .app they are in. pack_info: The app's pack.info, if given.
        bundle: What they make up; None where not one module can be read.
    """

    kind = "harmony.packages"
    __slots__ = ("app", "bundle", "pack_info", "packages")

    def __init__(
        self,
        packages: Sequence[Package],
        *,
        limits: Limits,
        stages: frozenset[str],
        app: App | None = None,
        pack_info: bytes | None = None,
    ) -> None:
        """Hold packages together."""
        super().__init__([*([app] if app else []), *packages])
        self.packages = packages
        self.app = app
        self.pack_info = pack_info
        for package in packages:
            package.stages = stages
            package.repacked = app is None and limits.repack
        readable = [package for package in packages if package.module is not None]
        self.bundle: Bundle | None = None
        if readable:
            modules = [package.module for package in readable if package.module is not None]
            by_module = {package.module: package for package in readable}
            self.bundle = Bundle(
                modules,
                stages=stages,
                limits=limits,
                complete="app" in stages and len(readable) == len(packages),
                predicted=app is None,
                measure=lambda asked: _measure([by_module[one] for one in asked], limits, self.pack_info),
                where=app.location() if app else None,
            )

    def parts(self) -> Iterable[Subject]:
        """The files, and the app that they make up."""
        yield from self.artifacts
        if self.bundle is not None:
            yield self.bundle

    def source(self, location: Location) -> bytes:
        """The file of a place in one of the packages.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        for artifact in self.artifacts:
            if artifact.path == location.path:
                return artifact.source(location)
        raise Unreadable(location.file, "not one of these files", absent=True)


class Update(Comparison):
    """An earlier and a later build of one app.

    Attributes:
        before: The earlier. after: The later.
    """

    kind = "harmony.update"
    __slots__ = ("after", "before")

    def __init__(self, old: PackageSet, new: PackageSet, before: Bundle, after: Bundle) -> None:
        """Hold two builds together."""
        super().__init__(old, new)
        self.before = before
        self.after = after

    def source(self, location: Location) -> bytes:
        """The file of a place in one of the two.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        try:
            return self.new.source(location)
        except Unreadable:
            return self.old.source(location)


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request."""
    limits = Limits.of(request.settings)
    new = list(_sets(request.files, limits, request.judged_as))
    yield from new
    old = list(_sets(request.base, limits, request.judged_as))
    for one in new:
        if one.bundle is None:
            continue
        earlier = [(other, other.bundle) for other in old if other.bundle is not None]
        name = one.bundle.first.bundle_name
        same = [pair for pair in earlier if pair[1].first.bundle_name == name]
        for other, before in same or earlier:
            yield Update(other, one, before, one.bundle)


def _sets(files: Sequence[str], limits: Limits, judged_as: str) -> Iterator[PackageSet]:
    loose = [file for file in files if file[-4:].lower() in {".hap", ".hsp"}]
    for file in files:
        if file[-4:].lower() == ".app":
            app = App(file)
            yield PackageSet(app.packages, limits=limits, stages=frozenset({"app"}), app=app)
    if not loose:
        return
    named = (Path(file) for file in files)
    pack_info = next((path.read_bytes() for path in named if path.name == PACK_INFO and path.is_file()), None)
    packages = in_parallel(_loose, loose)
    packages.sort(key=lambda package: package.suffix != ".hap")
    stage = judged_as or ("app" if len(packages) > 1 else packages[0].suffix[1:])
    yield PackageSet(packages, limits=limits, stages=frozenset({stage}), pack_info=pack_info)


def _loose(file: str) -> Package:
    return Package(file, (), lambda: _opened(file), _length(file))


def _length(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0  # opening it will say why


def _opened(file: str) -> Archive:
    try:
        return open_archive(Path(file))
    except OSError as error:
        message = f"cannot be opened ({error.strerror or error})"
        raise ArchiveError(reason="not-a-file", message=message) from None


def _measure(packages: Sequence[Package], limits: Limits, pack_info: bytes | None) -> Mapping[Module, int]:
    measured = in_parallel(lambda package: _size(package, limits, pack_info), packages)
    return {package.module: size for package, size in zip(packages, measured, strict=True) if package.module}


def _now() -> float | None:
    """The time that the packing tool would write; SOURCE_DATE_EPOCH where a build is to be reproducible."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(given) if given.isdecimal() else None


def _size(package: Package, limits: Limits, pack_info: bytes | None) -> int:
    if package.entry is not None or package.archive is None or package.module is None:
        return package.size
    own = pack_info if pack_info is not None else package.text(PACK_INFO) or b""
    deflated = not package.module.debug
    try:
        return rewritten_size(
            package.archive, own, deflated=deflated, level=limits.level, repack=limits.repack, now=_now()
        )
    except ArchiveError:
        return package.size  # what is wrong with it is said by the rules on archives


def _import_rules() -> None:
    """Import the rules that built packages will be judged by; done while other threads inflate."""
    from importlib import import_module

    from hapline_plugins.harmony.plugin import hapline_rules

    for family in hapline_rules():
        if family.subjects & {"harmony.bundle", "harmony.module", "harmony.document", "harmony.package"}:
            import_module(family.module)


def in_parallel(work: Callable[[T], R], items: Sequence[T], meanwhile: Callable[[], None] | None = None) -> list[R]:
    """Map over items with as many threads as pay: zlib lets other threads run while it works.

    Not concurrent.futures: importing it costs more than most packages take.

    Args:
        work: What is done with each item. items: The items. meanwhile: What this thread does before it helps.
    """
    results: dict[int, R] = {}
    errors: list[BaseException] = []
    todo = iter(enumerate(items))
    lock = threading.Lock()

    def worker() -> None:
        while not errors:
            with lock:
                number, item = next(todo, (-1, None))
            if number < 0:
                return
            try:
                results[number] = work(item)  # type: ignore[arg-type]
            except BaseException as error:  # noqa: BLE001 raised again below, in the caller's thread
                errors.append(error)

    helpers = min(_WORKERS, len(items)) - 1
    threads = [threading.Thread(target=worker) for _ in range(helpers)]
    for thread in threads:
        thread.start()
    if meanwhile:
        meanwhile()
    worker()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in range(len(items))]
