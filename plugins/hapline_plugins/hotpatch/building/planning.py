"""What a patch build is asked to do, from the command line and the configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import cast

from hapline.errors import UsageError
from hapline.files import shown
from hapline.tools import words_of
from hapline_hooks import Settings, noun
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.building.described import described
from hapline_plugins.hotpatch.building.expected import expected_classes
from hapline_plugins.hotpatch.building.layout import Layout, layout_of
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.source.build import Method

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
        base: The revision of the release; empty where it is not known. settings: The configuration.
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
    settings: Settings


def plan_of(folder: str, options: Mapping[str, object], settings: Settings) -> Plan:
    """Make a plan; everything that is named is looked at, and nothing is run.

    Args:
        folder: The module of the app, or the root of its build. options: Those of the command.
        settings: The configuration.

    Raises:
        hapline.errors.HaplineError: Something that is named is not there, or what has to be known is not said.
    """
    layout = layout_of(folder)
    method = _method(layout, _text(options, "method") or settings.text("hotpatch.method"))
    finished = _text(options, "finished")
    old = Apk(_text(options, "old_apk")) if _text(options, "old_apk") else None
    version = _text(options, "target_version") or _written(old.version_name if old else "")
    app = _text(options, "application_id") or (old.application_id if old else "")
    if not app:
        raise UsageError("the app is not known", todo="name the released app by --old-apk, or --application-id")
    if not version:
        raise UsageError(
            "the version that is patched is not known",
            todo="name the released app by --old-apk, or its versionName by --target-version",
        )
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
        kept=tuple(cast("Sequence[str]", options.get("require") or ())),
        published=described(_text(options, "published")) if _text(options, "published") else None,
        base=_text(options, "base"),
        settings=settings,
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


def _written(version: str) -> str:
    """A versionName that is written out; one that refers to a resource is not known."""
    return "" if version.startswith("@") else version


def _text(options: Mapping[str, object], name: str) -> str:
    value = options.get(name)
    return value if isinstance(value, str) else ""
