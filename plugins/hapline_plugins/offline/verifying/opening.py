"""Tells built packages and uploads among the files that ``verify`` is given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline_hooks import Settings, Subject, VerifyRequest
from hapline_plugins.offline.amr.form import CERT, MANIFEST
from hapline_plugins.offline.amr.holding import Holder, OneOpen
from hapline_plugins.offline.content.zipped import first_levels
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.keys.configured import public_keys
from hapline_plugins.offline.limits import limits_of
from hapline_plugins.offline.target import target_of
from hapline_plugins.offline.verifying.built import BuiltAmr, Expected, PackageSet, PackageUpdate, UploadZip

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.public import PublicKey

_AMR, _ZIP = ".amr", ".zip"
_MOST_FOLDERS = 20_000


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request."""
    known = [file for file in dict.fromkeys(request.files) if _ends(file, _AMR) or _is_upload(file)]
    if known:
        expected = expected_of(request.settings, public_keys(request.settings))
        yield from subjects(known, [file for file in request.base if _ends(file, _AMR)], expected)


def expected_of(settings: Settings, keys: tuple[PublicKey, ...]) -> Expected:
    """What packages are judged by, as the configuration says."""
    return Expected(target=target_of(settings), keys=keys, limits=limits_of(settings))


def subjects(files: Iterable[str], base: Iterable[str], expected: Expected) -> Iterator[Subject]:
    """The packages and uploads of files, which are there, together, and each beside an earlier one of its id."""
    holder, opening = Holder(), OneOpen()
    amrs: list[BuiltAmr] = []
    zips: list[UploadZip] = []
    for file in files:
        if _ends(file, _ZIP) and not _is_package(file):
            zips.append(UploadZip(file, expected, opening, amrs))
        else:
            amrs.append(BuiltAmr(file, expected, holder))
    for one in amrs:
        one.is_compared = bool(zips)
    yield from amrs
    yield from zips
    if len(amrs) + len(zips) > 1:
        yield PackageSet(amrs, zips)
    earlier = [BuiltAmr(file, expected, holder) for file in base]
    for one in amrs if earlier else ():
        for before in earlier:
            if one.package is not None and before.package is not None and before.package.id == one.package.id:
                yield PackageUpdate(before, one)


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
