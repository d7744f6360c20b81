"""The Android libraries (AARs) that modules take in: from their folders ``libs``, and from a local repository.

Which of the files in ``libs`` a script takes is not followed: one that names no AAR at all takes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline_hooks import Location, Unreadable
from hapline_plugins.portal.built.configured import local_repository

if TYPE_CHECKING:
    from hapline_plugins.portal.source.aar import Aar
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.declared import Declared
    from hapline_plugins.portal.source.modules import GradleModule

_PACKED = ("implementation", "api", "compile")
_AAR = re.compile(r"\baar\b")


class Library(NamedTuple):
    """A library. name: Its file, or its coordinates. location: The file, or where it is declared. aar: What it has."""

    name: str
    location: Location
    aar: Aar


def libraries_of(bundle: Bundle) -> Iterator[Library]:
    """The libraries of a Bundle, as far as they can be read."""
    for module in bundle.all_modules:
        yield from libraries_in(module)
        yield from (library for _, library in published(module) if library is not None)


def libraries_in(module: GradleModule) -> Iterator[Library]:
    """The libraries in a module's folder ``libs``."""
    script = module.script
    if script is None or "aar" not in script.text or not _AAR.search(script.text):
        return
    tree = module.build.tree
    for entry in tree.list(module.file("libs")):
        path = module.file(f"libs/{entry.name}")
        if entry.is_dir or not entry.name.endswith(".aar"):
            continue
        try:
            aar = _aar(tree.read(path))
        except Unreadable:
            continue
        if aar is not None:
            yield Library(entry.name, Location(path=path), aar)


def published(module: GradleModule) -> Iterator[tuple[Declared, Library | None]]:
    """What a module takes from repositories, each with the library; None where it is none, or where it is not found."""
    repository = local_repository(module.build)
    for one in module.dependencies(*_PACKED):
        if one.key is None or one.version is None or (one.type or "aar") != "aar":
            continue
        found: Library | None = None
        if repository is not None:
            path = repository.find(one.group or "", one.artifact or "", one.version, one.classifier or "", "aar").path
            aar = _aar(path) if path is not None else None
            found = Library(one.key, one.at(), aar) if aar is not None else None
        yield one, found


def _aar(file: bytes | str) -> Aar | None:
    """What is in an archive; None where it cannot be read. Few projects have any: archives are not imported before."""
    from hapline.archives import ArchiveError
    from hapline_plugins.portal.source.aar import read_aar

    try:
        return read_aar(file)
    except (OSError, ArchiveError):
        return None
