"""Folders of a Gradle project: its root, and the modules in which something was built that is released."""

from __future__ import annotations

import os
from collections.abc import Iterator

APKS = os.path.join("build", "outputs", "apk")
MAPPINGS = os.path.join("build", "outputs", "mapping")
INSTANTRUN = os.path.join("build", "outputs", "instantrun")
BUNDLES = os.path.join("build", "intermediates", "bundle")
_SETTINGS = ("settings.gradle", "settings.gradle.kts")
_SCRIPTS = ("build.gradle", "build.gradle.kts")
_PASSED_OVER = frozenset({"build", "src", "node_modules", "gradle", "libs"})
_DEEP = 3  # modules in folders of groups are two deep


def root_of(folder: str) -> str:
    """The folder of the project that a folder is in: the nearest one upwards with settings; else the folder itself."""
    start = os.path.abspath(folder)
    at, above = start, ""
    while at != above:
        if is_root(at):
            return at
        at, above = os.path.dirname(at), at
    return start


def built_modules(folder: str) -> list[str]:
    """The modules in a folder, or the folder itself, in which an apk or a Bundle's jar was built; sorted."""
    if _is_built(folder):
        return [folder]
    return sorted(_below(folder, _DEEP))


def app_module(folder: str) -> str:
    """The module that a folder is in; of the root of a project the one that was built, else ``app`` where it is there.

    Raises:
        hapline.errors.UsageError: Several modules were built.
    """
    start = os.path.abspath(folder)
    root = root_of(start)
    if root != start or not is_root(start):
        return _module_around(start, root)
    found = [one for one in built_modules(start) if one != start]
    if len(found) > 1:
        from hapline.errors import UsageError
        from hapline.files import shown
        from hapline_hooks import Phrase

        raise UsageError(
            Phrase("several modules were built: {modules}", modules=[shown(one) for one in found]),
            where=folder,
            todo="name one of them",
        )
    usual = os.path.join(start, "app")
    return found[0] if found else usual if os.path.isdir(usual) else start


def _module_around(folder: str, root: str) -> str:
    """The nearest folder upwards with a script; where none has one, the folder, or what its sources lie in."""
    at = folder
    while at != root:
        if any(os.path.isfile(os.path.join(at, name)) for name in _SCRIPTS):
            return at
        at = os.path.dirname(at)
    inside = os.path.relpath(folder, root).split(os.sep)
    return os.path.normpath(os.path.join(root, *inside[: inside.index("src")])) if "src" in inside else folder


def _below(folder: str, deep: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            folders = [one.path for one in entries if one.is_dir(follow_symlinks=False) and _is_looked_into(one.name)]
    except OSError:
        return
    for one in folders:
        if _is_built(one):
            yield one
        if deep > 1:
            yield from _below(one, deep - 1)


def is_root(folder: str) -> bool:
    """Whether a project begins in a folder: it has settings."""
    return any(os.path.isfile(os.path.join(folder, name)) for name in _SETTINGS)


def _is_looked_into(name: str) -> bool:
    return not name.startswith(".") and name not in _PASSED_OVER


def _is_built(folder: str) -> bool:
    return any(os.path.isdir(os.path.join(folder, place)) for place in (APKS, INSTANTRUN, BUNDLES))
