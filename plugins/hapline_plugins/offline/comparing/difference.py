"""Which files were added, removed, renamed and changed between two contents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property

from hapline_hooks import noun
from hapline_plugins.offline.content.files import Content, PackageFile


@noun
class Changed:
    """A file that is in both. Sizes are bytes.

    Attributes:
        path: Its path. old_size: Its length before. size: Its length now.
    """

    path: str
    old_size: int
    size: int


@noun
class Renamed:
    """A file that was removed under one name and added under another, unchanged.

    Attributes:
        old_path: Its path before. path: Its path now. size: Its length in bytes.
    """

    old_path: str
    path: str
    size: int


class Difference:
    """What differs between two contents, each file read once.

    Attributes:
        old: What was. new: What is.
    """

    def __init__(self, old: Content, new: Content) -> None:
        """Compare these."""
        self.old = old
        self.new = new

    @cached_property
    def changed(self) -> Sequence[Changed]:
        """The files that are in both and differ, by path."""
        return [
            Changed(path=path, old_size=self.old.by_path[path].size, size=self.new.by_path[path].size)
            for path in self._digests.old
            if self._digests.new.get(path, self._digests.old[path]) != self._digests.old[path]
        ]

    @cached_property
    def renamed(self) -> Sequence[Renamed]:
        """The files that only changed their names, by their new path; such as bundles that are named by a hash."""
        gone: dict[str, list[str]] = {}
        for path in self._gone:
            gone.setdefault(self._digests.old[path], []).append(path)
        found = []
        for path in self._come:
            olds = gone.get(self._digests.new[path])
            if olds and self.new.by_path[path].size:
                found.append(Renamed(old_path=olds.pop(0), path=path, size=self.new.by_path[path].size))
        return found

    @cached_property
    def removed(self) -> Sequence[PackageFile]:
        """The files that are no more, by path."""
        renamed = {one.old_path for one in self.renamed}
        return [self.old.by_path[path] for path in self._gone if path not in renamed]

    @cached_property
    def added(self) -> Sequence[PackageFile]:
        """The files that were not there, by path."""
        renamed = {one.path for one in self.renamed}
        return [self.new.by_path[path] for path in self._come if path not in renamed]

    @property
    def is_empty(self) -> bool:
        """Whether both have the same files."""
        return not (self.changed or self.renamed or self.removed or self.added)

    @cached_property
    def unchanged(self) -> int:
        """How many files are the same under the same name."""
        return len(self.new.files) - len(self.changed) - len(self.renamed) - len(self.added)

    @cached_property
    def _digests(self) -> _Digests:
        return _Digests(old=_digests(self.old), new=_digests(self.new))

    @property
    def _gone(self) -> Sequence[str]:
        return [path for path in self._digests.old if path not in self._digests.new]

    @property
    def _come(self) -> Sequence[str]:
        return [path for path in self._digests.new if path not in self._digests.old]


@noun
class _Digests:
    """The digests of files by path."""

    old: Mapping[str, str]
    new: Mapping[str, str]


def _digests(content: Content) -> dict[str, str]:
    return {one.path: hashlib.sha256(one.read()).hexdigest() for one in content.files}
