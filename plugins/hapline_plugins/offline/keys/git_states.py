"""What git knows of a file that must not be in it, and what that depends on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from hapline.git import Repository, State, repository_of
from hapline_hooks import Tree, Unreadable

_MOST_FOLDERS = 30
_MOST_FILES = 2_000


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


def known_to_git(tree: Tree, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files of a tree that are in git, or staged, by their names, each with its content.

    Of the files on disk one that is only staged any more counts too: the next commit has it.

    Args:
        tree: The tree. names: Patterns, as of ``hapline.git.Repository.known``.
    """
    repository = repository_of(tree)
    if repository is None or not _may_be_in_git(tree, repository.folder):
        return
    for one in repository.kept_in(index=True):
        tree.depends_on(one)
    on_disk = isinstance(getattr(tree, "root", None), str)
    for path in repository.known(names)[:_MOST_FILES]:
        try:
            yield path, tree.read(path)
        except Unreadable as error:
            staged = repository.staged_file(os.path.join(repository.folder, path)) if error.absent and on_disk else None
            if staged is not None:
                yield path, staged


def _may_be_in_git(tree: Tree, folder: str) -> bool:
    """Whether git need be asked at all: it takes longer than all else that is done for a small project."""
    if "GIT_DIR" in os.environ:
        return True
    absent = []
    for above in _upwards(os.path.abspath(folder)):
        git = os.path.join(above, ".git")
        if os.path.lexists(git):
            return True
        absent.append(git)
    for git in absent:
        tree.depends_on(git)
    return False


def _state(tree: Tree, repository: Repository, place: str, path: str) -> State | None:
    behind = repository.kept_in(index=True)
    if not behind:
        return None
    for one in (*behind, *_ignoring(os.path.dirname(os.path.abspath(place)))):
        tree.depends_on(one)
    return repository.state(path)


def _ignoring(folder: str) -> Iterator[str]:
    """The files that may say that something in a folder is ignored."""
    for above in _upwards(folder):
        yield os.path.join(above, ".gitignore")
        if os.path.lexists(os.path.join(above, ".git")):
            return


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those above it."""
    for _ in range(_MOST_FOLDERS):
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
