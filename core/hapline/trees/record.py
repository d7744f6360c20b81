"""What a tree was asked for: with the same answers, a check has the same findings."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

from hapline_hooks import Entry, Unreadable

if TYPE_CHECKING:
    from hapline.trees import DigestingTree

T = TypeVar("T")
NOWHERE = "/"
"""Kept of a folder that is not there; no name holds a slash only."""


class Record:
    """The answers of a tree to one run, or to the part of it that judges one project.

    Attributes:
        digest: Turns content into what is kept of it; None where nobody will ask, since hashing costs time.
        reads: Digest of each file that was read, or why it could not be. listings: The names in each folder that was
            listed. files: Whether each path that was asked for is a file.
        elsewhere: Stamp of each file or folder outside the tree that what is found depends on, by absolute path.
        marked: Files that speak to hapline in a comment.
    """

    __slots__ = ("_made", "digest", "elsewhere", "files", "listings", "marked", "reads")

    def __init__(self, digest: Callable[[bytes], str] | None = None) -> None:
        """Start with nothing asked for."""
        self.digest = digest
        self.reads: dict[str, str] = {}
        self.listings: dict[str, str] = {}
        self.files: dict[str, bool] = {}
        self.elsewhere: dict[str, str] = {}
        self.marked: set[str] = set()
        self._made: dict[str, Any] = {}

    def begin(self) -> None:
        """Begin to look for projects: what plugins find out in common is found out anew."""
        self._made.clear()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What plugins that look for projects find out in common; made once, and on the record once."""
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])

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

    def depends_on(self, path: str) -> bool:
        """Note that something outside the tree counts, as it is when that is first said; returns whether it is there.

        Raises:
            ValueError: The path is not absolute.
        """
        if not os.path.isabs(path):
            raise ValueError(f"not an absolute path: {path}")
        if path not in self.elsewhere:
            self.elsewhere[path] = stamp(path)
        return bool(self.elsewhere[path])

    def answers(self) -> dict[str, Mapping[str, Any]]:
        """What was answered, as it is kept and compared."""
        return {"files": self.files, "listings": self.listings, "reads": self.reads, "elsewhere": self.elsewhere}

    def unlisted(self, path: str) -> None:
        """Note that a folder was to be listed and is not there."""
        if self.digest:
            self.listings[path] = NOWHERE


class Answers:
    """What a tree answers now; it is asked for each path once, however many records it is compared with."""

    def __init__(self, tree: DigestingTree) -> None:
        """Ask this tree."""
        self._tree = tree
        self._known: dict[str, dict[str, object]] = {name: {} for name in Record().answers()}

    def are(self, kept: Mapping[str, Any]) -> bool:
        """Whether these are the answers that were kept of a record; the tree's own record is left as it is.

        Raises:
            LookupError: What was kept is no record; so do the others.
            TypeError: See above.
            AttributeError: See above.
        """
        tree = self._tree
        outer, tree.record = tree.record, Record(blob_name)
        try:
            return (
                self._agree("files", kept, tree.is_file)
                and self._agree("listings", kept, self._listing)
                and self._agree("elsewhere", kept, stamp)
                and self._agree("reads", kept, tree.digest)
            )
        finally:
            tree.record = outer

    def _agree(self, name: str, kept: Mapping[str, Any], ask: Callable[[str], object]) -> bool:
        known = self._known[name]
        for path, answer in kept[name].items():
            if path not in known:
                known[path] = ask(path)
            if known[path] != answer:
                return False
        return True

    def _listing(self, path: str) -> str:
        self._tree.list(path)
        return self._tree.record.listings[path]


def shares(answers: Mapping[str, T], roots: Collection[str]) -> dict[str, dict[str, T]]:
    """Answers by the root around their path, by each where there are several; by the empty one where there is none."""
    found: dict[str, dict[str, T]] = {}
    around: dict[str, list[str]] = {}
    for path, one in answers.items():
        folder = path.rpartition("/")[0]
        if folder not in around:
            around[folder] = [above for above in _upwards(folder) if above in roots]
        for root in ([path] if path in roots else []) + around[folder] or [""]:
            found.setdefault(root, {})[path] = one
    return found


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def names(entries: Iterable[Entry]) -> str:
    """The names in a folder, as they are kept: folders with a slash, links with two."""
    return "\0".join(
        [f"{one.name}/" if one.is_dir else f"{one.name}//" if one.is_link else one.name for one in entries]
    )


def stamp(path: str) -> str:
    """The state of a file or folder outside the tree, by its length and time; empty where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{status.st_mtime_ns}/" if stat.S_ISDIR(status.st_mode) else f"{status.st_mtime_ns} {status.st_size}"


def blob_name(content: bytes) -> str:
    """The digest of a content: the name that git gives it, so that a staged file needs not be read to be compared."""
    digest: str = _sha1()(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
    return digest


@cache
def _sha1() -> Any:  # noqa: ANN401 what both modules have has no name of its own
    """Python's own SHA-1 where it has one: hashlib loads OpenSSL, which takes longer than to hash a small project."""
    try:
        return import_module("_sha1").sha1
    except ImportError:
        return import_module("hashlib").sha1
