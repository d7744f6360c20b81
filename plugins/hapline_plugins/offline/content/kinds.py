"""Tells the files of a package by their names."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.content.files import Content, PackageFile

PAGE = (".html", ".htm", ".xhtml")
"""How the names of pages end."""


def own_files(content: Content) -> Iterator[PackageFile]:
    """The files without the one that the service adds."""
    return (one for one in content.files if one.path != HPMFILE)


def is_page(file: PackageFile) -> bool:
    """Whether a file is a page, by its name."""
    return file.path.lower().endswith(PAGE)


def ending_of(file: PackageFile) -> str:
    """What stands behind the last dot of a file's name, with the dot; empty where there is none."""
    _, dot, ending = file.path.rpartition("/")[2].rpartition(".")
    return dot + ending if dot else ""
