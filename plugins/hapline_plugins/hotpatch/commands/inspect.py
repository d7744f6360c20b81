"""``hapline hotpatch inspect``: what a patch holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINE, UsageError
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, replace
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.building.apk import Apk
    from hapline_plugins.hotpatch.building.manifest import PatchManifest
    from hapline_plugins.hotpatch.building.patch_file import PatchFile


@hotpatch.command(
    name="inspect",
    help="Show what a patch holds: the classes that it changes and adds, its digests, and how it is signed. Nothing of "
    "it is run or unpacked.",
)
@click.argument("patch", type=click.Path())
@click.option(
    "--app", type=click.Path(), metavar="APK", help="The released app: tells changed classes from added ones."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def inspect(patch: str, app: str | None, format_: str, **options: object) -> int:
    """Show a patch."""
    from hapline_plugins.hotpatch.building.apk import Apk
    from hapline_plugins.hotpatch.building.described import described_file
    from hapline_plugins.hotpatch.building.naming import contents_of
    from hapline_plugins.hotpatch.building.showing import inside, inspected, lines

    session = Session(".", options)
    manifest, file = described_file(patch)
    _refuse_others(file)
    if app:
        released = Apk(app)
        contents = contents_of(file.classes, released.classes)
        manifest = replace(manifest, patched=contents.patched, added=contents.added)
        for note in _doubts(manifest, released):
            console.err(console.printable(session.words("note: {what}", what=note)))
    if format_ == "json":
        console.out(inspected(patch, manifest, file))
        return EXIT_FINE
    for line in (*lines(session, patch, manifest), *inside(session, file)):
        console.out(console.printable(line))
    return EXIT_FINE


def _refuse_others(file: PatchFile) -> None:
    """An app, or an archive without classes, is no patch of either method.

    Raises:
        hapline.errors.UsageError: It is one of these.
    """
    if "AndroidManifest.xml" in file.entries:
        todo = "name the patch; hapline hotpatch diff compares two apps, hapline verify judges one"
        raise UsageError("this is an app, and no patch", where=file.path, todo=todo)
    if not file.classes:
        raise UsageError("no class is in it, so that it is no patch", where=file.path, todo="name a patch.jar")


def _doubts(manifest: PatchManifest, app: Apk) -> Iterator[Phrase]:
    """Why an app may not be the one that the patch is for."""
    if manifest.application_id and manifest.application_id != app.application_id:
        yield Phrase(
            "the patch is for {said}, and {path} is {real}",
            said=manifest.application_id,
            path=app.path,
            real=app.application_id,
        )
    known = {*app.classes, *(one.rpartition(".")[2] for one in app.classes)}
    if not any(one.name in known for one in manifest.patched):
        yield Phrase("{path} has none of the classes that the patch changes: it may be for another app", path=app.path)
