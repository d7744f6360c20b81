"""Trees: the places that files are read from."""

from __future__ import annotations

from typing import Protocol

from hapline.trees.overlay import OverlayTree
from hapline.trees.record import Record
from hapline.trees.working import WorkingTree
from hapline_hooks import Tree

__all__ = ["OverlayTree", "Record", "RecordingTree", "WorkingTree"]


class RecordingTree(Tree, Protocol):
    """A tree that keeps a record of what it was asked for; all of the host's own do."""

    record: Record
