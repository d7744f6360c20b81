"""Readers of packages (.hap, .hsp, .app, .apk) that stay fast, small and safe whatever they are given.

Nothing is imported before it is used: who reads a folder needs no more than the error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.lazily import names_of

if TYPE_CHECKING:
    from hapline.archives.archive import Archive, open_archive
    from hapline.archives.entries import DEFLATED, STORED, ArchiveEntry
    from hapline.archives.errors import ArchiveError
    from hapline.archives.limits import Limits
    from hapline.archives.problems import Problem
    from hapline.archives.signing import SigningBlock, SigningPart
    from hapline.archives.tree import ArchiveTree

_HOMES = {
    "DEFLATED": "entries",
    "STORED": "entries",
    "Archive": "archive",
    "ArchiveEntry": "entries",
    "ArchiveError": "errors",
    "ArchiveTree": "tree",
    "Limits": "limits",
    "Problem": "problems",
    "SigningBlock": "signing",
    "SigningPart": "signing",
    "open_archive": "archive",
}

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

__getattr__ = names_of(__name__, _HOMES, globals())
