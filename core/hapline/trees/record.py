"""What a tree was asked for: with the same answers, a check has the same findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hapline_hooks import Entry, Unreadable

NOWHERE = "/"
"""Kept of a folder that is not there; no name holds a slash only."""


class Record:
    """The answers of a tree to one run, or to the part of it that judges one project.

    Attributes:
        digest: Turns content into what is kept of it; None where nobody will ask, since hashing costs time.
        reads: Digest of each file that was read, or why it could not be. listings: The names in each folder that was
            listed. files: Whether each path that was asked for is a file.
        marked: Files that speak to hapline in a comment.
    """

    __slots__ = ("digest", "files", "listings", "marked", "reads")

    def __init__(self, digest: Callable[[bytes], str] | None = None) -> None:
        """Start with nothing asked for."""
        self.digest = digest
        self.reads: dict[str, str] = {}
        self.listings: dict[str, str] = {}
        self.files: dict[str, bool] = {}
        self.marked: set[str] = set()

    def read(self, path: str, content: bytes, digest: str = "") -> None:
        """Note that a file was read; its digest, where it is known already."""
        self.reads[path] = digest or (self.digest(content) if self.digest else "")
        if b"hapline:" in content:
            self.marked.add(path)

    def refused(self, path: str, error: Unreadable) -> Unreadable:
        """Note that a file is there and cannot be read; hands the error back, to be raised."""
        self.reads[path] = f"! {error.reason}"
        return error

    def asked(self, path: str, *, found: bool) -> None:
        """Note that somebody asked whether there is such a file."""
        self.files[path] = found

    def missed(self, path: str) -> None:
        """Note that a file was looked for and is not there."""
        self.files[path] = False

    def listed(self, path: str, entries: Iterable[Entry]) -> None:
        """Note that a folder was listed."""
        self.listings[path] = names(entries) if self.digest else ""

    def unlisted(self, path: str) -> None:
        """Note that a folder was to be listed and is not there."""
        if self.digest:
            self.listings[path] = NOWHERE


def names(entries: Iterable[Entry]) -> str:
    """The names in a folder, as they are kept: folders with a slash."""
    return "\0".join([f"{one.name}/" if one.is_dir else one.name for one in entries])


def blob_name(content: bytes) -> str:
    """The digest of a content: the name that git gives it, so that a staged file needs not be read to be compared."""
    import hashlib

    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
