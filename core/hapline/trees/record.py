"""What a tree was asked for: with the same answers, a check has the same findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hapline_hooks import Entry


class Record:
    """The reads, listings and absences of one run.

    Attributes:
        digest: Turns content into what is kept of it; None where nobody will ask, since hashing costs time.
        reads: Digest of each file that was read. listings: Digest of each folder that was listed.
        absent: Paths that were looked for and are not there. marked: Files that speak to hapline in a comment.
    """

    __slots__ = ("absent", "digest", "listings", "marked", "reads")

    def __init__(self, digest: Callable[[bytes], str] | None = None) -> None:
        """Start with nothing asked for."""
        self.digest = digest
        self.reads: dict[str, str] = {}
        self.listings: dict[str, str] = {}
        self.absent: set[str] = set()
        self.marked: set[str] = set()

    def read(self, path: str, content: bytes) -> None:
        """Note that a file was read."""
        self.reads[path] = self.digest(content) if self.digest else ""
        if b"hapline:" in content:
            self.marked.add(path)

    def listed(self, path: str, entries: Iterable[Entry]) -> None:
        """Note that a folder was listed."""
        if self.digest is None:
            self.listings[path] = ""
            return
        names = "\0".join(f"{entry.name}/" if entry.is_dir else entry.name for entry in entries)
        self.listings[path] = self.digest(names.encode("utf-8", "surrogateescape"))

    def missed(self, path: str) -> None:
        """Note that a file was looked for and is not there."""
        self.absent.add(path)
