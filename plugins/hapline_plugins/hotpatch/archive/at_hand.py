"""The release build at hand: which files of a module, or of the command line, are the parts of a release."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline.errors import MissingError, NothingToDoError, UsageError
from hapline.files import shown
from hapline.session import Session
from hapline.store import measured, pieces_of
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.apk import Apk, belongs, map_id_of, read_apk
from hapline_plugins.hotpatch.archive.outputs import Variant, bundle_jars, candidates, variants
from hapline_plugins.hotpatch.archive.project import INSTANTRUN, built_modules, root_of
from hapline_plugins.hotpatch.archive.releases import Release
from hapline_plugins.hotpatch.archive.tools import Said, said_by

_DEBUG = "debug"


class Wanted(NamedTuple):
    """What the command line says.

    Attributes:
        folder: The module or the project. version: The versionName. variant: The build variant. method: How it is
            patched, ``auto`` for as the build says. files: Files by the name of the part. jars: Bundle jars.
    """

    folder: str
    version: str = ""
    variant: str = ""
    method: str = "auto"
    files: Mapping[str, str] = {}
    jars: Sequence[str] = ()


class AtHand(NamedTuple):
    """A release that was built.

    Attributes:
        release: It, without commit and time. paths: Where its parts are, by name.
        root: The folder of the project. notes: What people should know.
    """

    release: Release
    paths: Mapping[str, str]
    root: str
    notes: Sequence[str]


def at_hand(wanted: Wanted, session: Session) -> AtHand:
    """Find the parts of a release and measure them.

    Args:
        wanted: What is asked for. session: The configuration.

    Raises:
        hapline.errors.HaplineError: There is none, there are several, or a file of it cannot be read.
    """
    module = _module(wanted)
    root = root_of(module)
    inside = os.path.relpath(module, root).replace(os.sep, "/")
    said = said_by(session.tree(root), "" if inside == "." else inside, session.settings)
    variant = _variant(module, wanted)
    paths = _paths(module, root, variant, wanted)
    apk = read_apk(paths[parts.APK]) if parts.APK in paths else None
    notes = _without_foreign_mapping(paths, apk)
    if not any(name == parts.APK or name.startswith(parts.JARS) for name in paths):
        raise NothingToDoError(
            "no release build is here", where=shown(module), todo="build it first, or name its apk with --apk"
        )
    release = Release(
        version=_version(wanted, apk),
        application=apk.application if apk is not None else "",
        version_code=apk.version_code if apk is not None else None,
        variant=variant.name,
        flavor=variant.flavor,
        method=_method(wanted, module, said),
        obfuscated=(apk is not None and apk.obfuscated)
        or parts.MAPPING in paths
        or variant.build_type in said.minifies,
        tools=said.tools,
        files={name: measured(pieces_of(path)) for name, path in sorted(paths.items())},
    )
    return AtHand(release, paths, root, notes)


def _module(wanted: Wanted) -> str:
    """The module that was built."""
    found = built_modules(wanted.folder)
    if len(found) > 1:
        raise UsageError(
            Phrase("several modules were built: {modules}", modules=[shown(one) for one in found]),
            where=wanted.folder,
            todo="name one of them",
        )
    return os.path.abspath(found[0] if found else wanted.folder)


def _variant(module: str, wanted: Wanted) -> Variant:
    """The variant that is meant, with the one apk of it; one without where no apk was built."""
    given = parts.APK in wanted.files
    built = variants(module)
    if wanted.variant:
        found = [one for one in built if one.name == wanted.variant]
        if not found and built and not given:
            raise MissingError(
                Phrase("the variant {name} was not built", name=wanted.variant),
                where=shown(module),
                todo=Phrase("there are {names}", names=[one.name for one in built]),
            )
    elif given:
        path = os.path.realpath(wanted.files[parts.APK])
        found = [one for one in built if path in map(os.path.realpath, one.apks)]
    else:
        found = [one for one in built if one.build_type != _DEBUG]
        if built and not found:
            raise NothingToDoError(
                "only a debug build is here", where=shown(module), todo="build the release, or say --variant debug"
            )
    if len(found) > 1:
        raise UsageError(
            Phrase("several variants were built: {names}", names=[one.name for one in found]),
            where=shown(module),
            todo="name one of them with --variant",
        )
    return found[0] if found else Variant(wanted.variant)


def _paths(module: str, root: str, variant: Variant, wanted: Wanted) -> dict[str, str]:
    """The files of the release by the names of the parts."""
    found: dict[str, str] = {}
    if parts.APK not in wanted.files and variant.apks:
        if len(variant.apks) > 1:
            raise _several("apk", variant.apks, "--apk")
        found[parts.APK] = variant.apks[0]
    for name, places in candidates(module, root, variant):
        for place in places:
            if name not in found and os.path.isfile(place) and os.path.getsize(place):
                found[name] = place
    found |= {name: _given(path) for name, path in wanted.files.items()}
    for path in wanted.jars or _built_jars(module, apk=parts.APK in found):
        name = parts.JARS + os.path.basename(path)
        if not parts.is_name(name):
            raise UsageError(
                "is no name for a jar that every system can have",
                where=path,
                todo="letters, digits, dots, hyphens and underscores, and .jar at the end",
            )
        if name in found:
            raise UsageError(Phrase("there are two jars of the name {name}", name=name), where=path)
        found[name] = _given(path)
    return found


def _built_jars(module: str, *, apk: bool) -> Sequence[str]:
    """The jars of the Bundle that was built; none beside an apk, since a Portal's are built elsewhere."""
    found = {} if apk else bundle_jars(module)
    if len(found) > 1:
        raise _several("jar", [path for several in found.values() for path in several], "--jar")
    return next(iter(found.values()), [])


def _several(what: str, paths: Iterable[str], option: str) -> UsageError:
    return UsageError(
        Phrase("there are several of {what}: {paths}", what=what, paths=[shown(path) for path in paths]),
        todo=Phrase("name the one that is released with {option}", option=option),
    )


def _given(path: str) -> str:
    if not os.path.isfile(path):
        raise MissingError("there is no such file", where=path)
    if not os.path.getsize(path):
        raise UsageError("is empty", where=path)
    return path


def _without_foreign_mapping(paths: dict[str, str], apk: Apk | None) -> list[str]:
    """Leave out a mapping of another build: the classes of this one cannot be named by it."""
    path = paths.get(parts.MAPPING)
    if path is None or apk is None or belongs(map_id_of(path), apk):
        return []
    del paths[parts.MAPPING]
    return [Phrase("{path} is left out: it is the mapping of another build than the apk", path=shown(path))]


def _version(wanted: Wanted, apk: Apk | None) -> str:
    said = apk.version if apk is not None else ""
    if not said and not wanted.version:
        raise UsageError("the build does not say its version", todo="say it: --version NAME")
    if said and wanted.version and said != wanted.version:
        raise UsageError(
            Phrase("the apk is of version {said}, not of {given}", said=said, given=wanted.version),
            where=shown(wanted.files.get(parts.APK, wanted.folder)),
        )
    return said or wanted.version


def _method(wanted: Wanted, module: str, said: Said) -> str:
    if wanted.method != "auto":
        return wanted.method
    built = os.path.isdir(os.path.join(module, INSTANTRUN))
    return "instantrun" if said.instantrun or built else "dexpatch"
