"""``hapline init``: looks at a project and writes what makes hapline a part of it, overwriting nothing."""

from __future__ import annotations

import os
import shlex
import textwrap
from collections.abc import Iterable, Sequence

from hapline import console
from hapline.arguments import Command, flag
from hapline.commands.check import PATH
from hapline.errors import EXIT_BUG, EXIT_FINE, MissingError, NothingToDoError
from hapline.files import shown, write
from hapline.session import LANG, Session
from hapline.setup.checkout import Absence, Checkout, look
from hapline.setup.hooks import PRE_COMMIT
from hapline.setup.plan import Step, plan
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Project


def init(path: str, *, git_hook: bool, diff: bool, **options: object) -> int:
    """Set hapline up in a project folder."""
    if not os.path.isdir(path):
        raise MissingError("there is no such folder", where=path)
    session = Session(path, options, forgiving=True)
    projects = session.host.projects(WorkingTree(path), session.settings)
    if not projects and not session.host.faults:
        raise NothingToDoError(
            "no project found here",
            where=path,
            todo="run it in the folder of a project (build-profile.json5, settings.gradle or offline-package.json5), "
            "or name that folder",
        )
    repository = look(path)
    known = repository if isinstance(repository, Checkout) else None
    steps = plan(path, known, session.host, session.settings, session.words, git_hook=git_hook)
    if session.faults():
        return EXIT_BUG  # what a broken plugin would have added is missing
    _say_what_is_there(projects, repository, session.words)
    for step in steps:
        if step.kind == "exists":
            console.out(session.words("exists: {path}", path=shown(step.path)))
    if diff:
        console.out("".join(_diff(steps)), end="")
    else:
        _write(steps, session.words)
    _say_what_is_left(steps, session.words, known)
    if session.problem:
        what = session.words.translate(session.problem.what)
        console.err(session.words("{file} is broken: {what}", file=session.problem.where, what=what))
    return EXIT_FINE


def _say_what_is_there(projects: Iterable[Project], repository: Checkout | Absence, words: Words) -> None:
    for project in projects:
        console.out(words("project: {folder} ({kind})", folder=project.root or ".", kind=project.kind))
    if isinstance(repository, Checkout):
        folders = {"root": shown(repository.root), "hooks": shown(repository.hooks)}
        console.out(words("git: repository {root}, hooks in {hooks}", **folders))
    elif repository.reason:
        console.out(words("git: {reason}", reason=words.translate(repository.reason)))
    else:
        console.out(words("git: no repository, so no hook"))


def _write(steps: Sequence[Step], words: Words) -> None:
    written: list[str] = []
    for step in steps:
        if step.kind != "write":
            continue
        name = shown(step.path)
        try:
            os.makedirs(os.path.dirname(step.path), exist_ok=True)
            write(step.path, step.text.encode())
            if step.executable:
                os.chmod(step.path, os.stat(step.path).st_mode | 0o111)  # noqa: S103 git runs no other hooks
        except OSError as error:
            from hapline.proposals import not_written

            raise not_written(name, error, written) from None
        written.append(name)
        console.out(words("wrote {path}", path=name))


def _diff(steps: Iterable[Step]) -> Iterable[str]:
    import difflib

    for step in steps:
        if step.kind == "write":
            lines = step.text.splitlines(keepends=True)
            yield from difflib.unified_diff([], lines, "/dev/null", f"b/{shown(step.path)}")


def _say_what_is_left(steps: Iterable[Step], words: Words, repository: Checkout | None) -> None:
    for step in steps:
        if step.kind == "add":
            console.out("\n" + words("add to {path}:", path=shown(step.path)) + "\n")
            console.out(textwrap.indent(step.text, "  "), end="")
    left = [("hapline check", words("what there is to mend today"))]
    if any(step.path.endswith(PRE_COMMIT) and step.kind != "exists" for step in steps):
        left.insert(0, ("pre-commit install", words("puts the hooks in force")))
    files = [shown(step.path) for step in steps if step.kind == "write" and not step.executable]
    if repository and files:
        left.append((f"git add {shlex.join(files)}", words("so that everybody has them")))
    console.out("\n" + words("next:"))
    widest = max(len(command) for command, _ in left)
    for command, what in left:
        console.out(f"  {command:<{widest}}  # {what}")


COMMAND = Command(
    name="init",
    help="Set hapline up in a project: a configuration to fill in, its schema for editors, and a hook for commits.",
    parameters=(
        PATH,
        flag("--git-hook", help="Write a hook of git's own in place of the configuration for pre-commit."),
        flag("--diff", help="Show what would be written, and write nothing."),
        LANG,
    ),
    run=init,
)
