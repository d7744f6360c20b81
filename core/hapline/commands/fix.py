"""``hapline fix``: applies the fixes of findings."""

from __future__ import annotations

from hapline import console
from hapline.arguments import Command, Parameter, flag
from hapline.commands.check import scope
from hapline.engine.mending import mend
from hapline.engine.projects import judge
from hapline.errors import EXIT_FINE, NothingToDoError
from hapline.session import CHECK_OPTIONS, Session


def fix(paths: tuple[str, ...], *, unsafe: bool, diff: bool, **options: object) -> int:
    """Fix a project folder, or files of the project in the current one."""
    root, files = scope(paths)
    session = Session(root, options, CHECK_OPTIONS)
    try:
        return mend(
            session,
            root,
            lambda tree: judge(session.host, session.settings, tree),
            unsafe=unsafe,
            diff=diff,
            files=files,
        )
    except NothingToDoError as error:
        if files is None:
            raise
        # A commit hook asks about files that may be of no project at all.
        console.err(session.words.translate(error.what))
        return EXIT_FINE


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
