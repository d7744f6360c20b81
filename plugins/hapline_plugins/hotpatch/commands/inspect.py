"""``hapline hotpatch inspect``: what a patch holds."""

from __future__ import annotations

import click

from hapline import console
from hapline.errors import EXIT_FINE
from hapline.session import Session, settings_options
from hapline_hooks import replace
from hapline_plugins.hotpatch.commands.group import hotpatch


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
    if app:
        contents = contents_of(file.classes, Apk(app).classes)
        manifest = replace(manifest, patched=contents.patched, added=contents.added)
    if format_ == "json":
        console.out(inspected(patch, manifest, file))
        return EXIT_FINE
    for line in (*lines(session, patch, manifest), *inside(session, file)):
        console.out(console.printable(line))
    return EXIT_FINE
