"""``hapline portal slinks``: which Bundles are linked statically, why, and the files that say so."""

from __future__ import annotations

import os

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, MissingError, NothingToDoError
from hapline.proposals import Stale, carry_out
from hapline.session import Session, exclusive_flags, settings_options
from hapline_hooks import Change
from hapline_plugins.portal.commands.group import composition_of, portal
from hapline_plugins.portal.slinks.report import Report


@portal.command(
    name="slinks",
    cls=exclusive_flags(),
    help="Compute which Bundles of a Portal are linked statically, and show, test or write its slinks and dev_slinks.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--check",
    "mode",
    flag_value="check",
    help="Exit 1 if a file is stale, or names what is not declared; write nothing.",
)
@click.option("--write", "mode", flag_value="write", help="Write what is stale.")
@click.option("--diff", "mode", flag_value="diff", default="diff", help="Show what would change (the default).")
@click.option("--explain", is_flag=True, help="Say of each Bundle whether it is static, and why.")
@click.option("--maven-repo", type=click.Path(), help="A local Maven repository to look Bundles up in.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def slinks(path: str, mode: str, format_: str, maven_repo: str | None, *, explain: bool, **options: object) -> int:
    """Compute slinks."""
    from hapline_plugins.portal.slinks.planning import plans

    session = Session(path, options)
    if maven_repo is not None and not os.path.isdir(maven_repo):
        raise MissingError("there is no such folder", where=maven_repo)
    composition = composition_of(session, path)
    if not composition.apps:
        raise NothingToDoError("no Portal found here", where=path, todo="name the folder of a Portal")
    found = plans(composition, session.settings, apps=composition.apps, folder=maven_repo or "")
    reports = [Report(plan) for plan in found]
    if format_ == "json":
        from hapline_plugins.portal.slinks.as_json import render

        console.out(render(reports, session.words.translate))
        code = _quietly(path, mode, reports, session)
    else:
        from hapline_plugins.portal.slinks.text import lines

        for line in lines(reports, session.words, explain=explain):
            console.out(console.printable(line))
        code = carry_out(path, mode, _stale(reports), session.words)
    if session.faults():
        return EXIT_BUG
    wrong = mode == "check" and any(one.is_wrong for one in reports)
    return EXIT_FINDINGS if wrong else code


def _quietly(path: str, mode: str, reports: list[Report], session: Session) -> int:
    """Write or test without a word besides the JSON."""
    if mode == "write":
        from hapline.proposals import write_all

        write_all(path, [change for change, _ in _stale(reports)], session.words, quiet=True)
    return EXIT_FINDINGS if mode == "check" and _stale(reports) else EXIT_FINE


def _stale(reports: list[Report]) -> list[Stale]:
    return [
        (Change(path=one.path, content=one.content or b"", generator="slinks"), one.before)
        for report in reports
        for one in report.files
        if one.is_stale
    ]
