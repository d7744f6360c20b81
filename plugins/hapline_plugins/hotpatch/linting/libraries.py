"""Code of others that changed: libraries as files, and versions that Gradle scripts and catalogues name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hapline.documents import DocumentError, GradleScript, VersionCatalogue, dependencies
from hapline.documents.text import line_starts, position
from hapline_hooks import Span

_BINARY = re.compile(r"(?:^|.*/)[^/]+\.(?:jar|aar)")
_SCRIPT = re.compile(r"(?:^|.*/)[^/]+\.gradle(?:\.kts)?")
_CATALOGUE = re.compile(r"(?:^|.*/)[^/]+\.versions\.toml")
_TOOLS = re.compile(r"(?:^|.*/)gradle-wrapper\.jar")


class ChangedLibrary(NamedTuple):
    """A library that is not as in the release.

    Attributes:
        path: The file that says so. name: The library. old: Its version before. new: Its version now; each empty
            where it is not there, or where the library is a file.
        span: Where the new version stands; None where it is gone.
    """

    path: str
    name: str
    old: str
    new: str
    span: Span | None = None


def is_about_libraries(path: str) -> bool:
    """Whether a file may say something of the code of others."""
    return is_library(path) or bool(_SCRIPT.fullmatch(path) or _CATALOGUE.fullmatch(path))


def is_library(path: str) -> bool:
    """Whether a file is a library."""
    return bool(_BINARY.fullmatch(path)) and not _TOOLS.fullmatch(path)


def changed_libraries(path: str, old: bytes | None, new: bytes | None) -> Iterator[ChangedLibrary]:
    """The libraries that are not the same in two versions of a file."""
    if is_library(path):
        yield ChangedLibrary(path, path.rpartition("/")[2], "", "")
        return
    before, now = _versions(path, old), _versions(path, new)
    for name, (version, span) in now.items():
        known = before.get(name, ("", None))[0]
        if version != known:
            yield ChangedLibrary(path, name, known, version, span)
    for name, (version, _) in before.items():
        if name not in now:
            yield ChangedLibrary(path, name, version, "")


def _versions(path: str, data: bytes | None) -> Mapping[str, tuple[str, Span | None]]:
    """The versions of libraries that a file names; what cannot be read names none."""
    if data is None:
        return {}
    try:
        return dict(_in_catalogue(path, data) if _CATALOGUE.fullmatch(path) else _in_script(path, data))
    except DocumentError:
        return {}


def _in_script(path: str, data: bytes) -> Iterator[tuple[str, tuple[str, Span | None]]]:
    script = GradleScript(data, path)
    for one in dependencies(script, within=("**", "dependencies")):
        coordinate = one.coordinate
        is_of_build = "buildscript" in one.statement.within or one.configuration.lower().startswith(_OF_TESTS)
        if coordinate is None or coordinate.module is None or coordinate.alias or is_of_build:
            continue
        version = coordinate.version
        if version is not None and version.text is not None:
            yield coordinate.module, (version.text, _span(script.source.text, version.start, version.end))


_OF_TESTS = ("test", "androidtest", "classpath", "kapt", "ksp", "annotationprocessor", "lintchecks")
"""Configurations of what is not in the app."""


def _in_catalogue(path: str, data: bytes) -> Iterator[tuple[str, tuple[str, Span | None]]]:
    catalogue = VersionCatalogue(data, path)
    for one in catalogue.libraries.values():
        if one.version:
            span = _span(catalogue.text, one.version_start, one.version_end)
            yield f"{one.group}:{one.name}", (one.version, span)


def _span(text: str, start: int, end: int) -> Span:
    starts = line_starts(text)
    line, column = position(starts, start)
    end_line, end_column = position(starts, end)
    return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)
