"""A Gradle build in source: its settings, its modules, and the files that it is read from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hapline.builds.finding import SCRIPTS, SETTINGS
from hapline.builds.listings import ListedTree
from hapline.builds.modules import GradleModule
from hapline.documents import DocumentError, GradleFiles, GradleScript, included
from hapline_hooks import Project, Subject, Tree, Unreadable
from hapline_hooks.once import cached_property

if TYPE_CHECKING:
    from hapline.builds.manifests import Manifest
    from hapline.documents import Properties


class GradleBuild(Project):
    """A build, the folder of its settings. Plugins derive theirs, with a kind, and say what its modules are.

    Attributes:
        files: Its scripts, properties and catalogues, each read once.
        unreadable: Other files of it that are there and cannot be read, by path.
    """

    def __init__(
        self,
        tree: Tree,
        root: str,
        pool: dict[tuple[bytes, bool], GradleScript] | None = None,
        contents: Mapping[str, bytes] | None = None,
    ) -> None:
        """Name a build in a tree; the pool shares scripts of the same content, some of which have been read."""
        super().__init__(ListedTree(tree, root), root, root or tree.name)
        self.unreadable: dict[str, DocumentError | Unreadable] = {}
        self.files = GradleFiles(self.tree, root, pool, contents)

    def file(self, name: str) -> str:
        """A file of the build's own folder, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @cached_property
    def settings_script(self) -> GradleScript | None:
        """Its settings; None where there are none, or none that can be read."""
        return self._first(self.root, SETTINGS)[1]

    @property
    def modules(self) -> Sequence[GradleModule]:
        """The root and the modules that settings include, each folder once, as far as they lie in the tree."""
        return self._modules

    @property
    def root_module(self) -> GradleModule:
        """The module in the build's own folder."""
        return self._root_module

    @cached_property
    def _modules(self) -> list[GradleModule]:
        found = {self.root: self.root_module}
        script = self.settings_script
        for one in included(script) if script is not None else ():
            folder = self._folder(one.folder)
            if folder is not None and folder not in found:
                found[folder] = self._module(one.path, one.name, folder)
        return list(found.values())

    @cached_property
    def _root_module(self) -> GradleModule:
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

    def parts(self) -> Iterable[Subject]:
        """Its modules."""
        return self.modules

    def properties(self, path: str) -> Properties | None:
        """A file of properties; None where there is none, or none that can be read."""
        return self.files.properties(path)

    def manifest(self, path: str) -> Manifest | None:
        """An AndroidManifest.xml; None where there is none, or none that can be read, which ``unreadable`` tells."""
        from hapline.builds.manifests import Manifest

        try:
            return Manifest(path, self.tree.read(path))
        except (DocumentError, Unreadable) as error:
            if isinstance(error, DocumentError) or not error.absent:
                self.unreadable[path] = error
            return None

    def made(self, path: str, name: str, folder: str, script_path: str, script: GradleScript | None) -> GradleModule:
        """A module of this build, of the class that its script asks for; the arguments are those of the module."""
        return GradleModule(self, path, name, folder, script_path, script)

    def _folder(self, folder: str | None) -> str | None:
        """The folder of an included module in the tree; None where it lies outside, or is computed."""
        if folder is None or folder.startswith("/") or "\\" in folder or folder[1:2] == ":":
            return None
        path = posixpath.normpath(posixpath.join(self.root or ".", folder))
        if path == ".." or path.startswith("../"):
            return None
        return "" if path == "." else path

    def _module(self, path: str, name: str, folder: str) -> GradleModule:
        return self.made(path, name, folder, *self._first(folder, SCRIPTS))

    def _first(self, folder: str, names: Iterable[str]) -> tuple[str, GradleScript | None]:
        """The first of some scripts that is there, or the first name where none is."""
        paths = [f"{folder}/{name}" if folder else name for name in names]
        for path in paths:
            script = self.files.script(path)
            if script is not None or self.tree.is_file(path):
                return path, script
        return paths[0], None
