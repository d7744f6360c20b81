"""One version of a package, whatever it is kept as: an .amr, the zip that is uploaded, or a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Literal

from hapline.errors import MissingError, UsageError, of
from hapline_hooks import Settings, Tree, Unreadable, noun
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.descriptor.described import USUAL_NAME, Described
from hapline_plugins.offline.ids import order, parts_of

_AMR = ".amr"


@noun
class Version:
    """One version of a package.

    Attributes:
        path: What it was read from. described: What it says of itself. content: Its files.
        download: The length of its .amr in bytes; None for what is not built yet. tar: Makes its inner tar.
    """

    path: str
    described: Described
    content: Content
    download: int | None
    tar: Callable[[], bytes | memoryview]

    def is_other_than(self, other: Version) -> bool:
        """Whether they are two packages, not two versions of one; not where one of them does not say what it is."""
        return bool(self.described.id and other.described.id) and self.described.id != other.described.id

    def order_after(self, other: Version) -> Literal["higher", "same", "lower"] | None:
        """Whether its version is higher than that of another; None where one has none, or they are two packages."""
        mine, before = self.described.version, other.described.version
        if self.is_other_than(other) or parts_of(mine) is None or parts_of(before) is None:
            return None
        return "same" if order(mine) == order(before) else "higher" if order(mine) > order(before) else "lower"


def opened(path: str, tree: Tree | None, settings: Settings, open_: ExitStack) -> Version:
    """Open a version.

    Args:
        path: The file or folder. tree: The folder as a tree; None for a file. settings: The configuration.
        open_: Keeps files open until the comparison is done.

    Raises:
        hapline.errors.HaplineError: It cannot be read, or is no offline package.
    """
    if tree is None and path.lower().endswith(_AMR):
        return _built(path, open_)
    if tree is None and (found := _without_id(path, open_)) is not None:
        return found
    from hapline_plugins.offline.building.sources import Wanted, packages_of
    from hapline_plugins.offline.target import target_of

    wanted = Wanted(given={}, target=target_of(settings), versions_of=lambda _: ())
    packages = packages_of(path, tree, settings, wanted, open_)
    if len(packages) > 1:
        raise UsageError("there are several packages here", where=path, todo="name the folder of one of them")
    (package,) = packages

    return _not_built(path, package.described, package.content)


def _not_built(path: str, described: Described, content: Content) -> Version:
    def tar() -> bytes:
        from hapline_plugins.offline.amr.form import HPMFILE, hpmfile
        from hapline_plugins.offline.building.tar import tar_of

        return tar_of((HPMFILE, hpmfile(described.id, USUAL_NAME, described.version)), content)

    return Version(path=path, described=described, content=content, download=None, tar=tar)


def _without_id(path: str, open_: ExitStack) -> Version | None:
    """A zip whose first level is no id, as it is: everything in it; None for another one, and what is no zip."""
    from hapline.archives import ArchiveError, open_archive
    from hapline_plugins.offline.content.zipped import content_of, first_levels
    from hapline_plugins.offline.ids import is_id

    try:
        archive = open_.enter_context(open_archive(path))
    except (OSError, ArchiveError):
        return None  # said by whoever reads it next
    levels = first_levels(archive)
    if len(levels) == 1 and is_id(levels[0]):
        return None
    return _not_built(path, Described(), content_of(archive, ""))


def _built(path: str, open_: ExitStack) -> Version:
    from hapline.archives import ArchiveError
    from hapline_plugins.offline.amr.package import AmrPackage

    if not os.path.exists(path):
        raise MissingError("there is no such file", where=path)
    try:
        package = AmrPackage(path)
        open_.callback(package.close)
        package.tar_bytes()
    except (OSError, ArchiveError, Unreadable) as error:
        raise of(error, path) from None
    return Version(
        path=path,
        described=package.described,
        content=package.content,
        download=package.size,
        tar=package.tar_bytes,
    )
