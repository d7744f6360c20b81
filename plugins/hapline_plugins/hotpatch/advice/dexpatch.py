"""DexPatch: it puts whole classes before those of the app, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.advice.change import App, ChangedParts
from hapline_plugins.hotpatch.advice.reasons import Preparation, Reason, guide, some


def reasons(parts: ChangedParts, app: App) -> Iterator[Reason]:
    """Reasons against DexPatch, and what is worth knowing of it."""
    if app.released == "instantrun":
        yield Reason(
            id="other-method",
            level="blocks",
            text=Phrase("the released version is patched by InstantRun; one version must not use both methods"),
            todo=Phrase("change the method with the next version"),
            source=guide("5.1"),
        )
    if parts.has_libraries:
        names = (
            *(*parts.libraries_changed, *parts.libraries_added, *parts.libraries_removed),
            *[old for old, _ in parts.libraries_renamed],
        )
        yield Reason(
            id="libraries",
            level="blocks",
            text=Phrase("DexPatch cannot fix native libraries: {names}", names=some(names)),
            source=guide("5.1"),
        )
    if parts.has_resources:
        names = (
            *(*parts.resources_changed, *parts.resources_added, *parts.resources_removed),
            *(*parts.layouts, *parts.ids_moved),
        )
        yield Reason(
            id="resources",
            level="blocks",
            text=Phrase("DexPatch cannot fix resource files: {names}", names=some(tuple(dict.fromkeys(names)))),
            todo=Phrase("build the fix with the resources as they were released"),
            source=guide("5.1"),
        )
    if parts.assets:
        yield Reason(
            id="assets",
            level="note" if parts.has_code else "blocks",
            text=Phrase("files beside the classes stay as they were released: {names}", names=some(parts.assets)),
            source=guide("5.1"),
        )
    yield from _notes()


def _notes() -> Iterator[Reason]:
    yield Reason(
        id="upgrade",
        level="note",
        text=Phrase("an upgrade of Android on a device may put a published patch out of force"),
        source=guide("5.2.1.1"),
    )
    yield Reason(
        id="dex2oat",
        level="note",
        text=Phrase("compiling the patch may take long on later versions of Android; InstantRun does not need it"),
        source=guide("5.2.1.1"),
    )


def preparations(app: App) -> Iterator[Preparation]:
    """What must be there for a patch."""
    yield Preparation(
        id="whitelist",
        text=Phrase(
            "a whitelist of the classes, for Android 11 and later; inner classes by their full name with $, as "
            "`hapline hotpatch diff OLD NEW --whitelist FILE` writes it"
        ),
        source=guide("5.2.1.3"),
    )
    if app.kind != "aar":
        yield Preparation(
            id="builds",
            text=Phrase("the jar of the Bundle as it was released: build/intermediates/bundle/…-raw.jar"),
            source=guide("5.5"),
        )
    if app.kind != "component":
        yield Preparation(id="builds", text=Phrase("the apk as it was released"), source=guide("5.2.1.2"))
    yield Preparation(
        id="key", text=Phrase("the key that the app is signed with, its V1 signature switched on"), source=guide("5.5")
    )
