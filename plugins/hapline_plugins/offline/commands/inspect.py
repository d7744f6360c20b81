"""``hapline offline inspect``: what a built package holds."""

from __future__ import annotations

import json

import click

from hapline import console
from hapline.archives import ArchiveError
from hapline.errors import EXIT_FINE, MissingError, UsageError, of
from hapline.session import Session, settings_options
from hapline_plugins.offline.commands.group import offline


@offline.command(
    name="inspect",
    help="Show what a built package holds: its manifest, its files and the biggest of them, and what its signatures "
    "are worth. Nothing is unpacked.",
)
@click.argument("file", type=click.Path())
@click.option(
    "--public-key", multiple=True, metavar="KEY", help="As for verify: what the signatures are verified with."
)
@click.option("--files", "everything", is_flag=True, help="List all files.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def inspect(file: str, public_key: tuple[str, ...], format_: str, *, everything: bool, **options: object) -> int:
    """Show a package."""
    from hapline_plugins.offline.inspecting.inspected import inspected
    from hapline_plugins.offline.inspecting.text import lines
    from hapline_plugins.offline.keys.configured import verifying_keys
    from hapline_plugins.offline.keys.public import read_public_key
    from hapline_plugins.offline.verifying.built import BuiltAmr
    from hapline_plugins.offline.verifying.opening import expected_of

    session = Session(".", options)
    keys = tuple([read_public_key(one) for one in public_key]) or verifying_keys(session.settings)
    try:
        built = BuiltAmr(file, expected_of(session.settings, keys))
    except FileNotFoundError:
        raise MissingError("there is no such file", where=file) from None
    package = built.opened
    if isinstance(package, ArchiveError | OSError):
        raise of(package, file)
    if package.manifest is None and package.tar is None:
        what = "this is no built package: it has neither Manifest.xml nor a tar"
        raise UsageError(what, where=file, todo="hapline offline build makes one of a folder or an upload")
    if format_ == "json":
        console.out(json.dumps(inspected(built, package), ensure_ascii=False, indent=2))
        return EXIT_FINE
    for line in lines(session, built, package, everything=everything):
        console.out(console.printable(line))
    return EXIT_FINE
