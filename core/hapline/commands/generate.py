"""``hapline generate``: computes files of a project and shows, tests or writes them."""

from __future__ import annotations

import difflib
import os

from hapline import console
from hapline.arguments import Command, Parameter
from hapline.commands.check import PATH
from hapline.errors import (
    EXIT_BUG,
    EXIT_FINDINGS,
    EXIT_FINE,
    MissingError,
    NothingToDoError,
    PartlyDoneError,
    UsageError,
)
from hapline.files import stays_inside, write
from hapline.plugins import Fault
from hapline.session import SETTINGS_OPTIONS, Session
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Change, Phrase, Unreadable


def generate(path: str, mode: str, only: tuple[str, ...], **options: object) -> int:
    """Generate files of a project folder."""
    if not os.path.isdir(path):
        raise MissingError("there is no such folder", where=path)
    session = Session(path, options)
    tree = WorkingTree(path)
    stale: list[tuple[Change, bytes | None]] = []
    for change in _changes(session, tree, only):
        _inside(change)
        try:
            before: bytes | None = tree.read(change.path)
        except Unreadable as error:
            if not error.absent:
                raise MissingError(error.reason, where=change.path) from None
            before = None
        if before != change.content.encode():
            stale.append((change, before))
    if session.faults():
        return EXIT_BUG
    if mode == "write":
        _write(path, stale, session.words)
        return EXIT_FINE
    for change, before in stale:
        if mode == "check":
            console.out(session.words("stale: {path} ({generator})", path=change.path, generator=change.generator))
        else:
            console.out(_diff(change, before), end="")
    return EXIT_FINDINGS if stale and mode == "check" else EXIT_FINE


def _changes(session: Session, tree: WorkingTree, only: tuple[str, ...]) -> list[Change]:
    generators = session.host.generators()
    names = {generator.name for generator in generators}
    unknown = [name for name in only if name not in names]
    if unknown:
        raise UsageError(
            Phrase("there is no generator {name}", name=unknown[0]),
            todo=Phrase("known are {names}", names=", ".join(sorted(names))),
        )
    if not generators:
        raise NothingToDoError("no plugin contributes a generator", todo="see `hapline plugins`")
    changes: dict[str, Change] = {}
    for project in session.host.projects(tree, session.settings):
        for generator in generators:
            if only and generator.name not in only:
                continue
            try:
                proposed = list(generator.changes(project))
            except Exception as error:  # noqa: BLE001 a broken generator must not stop the others
                session.host.faults.append(Fault(plugin=generator.name, what="generating", error=error))
                continue
            for change in proposed:
                other = changes.get(change.path)
                if other is not None and other.content != change.content:
                    raise UsageError(
                        Phrase("generators {one} and {other} disagree", one=other.generator, other=generator.name),
                        where=change.path,
                    )
                changes[change.path] = Change(path=change.path, content=change.content, generator=generator.name)
    return list(changes.values())


def _inside(change: Change) -> None:
    if not stays_inside(change.path):
        raise UsageError(
            Phrase("generator {name} wants to write outside the project", name=change.generator), where=change.path
        )


def _write(root: str, stale: list[tuple[Change, bytes | None]], words: Words) -> None:
    written: list[str] = []
    for change, _ in stale:
        target = os.path.join(root, change.path)
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write(target, change.content.encode())
        except OSError as error:
            raise PartlyDoneError(
                Phrase(
                    "cannot be written: {reason}; already written: {files}",
                    reason=error.strerror,
                    files=", ".join(written) or "-",
                ),
                where=change.path,
            ) from None
        written.append(change.path)
        console.out(words("wrote {path} ({generator})", path=change.path, generator=change.generator))


def _diff(change: Change, before: bytes | None) -> str:
    old = [] if before is None else before.decode("utf-8", "replace").splitlines(keepends=True)
    new = change.content.splitlines(keepends=True)
    name = "/dev/null" if before is None else f"a/{change.path}"
    return "".join(difflib.unified_diff(old, new, name, f"b/{change.path}"))


COMMAND = Command(
    name="generate",
    help="Compute files of the project: show them as a diff, test them, or write them.",
    parameters=(
        PATH,
        Parameter(
            to="mode",
            names=("--check",),
            type="flag",
            value="check",
            help="Exit 1 if a file is stale; write nothing.",
        ),
        Parameter(to="mode", names=("--write",), type="flag", value="write", help="Write what is stale."),
        Parameter(
            to="mode",
            names=("--diff",),
            type="flag",
            value="diff",
            default="diff",
            help="Show what would change (the default).",
        ),
        Parameter(
            to="only",
            names=("--only",),
            many=True,
            metavar="GENERATOR",
            completes="generator",
            help="Run only these generators.",
        ),
        *SETTINGS_OPTIONS,
    ),
    run=generate,
)
