"""What lies around the folder that is set up: the build that it is a module of, and the repository that it is in."""

from __future__ import annotations

import os

from hapline.builds import SCRIPTS
from hapline_plugins.hotpatch.archive.project import root_of


def build_above(folder: str) -> str:
    """The absolute folder of the build that a folder is a module of; empty where it is none.

    Settings that lie outside of the folder's own git repository are not its build's.
    """
    start = os.path.abspath(folder)
    root = root_of(start)
    is_module = root != start and any(os.path.isfile(os.path.join(start, name)) for name in SCRIPTS)
    return root if is_module and repository_of(root) == repository_of(start) else ""


def repository_of(folder: str) -> str:
    """The absolute folder of the git repository that a folder is in; empty where it is in none."""
    at, above = os.path.abspath(folder), ""
    while at != above:
        if os.path.exists(os.path.join(at, ".git")):
            return at
        at, above = os.path.dirname(at), at
    return ""
