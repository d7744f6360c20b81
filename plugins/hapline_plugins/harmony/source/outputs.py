"""Outputs: the packages that a project was built into, found where hvigor puts them."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hapline_plugins.harmony.source.products import OHOS_TEST
from hapline_plugins.harmony.source.project import APP_SCOPE, BUILD_PROFILE

_APP = re.compile(r"(?:.*/)?build/outputs/(?:.*/)?[^/]+\.app")
_MODULE = re.compile(r"(?P<folder>.*/)?build/(?P<product>[^/]+)/outputs/(?P<target>[^/]+)/[^/]+\.(?:hap|hsp)")
_SIGNING = re.compile(r"-(?:un)?signed(?=\.\w+$)")
_NOT_ENTERED = frozenset({"node_modules", "oh_modules", "src", "AppScope", "hvigor", "libs", "intermediates", "cache"})
_MAX_DEPTH = 10


class Output(NamedTuple):
    """A built file: its path, and when it was written, in seconds since 1970."""

    path: str
    time: float


class Outputs(NamedTuple):
    """What was found in one project.

    Attributes:
        folder: The project. taken: The files that are its newest build, as far as can be told.
        newer: Packages that are newer, but no part of it.
    """

    folder: str
    taken: tuple[str, ...]
    newer: tuple[str, ...]


def find_outputs(folder: str) -> list[Outputs]:
    """The newest build of each project in a folder; of a project that was not built there is nothing to take.

    An .app goes before the packages of modules. Of a file that is there signed and unsigned the signed one is
    taken, of several products the one that was built last, and all targets of it but those of tests.
    """
    return [_of_project(project) for project in _projects(folder, 0)]


def _projects(folder: str, depth: int) -> Iterator[str]:
    if any(os.path.isfile(os.path.join(folder, *mark.split("/"))) for mark in (APP_SCOPE, BUILD_PROFILE)):
        yield folder
    elif depth < _MAX_DEPTH:
        for name in _folders(folder):
            yield from _projects(os.path.join(folder, name), depth + 1)


def _of_project(folder: str) -> Outputs:
    apps: list[Output] = []
    products: dict[str, list[Output]] = {}
    for one in _files(folder, "", 0):
        match = _MODULE.fullmatch(one.path)
        if match is not None and match["target"] != OHOS_TEST:
            products.setdefault(match["product"], []).append(one)
        elif _APP.fullmatch(one.path):
            apps.append(one)
    last = max(products.values(), key=lambda several: max(one.time for one in several), default=[])
    taken = sorted(_signed(apps), key=lambda one: (one.time, one.path))[-1:] or _signed(last)
    newest = max((one.time for one in taken), default=0.0)
    newer = [one for several in (apps, *products.values()) for one in several if one.time > newest]
    return Outputs(folder, _full(folder, taken), _full(folder, [one for one in newer if one not in taken]))


def _full(folder: str, files: Iterable[Output]) -> tuple[str, ...]:
    return tuple(os.path.normpath(os.path.join(folder, path)) for path in sorted(one.path for one in files))


def _signed(files: Iterable[Output]) -> list[Output]:
    """Of each file that is there signed and unsigned the signed one."""
    groups: dict[str, Output] = {}
    for one in sorted(files, key=lambda one: "-unsigned." not in one.path):
        groups[_SIGNING.sub("", one.path)] = one
    return list(groups.values())


def _files(root: str, folder: str, depth: int) -> Iterator[Output]:
    """Packages below a folder, with their paths relative to the project; links to folders are not followed."""
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            inside: Sequence[os.DirEntry[str]] = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in inside:
        path = posixpath.join(folder, entry.name)
        if entry.is_dir(follow_symlinks=False):
            if depth < _MAX_DEPTH and entry.name not in _NOT_ENTERED and not entry.name.startswith("."):
                yield from _files(root, path, depth + 1)
        elif entry.name.endswith((".app", ".hap", ".hsp")) and entry.is_file():
            yield Output(path, entry.stat().st_mtime)


def _folders(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and entry.name not in {*_NOT_ENTERED, "build"}
                and not entry.name.startswith(".")
            )
    except OSError:
        return []
