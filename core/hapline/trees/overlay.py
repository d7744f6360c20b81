"""A tree with some files changed, for looking at a fix before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from hapline.trees.record import Record
from hapline_hooks import Entry, Tree


class OverlayTree:
    """Another tree, with new contents for some of its files."""

    def __init__(self, base: Tree) -> None:
        """Start equal to the base."""
        self.base = base
        self.record = Record()
        self.changed: dict[str, bytes] = {}

    @property
    def name(self) -> str:
        """The name of the tree underneath."""
        return self.base.name

    def read(self, path: str) -> bytes:
        """The changed content of a file, or else the base's."""
        content = self.changed.get(path)
        if content is None:
            content = self.base.read(path)
        self.record.read(path, content)
        return content

    def is_file(self, path: str) -> bool:
        """Whether the path is a file."""
        return path in self.changed or self.base.is_file(path)

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder; changes never add files."""
        return self.base.list(path)

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside this tree; returns whether it is there."""
        return self.record.depends_on(path)
