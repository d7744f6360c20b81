"""Readers of packages (.hap, .hsp, .app, .apk) that stay fast, small and safe whatever they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.archives.archive import Archive, open_archive
from hapline.archives.entries import DEFLATED, STORED, ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline.archives.limits import Limits
from hapline.archives.signing import SigningBlock, SigningPart

__all__ = [
    "DEFLATED",
    "STORED",
    "Archive",
    "ArchiveEntry",
    "ArchiveError",
    "ArchiveTree",
    "Limits",
    "Problem",
    "SigningBlock",
    "SigningPart",
    "open_archive",
]

if TYPE_CHECKING:
    from hapline.archives.problems import Problem
    from hapline.archives.tree import ArchiveTree
else:

    def __getattr__(name: str) -> object:
        # Not every reader looks for problems, or reads by path; each module takes a millisecond or two to import.
        if name == "Problem":
            from hapline.archives.problems import Problem

            return Problem
        if name == "ArchiveTree":
            from hapline.archives.tree import ArchiveTree

            return ArchiveTree
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
