"""Finds the Gradle builds in a tree that use mPaaS; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import Tree, Unreadable

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.portal.source.build import GradleBuild
    from hapline_plugins.portal.source.composition import Composition

SETTINGS = ("settings.gradle", "settings.gradle.kts")
SCRIPTS = ("build.gradle", "build.gradle.kts")
_NOT_ENTERED = frozenset(
    ("build", "src", "libs", "gradle", "node_modules", "oh_modules", "AppScope", "hvigor", "assets", "res", "Pods")
)
"""Folders without builds that people would check: what is built, sources, libraries of other systems."""
_OF_HARMONY = frozenset(("AppScope", "build-profile.json5"))
_MAX_DEPTH = 8
_MPAAS = re.compile(rb"com\.alipay|mpaas|\x00", re.IGNORECASE)
"""A zero byte counts too: a script that holds one is broken, and nobody else says so."""


def find(tree: Tree, settings: Mapping[str, object]) -> Iterator[GradleBuild]:
    """The builds of a tree that name mPaaS in a script: each folder with settings, or with a script and none above it.

    A folder of a HarmonyOS project is not entered: its many modules would have to be listed for nothing.
    """
    composition: Composition | None = None
    pool: dict[tuple[bytes, bool], GradleScript] = {}
    todo = [("", 0, False)]
    while todo:
        folder, depth, inside = todo.pop()
        entries = tree.list(folder)
        names = {entry.name for entry in entries}
        has_settings = not names.isdisjoint(SETTINGS)
        if has_settings or (not inside and not names.isdisjoint(SCRIPTS)):
            inside = True
            if _uses_mpaas(tree, folder):
                from hapline_plugins.portal.source.build import GradleBuild
                from hapline_plugins.portal.source.composition import Composition

                composition = composition or Composition()
                build = GradleBuild(tree, folder, settings, composition, pool)
                composition.builds.append(build)
                yield build
        if depth < _MAX_DEPTH and names.isdisjoint(_OF_HARMONY):
            todo += [
                (f"{folder}/{entry.name}" if folder else entry.name, depth + 1, inside)
                for entry in reversed(entries)
                if entry.is_dir and entry.name not in _NOT_ENTERED and not entry.name.startswith(".")
            ]


def _uses_mpaas(tree: Tree, folder: str) -> bool:
    """Whether a script of a build names mPaaS: its own, those of the folders in it, and of the folders in these."""
    before = f"{folder}/" if folder else ""
    found = list(_scripts(tree, folder))
    if any(map(_MPAAS.search, found)):
        return True
    below = [before + entry.name for entry in tree.list(folder) if _may_be_module(entry.name) and entry.is_dir]
    for one in below:
        if any(map(_MPAAS.search, _scripts(tree, one))):
            return True
    catalogue = f"{before}gradle/libs.versions.toml"
    return tree.is_file(catalogue) and _names(tree, catalogue)


def _may_be_module(name: str) -> bool:
    return name not in _NOT_ENTERED and not name.startswith(".")


def _scripts(tree: Tree, folder: str) -> Iterator[bytes]:
    for name in (*SETTINGS, *SCRIPTS):
        path = f"{folder}/{name}" if folder else name
        if tree.is_file(path):
            try:
                yield tree.read(path)
            except Unreadable:
                yield b"mpaas"  # it is there and cannot be read: a rule says so


def _names(tree: Tree, path: str) -> bool:
    try:
        return _MPAAS.search(tree.read(path)) is not None
    except Unreadable:
        return False
