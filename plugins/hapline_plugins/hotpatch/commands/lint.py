"""``hapline hotpatch lint``: whether an InstantRun patch can take what changed in source since a release."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import UsageError
from hapline.session import CHECK_OPTIONS, Session, check_options, exclusive_flags
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.collecting import Collector


@hotpatch.command(
    name="lint",
    cls=exclusive_flags(),
    help="Judge what changed in the source of an app since a release: whether an InstantRun patch can take it, and "
    "whether all that changed, and nothing else, is marked for it.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--base", metavar="TAG", help="The revision of git that was released; else the latest tag before this one."
)
@click.option("--revision", metavar="REV", help="Judge a revision of git instead of the files on disk.")
@click.option("--fix", "mode", flag_value="fix", help="Apply the fixes, and report the rest.")
@click.option("--diff", "mode", flag_value="diff", help="Show the edits of the fixes and write nothing; exit 1 if any.")
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: also fixes that may not keep what was meant.")
@check_options
def lint(
    path: str, base: str | None, revision: str | None, mode: str | None, *, unsafe: bool, **options: object
) -> int:
    """Judge a change."""
    from hapline_plugins.hotpatch.linting.collecting import opened
    from hapline_plugins.hotpatch.linting.set_up import not_judged, require_instantrun

    if mode and revision:
        raise UsageError(
            "--fix and --diff mend the files on disk, and no revision",
            todo="leave --revision out, or check it out first",
        )
    if os.path.isfile(path):
        raise UsageError("a folder is linted, and this is a file", where=path, todo="name the folder of the app")
    session = Session(path, options, CHECK_OPTIONS)
    on_disk = session.tree(path)
    with opened(path, on_disk, base, revision) as change:
        require_instantrun(change, session.settings)
        notes = () if session.options.get("quiet") else tuple(not_judged(change, session.settings))
        if mode:
            _say_not_judged(session, notes)
            return session.mend(path, change.collect, unsafe=unsafe, diff=mode == "diff")
        subjects = change.collect(change.now)
        if not session.options.get("quiet") and change.collect.uninstrumented is None:
            _say_what(session, change.collect, len(subjects[0].files), given=base is not None)
        _say_not_judged(session, notes)
        return session.show(session.judge(subjects, change.now))


def _say_not_judged(session: Session, notes: Iterable[Phrase]) -> None:
    """Say on standard error what no finding says."""
    for note in notes:
        console.err(console.printable(session.words("not judged: {what}", what=note)))


def _say_what(session: Session, collect: Collector, count: int, *, given: bool) -> None:
    """Say on standard error what is compared with what."""
    words = session.words
    line = words("changed since {base}", base=collect.base)
    if not given:
        line = words("changed since {base}, the latest tag", base=collect.base)
    line = words("{what}: {files}", what=line, files=words(_SOURCE_FILES[min(count, 2)], count=count))
    if collect.tests:
        line += words("; not part of the app, and left out: {count}", count=collect.tests)
    if collect.elsewhere:
        line += words("; of builds that are not set up for InstantRun, and left out: {count}", count=collect.elsewhere)
    console.err(console.printable(line))


_SOURCE_FILES = (Phrase("no source files"), Phrase("one source file"), Phrase("{count} source files"))
