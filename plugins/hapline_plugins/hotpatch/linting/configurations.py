"""Finds the files that say what InstantRun instruments, and the folder that a file belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hapline_hooks import Tree
from hapline_plugins.hotpatch.source.finding import CONFIGURATION

_DEEPEST = 3
"""Folders inside folders in which an ``instantrun.xml`` is looked for: the modules of a build lie no deeper."""
_PASSED_OVER = frozenset({"build", "node_modules", "src", "gradle", "buildSrc"})


def configuration_paths(tree: Tree) -> Iterator[str]:
    """The files ``instantrun.xml`` of a tree."""
    folders = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        prefix = f"{folder}/" if folder else ""
        for one in tree.list(folder):
            if not one.is_dir and one.name == CONFIGURATION:
                yield f"{prefix}{one.name}"
            elif one.is_dir and depth < _DEEPEST and one.name not in _PASSED_OVER and not one.name.startswith("."):
                folders.append((f"{prefix}{one.name}", depth + 1))


def nearest(folders: Iterable[str], path: str) -> str | None:
    """The deepest of some folders that a file is in; None where it is in none of them."""
    around = [one for one in folders if not one or path.startswith(f"{one}/")]
    return max(around, key=len, default=None)
