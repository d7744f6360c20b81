"""Finds packages in a tree; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hapline_hooks import Entry, Project, Settings, Tree

_DESCRIPTOR = "offline-package.json5"
_NOT_ENTERED = frozenset(("node_modules", "oh_modules", "Pods", "build", "gradle", "hvigor"))
_MAX_DEPTH = 8
_ID_LENGTH = 8
_WRITTEN_BY_THE_SERVICE = "hpmfile.json"


def find(tree: Tree, settings: Settings) -> Iterator[Project]:
    """The packages of a tree: each folder with a descriptor, and each that is named by an id and laid out as one.

    Without a descriptor a folder of eight digits alone says little, since dates have as many: it counts where it has
    the file ``hpmfile.json``, pages in ``www``, or a folder ``appId_workspaceId`` in one that is named as a domain.
    """
    todo = [("", 0)]
    while todo:
        folder, depth = todo.pop()
        names = {entry.name: entry for entry in tree.list(folder)}
        if _is_file(names, _DESCRIPTOR) or (_may_be_id(folder) and _is_laid_out(tree, folder, names)):
            from hapline_plugins.offline.limits import limits_of
            from hapline_plugins.offline.source.project import OfflineProject
            from hapline_plugins.offline.target import target_of

            yield OfflineProject(tree, folder, target_of(settings), limits_of(settings))
            continue
        if depth < _MAX_DEPTH:
            before = f"{folder}/" if folder else ""
            inner = [one.name for one in names.values() if one.is_dir and one.name not in _NOT_ENTERED]
            todo += [(before + name, depth + 1) for name in reversed(inner) if not name.startswith(".")]


def _is_file(names: Mapping[str, Entry], name: str) -> bool:
    return name in names and not names[name].is_dir


def _may_be_id(folder: str) -> bool:
    name = folder.rpartition("/")[2]
    return len(name) == _ID_LENGTH and name.isascii() and name.isdigit()


def _is_laid_out(tree: Tree, folder: str, names: Mapping[str, Entry]) -> bool:
    if _is_file(names, _WRITTEN_BY_THE_SERVICE):
        return True
    for one in names.values():
        if not one.is_dir:
            continue
        inner = tree.list(f"{folder}/{one.name}")
        if one.name == "www" and any(not entry.is_dir and entry.name.endswith((".html", ".htm")) for entry in inner):
            return True
        if "." in one.name and any(entry.is_dir and "_" in entry.name for entry in inner):
            return True
    return False
