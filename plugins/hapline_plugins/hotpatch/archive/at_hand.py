"""The release build at hand: which files of a module, or of the command line, are the parts of a release."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline.documents import DocumentError
from hapline.errors import HaplineError, MissingError, NothingToDoError, UsageError
from hapline.files import shown
from hapline.session import Session
from hapline.store import measured, pieces_of
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.apk import Apk, read_apk
from hapline_plugins.hotpatch.archive.choosing import Wanted, module_of, variant_of
from hapline_plugins.hotpatch.archive.doubts import Doubts
from hapline_plugins.hotpatch.archive.outputs import Variant, bundle_jars, candidates
from hapline_plugins.hotpatch.archive.project import INSTANTRUN, root_of
from hapline_plugins.hotpatch.archive.releases import Release
from hapline_plugins.hotpatch.archive.restoring import aside_of
from hapline_plugins.hotpatch.archive.tools import Said, said_by
from hapline_plugins.hotpatch.source.configuration import Configuration
from hapline_plugins.hotpatch.source.finding import CONFIGURATION


class AtHand(NamedTuple):
    """A release that was built.

    Attributes:
        release: It, without commit and time. paths: Where its parts are, by name.
        root: The folder of the project. notes: What people should know.
        broken: What is wrong with files that are not what their names say; they are none of the parts.
        aside: Where archives are, and what ``restore`` lays: no sources, so that nothing in them is a change.
    """

    release: Release
    paths: Mapping[str, str]
    root: str
    notes: Sequence[str]
    broken: Mapping[str, HaplineError]
    aside: Sequence[str]


def at_hand(wanted: Wanted, session: Session) -> AtHand:
    """Find the parts of a release, look into them, and measure them.

    Args:
        wanted: What is asked for. session: The configuration.

    Raises:
        hapline.errors.HaplineError: There is none, there are several, or a file of it cannot be read.
    """
    module = module_of(wanted.folder, session)
    root = root_of(module)
    inside = os.path.relpath(module, root).replace(os.sep, "/")
    said = said_by(session.tree(root), "" if inside == "." else inside, session.settings)
    variant = variant_of(module, wanted)
    doubts = Doubts(variant)
    paths = _paths(module, root, variant, wanted, doubts)
    if not any(name == parts.APK or name.startswith(parts.JARS) for name in paths):
        raise NothingToDoError(
            "no release build is here", where=shown(module), todo="build it first, or name its apk with --apk"
        )
    apk = read_apk(paths[parts.APK]) if parts.APK in paths else None
    if apk is not None:
        _refuse_foreign(apk, paths[parts.APK], wanted, said)
        doubts.of_build(paths, apk, wanted)
    doubts.of_contents(paths)
    doubts.of_classes(paths)
    configuration = _configuration(module)
    release = Release(
        version=_version(wanted, apk),
        application=apk.application if apk is not None else wanted.application,
        version_code=apk.version_code if apk is not None else None,
        variant=variant.name,
        flavor=variant.flavor,
        method=_method(wanted, module, said, apk),
        match_mode=configuration.match_mode if configuration is not None else "",
        obfuscated=_is_obfuscated(apk, variant, said, paths),
        tools=said.tools,
        files={name: measured(pieces_of(path)) for name, path in sorted(paths.items())},
        broken=tuple(sorted(doubts.broken)),
        is_read=True,
    )
    doubts.of_release(release, configuration)
    return AtHand(release, paths, root, doubts.notes, doubts.broken, aside_of(module, root, session.settings))


def _configuration(module: str) -> Configuration | None:
    """The module's instantrun.xml; None where there is none, or where it cannot be read."""
    path = os.path.join(module, CONFIGURATION)
    try:
        with open(path, "rb") as file:
            return Configuration(shown(path), file.read())
    except (DocumentError, OSError):
        return None


def _paths(module: str, root: str, variant: Variant, wanted: Wanted, doubts: Doubts) -> dict[str, str]:
    """The files of the release by the names of the parts."""
    found: dict[str, str] = {}
    if parts.APK not in wanted.files and variant.apks:
        if len(variant.apks) > 1:
            raise _several("apk", variant.apks, "--apk")
        found[parts.APK] = variant.apks[0]
    for name, places in candidates(module, root, variant):
        there = [place for place in places if name not in wanted.files and os.path.isfile(place)]
        filled = next((place for place in there if os.path.getsize(place)), None)
        if filled is not None:
            found[name] = filled
        elif there:
            doubts.empty[name] = there[0]
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
            raise UsageError(
                Phrase("there are two jars of the name {name}", name=name),
                where=path,
                todo="jars are kept by their names: name each once, or rename one of them",
            )
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
        raise MissingError("there is no such file", where=path, todo="name the file as the release build wrote it")
    if not os.path.getsize(path):
        raise UsageError("is empty", where=path, todo="name the file as the release build wrote it, or build it anew")
    return path


def _refuse_foreign(apk: Apk, path: str, wanted: Wanted, said: Said) -> None:
    """An apk that is not of this project has nothing to do with what lies beside it."""
    if wanted.application:
        if wanted.application != apk.application:
            text = "the apk is of {said}, not of {given}"
            raise UsageError(
                Phrase(text, said=apk.application, given=wanted.application),
                where=shown(path),
                todo=Phrase("say --application {said}, if that is the app that is released", said=apk.application),
            )
    elif not said.may_be(apk.application):
        text = "the apk is of {said}, and this project of {ids}"
        raise UsageError(
            Phrase(text, said=apk.application, ids=sorted(said.applications)),
            where=shown(path),
            todo=Phrase("name an apk of this project; or say that it is meant: --application {id}", id=apk.application),
        )


def _is_obfuscated(apk: Apk | None, variant: Variant, said: Said, paths: Mapping[str, str]) -> bool:
    """Whether its classes have other names; of an apk that was hardened elsewhere, the build says it."""
    return (apk is not None and apk.obfuscated) or parts.MAPPING in paths or variant.build_type in said.minifies


def _version(wanted: Wanted, apk: Apk | None) -> str:
    said = apk.version if apk is not None else ""
    if not said and not wanted.version:
        raise UsageError("the build does not say its version", todo="say it: --version NAME")
    if said and wanted.version and said != wanted.version:
        raise UsageError(
            Phrase("the apk is of version {said}, not of {given}", said=said, given=wanted.version),
            where=shown(wanted.files.get(parts.APK, wanted.folder)),
            todo=Phrase("name the apk of {given} with --apk, or leave --version out", given=wanted.version),
        )
    return said or wanted.version


def _method(wanted: Wanted, module: str, said: Said, apk: Apk | None) -> str:
    if wanted.method != "auto":
        return wanted.method
    built = os.path.isdir(os.path.join(module, INSTANTRUN)) or (apk is not None and apk.instantrun)
    return "instantrun" if said.instantrun or built else "dexpatch"
