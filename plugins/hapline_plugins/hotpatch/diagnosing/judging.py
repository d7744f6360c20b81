"""The judgement: what the events of a log mean together."""

from __future__ import annotations

from typing import NamedTuple

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.diagnosing.diagnosis import PHASES, Diagnosis, Phase, Step
from hapline_plugins.hotpatch.diagnosing.event import Event, EventKind
from hapline_plugins.hotpatch.diagnosing.events import Facts
from hapline_plugins.hotpatch.diagnosing.record import Record, Trouble, is_ours
from hapline_plugins.hotpatch.diagnosing.stating import evidence_of, statements

_BY_KIND: dict[Phase, EventKind] = {
    "requested": "requested",
    "legal": "legal",
    "downloaded": "downloaded",
    "merged": "merged",
}


class InForce(NamedTuple):
    """The event by which a patch is in force. event: The event. is_seen: Whether its code was seen to run."""

    event: Event
    is_seen: bool


def judge(record: Record, facts: Facts) -> Diagnosis:
    """Judge what was recorded of a log."""
    force = in_force(record)
    steps = _steps(record, force)
    crashes = relevant_crashes(record)
    since = force.event.entry.number if force is not None else 0
    crashed = [one for one in crashes if force is not None and one.event.entry.number > since]
    reached: list[Phase] = ["none", *[step.phase for step in steps]]
    phase = max(reached, key=PHASES.index)
    found = sorted(statements(record, facts, crashes, force), key=lambda one: one.evidence.line)
    return Diagnosis(
        phase=phase,
        steps=steps,
        statements=tuple(found),
        next_step=_next_step(record, phase, force, crashed, steps),
        is_in_force=force is not None and not crashed,
        device=facts.device,
        version=facts.version,
        apps=record.apps,
    )


def in_force(record: Record) -> InForce | None:
    """By what a patch is in force: its code ran (InstantRun), or the app was started after the merge."""
    executed = record.seen.get("executed")
    if executed is not None:
        return InForce(executed.first, is_seen=True)
    merged = record.seen.get("merged")
    if merged is None:
        return None
    line = merged.first.entry.number
    apps = record.apps
    for start in record.starts:
        if start.entry.number > line and start.app in apps:
            return InForce(start, is_seen=False)
    for pid, event in record.first_lines.items():
        is_side = ":" in event.entry.process or pid in record.sides
        if event.entry.number > line and pid != merged.first.pid and not is_side:
            return InForce(event, is_seen=False)
    return None


def relevant_crashes(record: Record) -> list[Trouble]:
    """The crashes of the apps and processes that lines about hotpatching are of; all where nothing is known of them."""
    apps, pids = record.apps, record.first_lines.keys()
    return [
        one
        for one in record.crashes
        if one.pid in pids or {one.app, record.names.get(one.pid)} & {*apps} or not (apps or pids)
    ]


def _steps(record: Record, force: InForce | None) -> tuple[Step, ...]:
    found = [
        Step(phase=phase, evidence=evidence_of(record.seen[kind].first))
        for phase, kind in _BY_KIND.items()
        if kind in record.seen
    ]
    answered = record.seen.get("answered") or record.seen.get("nothing-offered")
    if answered is not None and "requested" not in record.seen:
        found.insert(0, Step(phase="requested", evidence=evidence_of(answered.first)))
    if force is not None:
        found.append(Step(phase="in-force", evidence=evidence_of(force.event)))
    return tuple(found)


def _next_step(
    record: Record, phase: Phase, force: InForce | None, crashed: list[Trouble], steps: tuple[Step, ...]
) -> Phrase:
    if crashed:
        return Phrase("roll the hotpatch back with a rollback task, mend it, and publish it again")
    if force is not None:
        return _checked(force)
    stopped = _stopped(record, max([step.evidence.line for step in steps], default=0))
    if stopped is not None:
        return stopped
    match phase:
        case "merged":
            return Phrase("end the app and start it again: the patch is in force from then on")
        case "downloaded":
            return Phrase(
                "log on until monitorCoverage(immediately=true), and look at errors of the tag DynamicRelease"
            )
        case "legal" | "requested":
            return Phrase("log on until the download is done; show all lines of the tag DynamicRelease")
        case _:
            return Phrase(
                "call MPHotpatch.init() when the framework is initialised, and log from the start of the app with the "
                "tags DynamicRelease and IR"
            )


def _checked(force: InForce) -> Phrase:
    if force.is_seen:
        return Phrase("build the patch for users without patchLog, and publish it")
    return Phrase("try what was mended: no line of a log proves that a patch of DexPatch is in force")


def _stopped(record: Record, line: int) -> Phrase | None:
    """What to do about what stopped the patch after the last phase, or in it."""
    illegal = record.seen.get("illegal")
    if illegal is not None and illegal.last.entry.number > line:
        return Phrase("make the target version of the hotpatch equal to the versionName of the app, and start it again")
    failures = [one for one in record.failures if is_ours(one) and one.event.entry.number > line]
    if failures:
        from hapline_plugins.hotpatch.diagnosing.codes import meaning

        return meaning(failures[-1].event.code).todo
    missed = record.seen.get("not-downloaded")
    if missed is not None and missed.last.entry.number >= line:
        return Phrase("look whether the phone reaches the address of the patch, and start the app again")
    nothing = record.seen.get("nothing-offered")
    if nothing is not None and nothing.last.entry.number >= line:
        return Phrase(
            "look at the release task: whether it runs, whether its whitelist, rules and time hold for this phone, and "
            "whether the target version is that of the app"
        )
    return None
