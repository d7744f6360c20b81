"""``hapline hotpatch list``: which releases are archived, how completely, and whether all of it can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, HaplineError, MissingError, NothingToDoError, UsageError
from hapline.session import Session, settings_options
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline.store import Content, Store
    from hapline_plugins.hotpatch.archive.finding import Releases


@hotpatch.command(
    name="list",
    help="Show the releases in the archive. Exits with 1 where a record in it cannot be read, and with --verify where "
    "anything in it is damaged or lost; with 3 where --verify finds no release. A + behind a commit says that files "
    "had changed since it.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--verify",
    is_flag=True,
    help="Read everything that is kept, compare it with its checksums, and see that it is what its name says.",
)
@click.option("--archive", "where", default="", metavar="FOLDER|URL", help="The archive instead of the configured one.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def list_releases(path: str, where: str, format_: str, *, verify: bool, **options: object) -> int:
    """List releases."""
    from hapline_plugins.hotpatch.archive.finding import releases_in
    from hapline_plugins.hotpatch.archive.project import root_of
    from hapline_plugins.hotpatch.archive.shown import as_json, table, told
    from hapline_plugins.hotpatch.archive.where import known_archive

    session = Session(path, options)
    session.tree(path)  # says that there is no such folder
    store = known_archive(session, where, root_of(path))
    found = releases_in(store)
    if verify and not found.known and not found.problems:
        raise NothingToDoError(
            "no release is archived here, so there is nothing to verify",
            where=store.shown,
            todo="name the archive that releases are kept in: --archive, or hotpatch.archive",
        )
    damage = _damage(store, found) if verify else {}
    problems = [*found.problems, *damage.values()]
    said = [told(problem.what, problem.where, session) for problem in problems]
    if format_ == "json":
        console.out(as_json(found.known, store.shown, said, damage))
        return EXIT_FINDINGS if problems else EXIT_FINE
    for line in table(found.known, session, damage):
        console.out(line)
    if not found.known:
        console.err(console.printable(session.words("no release is archived in {where}", where=store.shown)))
    for problem, line in zip(problems, said, strict=True):
        console.out(line)
        console.out(console.printable("  " + session.words.translate(problem.todo)))
    if verify and found.known and not problems:
        console.out(session.words("everything was read, and is as it was kept"))
    return EXIT_FINDINGS if problems else EXIT_FINE


def _damage(store: Store, found: Releases) -> dict[Content, HaplineError]:
    """Read each content once, and say what is wrong with it."""
    from hapline_plugins.hotpatch.archive.sound import no_such_part, trouble_kept

    wrong: dict[Content, HaplineError] = {}
    contents = {content: name for release in found.known for name, content in release.files.items()}
    for content, name in contents.items():
        console.progress(content.key)
        try:
            trouble = trouble_kept(store, name, content)
        except HaplineError as error:
            trouble = error
        if trouble is not None:
            is_lost = isinstance(trouble, MissingError)
            what = Phrase(trouble.what) if is_lost else no_such_part(name, trouble)
            todo = trouble.todo if is_lost else "keep the right file with hapline hotpatch archive --replace"
            wrong[content] = UsageError(what, where=trouble.where, todo=todo)
    return wrong
