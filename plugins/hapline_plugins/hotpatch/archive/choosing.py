"""Which module, and which variant of it, the release is that is to be kept."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hapline.errors import MissingError, NothingToDoError, UsageError
from hapline.files import shown
from hapline.session import Session
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.outputs import Variant, mapped, variants
from hapline_plugins.hotpatch.archive.project import built_modules, is_root, root_of
from hapline_plugins.hotpatch.source.build import HotpatchBuild

_DEBUG = "debug"


class Wanted(NamedTuple):
    """What the command line says.

    Attributes:
        folder: The module or the project. version: The versionName. variant: The build variant.
        application: The application id, where the apk may be of another one than the project.
        method: How it is patched, ``auto`` for as the build says. files: Files by the name of the part.
        jars: Bundle jars.
    """

    folder: str
    version: str = ""
    variant: str = ""
    application: str = ""
    method: str = "auto"
    files: Mapping[str, str] = {}
    jars: Sequence[str] = ()


def module_of(folder: str, session: Session) -> str:
    """The module that was built, as an absolute path; where none was, the one app of the project that begins here.

    Raises:
        hapline.errors.UsageError: There are several.
    """
    built = built_modules(folder)
    if len(built) > 1:
        raise UsageError(
            Phrase("several modules were built: {modules}", modules=[shown(one) for one in built]),
            where=folder,
            todo="name one of them",
        )
    if built:
        return os.path.abspath(built[0])
    start = os.path.abspath(folder)
    if root_of(start) != start or not is_root(start):
        return start
    apps = [os.path.join(start, one.folder) for one in HotpatchBuild(session.tree(start), "", session.settings).apps]
    if len(apps) > 1:
        raise UsageError(
            Phrase("there are several apps: {apps}", apps=[shown(one) for one in apps]),
            where=folder,
            todo="name the folder of one of them",
        )
    return os.path.normpath(apps[0]) if apps else start


def variant_of(module: str, wanted: Wanted) -> Variant:
    """The variant that is meant; one without a name where nothing says which one was built.

    An apk that lies elsewhere, signed or hardened there, is of the variant that would be meant without it.

    Raises:
        hapline.errors.HaplineError: It was not built, or several were.
    """
    apk = wanted.files.get(parts.APK)
    built = variants(module) or (mapped(module) if apk else [])
    if wanted.variant:
        found = [one for one in built if one.name == wanted.variant]
        if not found and built and not apk:
            raise MissingError(
                Phrase("the variant {name} was not built", name=wanted.variant),
                where=shown(module),
                todo=Phrase("there are {names}", names=[one.name for one in built]),
            )
    else:
        itself = [one for one in built if apk and os.path.realpath(apk) in map(os.path.realpath, one.apks)]
        found = itself or [one for one in built if one.build_type != _DEBUG]
        if built and not found and not apk:
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
