"""``hapline generate``: computes files of a project and shows, tests or writes them."""

from __future__ import annotations

from hapline.arguments import Command, flag, option
from hapline.commands.check import PATH
from hapline.engine.generating import changes
from hapline.errors import NothingToDoError
from hapline.proposals import Stale, carry_out
from hapline.session import SETTINGS_OPTIONS, Session
from hapline_hooks import Change, Phrase, Tree, Unreadable


def generate(path: str, mode: str, only: tuple[str, ...], **options: object) -> int:
    """Generate files of a project folder."""
    session = Session(path, options)
    tree = session.tree(path)
    proposed = changes(session.host, session.settings, tree, only)
    if not proposed and not session.projects(tree):
        raise NothingToDoError("no project found here", where=tree.name, todo="name the folder of a project")
    return carry_out(path, mode, _stale(session, tree, proposed), session.words)


def _stale(session: Session, tree: Tree, proposed: list[Change]) -> list[Stale]:
    """The files that are not as they should be, each with its content before."""
    known = session.host.named_generators()
    stale: list[Stale] = []
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
