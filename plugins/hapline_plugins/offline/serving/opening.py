"""What is served: packages in source, uploads and built packages, each looked at anew when it has changed."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import NamedTuple, Protocol

from hapline.archives import ArchiveError
from hapline.errors import HaplineError, MissingError, NothingToDoError, UsageError, of
from hapline_hooks import Phrase, Settings, Tree, Unreadable, replace
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.content.layout import kind_of
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.highest import called
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.source.finding import find
from hapline_plugins.offline.source.naming import folder_name
from hapline_plugins.offline.source.project import OfflineProject
from hapline_plugins.offline.target import Target
from hapline_plugins.offline.verifying.opening import found_in

MOST_BYTES = 300 * 1024 * 1024
"""The largest file that is opened, in bytes: what the service takes at once (MDS guide, 6.3)."""
LONG_ID = r"[0-9]{8,20}"
"""Ids that are served."""
_FRESH = 1.0
"""Seconds for which the names in a folder are not listed again; a page asks for its files in a burst."""


class Opened(NamedTuple):
    """A package as it is now; ``fallback`` is the address of its fallback tree, where that is known from beside it."""

    described: Described
    content: Content
    fallback: str = ""


class Source(Protocol):
    """Where a package comes from.

    Attributes:
        where: What people call it.
    """

    where: str

    @property
    def called(self) -> tuple[str, str]:
        """The id and version by which it is the highest version of a package or not; empty where it is alone."""

    def now(self, *, anew: bool = False) -> Opened:
        """The package as it is now.

        Args:
            anew: Whether what was listed a moment ago will not do: a file that is asked for is not there.

        Raises:
            hapline.errors.HaplineError: It cannot be read.
        """


class FolderSource:
    """A package in source; each file is read from disk whenever it is asked for."""

    def __init__(self, where: str, root: str, tree: Callable[[], Tree], target: Target) -> None:
        """Serve a folder.

        Args:
            where: What people call it. root: The folder of the package in the tree.
            tree: Opens the tree; one that is open for long would not see new files. target: For whom the package is.
        """
        self.where = where
        self._root = root
        self._tree = tree
        self._target = target
        self._lock = Lock()
        self._known: Opened | None = None
        self._until = 0.0

    @property
    def called(self) -> tuple[str, str]:
        """Nothing: a folder holds one version."""
        return "", ""

    def now(self, *, anew: bool = False) -> Opened:
        """As in ``Source``."""
        with self._lock:
            if anew or self._known is None or time.monotonic() > self._until:
                project = OfflineProject(self._tree(), self._root, self._target)
                described, content = project.described, project.content
                if project.document is None:
                    described = replace(described, kind=kind_of(content.by_path, self._target))
                self._known = Opened(described, content)
                self._until = time.monotonic() + _FRESH
            return self._known


class FileSource:
    """An upload or a built package, read into memory: a file that is built again meanwhile may be cut short."""

    def __init__(self, where: str) -> None:
        """Serve a file, by its path."""
        self.where = where
        self._lock = Lock()
        self._known: Opened | None = None
        self._seen: tuple[int, ...] = ()

    @property
    def called(self) -> tuple[str, str]:
        """Its id and version, for which not all of it is read."""
        return called(self.where)

    def now(self, *, anew: bool = False) -> Opened:  # noqa: ARG002 a file that has not changed holds nothing new
        """As in ``Source``."""
        from hapline_plugins.offline.serving.packages import package_in

        with self._lock:
            try:
                status = os.stat(self.where)
                seen = (status.st_mtime_ns, status.st_size, status.st_ino)
                if self._known is None or seen != self._seen:
                    self._known = package_in(_content(self.where, status.st_size), self.where)
                    self._seen = seen
            except FileNotFoundError:
                raise MissingError("there is no such folder or file", where=self.where) from None
            except (OSError, ArchiveError, Unreadable) as error:
                raise of(error, self.where) from None
            return self._known


def sources_of(path: str, tree: Callable[[str], Tree], settings: Settings, target: Target) -> Iterator[Source]:
    """The packages of a file or folder.

    Args:
        path: A .amr, the zip of an upload, a package in source, or a folder with several of these: with packages in
            source, or, where there is none, with built ones and uploads.
        tree: Opens a folder as a tree. settings: The configuration. target: For whom packages are made.

    Raises:
        hapline.errors.HaplineError: There is none.
    """
    if not os.path.isdir(path):
        yield FileSource(path)
        return
    top = tree(path)
    # Where packages are built there is a folder that is named by an id too, with no package in source.
    if top.is_file(FILE) or (is_id(folder_name(top, "")) and not found_in(path)):
        roots = [""]
    else:
        roots = [one.root for one in find(top, settings) if isinstance(one, OfflineProject)]
    built = () if roots else found_in(path)
    yield from map(FileSource, built)
    if not roots and not built:
        raise NothingToDoError("there is no offline package here", where=path, todo=_HOW)
    for root in roots:
        yield FolderSource(os.path.join(path, root) if root else path, root, lambda: tree(path), target)


def _content(path: str, size: int) -> bytes:
    if not os.path.isfile(path):
        raise UsageError("this is neither a folder nor a file", where=path)
    if size > MOST_BYTES:
        raise UsageError(Phrase("{size:size} are more than a package can have", size=size), where=path)
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def usable(source: Source) -> Opened:
    """A package when serving begins: it must have an id then, of eight digits or, as mini programs have, of more.

    Raises:
        hapline.errors.HaplineError: It cannot be read, or its id is none.
    """
    opened = source.now()
    if not re.fullmatch(LONG_ID, opened.described.id):
        what = Phrase("the package id must be eight digits, not {id}", id=repr(opened.described.id))
        raise UsageError(what, where=source.where)
    return opened


def problem(error: HaplineError) -> Phrase:
    """What is wrong with a package that could be read when serving began."""
    return Phrase("{where}: {what}", where=error.where, what=Phrase(error.what)) if error.where else Phrase(error.what)


_HOW = (
    "name a folder with offline-package.json5 or one that is named by its id, a zip for the console, a .amr, or a "
    "folder with these"
)
