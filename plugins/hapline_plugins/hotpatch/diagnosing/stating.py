"""The statements: one sentence for each kind of thing that happened, with the line that says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.advice.devices import LIMITS, concerned
from hapline_plugins.hotpatch.advice.reasons import guide
from hapline_plugins.hotpatch.diagnosing.codes import meaning
from hapline_plugins.hotpatch.diagnosing.diagnosis import Evidence, Level, Statement
from hapline_plugins.hotpatch.diagnosing.event import Event, EventKind
from hapline_plugins.hotpatch.diagnosing.events import Facts
from hapline_plugins.hotpatch.diagnosing.record import Record, Trouble, is_of_packages, is_ours

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.diagnosing.judging import InForce

_QUOTED = 160
_GUARD = "https://www.alibabacloud.com/help/en/mobile-platform-as-a-service/latest/security-guard-result-codes"
_PLAIN: dict[EventKind, tuple[Level, Phrase, str, str]] = {
    "requested": ("good", Phrase("the app asked for a patch"), "", "5.2.1.2"),
    "nothing-offered": (
        "bad",
        Phrase("the service has no patch for this app, version and phone"),
        Phrase("look whether a release task runs, and whom its whitelist, rules and time hold for"),
        "5.3",
    ),
    "rolled-back": ("note", Phrase("the patch is taken back by a rollback task"), "", "5.3"),
    "legal": ("good", Phrase("checkLegal is true: the patch is for this version"), "", "5.2.1.3"),
    "downloaded": ("good", Phrase("the patch is on the phone"), "", "5.2.1.2"),
    "not-downloaded": ("bad", Phrase("the patch could not be downloaded"), "", "5.2.1.2"),
    "merged": ("good", Phrase("the patch is merged; the app must be restarted"), "", "5.2.1.2"),
    "not-merged": (
        "note",
        Phrase("monitorCoverage(immediately=false): this does not say that it is merged"),
        "",
        "5.2.1.3",
    ),
    "instantrun": ("note", Phrase("InstantRun is at work"), "", "5.2.2.1"),
    "instantrun-error": ("bad", Phrase("InstantRun reports an error"), "", "5.2.2.1"),
    "other-package": ("note", Phrase("the same tag delivers offline packages; these lines are about them"), "", ""),
}


def evidence_of(event: Event) -> Evidence:
    """The line of an event."""
    text = event.entry.message.strip()
    text = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return Evidence(line=event.entry.number, time=event.entry.time, text=text.partition("\n")[0])


def statements(record: Record, facts: Facts, crashes: list[Trouble], force: InForce | None) -> Iterator[Statement]:
    """What a log says, in no order."""
    for kind, (level, text, todo, section) in _PLAIN.items():
        seen = record.seen.get(kind)
        if seen is not None:
            yield Statement(
                id=kind,
                level=level,
                text=text,
                evidence=evidence_of(seen.first),
                count=seen.times,
                todo=todo,
                source=guide(section) if section else "",
            )
    yield from _of_offer(record)
    yield from _of_versions(record, facts)
    yield from _of_failures(record)
    yield from _of_code(record)
    yield from _of_crashes(record, crashes, force)
    yield from _of_attempts(record)
    yield from _of_device(record, facts)
    if force is not None and not force.is_seen:
        yield Statement(
            id="restarted",
            level="good",
            text=Phrase("the app was started again after the merge: the patch is in force from then on"),
            evidence=evidence_of(force.event),
            source=guide("5.2.1.2"),
        )


def _of_offer(record: Record) -> Iterator[Statement]:
    answered = record.seen.get("answered")
    if answered is None:
        return
    versions = [one.text or "-" for one in (answered.first, answered.last)]
    text = "a patch is offered: {version}" if versions[0] == versions[1] else "patches are offered: {version}, {later}"
    yield Statement(
        id="answered",
        level="good",
        text=Phrase(text, version=versions[0], later=versions[1]),
        evidence=evidence_of(answered.last),
        count=answered.times,
        source=guide("5.4.1"),
    )


def _of_versions(record: Record, facts: Facts) -> Iterator[Statement]:
    illegal = record.seen.get("illegal")
    if illegal is None:
        return
    if facts.version:
        todo = Phrase(
            "the app asks for {version}: the target version of the hotpatch must be that", version=facts.version
        )
    else:
        todo = Phrase("compare the versionName of the app with the target version of the hotpatch")
    yield Statement(
        id="illegal",
        level="bad",
        text=Phrase("checkLegal is false: the patch is not for this version, and not downloaded"),
        evidence=evidence_of(illegal.last),
        count=illegal.times,
        todo=todo,
        source=guide("5.2.1.3"),
    )


def _of_failures(record: Record) -> Iterator[Statement]:
    by_code: dict[int, list[Trouble]] = {}
    for one in record.failures:
        if is_ours(one):
            by_code.setdefault(one.event.code, []).append(one)
    for code, several in by_code.items():
        known = meaning(code) if code >= 0 else None
        if known is None:
            text = Phrase("a call failed, and the log does not say by which code")
        elif all(is_of_packages(one) for one in several):
            text = Phrase(
                "RPCException [{code}]: {meaning}; this call asked for offline packages, and one for a patch is made "
                "and signed in the same way",
                code=code,
                meaning=known.text,
            )
        else:
            text = Phrase("RPCException [{code}]: {meaning}", code=code, meaning=known.text)
        yield Statement(
            id="failed",
            level="bad",
            text=text,
            evidence=evidence_of(several[-1].event),
            count=len(several),
            todo=known.todo if known is not None else "",
            source=known.source if known is not None else guide("5.2.1.2"),
        )
    guard = record.seen.get("security")
    if guard is not None and record.is_about_hotpatch:
        yield Statement(
            id="security",
            level="bad",
            text=Phrase("Security Guard reports {code}: the call cannot be signed", code=guard.last.code),
            evidence=evidence_of(guard.last),
            count=guard.times,
            todo=Phrase("look the code up in the list of Security Guard, and make its picture anew for this app's key"),
            source=_GUARD,
        )


def _of_code(record: Record) -> Iterator[Statement]:
    executed = record.seen.get("executed")
    if executed is not None:
        yield Statement(
            id="executed",
            level="good",
            text=Phrase("patched code ran: {method}", method=executed.first.text or "-"),
            evidence=evidence_of(executed.first),
            count=executed.times,
            source=guide("5.2.2.1"),
        )
    elif "instantrun" in record.seen:
        yield Statement(
            id="not-executed",
            level="note",
            text=Phrase("no patched code was seen to run; only a patch that is built with patchLog says it"),
            evidence=evidence_of(record.seen["instantrun"].last),
            source=guide("5.2.2.1"),
        )


def _of_crashes(record: Record, crashes: list[Trouble], force: InForce | None) -> Iterator[Statement]:
    for one in crashes:
        since = force is not None and one.event.entry.number > force.event.entry.number
        cause = one.cause.text if one.cause is not None else one.event.text or "-"
        frame = next((name for name in one.frames if _is_patched(name, record)), "")
        if frame:
            text = Phrase("the app crashed in patched code ({frame}): {cause}", frame=frame, cause=cause)
        elif since:
            text = Phrase("the app crashed while the patch was in force: {cause}", cause=cause)
        else:
            text = Phrase("the app crashed before the patch was in force: {cause}", cause=cause)
        http = "org.apache.http" in cause or "org/apache/http" in cause
        yield Statement(
            id="crashed",
            level="bad",
            text=text,
            evidence=evidence_of(one.event),
            todo=Phrase("take the Apache HTTP client from the system, by uses-library, and not as a dependency")
            if http
            else "",
            source=guide("5.6") if http else "",
        )
    for end in record.ends:
        if end.pid in record.first_lines or end.app in record.apps:
            yield Statement(
                id="ended",
                level="note",
                text=Phrase("the app was ended: {why}", why=end.text or "-"),
                evidence=evidence_of(end),
            )


def _is_patched(frame: str, record: Record) -> bool:
    """Whether a method is of a class that InstantRun makes for a patch, or of a loader of patches."""
    executed = record.seen.get("executed")
    owner = frame.rpartition(".")[0]
    if owner.endswith(("Patch", "PatchControl")) or owner.startswith(
        ("com.alipay.dexpatch.", "com.alipay.instantrun.")
    ):
        return True
    return executed is not None and owner in executed.last.text


def _of_attempts(record: Record) -> Iterator[Statement]:
    asked = record.seen.get("requested")
    if asked is not None and asked.times > 2:  # noqa: PLR2004 a request is logged in two lines
        yield Statement(
            id="repeated",
            level="note",
            text=Phrase("the app asked again and again: {count} lines", count=asked.times),
            evidence=evidence_of(asked.last),
            todo=Phrase("call MPHotpatch.init() once, when the framework is initialised"),
            source=guide("5.2.1.2"),
        )
    if len(record.apps) > 1:
        yield Statement(
            id="several-apps",
            level="note",
            text=Phrase("lines about hotpatching are of several apps: {apps}", apps=list(record.apps)),
            evidence=evidence_of(next(iter(record.first_lines.values()))),
            todo=Phrase("name one with --app"),
        )


def _of_device(record: Record, facts: Facts) -> Iterator[Statement]:
    about = record.seen.get("requested") or next(iter(record.seen.values()), None)
    if about is None or "instantrun" in record.seen or "executed" in record.seen or not facts.device.api:
        return
    for limit in LIMITS:
        found = concerned(limit, facts.device)
        if found == "yes" or (found == "maybe" and limit.first):
            text = "DexPatch does not reach {kind}" if found == "yes" else "DexPatch may not reach this phone: {kind}"
            yield Statement(
                id="device",
                level="bad" if found == "yes" else "note",
                text=Phrase(text, kind=limit.text),
                evidence=evidence_of(about.first),
                source=limit.source,
            )
