"""A Gradle build that uses mPaaS: its modules, and what kind of project it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from hapline import builds
from hapline.documents import GradleScript
from hapline_hooks import Tree
from hapline_hooks.once import cached_property
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.kinds import BuildKind
from hapline_plugins.portal.source.modules import GradleModule
from hapline_plugins.portal.source.portals import Portal

_CODE = (".java", ".kt")
_DEEP = 12
"""Folders inside folders in which code is looked for."""
_CLASSES: Mapping[str, type[GradleModule]] = {"portal": Portal, "bundle": Bundle}


class GradleBuild(builds.GradleBuild):
    """A build of a Portal, of a Bundle, or of another app that uses mPaaS.

    Attributes:
        options: The configuration of the run.
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
        super().__init__(tree, root, pool, contents)
        self.options = options
        self.composition = composition

    @property
    def modules(self) -> Sequence[GradleModule]:
        """The root and the modules that settings include, each folder once, as far as they lie in the tree."""
        return cast("list[GradleModule]", self._modules)

    @property
    def root_module(self) -> GradleModule:
        """The module in the build's own folder."""
        return cast("GradleModule", self._root_module)

    @cached_property
    def portals(self) -> list[Portal]:
        """Its Portals; more than one is a mistake."""
        return [one for one in self.modules if isinstance(one, Portal)]

    @cached_property
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

    def made(self, path: str, name: str, folder: str, script_path: str, script: GradleScript | None) -> GradleModule:
        """A Portal, a Bundle, or another module."""
        made = GradleModule(self, path, name, folder, script_path, script)
        kind = None if made.is_switchable else _CLASSES.get(made.module_kind)
        if kind is not None:
            typed = kind(self, path, name, folder, script_path, script)
            # What decided that is as true of it, and was looked up for it.
            typed.plugins, typed.decides, typed.module_kind = made.plugins, made.decides, made.module_kind
            return typed
        return made
