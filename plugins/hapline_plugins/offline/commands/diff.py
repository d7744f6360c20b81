"""``hapline offline diff``: what differs between two versions, and what clients would download of it."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE
from hapline.session import Session, settings_options
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline_hooks import Tree


@offline.command(
    name="diff",
    help="Compare two versions of a package, each an .amr, a zip for the console or a folder: files that were added, "
    "removed, renamed and changed, and how large an incremental update may be. The delivery service's own format for "
    "these is not public: their sizes are estimates.",
)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--no-estimates", is_flag=True, help="Do not estimate incremental updates, which takes seconds.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def diff(
    old: str,
    new: str,
    no_estimates: bool,  # noqa: FBT001 a flag of the command line
    exit_code: bool,  # noqa: FBT001 a flag of the command line
    format_: str,
    **options: object,
) -> int:
    """Compare two versions."""
    from hapline_plugins.offline.comparing.difference import Difference
    from hapline_plugins.offline.comparing.estimates import estimates
    from hapline_plugins.offline.comparing.shown import as_json, lines
    from hapline_plugins.offline.comparing.versions import opened

    session = Session(".", options)
    with ExitStack() as open_:
        before, after = (opened(path, _tree(session, path), session.settings, open_) for path in (old, new))
        difference = Difference(before.content, after.content)
        is_update = not difference.is_empty and not after.is_other_than(before)
        guessed = [*estimates(difference, before.tar(), after.tar())] if is_update and not no_estimates else []
        if format_ == "json":
            console.out(json.dumps(as_json(before, after, difference, guessed), ensure_ascii=False, indent=2))
        else:
            for line in lines(session.words, before, after, difference, guessed):
                console.out(console.printable(line))
        differs = not difference.is_empty or after.is_other_than(before)
        return EXIT_FINDINGS if exit_code and differs else EXIT_FINE


def _tree(session: Session, path: str) -> Tree | None:
    import os

    return session.tree(path) if os.path.isdir(path) else None
