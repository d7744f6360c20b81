"""``hapline fix``: applies the fixes of findings."""

from __future__ import annotations

import os

from hapline import console
from hapline.arguments import Command, Parameter, flag
from hapline.commands.check import scope
from hapline.engine.fixing import Applied, Left, fix_all
from hapline.engine.projects import judge
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, NothingToDoError, PartlyDoneError
from hapline.files import write
from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import OverlayTree
from hapline_hooks import Phrase


def fix(paths: tuple[str, ...], *, unsafe: bool, diff: bool, **options: object) -> int:
    """Fix a project folder, or files of the project in the current one."""
    root, files = scope(paths)
    session = Session(root, options, CHECK_OPTIONS)
    tree = OverlayTree(session.tree(root))
    try:
        fixed = fix_all(
            session.host, tree, lambda: judge(session.host, session.settings, tree), unsafe=unsafe, files=files
        )
    except NothingToDoError as error:
        if files is None:
            raise
        # A commit hook asks about files that may be of no project at all.
        console.err(session.words.translate(error.what))
        return EXIT_FINE
    if files is not None:
        fixed.report.limit(lambda finding: finding.location.path in files)
    if diff:
        from hapline.diffs import unified

        console.out("".join(unified(path, tree.base.read(path), new) for path, new in tree.changed.items()), end="")
        _say_left(fixed.left, session)
        return EXIT_FINDINGS if tree.changed else EXIT_FINE
    _write(root, tree)
    _say_applied(fixed.applied, session)
    _say_left(fixed.left, session)
    return session.show(fixed.report)


def _write(root: str, tree: OverlayTree) -> None:
    written: list[str] = []
    for path, content in tree.changed.items():
        try:
            write(os.path.join(root, path), content)
        except OSError as error:
            what = Phrase(
                "cannot be written: {reason}; already written: {files}",
                reason=error.strerror,
                files=", ".join(written) or "-",
            )
            raise PartlyDoneError(what, where=path) from None
        written.append(path)


def _say_applied(applied: list[Applied], session: Session) -> None:
    for one in applied:
        title = session.words.message(one.judged.rule, one.fix.title, one.judged.finding.args)
        line = session.words(
            "fixed {code} in {path}: {title}", code=one.judged.rule.code, path=one.fix.path, title=title
        )
        console.err(console.printable(line))


def _say_left(left: list[Left], session: Session) -> None:
    for one in left:
        title = session.words.message(one.judged.rule, one.fix.title, one.judged.finding.args)
        line = session.words(
            "not fixed: {code} in {path}: {title}: {reason}",
            code=one.judged.rule.code,
            path=one.fix.path,
            title=title,
            reason=Phrase(one.reason),
        )
        console.err(console.printable(line))


COMMAND = Command(
    name="fix",
    help="Fix what can be fixed by a minimal edit, and report the rest.",
    parameters=(
        Parameter(to="paths", type="path", many=True),
        flag("--unsafe", help="Also apply fixes that may not keep what was meant."),
        flag("--diff", help="Show the edits and write nothing; exit 1 if there are any."),
        *CHECK_OPTIONS,
    ),
    run=fix,
)
