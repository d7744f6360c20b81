"""The files in which apps embed the public key, as the configuration names them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hapline.git import repository_of
from hapline_hooks import Settings, Tree, Unreadable

EMBEDDING = "offline.publicKeyIn"
"""The option that names them."""
EMBEDDING_LIMIT = 4 * 1024 * 1024
"""Bytes of a file outside the tree that are looked through."""


class Embedding:
    """A file in which an app embeds the key.

    Attributes:
        name: As the configuration names it. path: Its path in the tree; empty where it lies elsewhere.
    """

    def __init__(self, tree: Tree, name: str, path: str, place: str) -> None:
        """Name a file, by its path in the tree or by its absolute one."""
        self.name = name
        self.path = path
        self._tree = tree
        self._place = place

    def read(self) -> bytes:
        """Its content.

        Raises:
            hapline_hooks.Unreadable: It cannot be read. OSError: Likewise, of a file outside the tree.
        """
        if self.path:
            return self._tree.read(self.path)
        if not self._tree.depends_on(self._place):
            raise Unreadable(self.name, "there is no such file", absent=True)
        with open(self._place, "rb") as file:
            return file.read(EMBEDDING_LIMIT)


def embeddings(tree: Tree, settings: Settings) -> Iterator[Embedding]:
    """The files that the configuration names."""
    repository = repository_of(tree)
    for name, place in zip(settings.texts(EMBEDDING), settings.located_all(EMBEDDING), strict=True):
        if not place or repository is None:
            yield Embedding(tree, name, name, "")
            continue
        inside = os.path.relpath(os.path.realpath(place), os.path.realpath(repository.folder)).replace(os.sep, "/")
        yield Embedding(tree, name, "" if inside.startswith("../") else inside, os.path.abspath(place))
