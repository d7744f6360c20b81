"""A tree held in memory, for tests of rules and generators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hapline.trees.record import Record
from hapline_hooks import Entry, Unreadable


class MemoryTree:
    """Files by path."""

    def __init__(self, files: Mapping[str, str | bytes], name: str = "memory") -> None:
        """Hold these files."""
        self.files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        self.record = Record()
        self._name = name

    @property
    def name(self) -> str:
        """What was given as its name."""
        return self._name

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: There is no such file.
        """
        try:
            content = self.files[path]
        except KeyError:
            self.record.missed(path)
            raise Unreadable(path, "there is no such file", absent=True) from None
        self.record.read(path, content)
        return content

    def is_file(self, path: str) -> bool:
        """Whether there is a file of this path."""
        self.record.asked(path, found=path in self.files)
        return path in self.files

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted."""
        prefix = f"{path}/" if path else ""
        names: set[tuple[str, bool]] = set()
        for file in self.files:
            if file.startswith(prefix):
                head, slash, _ = file[len(prefix) :].partition("/")
                names.add((head, bool(slash)))
        entries = [Entry(name=name, is_dir=is_dir) for name, is_dir in sorted(names)]
        self.record.listed(path, entries)
        return entries

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside this tree; returns whether it is there."""
        return self.record.depends_on(path)
