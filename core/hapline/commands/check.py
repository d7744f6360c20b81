"""``hapline check``: judges the source of projects."""

from __future__ import annotations

import os

from hapline.arguments import Command, Parameter
from hapline.config.settings import Settings
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import MissingError, NothingToDoError
from hapline.plugins import Host
from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import RecordingTree, WorkingTree
from hapline_hooks import Workspace

PATH = Parameter(to="path", type="path", default=".")


def check(path: str, **options: object) -> int:
    """Check a project folder."""
    if not os.path.isdir(path):
        raise MissingError("there is no such folder", where=path, todo="`hapline verify` takes built packages")
    session = Session(path, options)
    return session.show(judge(session.host, session.settings, WorkingTree(path)))


def judge(host: Host, settings: Settings, tree: RecordingTree) -> Report:
    """Find the projects of a tree and judge them.

    Raises:
        hapline.errors.NothingToDoError: There is no project.
    """
    projects = host.projects(tree, settings)
    if not projects and not host.faults:
        raise NothingToDoError(
            "no project found here",
            where=tree.name,
            todo="run it in the folder that holds build-profile.json5 and AppScope, or name that folder",
        )
    return run(host, settings, [Workspace(projects), *projects], tree)


COMMAND = Command(
    name="check",
    help="Check the source of a project: everything that can be known before the build.",
    parameters=(PATH, *CHECK_OPTIONS),
    run=check,
)
