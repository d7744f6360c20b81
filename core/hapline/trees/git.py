"""Trees of git: the index, as the next commit will have it, and revisions."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from hapline.git import Blob, Repository
from hapline.trees.record import Record
from hapline.trees.working import MAX_FILE
from hapline_hooks import Entry, Phrase, Unreadable

_LINK = "120000"
_FILE = "100"
_MOST_LINKS = 10


class GitTree:
    """Files whose contents git keeps. Symbolic links are followed while they stay inside, as on disk.

    Attributes:
        record: What was read, listed and found absent.
    """

    def __init__(self, repository: Repository, files: Mapping[str, Blob], name: str) -> None:
        """Read these files; people call the tree by this name."""
        self.record = Record()
        self._files = files
        self._paths = sorted(files)
        self._repository = repository
        self._blobs = repository.blobs()
        self._name = name

    @property
    def name(self) -> str:
        """What was given as its name."""
        return self._name

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: It is absent, too large, or git does not have it.
        """
        blob = self._blob(path)
        if blob is None:
            self.record.missed(path)
            raise Unreadable(path, "there is no such file", absent=True)
        try:
            content = self._blobs.read(blob.name, MAX_FILE)
        except KeyError:
            raise self.record.refused(path, Unreadable(path, "git does not hold its content")) from None
        if content is None:
            raise self.record.refused(path, Unreadable(path, Phrase("more than {most} bytes", most=MAX_FILE)))
        self.record.read(path, content, blob.name)
        return content

    def is_file(self, path: str) -> bool:
        """Whether the path is a file."""
        found = self._blob(path) is not None
        self.record.asked(path, found=found)
        return found

    def digest(self, path: str) -> str:
        """What a record keeps of the content of a file, without reading it; empty where there is none."""
        blob = self._blob(path)
        return blob.name if blob is not None else ""

    def apart(self) -> None:
        """Share nothing with the process that this one was forked from, least of all the pipes to git."""
        self._blobs = self._repository.blobs()

    def close(self) -> None:
        """End the process that contents are read through."""
        self._blobs.close()

    def _entries(self, path: str) -> list[Entry]:
        prefix = f"{path}/" if path else ""
        found: dict[str, bool] = {}
        at = bisect_left(self._paths, prefix)
        while at < len(self._paths) and self._paths[at].startswith(prefix):
            name, slash, _ = self._paths[at][len(prefix) :].partition("/")
            found[name] = bool(slash)
            # Behind everything in the folder: the next sign after the slash ends what begins with it.
            at = bisect_left(self._paths, f"{prefix}{name}0", at + 1) if slash else at + 1
        return [Entry(name=name, is_dir=is_dir) for name, is_dir in sorted(found.items())]

    def _blob(self, path: str) -> Blob | None:
        for _ in range(_MOST_LINKS):
            blob = self._files.get(path)
            if blob is not None and blob.mode.startswith(_FILE):
                return blob
            target = self._target(path, blob)
            if target is None:
                return None
            path = target
        return None

    def _target(self, path: str, blob: Blob | None) -> str | None:
        """Where a symbolic link, or one on the way to a path, leads; None where there is none, or it leads outside."""
        link, rest = path, ""
        while blob is None and "/" in link:
            link, _, last = link.rpartition("/")
            rest = f"/{last}{rest}"
            blob = self._files.get(link)
        if blob is None or blob.mode != _LINK:
            return None
        text = (self._blobs.read(blob.name, MAX_FILE) or b"").decode("utf-8", "surrogateescape")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(link), text) + rest)
        return None if target.startswith(("..", "/")) else target

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted; symbolic links to folders are left out."""
        entries = self._entries(path)
        if entries:
            self.record.listed(path, entries)
        else:
            self.record.unlisted(path)
        return entries


def index_tree(repository: Repository) -> GitTree:
    """The files as they are staged."""
    return GitTree(repository, repository.index(), "the index")


def revision_tree(repository: Repository, revision: str) -> GitTree:
    """The files as they are in a revision.

    Raises:
        hapline.errors.UsageError: There is no such revision.
    """
    return GitTree(repository, repository.files(revision), revision)
