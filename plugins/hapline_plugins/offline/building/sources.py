"""What is built by one command: one package, or all that lie in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline.errors import MissingError, NothingToDoError, UsageError, of
from hapline_hooks import Phrase, Settings, Tree, noun, replace
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.building.packager import package_of
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.source.finding import find
from hapline_plugins.offline.source.naming import folder_name
from hapline_plugins.offline.source.project import OfflineProject
from hapline_plugins.offline.target import Target

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.signing import SigningKey

MOST_PACKAGES = 100
"""Packages that the console imports at once (MDS guide, 6.3)."""
MOST_BYTES = 300 * 1024 * 1024
"""What their zips may hold together, in bytes (MDS guide, 6.3)."""
ZIP = ".zip"


@noun
class Wanted:
    """What a command line says of packages, beside what their descriptors say.

    Attributes:
        given: Members of ``Described`` that the command line gives. directory: What the files are put into.
        key: What packages are signed with. target: For whom they are made.
        versions_of: The versions that there are of a package, by its id. counts_up: Whether it is to be the next one.
    """

    given: Mapping[str, object]
    target: Target
    key: SigningKey | None = None
    versions_of: Callable[[str], Sequence[str]]
    counts_up: bool = False


def packages_of(source: str, tree: Tree | None, settings: Settings, wanted: Wanted, open_: ExitStack) -> list[Package]:
    """The packages that a source holds: of a folder with several, all of them.

    Args:
        source: A folder, or a zip as it is uploaded. tree: The folder as a tree. settings: The configuration.
        wanted: What the command line says. open_: Keeps archives open until the packages are built.

    Raises:
        hapline.errors.HaplineError: There is none, one cannot be read, or the command line does not fit several.
    """
    if tree is None:
        return [_zipped(source, wanted, open_)]
    if wanted.given.get("id") or tree.is_file(FILE) or is_id(folder_name(tree, "")):
        return [_completed(package_of(OfflineProject(tree, "", wanted.target), wanted.key), wanted, source)]
    found = [package_of(one, wanted.key) for one in find(tree, settings) if isinstance(one, OfflineProject)]
    found = [_completed(one, wanted, one.where) for one in found]
    zips = [entry.name for entry in tree.list("") if not entry.is_dir and is_id(entry.name.removesuffix(ZIP))]
    found += [_zipped(os.path.join(source, name), wanted, open_) for name in zips]
    if not found:
        raise NothingToDoError("there is no offline package here", where=source, todo=_HOW)
    return found


def check_batch(packages: Sequence[Package], source: str) -> None:
    """Refuse more packages than the console imports at once, and two of one id.

    Raises:
        hapline.errors.UsageError: As said.
    """
    if len(packages) > MOST_PACKAGES:
        what = Phrase("{count} packages; the service imports {most} at once", count=len(packages), most=MOST_PACKAGES)
        raise UsageError(what, where=source, todo="build them in several folders")
    known: dict[str, str] = {}
    for one in packages:
        id_ = one.described.id
        if id_ in known:
            what = Phrase("package {id} is there twice: {other} has it too", id=id_, other=known[id_])
            raise UsageError(what, where=one.where)
        known[id_] = one.where


def too_large_together(uploads: Sequence[int]) -> Phrase | None:
    """What is to be said of zips of these sizes, in bytes, that the console would not import at once."""
    total = sum(uploads)
    if len(uploads) <= 1 or total <= MOST_BYTES:
        return None
    return Phrase(
        "the zips have {size:size} together; the console imports {most} MB at once: import them in several goes",
        size=total,
        most=MOST_BYTES // 1024 // 1024,
    )


def _zipped(source: str, wanted: Wanted, open_: ExitStack) -> Package:
    try:
        archive = open_.enter_context(open_archive(source))
    except FileNotFoundError:
        raise MissingError("there is no such folder or zip", where=source) from None
    except (OSError, ArchiveError) as error:
        raise of(error, source) from None
    levels = first_levels(archive)
    if len(levels) != 1 or not is_id(levels[0]):
        what = Phrase(
            "the first level of the zip must be the package id alone, not {names}", names=", ".join(levels[:5]) or "-"
        )
        raise UsageError(what, where=source, todo=_ZIP_HOW)
    id_ = levels[0]
    package = Package(
        described=Described(id=id_), content=content_of(archive, id_), target=wanted.target, key=wanted.key
    )
    return _completed(package, wanted, source, is_upload=True)


def _completed(package: Package, wanted: Wanted, where: str, *, is_upload: bool = False) -> Package:
    """A package with what the command line says, and the next version where it is asked for, or nobody says one.

    An upload that is the first one of its id gets the first version, as the console gives it (MDS guide, 6.3).
    """
    given = dict(wanted.given)
    before = package.described.id
    if given.get("id") and before and is_id(before) and given["id"] != before and package.where != where:
        what = Phrase("the package is {id}, the command line says {other}", id=before, other=str(given["id"]))
        raise UsageError(what, where=where)
    described = replace(package.described, **given)
    package = replace(package, described=described, where=where)
    if wanted.counts_up or not described.version:
        existing = wanted.versions_of(described.id)
        if existing or wanted.counts_up or is_upload:
            return package.counted_up(existing)
    return package


_HOW = "name a folder with --id and --version, or describe the package in offline-package.json5"
_ZIP_HOW = "put all files below a folder that is named by the id, and nothing beside it"
