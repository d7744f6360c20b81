"""``hapline hotpatch stable-ids``: public.xml, ids.xml and public.txt of a released app."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, UsageError, of
from hapline.proposals import Stale, carry_out
from hapline.session import Session, exclusive_flags, settings_options
from hapline_hooks import Change, Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.stable_ids.choosing import LeftOut, StableIds

_LOST = {
    "collapsed": "{count} resources have no names any more ({example}): their ids will move",
    "shared": "{count} resources share their names with others of their type ({example}): their ids will move",
    "type": "{count} resources are of types that aapt2 does not know ({example}): their ids will move",
    "name": "{count} resources have names that public.txt cannot hold ({example}): their ids will move",
    "package": "{count} resources are in a second package with the same id ({example}): their ids will move",
}


@hotpatch.command(
    name="stable-ids",
    cls=exclusive_flags(),
    help="Write public.xml, ids.xml and public.txt of a released app, so that a build with a fix gives all its "
    "resources the ids that they have there. public.xml and ids.xml belong into res/values of the project, public.txt "
    "into its root, for `aaptOptions { additionalParameters '--stable-ids', … }`. The build must have the same "
    "application id: aapt2 passes over the ids of another package without a word. Exits with 1 where some ids cannot "
    "be kept.",
)
@click.argument("old", metavar="OLD.apk", type=click.Path())
@click.option("--out", required=True, type=click.Path(), help="The folder to write to.")
@click.option("--check", "mode", flag_value="check", help="Exit 1 if a file is missing or stale; write nothing.")
@click.option("--diff", "mode", flag_value="diff", help="Show what would change; write nothing.")
@click.option(
    "--package-id",
    metavar="NUMBER",
    default="0x7f",
    show_default=True,
    help="The package of the table; a Bundle's is its packageId.",
)
@settings_options
def stable_ids(old: str, out: str, mode: str | None, package_id: str, **options: object) -> int:
    """Write, test or show the files."""
    from hapline_plugins.hotpatch.stable_ids.choosing import choose
    from hapline_plugins.hotpatch.stable_ids.reading import read_table

    number = _number(package_id)
    session = Session(".", options)
    try:
        ids = choose(read_table(old), number)
    except UsageError as error:
        raise UsageError(error.what, where=error.where or old, todo=error.todo) from None
    stale = list(_stale(ids, out))
    if mode is None:
        _refuse_foreign(stale, out)
    code = carry_out(out, mode or "write", stale, session.words)
    for one in ids.left_out:
        console.err(console.printable(_lost(one, session)))
    if ids.is_obfuscated:
        text = "most names are as short as an obfuscator makes them: ids stay only for names that the sources have too"
        console.err(session.words(text))
    if mode is None:
        count, package = len(ids.resources), ids.package
        line = session.words("{count} ids of {package} stay as they are", count=count, package=package)
        console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if ids.left_out else code


def _number(text: str) -> int:
    try:
        number = int(text, 0)
    except ValueError:
        number = 0
    if not 0 < number <= 0xFF:  # noqa: PLR2004 one byte of an id
        raise UsageError(
            Phrase("{text} is not a package id", text=text or "-"),
            todo="give a number from 1 to 255, such as 0x7f or 36",
        )
    return number


def _stale(ids: StableIds, folder: str) -> Iterator[Stale]:
    from hapline_plugins.hotpatch.stable_ids.files import contents

    for name, content in contents(ids).items():
        before = _present(os.path.join(folder, name))
        if before != content:
            yield Change(path=name, content=content, generator="stable-ids"), before


def _present(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise of(error, path) from None


def _refuse_foreign(stale: list[Stale], folder: str) -> None:
    """Keep an ids.xml or public.xml that somebody has written by hand.

    Raises:
        hapline.errors.UsageError: There is one.
    """
    from hapline_plugins.hotpatch.stable_ids.files import MARK, PUBLIC_TXT

    for change, before in stale:
        if before is not None and change.path != PUBLIC_TXT and MARK not in before:
            raise UsageError(
                Phrase("{name} is there already, and was not made by this command", name=change.path),
                where=os.path.join(folder, change.path),
                todo="move its resources to a file of another name, or give another folder with --out",
            )


def _lost(one: LeftOut, session: Session) -> str:
    return session.words(_LOST[one.reason], count=one.count, example=one.example)
