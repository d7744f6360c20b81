"""``hapline hotpatch diff``: what differs between two built files, and so what a patch must contain."""

from __future__ import annotations

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE
from hapline.session import Session, settings_options
from hapline_plugins.hotpatch.commands.group import hotpatch


@hotpatch.command(
    name="diff",
    help="Show which classes, methods and fields differ between two built files (an apk, the -raw.jar of a Bundle, "
    "a jar with DEX files), whatever the order and the numbers in them, and what of it InstantRun cannot patch.",
)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--all", "everything", is_flag=True, help="Name what matters to no patch too, such as BuildConfig and R.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs that a patch would be about.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def diff(old: str, new: str, format_: str, *, everything: bool, exit_code: bool, **options: object) -> int:
    """Compare two files."""
    from hapline_plugins.hotpatch.comparing.built import opened
    from hapline_plugins.hotpatch.comparing.difference import compare_built
    from hapline_plugins.hotpatch.comparing.shown import as_json, sections

    session = Session(".", options)
    with opened(old) as one, opened(new) as other:
        found = compare_built(one, other)
    for note in found.notes:
        console.err(console.printable(session.words(note)))
    if format_ == "json":
        console.out(as_json(found, session.words))
    else:
        for section in sections(found):
            for line in section.lines(session.words, everything=everything):
                console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if exit_code and found.differs else EXIT_FINE
