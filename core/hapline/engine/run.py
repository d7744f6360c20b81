"""Runs rules over subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline.config.settings import Settings
from hapline.engine.placing import Places
from hapline.engine.report import Judged, Report
from hapline.engine.selection import Selection, present
from hapline.engine.suppression import suppress
from hapline.plugins import Fault, Host
from hapline_hooks import SEVERITIES, Artifact, Finding, Subject, replace

if TYPE_CHECKING:
    from hapline.trees import RecordingTree


def run(host: Host, settings: Settings, subjects: Iterable[Subject], tree: RecordingTree | None = None) -> Report:
    """Judge subjects by all rules that apply to them.

    Args:
        host: Where rules come from. settings: Which of them run. subjects: What is judged, with their parts.
        tree: What the project is read from; its record says where to look for comments that suppress.
    """
    report = Report(faults=host.faults, subjects=list(_with_parts(subjects, host)))
    selection = Selection(settings)
    families = host.families()
    if selection.select or selection.ignore or selection.severities:
        selection.check_words(host.rules(families))
    report.rules = [rule for rule in host.rules(present(families, report.subjects)) if selection.wants(rule)]
    found: dict[tuple[object, ...], Judged] = {}
    for rule in report.rules:
        judge = rule()
        for subject in report.subjects:
            if not isinstance(subject, rule.subject):
                continue
            try:
                for finding in judge.check(subject):
                    severity = selection.severity(rule, finding)
                    if severity is not None:
                        _merge(found, Judged(finding=finding, rule=rule, severity=severity, subject=subject))
            except Exception as error:  # noqa: BLE001 a broken rule must not hide what the others find
                host.faults.append(Fault(plugin=rule.__module__, what=f"rule {rule.code}", error=error))
    places = Places(tree)
    placed = [replace(one, finding=places.placed(one.finding, one.subject)) for one in found.values()]
    marked = tree.record.marked if tree else ()
    built = None if tree else [one.path for one in report.subjects if isinstance(one, Artifact)]
    kept, report.suppressed = suppress(placed, settings, places, marked, lambda: report.rules, built)
    report.findings = sorted(kept, key=_order)
    return report


def _with_parts(subjects: Iterable[Subject], host: Host) -> Iterator[Subject]:
    for subject in subjects:
        yield subject
        try:
            parts = list(subject.parts())
        except Exception as error:  # noqa: BLE001 see above
            host.faults.append(Fault(plugin=type(subject).__module__, what=f"opening {subject.kind}", error=error))
            continue
        yield from _with_parts(parts, host)


def _merge(found: dict[tuple[object, ...], Judged], one: Judged) -> None:
    # The same statement about the same place, made once for each product of a project, is one finding.
    finding = one.finding
    place = finding.location
    key = (
        finding.rule,
        finding.message,
        place.file,
        place.keys,
        place.on,
        place.span,
        repr(sorted(finding.args.items())),
    )
    known = found.get(key)
    if known is None:
        found[key] = one
    elif finding.products:
        products = dict.fromkeys((*known.finding.products, *finding.products))
        found[key] = replace(known, finding=replace(known.finding, products=tuple(products)))


def _order(one: Judged) -> tuple[object, ...]:
    place = one.finding.location
    span = place.span
    where = (span.start_line, span.start_column) if span else (0, 0)
    return (place.file, where, -SEVERITIES.index(one.severity), one.finding.rule, place.symbol, _stable(one.finding))


def _stable(finding: Finding) -> str:
    return repr(sorted(finding.args.items()))
