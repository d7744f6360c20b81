"""Mends files by the fixes of findings, shows what that would change, and says what was and was not done."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from hapline import console
from hapline.engine.fixing import Applied, Left, fix_all
from hapline.engine.report import Report
from hapline.errors import EXIT_FINDINGS, EXIT_FINE
from hapline.files import write
from hapline.trees import OverlayTree
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.session import Session


def mend(
    session: Session,
    root: str,
    check: Callable[[OverlayTree], Report],
    *,
    unsafe: bool = False,
    diff: bool = False,
    files: Collection[str] | None = None,
) -> int:
    """Apply the fixes of findings until none is left, write the files, report the rest, and return the exit code.

    Args:
        session: The run. root: The folder. check: Judges the files as they are in the tree that it is given.
        unsafe: Whether fixes that may not keep what the author meant are applied too.
        diff: Whether to show the edits and write nothing. files: The only files that may be changed; None for any.

    Raises:
        hapline.errors.PartlyDoneError: A file cannot be written.
    """
    tree = OverlayTree(session.tree(root))
    fixed = fix_all(session.host, tree, lambda: check(tree), unsafe=unsafe, files=files)
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
            from hapline.proposals import not_written

            raise not_written(os.path.normpath(os.path.join(root, path)), error, written) from None
        written.append(os.path.normpath(os.path.join(root, path)))


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
