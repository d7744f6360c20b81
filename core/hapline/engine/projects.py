"""Finds the projects of a tree and judges them, with what earlier runs found where it still counts."""

from __future__ import annotations

from hapline.config.settings import Settings
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import NothingToDoError
from hapline.plugins import Host
from hapline.trees import DigestingTree, RecordingTree
from hapline_hooks import Workspace


def judge(host: Host, settings: Settings, tree: RecordingTree) -> Report:
    """Judge the projects of a tree anew.

    Raises:
        hapline.errors.NothingToDoError: There is no project.
    """
    projects = host.projects(tree, settings)
    _require(bool(projects or host.faults), tree)
    return run(host, settings, [Workspace(projects), *projects], tree)


def judge_again(host: Host, settings: Settings, tree: DigestingTree, *, kind: str, root: str) -> Report:
    """Judge the projects of a tree, using what was kept of it.

    Args:
        host: Where rules come from. settings: Which of them run. tree: What is read.
        kind: Tells apart what is kept of several trees of one folder: ``working``, ``index``, ``revision``.
        root: The folder.

    Raises:
        hapline.errors.NothingToDoError: There is no project.
    """
    from hapline.engine.results import Results
    from hapline.trees.record import Record, blob_name

    tree.record = Record(blob_name)
    projects = host.projects(tree, settings)
    _require(bool(projects or host.faults), tree)
    results = Results(tree, projects, host, settings, kind=kind, root=root)
    return run(host, settings, [Workspace(projects), *projects], tree, results)


def _require(found: bool, tree: RecordingTree) -> None:  # noqa: FBT001 what is required, in a word
    if not found:
        raise NothingToDoError(
            "no project found here",
            where=tree.name,
            todo="run it in the folder that holds build-profile.json5 and AppScope, or name that folder",
        )
