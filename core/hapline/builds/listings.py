"""The tree that a build is read from, each folder of it listed once: many rules look for much that is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hapline_hooks import Entry, Tree, Unreadable

_ELSEWHERE = frozenset(("", ".", ".."))
"""Names that no listing has."""


class ListedTree:
    """A tree whose folders are listed once, below one of them; a name that a listing lacks is not asked for again.

    What a listing says is on the record by itself: a file that comes to be there changes it. A build keeps one of its
    own, made after the builds were found, so that the record of what is judged has every listing that it came from.
    """

    def __init__(self, tree: Tree, root: str) -> None:
        """Look at a tree, with nothing listed yet.

        Args:
            tree: The tree. root: The folder of the build; what is asked for elsewhere is always looked up.
        """
        self._tree = tree
        self._before = f"{root}/" if root else ""
        self._listings: dict[str, Sequence[Entry]] = {}
        self._names: dict[str, dict[str, bool]] = {}

    @property
    def name(self) -> str:
        """The name of the tree."""
        return self._tree.name

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: As of the tree.
        """
        if not self._may_be(path, folder=True):
            raise Unreadable(path, "there is no such file", absent=True)
        return self._tree.read(path)

    def is_file(self, path: str) -> bool:
        """Whether the path is a file."""
        return self._may_be(path, folder=False) and self._tree.is_file(path)

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a folder, sorted; empty where there is none."""
        known = self._listings.get(path)
        if known is None:
            known = self._listings[path] = self._tree.list(path) if self._may_be(path, folder=True) else ()
        return known

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on something outside the tree; returns whether it is there."""
        return self._tree.depends_on(path)

    def _may_be(self, path: str, *, folder: bool) -> bool:
        """Whether a path may be there, by the listings of the folders above it; a link may be a file or a folder."""
        above, _, name = path.rpartition("/")
        if name in _ELSEWHERE or not path.startswith(self._before):
            return True
        names = self._names_in(above)
        return name in names and (folder or not names[name])

    def _names_in(self, folder: str) -> Mapping[str, bool]:
        """What a listed folder holds; those above it are listed first, down to one that lacks the next."""
        known = self._names.get(folder)
        if known is not None:
            return known
        at = max(0, len(self._before) - 1)
        while at <= len(folder):
            end = folder.find("/", at)
            end = len(folder) if end < 0 else end
            if known is not None and folder[at:end] not in known and folder[at:end] not in _ELSEWHERE:
                return {}
            one = folder[:end]
            known = self._names.get(one)
            if known is None:
                known = self._names[one] = {entry.name: entry.is_dir for entry in self.list(one)}
            at = end + 1
        return known or {}
