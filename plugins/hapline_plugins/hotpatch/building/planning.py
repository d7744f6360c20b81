"""What a patch build is asked to do, from the command line and the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from hapline.errors import HaplineError, UsageError, refuse_empty_revision
from hapline.files import shown
from hapline.store import Content
from hapline.tools import words_of
from hapline_hooks import Phrase, Settings, noun
from hapline_plugins.hotpatch.archive.parts import INSTANTRUN_MAPPING, METHODS_MAP, PUBLIC_TXT
from hapline_plugins.hotpatch.archive.releases import Release
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.building.described import described
from hapline_plugins.hotpatch.building.expected import expected_classes
from hapline_plugins.hotpatch.building.layout import Layout, layout_of
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.source.build import Method

if TYPE_CHECKING:
    from hapline.session import Session

_COMMAND = "hotpatch.buildCommand"
_FILE = "hotpatch.patchFile"


@noun
class Plan:
    """A patch build that is wanted.

    Attributes:
        layout: Where it is. method: How the app is patched.
        command: What is run; nothing where the patch is there already. seconds: How long it may take.
        secrets: Texts that are masked in its output.
        patch: The patch that comes out. most: Bytes that it may have.
        application_id: The app. target_version: The versionName of the release.
        old: The released app, where it is given. new: The app with the fix, likewise.
        expected: The classes that are changed or added; None where nobody said.
        kept: Names of files that ``instantrun/`` has to hold besides.
        published: The patch of the same version that clients have, where it is given.
        base: The revision of the release; empty where it is not known. release: It, where the archive keeps it.
        archived: Gives what the archive keeps of it.
        settings: The configuration.
        aside: Files and folders that hold what releases kept, and no sources.
    """

    layout: Layout
    method: Method
    command: tuple[str, ...]
    seconds: int
    secrets: tuple[str, ...]
    patch: str
    most: int
    application_id: str
    target_version: str
    old: Apk | None = None
    new: Apk | None = None
    expected: frozenset[str] | None = None
    kept: tuple[str, ...] = ()
    published: PatchManifest | None = None
    base: str = ""
    release: Release | None = None
    archived: Callable[[Content], Iterable[bytes]] | None = None
    settings: Settings
    aside: tuple[str, ...] = ()


def plan_of(folder: str, options: Mapping[str, object], session: Session) -> Plan:
    """Make a plan; everything that is named is looked at, and nothing is run.

    Args:
        folder: The module of the app, or the root of its build. options: Those of the command.
        session: The configuration.

    Raises:
        hapline.errors.HaplineError: Something that is named is not there, or what has to be known is not said.
    """
    refuse_empty_revision("--base", cast("str | None", options.get("base")))
    settings = session.settings
    layout = layout_of(folder)
    method = _method(layout, _text(options, "method") or settings.text("hotpatch.method"))
    finished = _text(options, "finished")
    old = _old(layout, _text(options, "old_apk"), settings)
    release, archived = _release(session, layout, options)
    app, version = _target(options, old, release)
    return Plan(
        layout=layout,
        method=method,
        command=() if finished else _command(method, _text(options, "command"), settings),
        seconds=cast("int | None", options.get("time_limit")) or settings.number("hotpatch.timeLimit"),
        secrets=tuple(filter(None, (os.environ.get(one) for one in settings.texts("hotpatch.maskedVariables")))),
        patch=finished or _patch(layout, method, _text(options, "patch"), settings),
        most=settings.number("hotpatch.maxPatchSize"),
        application_id=app,
        target_version=version,
        old=old,
        new=Apk(_text(options, "new_apk")) if _text(options, "new_apk") else None,
        expected=expected_classes(_text(options, "expect")) if _text(options, "expect") else None,
        release=release,
        archived=archived,
        kept=tuple(cast("Sequence[str]", options.get("require") or ())) + _kept(release),
        published=described(_text(options, "published")) if _text(options, "published") else None,
        base=_text(options, "base"),
        settings=settings,
        aside=_aside(session, layout, options),
    )


def _method(layout: Layout, given: str) -> Method:
    if given != "auto":
        return cast("Method", given)
    if layout.uses_instantrun:
        return "instantrun"
    raise UsageError(
        "how the app is patched is not known: there is no instantrun.xml",
        where=shown(layout.module),
        todo="name the module of the app, or the method by --method or hotpatch.method",
    )


def _command(method: Method, given: str, settings: Settings) -> tuple[str, ...]:
    if given:
        return words_of(given)
    if method == "dexpatch" and settings.origin(_COMMAND) == "default":
        raise UsageError(
            "Gradle has no task that makes a patch for DexPatch: the vendor's plugin for Android Studio does",
            todo="make it there and name it by --finished FILE, or name a command by hotpatch.buildCommand",
        )
    words = settings.texts(_COMMAND)
    if not words:
        todo = "name the tool and its arguments: hotpatch.buildCommand"
        raise UsageError("the command is empty", where=settings.origin(_COMMAND), todo=todo)
    if os.name == "nt" and words[0] in {"./gradlew", "gradlew"}:
        return ("./gradlew.bat", *words[1:])
    return tuple(words)


def _patch(layout: Layout, method: Method, given: str, settings: Settings) -> str:
    found = given or settings.located(_FILE)
    if found:
        return found
    if method == "dexpatch":
        raise UsageError(
            "where the command leaves the patch is not known", todo="name the file by --patch or hotpatch.patchFile"
        )
    return shown(layout.patch)


def _old(layout: Layout, given: str, settings: Settings) -> Apk | None:
    """The released app: the one that is named, else the one that was restored."""
    if given:
        return Apk(given)
    restored = _restored(layout, settings)
    return Apk(shown(restored)) if os.path.isfile(restored) else None


def _restored(layout: Layout, settings: Settings) -> str:
    """Where ``restore`` lays the released app."""
    return os.path.join(layout.module, *settings.text("hotpatch.oldApk").split("/"))


def _release(
    session: Session, layout: Layout, options: Mapping[str, object]
) -> tuple[Release | None, Callable[[Content], Iterable[bytes]] | None]:
    """The release that is named, from the archive, and what gives its contents."""
    from hapline_plugins.hotpatch.archive.finding import one_release
    from hapline_plugins.hotpatch.archive.where import known_archive

    version = _text(options, "release")
    if not version:
        return None, None
    store = known_archive(session, _text(options, "archive"), layout.root)
    variant, application = _text(options, "variant"), _text(options, "application_id")
    return one_release(store, version, variant=variant, application=application), store.pieces


def _aside(session: Session, layout: Layout, options: Mapping[str, object]) -> tuple[str, ...]:
    """The archive, and what ``restore`` lays of it."""
    from hapline_plugins.hotpatch.archive.restoring import aside_of
    from hapline_plugins.hotpatch.archive.where import archive_of

    try:
        archive = archive_of(session, _text(options, "archive"), layout.root).folder
    except HaplineError:  # nothing is asked of it: a release that is named was found before
        archive = ""
    laid = aside_of(layout.module, layout.root, session.settings)
    return archive, *laid, os.path.join(layout.root, PUBLIC_TXT)


def _target(options: Mapping[str, object], old: Apk | None, release: Release | None) -> tuple[str, str]:
    """The app and the version that are patched; whoever knows them must say the same.

    Raises:
        hapline.errors.UsageError: They are not known, or contradict each other.
    """
    apps = (_text(options, "application_id"), release.application if release else "", old.application_id if old else "")
    versions = (_text(options, "target_version"), release.version if release else "", old.version_name if old else "")
    return (
        _agreed(apps, Phrase("the app"), "application-id"),
        _agreed(versions, Phrase("the version"), "target-version"),
    )


def _agreed(given: Sequence[str], what: Phrase, option: str) -> str:
    said = list(dict.fromkeys(filter(None, given)))
    if len(said) > 1:
        todo = "name the apk and the release of the version that is patched"
        raise UsageError(Phrase("{what} is said to be {values}", what=what, values=said), todo=todo)
    if not said:
        advice = Phrase("name the release by --release, the released app by --old-apk, or --{option}", option=option)
        raise UsageError(Phrase("{what} that is patched is not known", what=what), todo=advice)
    return said[0]


def _kept(release: Release | None) -> tuple[str, ...]:
    """What ``instantrun/`` has to hold since the release had it."""
    names = (METHODS_MAP, INSTANTRUN_MAPPING)
    return tuple(name for name in names if name in release.files) if release is not None else ()


def _text(options: Mapping[str, object], name: str) -> str:
    value = options.get(name)
    return value if isinstance(value, str) else ""
