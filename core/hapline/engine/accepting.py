"""What findings and a baseline have to do with each other: which are accepted, what is left over, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.dates import today
from hapline.engine.baseline import Baseline, Entry, Scope
from hapline.engine.complaints import Complaints
from hapline.engine.own import BaselineStale, SuppressionExpired
from hapline.engine.report import Judged, Suppressed
from hapline.engine.selection import AnyRule
from hapline_hooks import noun, replace

if TYPE_CHECKING:
    from hapline.words import Words

Rules = Callable[[], Sequence[AnyRule]]


def accept(
    findings: Sequence[Judged], baseline: Baseline, scope: Scope, complaints: Complaints, rules: Rules
) -> tuple[list[Judged], list[Suppressed]]:
    """Split findings into those that count and those that the baseline accepts.

    Of several with one fingerprint the first in the file are accepted, as many as the entry says. The first list
    also holds what there is to say about entries.
    """
    day = today()
    left = {one.fingerprint: one.count for one in baseline.entries.values() if not one.has_expired(day)}
    prints = {id(one): scope.fingerprint(one.finding) for one in findings}
    reasons: dict[int, str] = {}
    for one in sorted(findings, key=_place):
        fingerprint = prints[id(one)]
        if left.get(fingerprint, 0) > 0:
            left[fingerprint] -= 1
            reasons[id(one)] = baseline.entries[fingerprint].reason
    kept = [one for one in findings if id(one) not in reasons]
    accepted = [
        Suppressed(judged=one, reason=reasons[id(one)], kind="baseline") for one in findings if id(one) in reasons
    ]
    present = Counter(prints.values())
    for entry in baseline.entries.values():
        if entry.has_expired(day) and present[entry.fingerprint]:
            args = {"word": entry.rule, "path": entry.path, "date": entry.expires}
            complaints.add(SuppressionExpired, "entry", baseline.place(entry), **args)
    for entry, found in stale(baseline, present, scope, rules):
        args = {"word": entry.rule, "path": entry.path}
        if found:
            complaints.add(BaselineStale, "fewer", baseline.place(entry), **args, count=entry.count, found=found)
        else:
            complaints.add(BaselineStale, "found", baseline.place(entry), **args)
    return kept + complaints.found, accepted


def stale(baseline: Baseline, present: Counter[str], scope: Scope, rules: Rules) -> Iterator[tuple[Entry, int]]:
    """The entries that accept more than there is, each with how many findings are left of it.

    Args:
        baseline: Has the entries. present: How many findings there are by fingerprint.
        scope: What the run looked at: of entries elsewhere nothing is known. rules: Those that ran.
    """
    for entry in baseline.entries.values():
        found = present[entry.fingerprint]
        if found < entry.count and scope.sees(entry, rules):
            yield entry, found


@noun
class Acceptance:
    """With what findings are accepted: the reason, and the last day, empty for no end."""

    reason: str
    expires: str = ""


def created(findings: Sequence[Judged], known: Baseline, scope: Scope, given: Acceptance, words: Words) -> list[Entry]:
    """Entries for all these findings. Those that are accepted already keep their reason and day.

    Args:
        findings: What is there. known: The baseline so far. scope: What was looked at.
        given: For what is new, or has expired. words: The language of the messages.
    """
    groups: dict[str, list[Judged]] = {}
    for one in findings:
        groups.setdefault(scope.fingerprint(one.finding), []).append(one)
    day = today()
    entries: list[Entry] = []
    for fingerprint, several in groups.items():
        old = known.entries.get(fingerprint)
        if old is not None and not old.has_expired(day):
            entries.append(replace(old, count=len(several)))
            continue
        finding = several[0].finding
        message = words.message(several[0].rule, finding.message, finding.args).split("\n")[0]
        entry = Entry(
            fingerprint=fingerprint,
            rule=finding.rule,
            path=scope.path(finding.location),
            message=message,
            reason=given.reason,
            expires=given.expires,
            count=len(several),
            package=scope.names is not None,
        )
        entries.append(entry)
    return entries


def _place(one: Judged) -> tuple[str, int, int]:
    place = one.finding.location
    return (place.file, place.span.start_line, place.span.start_column) if place.span else (place.file, 0, 0)
