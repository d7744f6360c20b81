"""``hapline release-notes``: shows the notes."""

from __future__ import annotations

import json

import click

from hapline import console
from hapline.errors import EXIT_FINE, NothingToDoError
from hapline.session import Session, settings_options
from hapline_release_notes.project import NotesProject


@click.group("release-notes")
def release_notes() -> None:
    """Show release notes."""


@release_notes.command("list")
@click.argument("path", default=".", type=click.Path())
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def list_(path: str, format_: str, **options: object) -> int:
    """List the versions of a folder with their notes."""
    session = Session(path, options)
    projects = [one for one in session.projects(session.tree(path)) if isinstance(one, NotesProject)]
    if not projects:
        raise NothingToDoError("there are no release notes here", where=path)
    notes = [
        (one.name, version, note) for one in projects for version, several in one.notes.items() for note in several
    ]
    if format_ == "json":
        rows = [{"project": project, "version": version, "note": note} for project, version, note in notes]
        console.out(json.dumps({"version": 1, "notes": rows}, ensure_ascii=False, indent=2))
        return EXIT_FINE
    words = session.words
    head, *lines = console.table([(words("PROJECT"), words("VERSION"), words("NOTE")), *notes])
    console.out(console.paint(head, "1", color=session.color))
    for line in lines:
        console.out(line)
    return EXIT_FINE
