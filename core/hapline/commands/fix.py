"""``hapline fix``: applies the fixes of findings."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from hapline.commands.check import judge
from hapline.commands.session import Session, check_options
from hapline.engine.fixing import Applied, fix_all
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, MissingError, PartlyDoneError
from hapline.files import write
from hapline.trees import OverlayTree, WorkingTree
from hapline_hooks import Phrase


@click.command(name="fix", help="Fix what can be fixed by a minimal edit, and report the rest.")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--unsafe", is_flag=True, help="Also apply fixes that may not keep what was meant.")
@click.option("--diff", is_flag=True, help="Show the edits and write nothing; exit 1 if there are any.")
@check_options
def command(path: Path, unsafe: bool, diff: bool, **options: object) -> int:  # noqa: FBT001 click passes by name
    """Fix a project folder."""
    if not path.is_dir():
        raise MissingError("there is no such folder", where=str(path))
    session = Session(path, options)
    tree = OverlayTree(WorkingTree(path))
    report, applied = fix_all(tree, lambda: judge(session.host, session.settings, tree), unsafe=unsafe)
    if diff:
        click.echo("".join(_diff(tree)), nl=False)
        return EXIT_BUG if session.faults() else EXIT_FINDINGS if tree.changed else 0
    _write(path, tree)
    _say(applied, session)
    return session.show(report)


def _write(root: Path, tree: OverlayTree) -> None:
    written: list[str] = []
    for path, content in tree.changed.items():
        try:
            write(root / path, content)
        except OSError as error:
            what = Phrase(
                "cannot be written: {reason}; already written: {files}",
                reason=error.strerror,
                files=", ".join(written) or "-",
            )
            raise PartlyDoneError(what, where=path) from None
        written.append(path)


def _say(applied: list[Applied], session: Session) -> None:
    words = session.words
    for one in applied:
        title = words.message(one.judged.rule, one.fix.title, one.judged.finding.args)
        click.echo(
            words("fixed {code} in {path}: {title}", code=one.judged.rule.code, path=one.fix.path, title=title),
            err=True,
        )


def _diff(tree: OverlayTree) -> list[str]:
    lines: list[str] = []
    for path, content in tree.changed.items():
        before = tree.base.read(path).decode("utf-8", "replace").splitlines(keepends=True)
        after = content.decode("utf-8", "replace").splitlines(keepends=True)
        diff = difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")
        lines += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in diff]
    return lines
