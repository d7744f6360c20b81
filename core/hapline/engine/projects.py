"""Finds the projects of a tree and judges them, with what earlier runs found where it still counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hapline.config.settings import Settings
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import NothingToDoError
from hapline.plugins import Host
from hapline.progress import Progress
from hapline.trees import DigestingTree, RecordingTree
from hapline.words import Words
from hapline_hooks import Project, Subject, Workspace

if TYPE_CHECKING:
    from hapline.engine.results import Results


def judge(host: Host, settings: Settings, tree: RecordingTree, words: Words | None = None) -> Report:
    """Judge the projects of a tree anew.

    Args:
        host: Where rules come from. settings: Which of them run. tree: What is read.
        words: The language in which a terminal is told how far it is; None where nobody waits.

    Raises:
        hapline.errors.NothingToDoError: There is no project.
    """
    projects = host.projects(tree, settings)
    return _judged(host, settings, projects, tree, None, words)


def judge_again(
    host: Host, settings: Settings, tree: DigestingTree, words: Words | None = None, *, kind: str, root: str
) -> Report:
    """Judge the projects of a tree, using what was kept of it.

    Args:
        host: As for ``judge``, as are the next ones. settings: See there. tree: See there. words: See there.
        kind: Tells apart what is kept of several trees of one folder: ``working``, ``index``, ``revision``.
        root: The folder.

    Raises:
        hapline.errors.NothingToDoError: There is no project.
    """
    from hapline.engine.results import Results
    from hapline.trees.record import Record, blob_name

    tree.record = Record(blob_name)
    projects = host.projects(tree, settings)
    results = Results(tree, projects, host, settings, kind=kind, root=root)
    return _judged(host, settings, projects, tree, results, words)


def _judged(
    host: Host,
    settings: Settings,
    projects: list[Project],
    tree: RecordingTree,
    results: Results | None,
    words: Words | None,
) -> Report:
    progress = Progress(words, len(projects)) if words else None
    try:
        return _found(run(host, settings, _together(projects), tree, results, progress), tree)
    finally:
        if progress:
            progress.end()


def _together(projects: Sequence[Project]) -> list[Subject]:
    return [Workspace(projects), *projects] if projects else []


def _found(report: Report, tree: RecordingTree) -> Report:
    """Refuse a report on nothing: a plugin that only packages has projects too, and no rules for them."""
    if not (report.applies or report.faults):
        raise NothingToDoError(
            "no project found here",
            where=tree.name,
            todo="run it in the folder of a project (build-profile.json5, settings.gradle or offline-package.json5), "
            "or name that folder",
        )
    return report
