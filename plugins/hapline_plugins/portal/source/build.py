"""A Gradle build that uses mPaaS: its settings, its modules, and what kind of project it is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents import DocumentError, GradleFiles, GradleScript, Properties, includes
from hapline_hooks import Project, Subject, Tree, Unreadable
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.finding import SCRIPTS, SETTINGS
from hapline_plugins.portal.source.kinds import BuildKind
from hapline_plugins.portal.source.listings import ListedTree
from hapline_plugins.portal.source.modules import GradleModule
from hapline_plugins.portal.source.portals import Portal

if TYPE_CHECKING:
    from hapline_plugins.portal.source.manifests import Manifest

_CODE = (".java", ".kt")
_DEEP = 12
"""Folders inside folders in which code is looked for."""
_CLASSES: Mapping[str, type[GradleModule]] = {"portal": Portal, "bundle": Bundle}


class GradleBuild(Project):
    """A build, the folder of its settings.

    Attributes:
        options: The configuration of the run. files: Its scripts, properties and catalogues, each read once.
        unreadable: Other files of it that are there and cannot be read, by path.
        composition: All builds of the workspace, this one among them; not for rules on a single build.
    """

    kind = "portal.build"

    def __init__(
        self,
        tree: Tree,
        root: str,
        options: Mapping[str, object],
        composition: Composition,
        pool: dict[tuple[bytes, bool], GradleScript],
        contents: Mapping[str, bytes],
    ) -> None:
        """Name a build in a tree; the pool shares scripts of the same content, some of which have been read."""
        super().__init__(ListedTree(tree, root), root, root or tree.name)
        self.options = options
        self.composition = composition
        self.unreadable: dict[str, DocumentError | Unreadable] = {}
        self.files = GradleFiles(self.tree, root, pool, contents)

    def file(self, name: str) -> str:
        """A file of the build's own folder, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @cached_property
    def settings_script(self) -> GradleScript | None:
        """Its settings; None where there are none, or none that can be read."""
        return self._first(self.root, SETTINGS)[1]

    @cached_property
    def modules(self) -> list[GradleModule]:
        """The root and the modules that settings include, each folder once, as far as they lie in the tree."""
        found = {self.root: self.root_module}
        script = self.settings_script
        for one in includes(script) if script is not None else ():
            folder = self._folder(one.folder)
            if folder is not None and folder not in found:
                found[folder] = self._module(one.path, one.name, folder)
        return list(found.values())

    @cached_property
    def root_module(self) -> GradleModule:
        """The module in the build's own folder."""
        name = posixpath.basename(self.root or self.tree.name.replace("\\", "/").rstrip("/"))
        return self._module(":", name, self.root)

    @property
    def scripts(self) -> Iterator[GradleScript]:
        """The scripts of the settings and of the modules, as far as they can be read."""
        if self.settings_script is not None:
            yield self.settings_script
        for one in self.modules:
            if one.script is not None:
                yield one.script

    @property
    def portals(self) -> list[Portal]:
        """Its Portals; more than one is a mistake."""
        return [one for one in self.modules if isinstance(one, Portal)]

    @property
    def bundles(self) -> list[Bundle]:
        """Its Bundles."""
        return [one for one in self.modules if isinstance(one, Bundle)]

    @cached_property
    def build_kind(self) -> BuildKind:
        """What it is: by the module that says most."""
        if any(one.is_switchable for one in self.modules):
            return "switchable"
        kinds = {one.module_kind for one in self.modules}
        for kind in ("portal", "bundle", "inside", "aar"):
            if kind in kinds:
                return kind
        return "bundle" if "library" in kinds else "other"

    def parts(self) -> Iterable[Subject]:
        """Its modules."""
        return self.modules

    def properties(self, path: str) -> Properties | None:
        """A file of properties; None where there is none, or none that can be read."""
        return self.files.properties(path)

    def manifest(self, path: str) -> Manifest | None:
        """An AndroidManifest.xml; None where there is none, or none that can be read, which ``unreadable`` tells."""
        from hapline_plugins.portal.source.manifests import Manifest

        try:
            return Manifest(path, self.tree.read(path))
        except (DocumentError, Unreadable) as error:
            if isinstance(error, DocumentError) or not error.absent:
                self.unreadable[path] = error
            return None

    def has_code(self, folder: str) -> bool:
        """Whether there is Java or Kotlin below a folder; no more is listed than it takes to find one file."""
        return next(self._code(folder, 0), None) is not None

    def _code(self, folder: str, depth: int) -> Iterator[str]:
        for entry in self.tree.list(folder) if depth < _DEEP else ():
            path = f"{folder}/{entry.name}"
            if entry.is_dir:
                yield from self._code(path, depth + 1)
            elif entry.name.endswith(_CODE):
                yield path

    def _folder(self, folder: str | None) -> str | None:
        """The folder of an included module in the tree; None where it lies outside, or is computed."""
        if folder is None or folder.startswith("/") or "\\" in folder or folder[1:2] == ":":
            return None
        path = posixpath.normpath(posixpath.join(self.root or ".", folder))
        if path == ".." or path.startswith("../"):
            return None
        return "" if path == "." else path

    def _module(self, path: str, name: str, folder: str) -> GradleModule:
        script_path, script = self._first(folder, SCRIPTS)
        made = GradleModule(self, path, name, folder, script_path, script)
        kind = None if made.is_switchable else _CLASSES.get(made.module_kind)
        if kind is not None:
            typed = kind(self, path, name, folder, script_path, script)
            typed.plugins = made.plugins
            return typed
        return made

    def _first(self, folder: str, names: Iterable[str]) -> tuple[str, GradleScript | None]:
        """The first of some scripts that is there, or the first name where none is."""
        paths = [f"{folder}/{name}" if folder else name for name in names]
        for path in paths:
            script = self.files.script(path)
            if script is not None or self.tree.is_file(path):
                return path, script
        return paths[0], None
