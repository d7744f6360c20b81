"""The tools on the class path of a build: which are there, and in which versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds.versions import Version, version
from hapline.documents import dependencies
from hapline_hooks import Location

if TYPE_CHECKING:
    from hapline.builds.modules import GradleModule
    from hapline.documents import Dependency, GradleScript, Piece

ANDROID_PLUGIN = "com.android.tools.build:gradle"
"""The Android Gradle plugin, by the module that holds it."""
_CLASS_PATH = ("buildscript", "dependencies")


class Tool(NamedTuple):
    """A tool that a script surely puts on the class path.

    Attributes:
        module: ``group:artifact``. version: Its version. location: Where the version stands.
        piece: How it is written there; None where it is no part of a coordinate.
    """

    module: str
    version: Version
    location: Location
    piece: Piece | None = None


def class_path(module: GradleModule, wanted: Collection[str]) -> Iterator[Tool]:
    """The tools on the class path that the script of a module (the root, nearly always) declares.

    Args:
        module: The module. wanted: The tools, as ``group:artifact``.
    """
    script = module.script
    if script is None or "classpath" not in script.text:
        return
    found = script.once(_written)
    if found is None or not all(_has_written_version(one) for one in found if _module(one) in wanted):
        found = dependencies(script, module.variables, _CLASS_PATH)
    for name, number, piece in _tools(found, wanted):
        yield Tool(name, number, module.at(piece.start, piece.end), piece)


def _written(script: GradleScript) -> list[Dependency] | None:
    """What is on the class path, the same in all builds of this script; None where something is not written out."""
    found = dependencies(script, None, _CLASS_PATH)
    return found if all(map(_is_written, found)) else None


def _is_written(one: Dependency) -> bool:
    """Whether no variable has a part in which tool a dependency is."""
    coordinate = one.coordinate
    if coordinate is None:
        return one.kind != "other"
    return all(piece is not None and piece.is_written for piece in (coordinate.group, coordinate.name))


def _has_written_version(one: Dependency) -> bool:
    """Whether no variable has a part in the version of a tool."""
    version = one.coordinate.version if one.coordinate is not None else None
    return version is None or version.is_written


def _module(one: Dependency) -> str | None:
    return one.coordinate.module if one.coordinate is not None else None


def _tools(found: Iterable[Dependency], wanted: Collection[str]) -> Iterator[tuple[str, Version, Piece]]:
    for one in found:
        coordinate = one.coordinate
        if coordinate is None or coordinate.module not in wanted or one.conditions:
            continue
        piece = coordinate.version
        number = version(piece.text) if piece is not None and piece.text else None
        if piece is not None and number is not None:
            yield coordinate.module or "", number, piece
