"""An archive as a tree: entries are files, and ``!`` leads into an archive inside."""

from __future__ import annotations

from collections.abc import Sequence

from hapline.archives.archive import Archive
from hapline.archives.errors import ArchiveError
from hapline.trees.record import Record
from hapline_hooks import Entry, Phrase, Unreadable

MAX_FILE = 16 * 1024 * 1024
"""Bytes. No file of a package that rules read as a whole is anywhere near."""


class ArchiveTree:
    """Files of an open archive, by entry name; ``entry.hap!module.json`` is a file of an archive inside.

    Attributes:
        record: What was read, listed and found absent. archive: The archive; it must stay open.
        limit: The largest file that is read, in bytes.
    """

    def __init__(self, archive: Archive, name: str, *, limit: int = MAX_FILE) -> None:
        """Read from this archive, which people call by this name."""
        self.archive = archive
        self.limit = limit
        self.record = Record()
        self._name = name
        self._inside: dict[str, ArchiveTree] = {}

    @property
    def name(self) -> str:
        """What was given as its name."""
        return self._name

    def read(self, path: str) -> bytes:
        """The content of an entry.

        Raises:
            hapline_hooks.Unreadable: There is no such entry, or it cannot be read (the reason says which).
        """
        outer, inner = _split(path)
        try:
            content = self._nested(outer).read(inner) if inner else self.archive.read(outer, self.limit)
        except ArchiveError as error:
            absent = error.reason == "no-such-entry"
            if absent:
                self.record.missed(path)
            raise Unreadable(path, Phrase(error.message), absent=absent) from None
        self.record.read(path, content)
        return content

    def is_file(self, path: str) -> bool:
        """Whether there is an entry of this name that is no directory."""
        outer, inner = _split(path)
        found = outer in self.archive.by_name and not outer.endswith("/")
        if found and inner:
            try:
                found = self._nested(outer).is_file(inner)
            except ArchiveError:
                found = False
        self.record.asked(path, found=found)
        return found

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted; of an archive inside, with ``!`` at the end of its name."""
        outer, bang, inner = path.rpartition("!")
        if bang:
            try:
                return self._nested(outer).list(inner)
            except ArchiveError:
                return ()
        prefix = f"{path}/" if path else ""
        names: dict[str, bool] = {}
        for name in self.archive.by_name:
            head, slash, _ = name.removeprefix(prefix).partition("/")
            if name.startswith(prefix) and head:
                names[head] = names.get(head, False) or bool(slash)
        entries = [Entry(name=name, is_dir=is_dir) for name, is_dir in sorted(names.items())]
        self.record.listed(path, entries)
        return entries

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside this tree; returns whether it is there."""
        return self.record.depends_on(path)

    def _nested(self, path: str) -> ArchiveTree:
        if path not in self._inside:
            outer, inner = _split(path)
            if inner:
                self._inside[path] = self._nested(outer)._nested(inner)  # noqa: SLF001 one of ours
            else:
                self._inside[path] = ArchiveTree(self.archive.nested(outer), f"{self._name}!{path}", limit=self.limit)
        return self._inside[path]


def _split(path: str) -> tuple[str, str]:
    outer, _, inner = path.partition("!")
    return outer, inner
