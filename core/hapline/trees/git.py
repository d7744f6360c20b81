"""Trees of git: the index, as the next commit will have it, and revisions."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Sequence

from hapline.errors import UsageError
from hapline.git import Blob, Repository
from hapline.trees.record import Record
from hapline.trees.working import MAX_FILE
from hapline_hooks import Entry, Phrase, Unreadable

_LINK = "120000"
_SUBMODULE = "160000"
_FOLDER = "040000"
_FILE = "100"
_MOST_LINKS = 10


class GitTree:
    """Files whose contents git keeps. Symbolic links are followed while they stay inside, as on disk.

    Submodules that are checked out are part of it, at the commit that the index or the revision names, whatever is
    checked out; each is looked into when something in it is asked for.

    Attributes:
        record: What was read, listed and found absent. repository: Where the files come from.
    """

    def __init__(self, repository: Repository, files: dict[str, Blob], name: str) -> None:
        """Read these files; people call the tree by this name."""
        self.record = Record()
        self.repository = repository
        self._files = files
        self._paths = sorted(files)
        self._closed = {path for path, blob in files.items() if blob.mode == _SUBMODULE}
        self._repositories = [repository]
        self._readers = [repository.blobs()]
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
            content = self._content(blob)
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
        self._readers = [one.blobs() for one in self._repositories]

    def close(self) -> None:
        """End the processes that contents are read through."""
        for reader in self._readers:
            reader.close()

    def _content(self, blob: Blob) -> bytes | None:
        # A content has the same name in every repository, so it does not matter which of them it is read from.
        for reader in self._readers:
            try:
                return reader.read(blob.name, MAX_FILE)
            except KeyError:
                continue
        raise KeyError(blob.name)

    def _look_into_submodules(self, path: str) -> None:
        """Add the files of the submodules that a path leads into."""
        around = next((one for one in self._closed if path == one or path.startswith(f"{one}/")), None)
        if around is None:
            return
        self._closed.remove(around)
        inner = self._repositories[0].submodule(around)
        try:
            files = inner.files(self._files[around].name) if inner else {}
        except UsageError:  # it does not hold the commit yet
            files = {}
        if inner and files:
            self._repositories.append(inner)
            self._readers.append(inner.blobs())
            self._files.update((f"{around}/{name}", blob) for name, blob in files.items())
            self._paths = sorted(self._files)
            self._closed |= {f"{around}/{name}" for name, blob in files.items() if blob.mode == _SUBMODULE}
            self._look_into_submodules(path)

    def _entries(self, path: str) -> list[Entry]:
        if self._closed:
            self._look_into_submodules(path)
        prefix = f"{path}/" if path else ""
        found: dict[str, str] = {}
        at = bisect_left(self._paths, prefix)
        while at < len(self._paths) and self._paths[at].startswith(prefix):
            name, slash, _ = self._paths[at][len(prefix) :].partition("/")
            found[name] = _FOLDER if slash else self._files[self._paths[at]].mode
            # Behind everything in the folder: the next sign after the slash ends what begins with it.
            at = bisect_left(self._paths, f"{prefix}{name}0", at + 1) if slash else at + 1
        return [
            Entry(name=name, is_dir=mode in {_FOLDER, _SUBMODULE}, is_link=mode == _LINK)
            for name, mode in sorted(found.items())
        ]

    def _blob(self, path: str) -> Blob | None:
        for _ in range(_MOST_LINKS):
            if self._closed:
                self._look_into_submodules(path)
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
        text = (self._content(blob) or b"").decode("utf-8", "surrogateescape")
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

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside this tree; returns whether it is there."""
        return self.record.depends_on(path)


def index_tree(repository: Repository) -> GitTree:
    """The files as they are staged."""
    return GitTree(repository, repository.index(), "the index")


def revision_tree(repository: Repository, revision: str) -> GitTree:
    """The files as they are in a revision.

    Raises:
        hapline.errors.UsageError: There is no such revision.
    """
    return GitTree(repository, repository.files(revision), revision)
