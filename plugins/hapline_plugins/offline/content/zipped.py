"""Content of a package as it lies in the zip that is uploaded: below a first level that is the id."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from hapline.archives import Archive, ArchiveEntry
from hapline_plugins.offline.content.files import Content, Odd, PackageFile
from hapline_plugins.offline.content.folders import LEFT_OUT

_ELSEWHERE = frozenset({".", ".."})
"""Names that lead elsewhere, and are not merely hidden: whoever takes the files refuses them."""


def first_levels(archive: Archive) -> list[str]:
    """The names of the first level, sorted, without those that systems leave there; an upload has one, the id."""
    names = {entry.name.partition("/")[0] for entry in archive.entries}
    return sorted(name for name in names if not _is_left_out(name))


def content_of(archive: Archive, first_level: str) -> Content:
    """The files below a first level.

    Args:
        archive: The zip; it must stay open while files are read.
        first_level: The name of the folder, usually the id; empty for all that is in the zip.
    """
    files: list[PackageFile] = []
    odd: list[Odd] = []
    for one in _entries(archive, f"{first_level}/" if first_level else ""):
        if isinstance(one, Odd):
            odd.append(one)
        else:
            files.append(one)
    return Content(files, odd)


def _entries(archive: Archive, before: str) -> Iterator[PackageFile | Odd]:
    for entry in archive.entries:
        if entry.is_dir or not entry.name.startswith(before):
            continue
        path = entry.name[len(before) :]
        kind = stat.S_IFMT(entry.unix_mode)
        if kind == stat.S_IFLNK:
            yield Odd(path=path, place=entry.name, kind="link")
        elif kind and kind != stat.S_IFREG:
            yield Odd(path=path, place=entry.name, kind="special")
        elif any(map(_is_left_out, path.split("/"))):
            yield Odd(path=path, place=entry.name, kind="hidden")
        else:
            yield _file(archive, entry, path)


def _is_left_out(name: str) -> bool:
    return (name.startswith(".") and name not in _ELSEWHERE) or name in LEFT_OUT


def _file(archive: Archive, entry: ArchiveEntry, path: str) -> PackageFile:
    mode = stat.S_IMODE(entry.unix_mode)
    return PackageFile(path, lambda: archive.read(entry), place=entry.name, mode=mode, size=entry.size)
