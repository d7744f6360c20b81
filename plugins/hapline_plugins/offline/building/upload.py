"""Builds the zip that the console and the OpenAPI take: one first level, the id, with the files below."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.archives.writer import NewEntry, pieces
from hapline_plugins.offline.building.amr import deflating, zip_entry
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.building.tar import new_folders

_FOLDER = 0o40755 << 16 | 0x10
"""The mode of a folder, for Unix and for DOS."""


def upload(package: Package) -> Iterator[bytes]:
    """The zip, in pieces; of its files one is in memory at a time.

    Raises:
        hapline.errors.MissingError: The extra ``offline`` is not installed.
        hapline_hooks.Unreadable: A file cannot be read. hapline.archives.ArchiveError: As above, of an archive.
    """
    deflating()
    return pieces(_entries(package))


def _entries(package: Package) -> Iterator[NewEntry]:
    deflate = deflating()
    known: set[str] = set()
    for file in package.content.files:
        path = f"{package.described.id}/{file.path}"
        for folder in new_folders(path, known):
            yield NewEntry(name=f"{folder}/", external_attributes=_FOLDER)
        yield zip_entry(deflate, path, file.read())
