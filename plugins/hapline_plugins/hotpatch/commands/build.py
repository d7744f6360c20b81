"""``hapline hotpatch build``: builds a patch, judges it, and writes its manifest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, PartlyDoneError
from hapline.session import Session, settings_options
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch
from hapline_plugins.hotpatch.options import METHODS

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.building.carrying_out import Built
    from hapline_plugins.hotpatch.building.planning import Plan

_SHOWN = 40
"""Lines of the output that are shown of a build that was quiet and failed."""


@hotpatch.command(
    name="build",
    help="Build a patch: look at what goes in, run the build, look at what came out, and write patch.json beside it, "
    "which says what publishers have to know. Exits with 1 where the patch is not as it must be.",
)
@click.argument("module", default=".", type=click.Path())
@click.option("--method", type=click.Choice(METHODS), help="How the app is patched, instead of hotpatch.method.")
@click.option(
    "--command", metavar="LINE", help="What is run in the root of the build, instead of hotpatch.buildCommand."
)
@click.option("--time-limit", type=click.IntRange(min=1), metavar="SECONDS", help="Instead of hotpatch.timeLimit.")
@click.option("--patch", type=click.Path(), help="Where the command leaves the patch, instead of hotpatch.patchFile.")
@click.option("--finished", type=click.Path(), help="Run nothing: judge this patch, which was made elsewhere.")
@click.option("--release", metavar="VERSION", help="The release that is patched, as the archive keeps it.")
@click.option("--variant", metavar="NAME", help="Its build variant, where the archive keeps several.")
@click.option("--archive", metavar="FOLDER|URL", help="The archive instead of the configured one.")
@click.option("--old-apk", type=click.Path(), help="The released app; by default the one that was restored, if any.")
@click.option("--new-apk", type=click.Path(), help="The app with the fix.")
@click.option("--target-version", metavar="NAME", help="The versionName of the release, where nothing else says it.")
@click.option("--application-id", metavar="ID", help="The app, where nothing else says it.")
@click.option("--base", metavar="REV", help="The commit of the release, where the archive does not say it.")
@click.option("--expect", metavar="FILE|CLASSES", help="The classes that are changed or added: a file, or a,b,c.")
@click.option("--published", type=click.Path(), metavar="FILE", help="The patch of this version that clients have.")
@click.option("--require", multiple=True, metavar="NAME", help="A file that instantrun/ has to hold besides.")
@click.option("--out", type=click.Path(), metavar="DIR", help="Copy the patch and its manifest there too.")
@click.option("-q", "--quiet", is_flag=True, help="Keep the output of the build back, unless it fails.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def build(module: str, format_: str, out: str | None, *, quiet: bool, **options: object) -> int:
    """Build a patch."""
    from hapline_plugins.hotpatch.building.carrying_out import build as carried_out
    from hapline_plugins.hotpatch.building.inputs import mapping_notes
    from hapline_plugins.hotpatch.building.manifest import write_manifest
    from hapline_plugins.hotpatch.building.planning import plan_of

    session = Session(module, options)
    plan = plan_of(module, options, session)
    notes = list(mapping_notes(plan.layout, plan.release, plan.old)) if plan.method == "instantrun" else []
    done = carried_out(plan, session.tree(plan.layout.root), quiet=quiet)
    for note in notes if done.manifest is not None or done.ended is not None else ():
        console.err(console.printable(session.words("note: {what}", what=note)))
    written = ""
    if done.manifest is not None and not done.problems:
        written = write_manifest(plan.patch, done.manifest)
        if out:
            written = _copy(plan.patch, written, out)
    if format_ == "json":
        from hapline_plugins.hotpatch.building.showing import built

        console.out(built(session, plan.patch, done.manifest, written, done.problems))
    else:
        _show(session, plan, done, written)
    for problem in done.problems:
        if format_ == "text":
            session.run.refuse(problem)
    if quiet and done.problems and done.ended is not None:
        _show_output(session, done.ended.tail)
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if done.problems else EXIT_FINE


def _show(session: Session, plan: Plan, done: Built, written: str) -> None:
    from hapline.files import shown
    from hapline_plugins.hotpatch.building.showing import lines

    if done.manifest is None:
        return
    if done.ended is not None and done.ended.code:
        text = "note: Gradle calls the build failed, since InstantRun's task ends with an exception; the patch was made"
        console.err(session.words(text))
    for line in lines(session, plan.patch, done.manifest):
        console.out(console.printable(line))
    if done.manifest.is_uncommitted:
        text = "note: the patch was built from changes that are in no commit; commit and tag what you publish"
        console.err(console.printable(session.words(text)))
    if written:
        console.out(console.printable(session.words("wrote {path}", path=shown(written))))


def _show_output(session: Session, tail: tuple[str, ...]) -> None:
    console.err(session.words("the last lines of the output:"))
    for line in tail[-_SHOWN:]:
        console.err(f"  {line}")


def _copy(patch: str, manifest: str, folder: str) -> str:
    """Copy a patch with its manifest, the manifest last, and return where that is.

    Raises:
        hapline.errors.PartlyDoneError: A file cannot be written.
    """
    from hapline.files import write

    target = folder
    try:
        os.makedirs(folder, exist_ok=True)
        for file in (patch, manifest):
            target = os.path.join(folder, os.path.basename(file))
            with open(file, "rb") as content:
                write(target, content.read())
    except OSError as error:
        reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(reason, where=target) from None
    return target
