"""What git knows of a file that must not be in it, and what that depends on."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hapline.git import Repository, State, repository_of
from hapline_hooks import Tree

_MOST_FOLDERS = 30


def state_in(tree: Tree, path: str) -> State | None:
    """What git knows of a file of a tree; None where the tree is in no repository. What it depends on is recorded."""
    repository = repository_of(tree)
    if repository is None:
        return None
    return _state(tree, repository, os.path.join(repository.folder, *path.split("/")), path)


def state_of(tree: Tree, path: str) -> State | None:
    """The same of a file anywhere on disk, by its absolute path."""
    folder, name = os.path.split(os.path.realpath(path))
    return _state(tree, Repository(folder, is_submodule=True), path, name) if os.path.isdir(folder) else None


def _state(tree: Tree, repository: Repository, place: str, path: str) -> State | None:
    behind = repository.kept_in(index=True)
    if not behind:
        return None
    for one in (*behind, *_ignoring(os.path.dirname(os.path.abspath(place)))):
        tree.depends_on(one)
    return repository.state(path)


def _ignoring(folder: str) -> Iterator[str]:
    """The files that may say that something in a folder is ignored."""
    for _ in range(_MOST_FOLDERS):
        yield os.path.join(folder, ".gitignore")
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            return
        folder = above
