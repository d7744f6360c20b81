"""Trees: the places that files are read from."""

from __future__ import annotations

from typing import Protocol

from hapline.trees.overlay import OverlayTree
from hapline.trees.record import Record
from hapline.trees.working import WorkingTree
from hapline_hooks import Tree

__all__ = ["DigestingTree", "OverlayTree", "Record", "RecordingTree", "WorkingTree"]


class RecordingTree(Tree, Protocol):
    """A tree that keeps a record of what it was asked for; all of the host's own do."""

    record: Record


class DigestingTree(RecordingTree, Protocol):
    """A tree that can compare a file with what was recorded of it: the folder on disk, and those of git."""

    def digest(self, path: str) -> str:
        """What a record keeps of a file as it is now; empty where there is none."""

    def apart(self) -> None:
        """Share nothing with the process that this one was forked from."""
