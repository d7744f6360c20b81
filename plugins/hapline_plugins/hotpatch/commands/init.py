"""``hapline hotpatch init``: the configuration of a project, by the fewest edits that do."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, UsageError
from hapline.proposals import carry_out
from hapline.session import Session, exclusive_flags, settings_options
from hapline_hooks import Phrase, Tree
from hapline_plugins.hotpatch.commands.group import hotpatch
from hapline_plugins.hotpatch.options import METHOD_NAMES, METHODS

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Kind
    from hapline_plugins.hotpatch.configuring.plan import Plan
    from hapline_plugins.hotpatch.source.modules import AppModule


@hotpatch.command(
    name="init",
    cls=exclusive_flags(),
    help="Set an app up to be hotpatched: show, test or write the changes to its scripts, manifest and configuration.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--check",
    "mode",
    flag_value="check",
    help="Exit 1 if something is not set up; write nothing.",
)
@click.option("--write", "mode", flag_value="write", help="Write what is not as it should be.")
@click.option("--diff", "mode", flag_value="diff", default="diff", help="Show what would change (the default).")
@click.option("--method", type=click.Choice(METHODS), help="How the app is patched; else as hotpatch.method says.")
@click.option("--module", default="", metavar="APP", help="The app, where there are several: :app, or its folder.")
@click.option(
    "--for",
    "kind",
    type=click.Choice(["release", "test"]),
    help="What catchReflectException and patchLog are for; else release, where no instantrun.xml says otherwise.",
)
@click.option(
    "--agp", default="", metavar="VERSION", help="The version of the Android Gradle plugin, where no script says it."
)
@click.option("--application-id", default="", metavar="ID", help="The applicationId that patches are for.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def init(
    path: str,
    mode: str,
    method: str | None,
    module: str,
    kind: Kind | None,
    agp: str,
    application_id: str,
    format_: str,
    **options: object,
) -> int:
    """Set an app up."""
    from hapline_plugins.hotpatch.configuring.choosing import choose
    from hapline_plugins.hotpatch.configuring.facts import Facts
    from hapline_plugins.hotpatch.configuring.plan import plan_of
    from hapline_plugins.hotpatch.configuring.surroundings import repository_of

    session = Session(path, options)
    tree = session.tree(path)
    _refuse_module(path)
    choice = choose(tree, session.settings, module=module, method=method or "")
    facts = Facts(
        choice.app,
        kind=kind,
        agp=agp,
        application_id=application_id,
        lang=session.words.lang,
        is_in_git=bool(repository_of(path)),
    )
    plan = plan_of(choice, facts)
    if mode == "check" and plan.is_done:
        plan = plan._replace(left=_errors(session, choice.app, tree))
    if format_ == "json":
        console.out(_as_json(plan, session))
        code = _quietly(path, mode, plan, session)
    else:
        code = carry_out(path, mode, plan.stale, session.words)
        _say(plan, session)
        if mode == "check" and plan.left:
            code = EXIT_FINDINGS
    return EXIT_BUG if session.faults() else code


def _quietly(path: str, mode: str, plan: Plan, session: Session) -> int:
    """Write or test without a word besides the JSON."""
    if mode == "write":
        from hapline.proposals import write_all

        write_all(path, [change for change, _ in plan.stale], session.words, quiet=True)
    return EXIT_FINDINGS if mode == "check" and not plan.is_done else EXIT_FINE


def _refuse_module(path: str) -> None:
    """Refuse a folder that is a module: much of what is to be written belongs into the build above it.

    Raises:
        hapline.errors.UsageError: It is one.
    """
    from hapline_plugins.hotpatch.configuring.surroundings import build_above

    root = build_above(path)
    if root:
        import shlex

        folder, module = os.path.relpath(root), os.path.relpath(path, root).replace(os.sep, "/")
        line = shlex.join(["hapline", "hotpatch", "init", folder, "--module", module])
        raise UsageError(
            Phrase("this folder is a module of the build in {folder}", folder=folder),
            where=path,
            todo=Phrase("run {line}", line=line),
        )


def _errors(session: Session, app: AppModule, tree: Tree) -> list[Phrase]:
    """What rules have against an app for which nothing is known that is to be written or done."""
    found = [one for one in session.judge([app], tree).findings if one.severity == "error"]
    codes = sorted({one.rule.code for one in found})
    return [Phrase("mend what hapline check says: {codes}", codes=codes)] if codes else []


def _say(plan: Plan, session: Session) -> None:
    """Say what is left to people, behind the result."""
    words = session.words
    if plan.choice.is_component_based:
        console.err(
            console.printable(
                words("{module} needs no change for DexPatch: it is component-based", module=plan.choice.app.path)
            )
        )
    elif not plan.stale:
        module, method = plan.choice.app.path, METHOD_NAMES[plan.choice.method]
        if plan.left:
            line = words("{module} is set up for {method} but for what is left to you", module=module, method=method)
        elif plan.unknown:
            line = words("{module} is set up for {method}, as far as is known here", module=module, method=method)
        else:
            line = words("{module} is set up for {method}", module=module, method=method)
        console.err(console.printable(line))
    _list(words("left to you:"), plan.left, session)
    _list(words("to be looked at, since no file here says it:"), plan.unknown, session)


def _list(title: str, those: Sequence[Phrase], session: Session) -> None:
    if those:
        console.err(title)
    for one in those:
        console.err(console.printable(f"- {session.words.translate(one)}"))


def _as_json(plan: Plan, session: Session) -> str:
    content = {
        "module": plan.choice.app.path,
        "method": plan.choice.method,
        "stale": [change.path for change, _ in plan.stale],
        "left": [session.words.translate(one) for one in plan.left],
        "unknown": [session.words.translate(one) for one in plan.unknown],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
