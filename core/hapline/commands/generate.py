"""``hapline generate``: computes files of a project and shows, tests or writes them."""

from __future__ import annotations

import os

from hapline import console
from hapline.arguments import Command, flag, option
from hapline.commands.check import PATH
from hapline.diffs import unified
from hapline.engine.generating import changes
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, NothingToDoError, PartlyDoneError
from hapline.files import write
from hapline.session import SETTINGS_OPTIONS, Session
from hapline.words import Words
from hapline_hooks import Change, Phrase, Tree, Unreadable


def generate(path: str, mode: str, only: tuple[str, ...], **options: object) -> int:
    """Generate files of a project folder."""
    session = Session(path, options)
    tree = session.tree(path)
    proposed = changes(session.host, session.settings, tree, only)
    if not proposed and not session.projects(tree):
        raise NothingToDoError("no project found here", where=tree.name, todo="name the folder of a project")
    stale = _stale(session, tree, proposed)
    if mode == "write":
        _write(path, [change for change, _ in stale], session.words)
        return EXIT_FINE
    for change, before in stale:
        if mode == "check":
            line = session.words("stale: {path} ({generator})", path=change.path, generator=change.generator)
            console.out(console.printable(line))
        else:
            console.out(unified(change.path, before, change.data), end="")
    return EXIT_FINDINGS if stale and mode == "check" else EXIT_FINE


def _stale(session: Session, tree: Tree, proposed: list[Change]) -> list[tuple[Change, bytes | None]]:
    """The files that are not as they should be, each with its content before."""
    known = session.host.named_generators()
    stale: list[tuple[Change, bytes | None]] = []
    for change in proposed:
        try:
            before: bytes | None = tree.read(change.path)
        except Unreadable as error:
            if not error.absent:
                session.host.failed(
                    known[change.generator][0], Phrase("generator {name}", name=change.generator), error
                )
                continue
            before = None
        if before != change.data:
            stale.append((change, before))
    return stale


def _write(root: str, stale: list[Change], words: Words) -> None:
    for number, change in enumerate(stale):
        target = os.path.join(root, change.path)
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write(target, change.data)
        except OSError as error:
            raise PartlyDoneError(
                Phrase(
                    "cannot be written: {reason}; already written: {files}",
                    reason=error.strerror,
                    files=", ".join(done.path for done in stale[:number]) or "-",
                ),
                where=change.path,
            ) from None
        line = words("wrote {path} ({generator})", path=change.path, generator=change.generator)
        console.out(console.printable(line))


COMMAND = Command(
    name="generate",
    help="Compute files of the project: show them as a diff, test them, or write them.",
    parameters=(
        PATH,
        flag("--check", to="mode", value="check", help="Exit 1 if a file is stale; write nothing."),
        flag("--write", to="mode", value="write", help="Write what is stale."),
        flag("--diff", to="mode", value="diff", default="diff", help="Show what would change (the default)."),
        option("--only", many=True, metavar="GENERATOR", completes="generator", help="Run only these generators."),
        *SETTINGS_OPTIONS,
    ),
    run=generate,
)
