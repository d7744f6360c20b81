"""Finds the Gradle builds in a tree that use mPaaS; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import NamedTuple

from hapline_hooks import Tree, Unreadable

SETTINGS = ("settings.gradle", "settings.gradle.kts")
SCRIPTS = ("build.gradle", "build.gradle.kts")
_NOT_ENTERED = frozenset(
    ("build", "src", "libs", "gradle", "node_modules", "oh_modules", "AppScope", "hvigor", "assets", "res", "Pods")
)
"""Folders without builds that people would check: what is built, sources, libraries of other systems."""
_OF_HARMONY = frozenset(("AppScope", "build-profile.json5"))
_MAX_DEPTH = 8
_MPAAS = (b"com.alipay", b"mpaas", b"\x00")
"""A zero byte counts too: a script that holds one is broken, and nobody else says so."""


class FoundBuild(NamedTuple):
    """A build that names mPaaS in a script.

    Attributes:
        folder: Its folder in the tree, that of its settings.
        contents: Its scripts as far as they have been read, by path; whoever reads others may add them.
        folders: The folders in it that may hold modules.
    """

    folder: str
    contents: MutableMapping[str, bytes]
    folders: Sequence[str]


def find(tree: Tree) -> Sequence[FoundBuild]:
    """The builds of a tree that name mPaaS in a script: each folder with settings, or with a script and none above it.

    A folder of a HarmonyOS project is not entered: its many modules would have to be listed for nothing. Several
    plugins ask; within one run the tree is looked through once.
    """
    record = getattr(tree, "record", None)
    return list(_found(tree)) if record is None else record.once("builds", lambda: list(_found(tree)))


def _found(tree: Tree) -> Iterator[FoundBuild]:
    folders = _Folders(tree)
    todo = [("", 0, False)]
    while todo:
        folder, depth, inside = todo.pop()
        names = folders.names(folder)
        has_settings = not names.keys().isdisjoint(SETTINGS)
        if has_settings or (not inside and not names.keys().isdisjoint(SCRIPTS)):
            inside = True
            contents: dict[str, bytes] = {}
            if _uses_mpaas(folders, folder, contents):
                yield FoundBuild(folder, contents, folders.below(folder))
        if depth < _MAX_DEPTH and names.keys().isdisjoint(_OF_HARMONY):
            todo += [(one, depth + 1, inside) for one in reversed(folders.below(folder))]
        folders.forget(folder)


class _Folders:
    """The folders of a tree, each listed once.

    Attributes:
        tree: The tree.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[str, dict[str, bool]] = {}

    def names(self, folder: str) -> Mapping[str, bool]:
        """What is in a folder, in order, and whether each is a folder."""
        known = self._known.get(folder)
        if known is None:
            known = self._known[folder] = {entry.name: entry.is_dir for entry in self.tree.list(folder)}
        return known

    def below(self, folder: str) -> list[str]:
        """The folders in a folder that may hold builds or modules."""
        before = f"{folder}/" if folder else ""
        return [
            before + name
            for name, is_dir in self.names(folder).items()
            if is_dir and name not in _NOT_ENTERED and not name.startswith(".")
        ]

    def forget(self, folder: str) -> None:
        """Keep nothing of a folder that is done with."""
        self._known.pop(folder, None)


def _uses_mpaas(folders: _Folders, folder: str, contents: dict[str, bytes]) -> bool:
    """Whether a script of a build names mPaaS: its own, those of the folders in it, and of the folders in these.

    Args:
        folders: The tree. folder: The folder of the build. contents: Takes the scripts in this folder.
    """
    found = list(_scripts(folders, folder, contents))
    if any(map(_name_mpaas, found)):
        return True
    if any(_name_mpaas(data) for one in folders.below(folder) for data in _scripts(folders, one, {})):
        return True
    catalogue = f"{folder}/gradle/libs.versions.toml" if folder else "gradle/libs.versions.toml"
    return folders.tree.is_file(catalogue) and _names(folders.tree, catalogue)


def _scripts(folders: _Folders, folder: str, contents: dict[str, bytes]) -> Iterator[bytes]:
    names = folders.names(folder)
    for name in (*SETTINGS, *SCRIPTS):
        if names.get(name, True):
            continue
        path = f"{folder}/{name}" if folder else name
        try:
            contents[path] = folders.tree.read(path)
            yield contents[path]
        except Unreadable:
            if folders.tree.is_file(path):
                yield b"mpaas"  # it is there and cannot be read: a rule says so


def _names(tree: Tree, path: str) -> bool:
    try:
        return _name_mpaas(tree.read(path))
    except Unreadable:
        return False


def _name_mpaas(data: bytes) -> bool:
    """Whether contents name mPaaS, in whatever case; an expression would take ten times as long."""
    small = data.lower()
    return any(word in small for word in _MPAAS)
