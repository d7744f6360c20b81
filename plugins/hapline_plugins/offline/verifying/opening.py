"""Tells built packages and uploads among the files that ``verify`` is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline_hooks import Settings, Subject, VerifyRequest
from hapline_plugins.offline.amr.form import CERT, MANIFEST
from hapline_plugins.offline.amr.holding import Holder, OneOpen
from hapline_plugins.offline.content.zipped import first_levels
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.keys.configured import verifying_keys
from hapline_plugins.offline.keys.published import published_keys
from hapline_plugins.offline.limits import limits_of
from hapline_plugins.offline.target import target_of
from hapline_plugins.offline.verifying.bases import LoneBase, PackageUpdate, beside
from hapline_plugins.offline.verifying.built import BuiltAmr, Expected, PackageSet, UploadZip

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.public import PublicKey

_AMR, _ZIP = ".amr", ".zip"
_MOST_FOLDERS = 20_000


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request; where it knows one, zips are taken for uploads."""
    known = [file for file in dict.fromkeys(request.files) if _ends(file, _AMR) or _is_upload(file)]
    if known:
        files = [file for file in dict.fromkeys(request.files) if _may_be(file)]
        expected = expected_of(request.settings, verifying_keys(request.settings))
        yield from subjects(files, [file for file in request.base if _may_be(file)], expected)


def expected_of(
    settings: Settings, keys: tuple[PublicKey, ...], sdk_keys: Callable[[], tuple[PublicKey, ...]] = published_keys
) -> Expected:
    """What packages are judged by, as the configuration says."""
    return Expected(target=target_of(settings), keys=keys, limits=limits_of(settings), sdk_keys=sdk_keys)


def subjects(
    files: Iterable[str], base: Iterable[str], expected: Expected, *, folders: Iterable[str] = ()
) -> Iterator[Subject]:
    """The packages and uploads of files, which are there, together, and each beside an earlier one of its id.

    Args:
        files: The files. base: Earlier packages: each has to be one of these. expected: What they are judged by.
        folders: Folders with earlier packages, of which those count that are.
    """
    holder, opening = Holder(), OneOpen()
    amrs: list[BuiltAmr] = []

    def opened(file: str) -> BuiltAmr | UploadZip:
        if _ends(file, _ZIP) and not _is_package(file):
            return UploadZip(file, expected, opening, amrs)
        return BuiltAmr(file, expected, holder)

    given = [opened(file) for file in files]
    amrs += (one for one in given if isinstance(one, BuiltAmr))
    zips = [one for one in given if isinstance(one, UploadZip)]
    for one in amrs:
        one.is_compared = bool(zips)
    yield from amrs
    yield from zips
    if len(given) > 1:
        yield PackageSet(amrs, zips)
    yield from beside(amrs, zips, [opened(file) for file in base])
    for folder in folders:
        updates = beside(amrs, zips, [opened(file) for file in found_in(folder)])
        known = [one for one in updates if isinstance(one, PackageUpdate)]
        yield from known
        if not known:
            yield LoneBase(folder, "folder")


def found_in(folder: str) -> Sequence[str]:
    """The packages and uploads in or below a folder, sorted; links to folders are not followed."""
    found: list[str] = []
    for number, (above, folders, names) in enumerate(os.walk(folder)):
        folders.sort()
        found += [os.path.join(above, name) for name in sorted(names) if _may_be(name)]
        if number > _MOST_FOLDERS:
            break
    return [file for file in found if _ends(file, _AMR) or _is_upload(file)]


def _may_be(name: str) -> bool:
    return _ends(name, _AMR) or _ends(name, _ZIP)


def _is_upload(file: str) -> bool:
    """Whether a zip has a package id as its only first level; others are somebody else's."""
    if not _ends(file, _ZIP):
        return False
    try:
        with open_archive(file) as archive:
            levels = first_levels(archive)
            return len(levels) == 1 and is_id(levels[0])
    except (ArchiveError, OSError):
        return False


def _is_package(file: str) -> bool:
    """Whether what is called a zip is a built package."""
    try:
        with open_archive(file) as archive:
            return MANIFEST in archive.by_name and CERT in archive.by_name
    except (ArchiveError, OSError):
        return False


def _ends(file: str, suffix: str) -> bool:
    return file[-len(suffix) :].lower() == suffix
