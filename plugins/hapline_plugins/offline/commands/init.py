"""``hapline offline init``: a descriptor for a folder with the files of a package."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, UsageError
from hapline.files import shown
from hapline.proposals import carry_out, write_all
from hapline.session import Session, exclusive_flags, settings_options
from hapline_hooks import Change, Phrase, Tree
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline_plugins.offline.descriptor.described import Kind
    from hapline_plugins.offline.descriptor.proposal import Asked

_GENERATOR = "offline init"
_SOURCE = "The folder with the files, relative to FOLDER; else the one that is named by the id, or is built into."


@offline.command(
    name="init",
    cls=exclusive_flags(),
    help="Describe the package in a folder: show, test or write its offline-package.json5, with a comment at each "
    "member. A descriptor that is there is left as it is.",
)
@click.argument("folder", default=".", type=click.Path())
@click.option("--check", "mode", flag_value="check", help="Exit 1 if there is none, or rules refuse it; write nothing.")
@click.option("--write", "mode", flag_value="write", help="Write it where there is none.")
@click.option("--diff", "mode", flag_value="diff", default="diff", help="Show what would be written (the default).")
@click.option(
    "--id", "id_", metavar="ID", default="", help="The package id; else the name of the folder, or one in it."
)
@click.option("--version", "version_", metavar="VERSION", default="", help="The version; 1.0.0.1 by default.")
@click.option("--name", "name_", metavar="NAME", default="", help="What people call the package; else the id.")
@click.option("--type", "kind", type=click.Choice(["normal", "global"]), help="Normal (the default) or global.")
@click.option("--source", metavar="DIR", default="", help=_SOURCE)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def init(
    folder: str,
    mode: str,
    id_: str,
    version_: str,
    name_: str,
    kind: Kind | None,
    source: str,
    format_: str,
    **options: object,
) -> int:
    """Describe a package."""
    from hapline_plugins.offline.descriptor.described import FILE
    from hapline_plugins.offline.descriptor.proposal import Asked, propose
    from hapline_plugins.offline.descriptor.writing import text_of

    session = Session(folder, options)
    tree = session.tree(folder)
    asked = Asked(id=id_, version=version_, name=name_, kind=kind, source=source)
    stale: list[tuple[Change, bytes | None]] = []
    chosen: Sequence[Phrase] = ()
    if os.path.lexists(os.path.join(folder, FILE)):
        left: Sequence[Phrase] = _of_existing(session, tree, folder, asked, judged=mode == "check")
    else:
        found = propose(tree, folder, asked)
        text = text_of(found.values, session.words.translate)
        stale.append((Change(path=FILE, content=text, generator=_GENERATOR), None))
        chosen, left = found.chosen, found.left
    if format_ == "json":
        _quietly(folder, mode, stale, session, {"chosen": chosen, "left": left})
    else:
        carry_out(folder, mode, stale, session.words)
        if not stale:
            line = session.words("{path} is there, and is left as it is", path=shown(os.path.join(folder, FILE)))
            console.err(console.printable(line))
        _list(session.words("chosen:"), chosen, session)
        _list(session.words("left to you:"), left, session)
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if mode == "check" and (stale or left) else EXIT_FINE


def _quietly(
    folder: str,
    mode: str,
    stale: Sequence[tuple[Change, bytes | None]],
    session: Session,
    said: dict[str, Sequence[Phrase]],
) -> None:
    """Write or test without a word besides the JSON."""
    if mode == "write":
        write_all(folder, [change for change, _ in stale], session.words, quiet=True)
    content = {
        "stale": [change.path for change, _ in stale],
        **{name: [session.words.translate(one) for one in those] for name, those in said.items()},
    }
    console.out(json.dumps(content, ensure_ascii=False, indent=2))


def _of_existing(session: Session, tree: Tree, folder: str, asked: Asked, *, judged: bool) -> list[Phrase]:
    """What is left to people where a descriptor is there.

    Raises:
        hapline.errors.HaplineError: It cannot be read, or says something else than the command line.
    """
    from hapline_plugins.offline.descriptor.described import FILE
    from hapline_plugins.offline.source.context import Context
    from hapline_plugins.offline.source.project import OfflineProject

    context = Context(tree, session.settings)
    project = OfflineProject(tree, "", context.target, context.limits, context=context)
    for attribute in ("id", "version", "name", "kind", "source"):
        value, there = getattr(asked, attribute), getattr(project.described, attribute)
        if value and value != there:
            what = Phrase("there is a descriptor already, which says {there}: it is not overwritten", there=repr(there))
            raise UsageError(what, where=shown(os.path.join(folder, FILE)), todo="change it there")
    if not judged:
        return []
    found = [one for one in session.judge([project], tree).findings if one.severity == "error"]
    codes = sorted({one.rule.code for one in found})
    return [Phrase("mend what hapline check says: {codes}", codes=codes)] if codes else []


def _list(title: str, those: Sequence[Phrase], session: Session) -> None:
    if those:
        console.err(title)
    for one in those:
        console.err(console.printable(f"- {session.words.translate(one)}"))
