"""Where the files of a package lie: in the tree that is looked at, or beside it in the same project."""

from __future__ import annotations

import posixpath
from typing import Literal

from hapline_hooks import Tree, noun

PlaceKind = Literal["inside", "beside", "unseen", "outside"]
"""Where they lie: in the tree; beside it in the same project; there, and the tree is one that git keeps, so that they
are not to be seen; or outside of the project."""


@noun
class SourcePlace:
    """Where the files of a package lie.

    Attributes:
        kind: In which part of the project. tree: What they are read from. folder: Their folder in that tree.
        home: Of files beside, where the folder of the descriptor lies in that tree.
    """

    kind: PlaceKind
    tree: Tree
    folder: str
    home: str = ""

    def shown(self, path: str) -> str:
        """A path of the tree as it is seen from the descriptor, such as ``../web/dist/index.html``."""
        return posixpath.relpath(path or ".", self.home or ".")

    def path_of(self, shown: str) -> str:
        """The path of the tree that is shown so."""
        return _joined(self.home, shown)


def source_place(tree: Tree, root: str, source: str) -> SourcePlace:
    """Where a source lies.

    Args:
        tree: What the descriptor is read from. root: Its folder. source: As it says, without slashes at the ends.
    """
    folder = _joined(root, source)
    if not _leads_out(folder):
        return SourcePlace(kind="inside", tree=tree, folder=folder)
    from hapline.git import around

    project = around(tree)
    if project is None:
        return SourcePlace(kind="outside", tree=tree, folder="")
    home = _joined(project.folder, root)
    folder = _joined(home, source)
    if _leads_out(folder):
        return SourcePlace(kind="outside", tree=tree, folder="")
    if project.tree is None:
        return SourcePlace(kind="unseen", tree=tree, folder="")
    return SourcePlace(kind="beside", tree=project.tree, folder=folder, home=home)


def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined


def _leads_out(path: str) -> bool:
    return path == ".." or path.startswith("../")
