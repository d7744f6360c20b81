"""``hapline portal package-ids``: who has which package id, and new ones, in the registry and in the scripts."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import (
    EXIT_BUG,
    EXIT_FINDINGS,
    EXIT_FINE,
    MissingError,
    NothingToDoError,
    UsageError,
    exclude_each_other,
    refuse_empty_revision,
)
from hapline.session import Session, exclusive_flags, settings_options
from hapline_plugins.portal.commands.group import composition_of, portal

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.plan import Plan


@portal.command(
    name="package-ids",
    cls=exclusive_flags(),
    help="Show which Bundle has which package id, compare it with the registry that keeps the ids of teams apart, and "
    "assign new ones. The registry is a text file in git, one Bundle a line; lines are added, never removed.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--check", "mode", flag_value="check", help="Exit 1 if something would change or collides; write nothing."
)
@click.option("--diff", "mode", flag_value="diff", help="Show what would change.")
@click.option("--write", "mode", flag_value="write", help="Write what would change: the registry, then the scripts.")
@click.option("--assign", is_flag=True, help="Give ids to Bundles that need one and have none; writes, unless --diff.")
@click.option(
    "--renumber",
    "renumbered",
    multiple=True,
    metavar="GROUP:ARTIFACT",
    help="With --assign: give this Bundle, whose id another one has too, a new one. May be given several times.",
)
@click.option("--registry", default="", metavar="FILE|GIT-URL", help="The registry instead of the configured one.")
@click.option("--base", metavar="REV", help="Compare the registry with that of a branch before the merge.")
@click.option("--free", "only_free", is_flag=True, help="Show only the free ids.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def package_ids(
    path: str,
    mode: str | None,
    renumbered: tuple[str, ...],
    registry: str,
    base: str | None,
    format_: str,
    *,
    assign: bool,
    only_free: bool,
    **options: object,
) -> int:
    """Show, test or write package ids."""
    from hapline_plugins.portal.ids.plan import Plan

    other = "--assign" if assign else f"--{mode}"
    if only_free and (assign or mode):
        raise exclude_each_other("--free", other)
    refuse_empty_revision("--base", base)
    if renumbered and not assign:
        raise UsageError("--renumber goes with --assign")
    session = Session(path, options)
    composition = composition_of(session, path)
    plan = Plan(composition, session.settings, path, registry, assign=assign, renumbered=renumbered)
    if not assign and mode != "write":
        _require_registry(plan, registry)
    if base:
        return _compare(session, plan, base, format_)
    if only_free:
        from hapline_plugins.portal.ids.shown import free

        console.out(free(plan.used))
        return EXIT_BUG if session.faults() else EXIT_FINE
    if not plan.rows:
        raise NothingToDoError("no Bundle found here", where=path, todo="name the folder that holds the Bundles")
    code = _run(session, plan, mode or ("write" if assign else "show"), format_)
    if registry and not assign:
        _require_registry(plan, registry)  # nobody had an id to write into it
    return EXIT_BUG if session.faults() else code


def _require_registry(plan: Plan, given: str) -> None:
    if given and plan.is_new:
        todo = "it is made by --write or --assign, once there is an id to be written into it"
        raise MissingError("there is no such file", where=plan.address.shown, todo=todo)


def _run(session: Session, plan: Plan, mode: str, format_: str) -> int:
    from hapline_plugins.portal.ids.shown import as_json

    if mode == "write":
        return _unsolved(session, plan, _write(session, plan))
    if mode == "show":
        if format_ == "json":
            console.out(as_json(plan.rows, plan.used, plan.address.shown, stale=()))
        else:
            _table(session, plan)
        return EXIT_FINE
    changed = plan.changes()
    if mode == "diff":
        from hapline.diffs import unified

        for name, (before, after) in changed.items():
            console.out(unified(name, before, after), end="")
        return _unsolved(session, plan, plan.renumbered)
    if format_ == "json":
        console.out(as_json(plan.rows, plan.used, plan.address.shown, stale=tuple(changed)))
    else:
        for name, (before, _) in changed.items():
            text = session.words("missing: {path}" if before is None else "stale: {path}", path=name)
            console.out(console.printable(text))
        _wrong(session, plan)
    return EXIT_FINDINGS if changed or plan.is_wrong else EXIT_FINE


def _table(session: Session, plan: Plan) -> None:
    from hapline_plugins.portal.ids.shown import cells, free, problem_line

    for problem in plan.problems:
        console.out(console.printable(problem_line(problem, session.words)))
    for line in console.table(cells(plan.rows, session.words)):
        console.out(line)
    console.out(console.printable(session.words("registry: {registry}", registry=plan.address.shown)))
    console.out(session.words("free: {ids}", ids=free(plan.used)))


def _wrong(session: Session, plan: Plan) -> None:
    """What only people, or ``--assign``, can put right."""
    from hapline_plugins.portal.ids.shown import cells, problem_line

    for problem in plan.problems:
        console.out(console.printable(problem_line(problem, session.words)))
    for line in console.table(cells(plan.open, session.words)):
        console.out(line)


def _unsolved(session: Session, plan: Plan, written: Collection[str]) -> int:
    """Say how the collisions that stay are solved, and return the exit code."""
    left = [row.bundle for row in plan.open if row.state == "collides" and row.bundle not in written]
    if not left:
        return EXIT_FINE
    text = (
        "still colliding: {bundles}; `hapline portal package-ids --assign --renumber GROUP:ARTIFACT` gives one a new id"
    )
    console.err(console.printable(session.words(text, bundles=left)))
    return EXIT_FINDINGS


def _write(session: Session, plan: Plan) -> Collection[str]:
    """Write, and return the Bundles that are in the registry then as was wanted."""
    from hapline.files import write
    from hapline.proposals import not_written

    is_new = plan.is_new
    published = plan.publish()
    if published.added:
        text = "created {path}: {bundles}" if is_new else "wrote {path}: {bundles}"
        line = session.words(text, path=plan.address.shown, bundles=_ids(published.ids, published.added))
        console.out(console.printable(line))
    written = [plan.address.shown] if published.added else []
    todo = session.words("run it again: ids that are registered stay")
    for name, content in plan.scripts(published.ids).items():
        try:
            write(os.path.join(plan.folder, name), content)
        except OSError as error:
            raise not_written(name, error, written, todo) from None
        written.append(name)
        console.out(console.printable(session.words("wrote {path}", path=name)))
    _left(session, plan, published.ids)
    return published.ids


def _left(session: Session, plan: Plan, written: Collection[str]) -> None:
    """The Bundles that still share an id or have none."""
    from hapline_plugins.portal.ids.shown import cells

    for line in console.table(cells([row for row in plan.open if row.bundle not in written], session.words)):
        console.out(line)


def _ids(ids: Mapping[str, int], bundles: tuple[str, ...]) -> list[str]:
    return [f"{bundle} = {ids[bundle]}" for bundle in bundles]


def _compare(session: Session, plan: Plan, revision: str, format_: str) -> int:
    from hapline_plugins.portal.ids.branches import compare
    from hapline_plugins.portal.ids.shown import compared_json, compared_lines

    if plan.address.url:
        todo = "compare in a clone of that repository, with --registry FILE"
        raise UsageError("the registry lies in another repository", where=plan.address.shown, todo=todo)
    found = compare(plan.registry, plan.address.file, revision)
    if format_ == "json":
        console.out(compared_json(found))
    else:
        for line in compared_lines(found, session.words):
            console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINE if found.is_fine else EXIT_FINDINGS
