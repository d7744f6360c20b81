"""Finds packages and presets in a tree; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Entry, Project, Settings, Tree
from hapline_plugins.offline.config_files import CONFIG, FOLDER, PLISTS

if TYPE_CHECKING:
    from hapline_plugins.offline.source.context import Context

_DESCRIPTOR = "offline-package.json5"
_AMR = ".amr"
_BUNDLE = ".bundle"
_OF_THE_SDK = frozenset(("MPInternalPresetApps.bundle", "NebulaAppBiz.bundle"))
"""Presets that the SDK brings along."""
_OF_GRADLE = frozenset(("build.gradle", "build.gradle.kts"))
_OF_HARMONY = frozenset(("oh-package.json5", "hvigorfile.ts", "hvigorfile.js"))
_OF_APPS = _OF_GRADLE | _OF_HARMONY
_NOT_ENTERED = frozenset(
    (
        *("node_modules", "bower_components", "oh_modules", "Pods", "Carthage", "DerivedData"),
        *("build", "gradle", "hvigor", "AppScope", "libs", FOLDER),
        *("java", "kotlin", "res", "jni", "jniLibs", "cpp", "ets", "aidl", "ohosTest", "androidTest"),
        *_OF_THE_SDK,
    )
)
"""Folders without packages: what others made, what is built, and sources of apps."""
_NOT_ENTERED_ENDINGS = (".framework", ".xcframework", ".xcassets", ".xcodeproj", ".xcworkspace", ".lproj", ".app")
_MAX_DEPTH = 8
_ID_LENGTH = 8
_WRITTEN_BY_THE_SERVICE = "hpmfile.json"
_OF_PRESETS = ("assets", "rawfile", _BUNDLE)


def find(tree: Tree, settings: Settings) -> Iterator[Project]:
    """The packages of a tree, and the folders in which apps preset packages.

    A package is each folder with a descriptor, and each that is named by an id and laid out as one. Without a
    descriptor a folder of eight digits alone says little, since dates have as many: it counts where it has the file
    ``hpmfile.json``, pages in ``www``, or a folder ``appId_workspaceId`` in one that is named as a domain.

    Presets are each folder with ``h5_json.json``, and the folders ``assets``, ``*.bundle`` and ``rawfile`` of apps
    with .amr files. Of the sources of apps no other folder is listed: there are thousands.
    """
    context: Context | None = None
    for kind, folder in _Search(tree).found():
        if context is None:
            from hapline_plugins.offline.source.context import Context

            context = Context(tree, settings)
        if kind == "package":
            from hapline_plugins.offline.source.project import OfflineProject

            package = OfflineProject(tree, folder, context.target, context.limits, context=context)
            context.packages.append(package)
            yield package
        else:
            from hapline_plugins.offline.presets.project import PresetProject

            yield PresetProject(tree, folder, context)


class _Search:
    """One walk through a tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def found(self) -> Iterator[tuple[str, str]]:
        """What is a package and what a preset, each with its folder, in order."""
        todo = [("", 0)]
        while todo:
            folder, depth = todo.pop()
            entries = self._tree.list(folder)
            files = {one.name for one in entries if not one.is_dir}
            if _DESCRIPTOR in files or self._is_named_package(folder, files, entries):
                yield "package", folder
            elif _is_preset(folder, files):
                yield "preset", folder
            elif depth < _MAX_DEPTH and not folder.endswith(_BUNDLE):
                todo += reversed(list(self._inner(folder, depth + 1, files, entries)))

    def _inner(self, folder: str, depth: int, files: set[str], entries: Iterable[Entry]) -> Iterator[tuple[str, int]]:
        """The folders that are looked into next, each with its depth; into some no further."""
        before = f"{folder}/" if folder else ""
        for one in entries:
            name = one.name
            if not one.is_dir or name[0] == "." or name in _NOT_ENTERED or name.endswith(_NOT_ENTERED_ENDINGS):
                continue
            if name == "src" and not files.isdisjoint(_OF_APPS):
                is_harmony = not files.isdisjoint(_OF_HARMONY)
                yield from ((one, _MAX_DEPTH) for one in self._of_source_sets(f"{before}src", is_harmony=is_harmony))
            else:
                yield before + name, depth

    def _of_source_sets(self, src: str, *, is_harmony: bool) -> Iterator[str]:
        """The folders of an app's source sets in which packages are preset."""
        for one in self._tree.list(src):
            if not one.is_dir or one.name in _NOT_ENTERED or one.name.startswith("test"):
                continue
            inner = f"{src}/{one.name}"
            for entry in self._tree.list(inner):
                if entry.is_dir and entry.name == "assets":
                    yield f"{inner}/assets"
                elif entry.is_dir and entry.name == "resources" and is_harmony:
                    yield f"{inner}/resources/rawfile"

    def _is_named_package(self, folder: str, files: set[str], entries: Iterable[Entry]) -> bool:
        if folder:
            return _may_be_id(folder) and self._is_laid_out(folder, files, entries)
        if not self._is_laid_out("", files, entries):
            return False  # and it need not be known what the folder is called
        from hapline_plugins.offline.source.naming import folder_name

        return _may_be_id(folder_name(self._tree, ""))

    def _is_laid_out(self, folder: str, files: set[str], entries: Iterable[Entry]) -> bool:
        if _WRITTEN_BY_THE_SERVICE in files:
            return True
        before = f"{folder}/" if folder else ""
        for one in entries:
            if not one.is_dir or one.name[0] == ".":
                continue
            if one.name == "www":
                inner = self._tree.list(f"{before}www")
                if any(not entry.is_dir and entry.name.endswith((".html", ".htm")) for entry in inner):
                    return True
            elif "." in one.name:
                inner = self._tree.list(before + one.name)
                if any(entry.is_dir and "_" in entry.name for entry in inner):
                    return True
        return False


def _is_preset(folder: str, files: set[str]) -> bool:
    if CONFIG in files:
        return True
    if not folder.endswith(_OF_PRESETS):
        return False
    return any(name.endswith(_AMR) for name in files) or (folder.endswith(_BUNDLE) and not files.isdisjoint(PLISTS))


def _may_be_id(folder: str) -> bool:
    name = folder[folder.rfind("/") + 1 :]
    return len(name) == _ID_LENGTH and name.isascii() and name.isdigit()
