"""What lies around the folder of a working tree: other folders of the same project, which something in it refers to."""

from __future__ import annotations

import os
from collections.abc import Sequence

from hapline.trees.working import WorkingTree
from hapline_hooks import Entry, Tree

_CONFIGURATION = "hapline.json5"


class AroundTree(WorkingTree):
    """The folder of a project, beside that which is looked at; the tree of the latter is told of all that is read."""

    def __init__(self, root: str, inner: Tree) -> None:
        """Read from a folder.

        Args:
            root: The folder, as an absolute path. inner: The tree that is told.
        """
        super().__init__(root)
        self._inner = inner

    def read(self, path: str) -> bytes:
        """As of other trees."""
        self._note(path)
        return super().read(path)

    def is_file(self, path: str) -> bool:
        """As of other trees."""
        self._note(path)
        return super().is_file(path)

    def list(self, path: str) -> Sequence[Entry]:
        """As of other trees."""
        self._note(path)
        return super().list(path)

    def depends_on(self, path: str) -> bool:
        """As of other trees."""
        return self._inner.depends_on(path)

    def _note(self, path: str) -> None:
        self._inner.depends_on(os.path.join(self.root, *path.split("/")) if path else self.root)


def project_folder(folder: str) -> str:
    """The absolute folder of the project that a folder belongs to.

    That is its git repository, or else the nearest folder with a configuration of hapline; without either, itself.
    """
    start = at = os.path.abspath(folder)
    configured, above = "", ""
    while at != above:
        if os.path.lexists(os.path.join(at, ".git")):
            return at
        if not configured and os.path.isfile(os.path.join(at, _CONFIGURATION)):
            configured = at
        at, above = os.path.dirname(at), at
    return configured or start
