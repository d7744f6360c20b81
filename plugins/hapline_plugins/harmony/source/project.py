"""A HarmonyOS project in source: where it is, its documents, and its modules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from hapline_hooks import Location, Project, Subject, Tree, Unreadable
from hapline_plugins.harmony import documents
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.limits import Limits

if TYPE_CHECKING:
    from hapline_plugins.harmony.source.ohpm import LocalDependency
    from hapline_plugins.harmony.source.products import Target

APP_SCOPE = "AppScope/app.json5"
BUILD_PROFILE = "build-profile.json5"
MODULE_JSON5 = "src/main/module.json5"
CONFIG_JSON = "src/main/config.json"
OH_PACKAGE = "oh-package.json5"
_NO_PROJECTS = frozenset({"node_modules", "oh_modules", "build", "src", "AppScope", "hvigor", "libs"})
_MARKS = frozenset({APP_SCOPE.partition("/")[0], BUILD_PROFILE})
"""Names in a folder without which it is no project."""
_MAX_DEPTH = 6


class SourceModule(Subject):
    """A module folder of a project.

    Attributes:
        project: The project. number: Its index in ``modules`` of build-profile.json5; -1 where it is not there.
        listed: Its entry there. folder: Its folder in the tree.
        local: Its dependencies on folders by section of oh-package.json5, once ``ohpm`` has looked them up.
        targets: Its targets by product, once ``products`` has looked them up. own_targets: Those it describes itself.
    """

    kind = "harmony.source-module"

    def __init__(self, project: HarmonyProject, number: int, listed: Mapping[str, object], folder: str) -> None:
        """Name a module folder."""
        self.project = project
        self.number = number
        self.listed = listed
        self.folder = folder
        self.local: dict[str, list[LocalDependency]] = {}
        self.targets: dict[str, list[Target]] = {}
        self.own_targets: list[Target] | None = None

    def source(self, location: Location) -> bytes:
        """A file of the project."""
        return self.project.source(location)

    def path(self, name: str) -> str:
        """A file of this module, as a path of the tree."""
        return f"{self.folder}/{name}" if self.folder else name

    @cached_property
    def module_json(self) -> JsonDocument | None:
        """Its module.json5."""
        return self.project.document(self.path(MODULE_JSON5), documents.MODULE)

    @cached_property
    def profile(self) -> JsonDocument | None:
        """Its own build-profile.json5."""
        return self.project.document(self.path(BUILD_PROFILE), documents.MODULE_PROFILE)

    @cached_property
    def package(self) -> JsonDocument | None:
        """Its oh-package.json5."""
        return self.project.document(self.path(OH_PACKAGE), documents.OHPM)

    @cached_property
    def module(self) -> Mapping[str, object]:
        """The object ``module`` of its module.json5; empty where there is none."""
        return member(self.module_json, "module", dict) or {}

    @cached_property
    def is_fa(self) -> bool:
        """Whether it is of the older FA model, which has config.json."""
        return self.module_json is None and self.project.tree.is_file(self.path(CONFIG_JSON))

    @cached_property
    def name(self) -> str:
        """Its name: as in module.json5, or else as listed, or else its folder."""
        for name in (self.module.get("name"), self.listed.get("name")):
            if isinstance(name, str) and name:
                return name
        return self.folder

    @cached_property
    def type(self) -> str:
        """Its type; empty where it says none."""
        found = self.module.get("type")
        return found if isinstance(found, str) else ""

    @property
    def documents(self) -> Iterator[JsonDocument]:
        """Its documents, as far as they exist."""
        for document in (self.module_json, self.profile, self.package):
            if document is not None:
                yield document


class HarmonyProject(Project):
    """A project with AppScope and build-profile.json5.

    Attributes:
        limits: The size limits in force. unreadable: Files that are there and cannot be read, with the reason.
    """

    kind = "harmony.project"

    def __init__(self, tree: Tree, root: str, limits: Limits) -> None:
        """Name a project in a tree."""
        super().__init__(tree, root, root or tree.name)
        self.limits = limits
        self.unreadable: list[Unreadable] = []

    def path(self, name: str) -> str:
        """A file of this project, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    def document(self, path: str, role: str) -> JsonDocument | None:
        """A document; None where there is none, or where it cannot be read (which is kept)."""
        try:
            return documents.read(self.tree, path, role)
        except Unreadable as error:
            self.unreadable.append(error)
            return None

    @cached_property
    def app_json(self) -> JsonDocument | None:
        """AppScope/app.json5."""
        return self.document(self.path(APP_SCOPE), documents.APP)

    @cached_property
    def profile(self) -> JsonDocument | None:
        """The build-profile.json5 of the project."""
        return self.document(self.path(BUILD_PROFILE), documents.PROFILE)

    @cached_property
    def package(self) -> JsonDocument | None:
        """The oh-package.json5 of the project."""
        return self.document(self.path(OH_PACKAGE), documents.OHPM)

    @cached_property
    def app(self) -> Mapping[str, object]:
        """The object ``app`` of app.json5; empty where there is none."""
        return member(self.app_json, "app", dict) or {}

    @cached_property
    def listed(self) -> Sequence[object]:
        """What build-profile.json5 lists as modules, whether sensible or not."""
        return member(self.profile, "modules", list) or ()

    @cached_property
    def modules(self) -> list[SourceModule]:
        """The modules that build-profile.json5 lists, each once, as far as their folders are in the tree."""
        return list(self.by_folder.values())

    def folder(self, path: object) -> str | None:
        """The folder in the tree that a srcPath names; None where it names none, or one outside the tree."""
        if not isinstance(path, str) or not path:
            return None
        name = path.removeprefix("./")
        if name and "." not in name and "\\" not in name and "//" not in name and name[0] != "/" and name[-1] != "/":
            return self.path(name)  # as nearly always: a folder below
        folder = posixpath.normpath(posixpath.join(self.root or ".", path.replace("\\", "/")))
        return None if is_outside(folder) else inside(folder)

    def is_own(self, folder: str) -> bool:
        """Whether a folder of the tree is inside this project."""
        return not self.root or folder.startswith(f"{self.root}/")

    @property
    def kinds(self) -> Iterator[Mapping[str, object]]:
        """The objects that say what the project builds: ``app`` of app.json5, and the products, which override it."""
        yield self.app
        listed = (member(self.profile, "app", dict) or {}).get("products")
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield one

    @property
    def is_whole(self) -> bool:
        """Whether all modules that build-profile.json5 lists can be read."""
        folders = [self.folder(one.get("srcPath")) for one in self.listed if isinstance(one, dict)]
        return None not in folders and all(module.module for module in self.modules)

    @cached_property
    def by_folder(self) -> Mapping[str, SourceModule]:
        """The modules by folder."""
        found: dict[str, SourceModule] = {}
        for number, one in enumerate(self.listed):
            if isinstance(one, dict):
                folder = self.folder(one.get("srcPath"))
                if folder is not None:
                    found.setdefault(folder, SourceModule(self, number, one, folder))
        return found

    @property
    def documents(self) -> Iterator[JsonDocument]:
        """All documents of the project, as far as they exist."""
        for document in (self.app_json, self.profile, self.package):
            if document is not None:
                yield document
        for module in self.modules:
            yield from module.documents

    def parts(self) -> Iterable[Subject]:
        """Its documents, its module folders, and the app of each product."""
        from hapline_plugins.harmony.source.products import bundles

        yield from self.documents
        yield from self.modules
        yield from bundles(self)


J = TypeVar("J", dict[str, object], list[object])


def member(document: JsonDocument | None, key: str, kind: type[J]) -> J | None:
    """A member of a document's top-level object; None where it is absent or of another JSON type."""
    found = document.object.get(key) if document is not None else None
    return found if isinstance(found, kind) else None


def is_outside(folder: str) -> bool:
    """Whether a normalised path leads out of the tree."""
    return folder == ".." or folder.startswith(("../", "/"))


def inside(folder: str) -> str:
    """A normalised path as trees name it: the root is the empty text."""
    return "" if folder == "." else folder


def find(tree: Tree, limits: Limits) -> Iterator[HarmonyProject]:
    """The projects of a tree: the root, or folders below it that are not inside another project."""
    todo = [("", 0)]
    while todo:
        folder, depth = todo.pop()
        entries = tree.list(folder)
        if not _MARKS.isdisjoint([entry.name for entry in entries]) and is_project(tree, folder):
            yield HarmonyProject(tree, folder, limits)
        elif depth < _MAX_DEPTH:
            todo += [
                (f"{folder}/{entry.name}" if folder else entry.name, depth + 1)
                for entry in reversed(entries)
                if entry.is_dir and entry.name not in _NO_PROJECTS and not entry.name.startswith(".")
            ]


def is_project(tree: Tree, folder: str) -> bool:
    """Whether a folder holds a project: it has an AppScope, or a build profile that lists modules."""
    if tree.is_file(posixpath.join(folder, APP_SCOPE)):
        return True
    path = posixpath.join(folder, BUILD_PROFILE)
    if not tree.is_file(path):
        return False
    try:
        document = documents.read(tree, path, documents.PROFILE)
    except Unreadable:
        return False
    return document is not None and isinstance(document.object.get("modules"), list)
