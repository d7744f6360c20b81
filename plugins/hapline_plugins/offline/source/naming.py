"""What the folders of a tree are called: that of the tree itself too, which has a name only outside of it."""

from __future__ import annotations

import os

from hapline.git import repository_of
from hapline_hooks import Tree


def folder_name(tree: Tree, folder: str) -> str:
    """The name of a folder of a tree; of its root as it is on disk, however it was named when it was opened."""
    if folder:
        return folder.rpartition("/")[2]
    on_disk = repository_of(tree)
    return os.path.basename(os.path.abspath(on_disk.folder)) if on_disk is not None else tree.name
