"""What a tree was asked for: with the same answers, a check has the same findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from hapline_hooks import Entry


class Record:
    """The reads, listings and absences of one run.

    Attributes:
        reads: Digest of each file that was read. listings: Digest of each folder that was listed.
        absent: Paths that were looked for and are not there. marked: Files that speak to hapline in a comment.
    """

    __slots__ = ("absent", "listings", "marked", "reads")

    def __init__(self) -> None:
        """Start with nothing asked for."""
        self.reads: dict[str, str] = {}
        self.listings: dict[str, str] = {}
        self.absent: set[str] = set()
        self.marked: set[str] = set()

    def read(self, path: str, content: bytes) -> None:
        """Note that a file was read."""
        self.reads[path] = hashlib.sha256(content).hexdigest()
        if b"hapline:" in content:
            self.marked.add(path)

    def listed(self, path: str, entries: Iterable[Entry]) -> None:
        """Note that a folder was listed."""
        names = "\0".join(f"{entry.name}/" if entry.is_dir else entry.name for entry in entries)
        self.listings[path] = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()

    def missed(self, path: str) -> None:
        """Note that a file was looked for and is not there."""
        self.absent.add(path)
