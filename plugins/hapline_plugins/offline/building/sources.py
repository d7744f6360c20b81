"""What is built by one command: one package, or all that lie in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline.errors import MissingError, NothingToDoError, UsageError, of
from hapline_hooks import Phrase, Project, Settings, Subject, Tree, Workspace, noun, replace
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.building.packager import package_of, twice
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.source.context import Context
from hapline_plugins.offline.source.finding import find
from hapline_plugins.offline.source.naming import folder_name
from hapline_plugins.offline.source.project import OfflineProject
from hapline_plugins.offline.target import Target
from hapline_plugins.offline.verifying.built import UploadZip
from hapline_plugins.offline.verifying.opening import expected_of

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
        return [_zipped(source, settings, wanted, open_)]
    if wanted.given.get("id") or tree.is_file(FILE) or is_id(folder_name(tree, "")):
        context = Context(tree, settings)
        project = OfflineProject(tree, "", wanted.target, context.limits, context=context)
        context.packages.append(project)
        return [_in_folder(project, wanted, source)]
    found = [_in_folder(one, wanted) for one in find(tree, settings) if isinstance(one, OfflineProject)]
    zips = [entry.name for entry in tree.list("") if not entry.is_dir and is_id(entry.name.removesuffix(ZIP))]
    found += [_zipped(os.path.join(source, name), settings, wanted, open_) for name in zips]
    if not found:
        raise NothingToDoError("there is no offline package here", where=source, todo=_HOW)
    return found


def judged_of(packages: Sequence[Package]) -> tuple[list[Subject], list[Subject]]:
    """What rules judge of packages: what is read from the tree, all together first; and zips."""
    subjects = [one.subject for one in packages if one.subject is not None]
    projects = [one for one in subjects if isinstance(one, Project)]
    together: list[Subject] = [Workspace(projects), *projects] if projects else []
    return together, [one for one in subjects if not isinstance(one, Project)]


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
            raise twice(one, known[id_])
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


def _in_folder(project: OfflineProject, wanted: Wanted, source: str = "") -> Package:
    """A package in a folder, which people call by its descriptor or by the source that they named."""
    told = project.told(_given(project.id, wanted, source or project.descriptor))
    package = package_of(told, wanted.key)
    package = _counted_up(replace(package, where=source or package.where), wanted)
    if package.above is not None:
        package = replace(package, subject=told.told({**told.given, "version": package.described.version}))
    return package


def _zipped(source: str, settings: Settings, wanted: Wanted, open_: ExitStack) -> Package:
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
    given = _given(id_, wanted, source)
    package = Package(
        described=replace(Described(id=id_), **given),
        content=content_of(archive, id_),
        target=wanted.target,
        key=wanted.key,
        where=source,
        subject=UploadZip(source, expected_of(settings, ()), given=given),
    )
    return _counted_up(package, wanted, is_upload=True)


def _given(own: str, wanted: Wanted, where: str) -> Mapping[str, object]:
    """What the command line says of a package, whose own id must be the same."""
    given = str(wanted.given.get("id", own))
    if own and given != own:
        raise UsageError(Phrase("the package is {id}, the command line says {other}", id=own, other=given), where=where)
    return wanted.given


def _counted_up(package: Package, wanted: Wanted, *, is_upload: bool = False) -> Package:
    """A package with the next version where it is asked for, or nobody says one.

    An upload that is the first one of its id gets the first version, as the console gives it (MDS guide, 6.3).
    """
    if wanted.counts_up or not package.described.version:
        existing = wanted.versions_of(package.described.id)
        if existing or wanted.counts_up or is_upload:
            return package.counted_up(existing)
    return package


_HOW = "name a folder with --id and --version, or describe the package in offline-package.json5"
_ZIP_HOW = "put all files below a folder that is named by the id, and nothing beside it"
