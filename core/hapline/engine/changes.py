"""Limits a report to what a change brings: findings in changed files, and new ones anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Collection

from hapline.engine.report import Report
from hapline_hooks import Finding


def limit_to_changes(report: Report, paths: Collection[str], earlier: Callable[[], Report | None]) -> None:
    """Take out what was there before and stands in files that are as they were.

    A change to one file can make another one wrong: a module that is renamed breaks the preloads that name it. So a
    finding in an unchanged file counts where the state before the change did not have it.

    Args:
        report: What is said of the state now. paths: The files that were changed.
        earlier: What is said of the state before; only called where a finding stands outside the changed files.
    """
    outside = [one for one in report.findings if not _touches(one.finding, paths)]
    if not outside:
        return
    before = earlier()
    old: dict[str, int] = {}
    for one in (*before.findings, *(one.judged for one in before.suppressed)) if before else ():
        old[one.finding.fingerprint] = old.get(one.finding.fingerprint, 0) + 1
    gone: set[int] = set()
    for one in outside:
        left = old.get(one.finding.fingerprint, 0)
        if left:
            old[one.finding.fingerprint] = left - 1
            gone.add(id(one.finding))
    report.limit(lambda finding: id(finding) not in gone)


def limit_to_part(report: Report, files: Collection[str], paths: Collection[str]) -> None:
    """Take out what another run will say that is given other files of the same change.

    pre-commit hands changed files out to several runs. Each says what stands in its own files; what the change breaks
    anywhere else is said by one of them: by that which has the first file that was read.

    Args:
        report: What is said of the whole change. files: Those of this run. paths: All files that were changed.
    """
    handed_out = report.read.intersection(paths)
    others = handed_out.difference(files)
    is_first = min(handed_out, default="") not in others
    report.limit(lambda one: one.location.path in files or (is_first and one.location.path not in others))


def _touches(finding: Finding, paths: Collection[str]) -> bool:
    places = (finding.location, *(one.location for one in finding.related))
    return any(place.path in paths for place in places)
