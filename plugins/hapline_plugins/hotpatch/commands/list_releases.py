"""``hapline hotpatch list``: which releases are archived, how completely, and whether all of it can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, HaplineError
from hapline.session import Session, settings_options
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline.store import Store
    from hapline_plugins.hotpatch.archive.finding import Releases


@hotpatch.command(
    name="list",
    help="Show the releases in the archive. Exits with 1 where something in it is damaged or lost.",
)
@click.argument("path", default=".", type=click.Path())
@click.option("--verify", is_flag=True, help="Read everything that is kept, and compare it with its checksums.")
@click.option("--archive", "where", default="", metavar="FOLDER|URL", help="The archive instead of the configured one.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def list_releases(path: str, where: str, format_: str, *, verify: bool, **options: object) -> int:
    """List releases."""
    from hapline_plugins.hotpatch.archive.finding import releases_in
    from hapline_plugins.hotpatch.archive.project import root_of
    from hapline_plugins.hotpatch.archive.shown import as_json, table, told
    from hapline_plugins.hotpatch.archive.where import archive_of

    session = Session(path, options)
    session.tree(path)  # says that there is no such folder
    store = archive_of(session, where, root_of(path))
    found = releases_in(store)
    problems = [*found.problems, *(_damage(store, found) if verify else ())]
    said = [told(problem.what, problem.where, session) for problem in problems]
    if format_ == "json":
        console.out(as_json(found.known, store.shown, said))
        return EXIT_FINDINGS if problems else EXIT_FINE
    for line in table(found.known, session):
        console.out(line)
    if not found.known:
        console.err(console.printable(session.words("no release is archived in {where}", where=store.shown)))
    for problem, line in zip(problems, said, strict=True):
        console.out(line)
        console.out(console.printable("  " + session.words.translate(problem.todo)))
    if verify and not problems:
        console.out(session.words("everything was read, and is as it was kept"))
    return EXIT_FINDINGS if problems else EXIT_FINE


def _damage(store: Store, found: Releases) -> list[HaplineError]:
    """Read each content once."""
    wrong: list[HaplineError] = []
    contents = {content.sha256: content for release in found.known for content in release.files.values()}
    for content in contents.values():
        console.progress(content.key)
        try:
            store.verify(content)
        except HaplineError as error:
            wrong.append(error)
    return wrong
