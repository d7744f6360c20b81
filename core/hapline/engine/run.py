"""Runs rules over subjects: each with its parts by itself, taken from an earlier run where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline.config.settings import Settings
from hapline.engine.judge import Judge, merge
from hapline.engine.placing import Places
from hapline.engine.report import Judged, Report
from hapline.engine.selection import Selection
from hapline.engine.suppression import suppress
from hapline.plugins import Host
from hapline_hooks import SEVERITIES, Artifact, Phrase, Subject

if TYPE_CHECKING:
    from hapline.engine.results import Results
    from hapline.progress import Progress
    from hapline.trees import RecordingTree


def run(
    host: Host,
    settings: Settings,
    subjects: Iterable[Subject],
    tree: RecordingTree | None = None,
    results: Results | None = None,
    progress: Progress | None = None,
) -> Report:
    """Judge subjects by all rules that apply to them.

    Args:
        host: Where rules come from. settings: Which of them run. subjects: What is judged, with their parts.
        tree: What the project is read from; its record says where to look for comments that suppress.
        results: What earlier runs found, to be used and added to. progress: Is told of each project.
    """

    def failed(subject: Subject, error: Exception) -> None:
        host.failed(host.owner(type(subject)), Phrase("source of {kind}", kind=subject.kind), error)

    places = Places(tree, failed)
    judge = Judge(host, Selection(settings), places, progress)
    found: dict[tuple[object, ...], Judged] = {}
    marked: set[str] = set()
    subjects = list(subjects)
    if results:
        results.prepare(subjects, judge)
    for subject in subjects:
        for one in results.judged(subject, judge) if results else judge.judged(subject):
            merge(found, one)
    if results:
        marked |= results.marked
        results.save()
    if tree:
        marked |= tree.record.marked
    report = Report(faults=host.faults, subjects=judge.subjects, rules=judge.rules)
    report.applies = judge.applies()
    report.read |= (tree.record.reads.keys() if tree else set()) | (results.read if results else set())
    built = None if tree else [one.path for one in judge.subjects if isinstance(one, Artifact)]
    kept, report.suppressed = suppress(
        list(found.values()), settings, places, marked, judge.rules, built, lambda: host.rules(host.families())
    )
    report.findings = sorted(kept, key=_order)
    return report


def _order(one: Judged) -> tuple[object, ...]:
    place = one.finding.location
    span = place.span
    where = (span.start_line, span.start_column) if span else (0, 0)
    arguments = repr(sorted(one.finding.args.items()))
    return (place.file, where, -SEVERITIES.index(one.severity), one.finding.rule, place.symbol, arguments)
