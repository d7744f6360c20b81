"""Takes out findings that somebody accepted, in a comment or in the configuration, and says what accepts nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from hapline.config.settings import Settings
from hapline.engine.own import SuppressionUnknownRule, SuppressionUnused, SuppressionWithoutReason
from hapline.engine.placing import Places
from hapline.engine.report import Judged, Suppressed
from hapline.engine.selection import AnyRule, Selection, matches
from hapline_hooks import Finding, Location, Rule, Span, Subject

if TYPE_CHECKING:
    from hapline.documents import Document

_COMMENT = re.compile(r"hapline:\s*(ignore|ignore-file)\s*\[([^\]]*)\]\s*(.*?)\s*(?:\*/)?\s*$", re.DOTALL)


class _Comment:
    """A comment that accepts findings of some rules, on one line or (line None) in the whole file."""

    __slots__ = ("codes", "line", "location", "reason", "used")

    def __init__(self, location: Location, codes: tuple[str, ...], reason: str, line: int | None) -> None:
        self.location = location
        self.codes = codes
        self.reason = reason
        self.line = line
        self.used: set[str] = set()


def suppress(
    findings: Sequence[Judged],
    settings: Settings,
    places: Places,
    marked: Collection[str],
    rules: Callable[[], Sequence[AnyRule]],
) -> tuple[list[Judged], list[Suppressed]]:
    """Split findings into those that count and those that were accepted.

    The first list also holds the engine's own findings about the suppressions themselves.
    """
    selection = Selection(settings)
    entries = cast("tuple[Mapping[str, str], ...]", settings["check.suppress"])
    used_entries: set[int] = set()
    comments = list(_comments(places, marked))
    kept: list[Judged] = []
    accepted: list[Suppressed] = []
    for one in findings:
        reason = _by_comment(one, comments)
        if reason is not None:
            accepted.append(Suppressed(judged=one, reason=reason, kind="comment"))
            continue
        reason = _by_configuration(one, entries, used_entries)
        if reason is not None:
            accepted.append(Suppressed(judged=one, reason=reason, kind="configuration"))
            continue
        kept.append(one)
    if not selection.official:
        if comments:
            kept.extend(_complaints(comments, rules(), selection, findings))
        if settings.file and entries:
            kept.extend(_idle_entries(entries, used_entries, rules(), settings, selection))
    return kept, accepted


def _by_comment(one: Judged, comments: Iterable[_Comment]) -> str | None:
    spots = (one.finding.location, *(related.location for related in one.finding.related))
    for comment in comments:
        words = [word for word in comment.codes if matches(one.rule, word)]
        if not words or not comment.reason:
            continue
        for spot in spots:
            same_file = spot.file == comment.location.file
            if same_file and (comment.line is None or (spot.span and spot.span.start_line == comment.line)):
                comment.used.update(words)
                return comment.reason
    return None


def _by_configuration(one: Judged, entries: Sequence[Mapping[str, str]], used: set[int]) -> str | None:
    from fnmatch import fnmatchcase

    for number, entry in enumerate(entries):
        if matches(one.rule, entry["rule"]) and fnmatchcase(one.finding.location.file, entry["path"]):
            used.add(number)
            return entry["reason"]
    return None


def _comments(places: Places, marked: Collection[str]) -> Iterator[_Comment]:
    for path in sorted(marked):
        document = places.project_document(path)
        if document is not None:
            yield from _of_document(path, document)


def _of_document(path: str, document: Document) -> Iterator[_Comment]:
    for comment in document.comments():
        match = _COMMENT.search(comment.text)
        if not match:
            continue
        line, column = document.position(comment.start)
        end_line, end_column = document.position(comment.end)
        span = Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)
        codes = tuple(word.strip() for word in match[2].split(",") if word.strip())
        target = None if match[1] == "ignore-file" else _target(document, comment.start, comment.end)
        location = Location(path=path, span=span)
        yield _Comment(location, codes, match[3], target)


def _target(document: Document, start: int, end: int) -> int:
    """The line that a comment speaks of: its own where something stands before it, else the next with content."""
    text = document.text
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return document.position(start)[0]
    comments = {comment.start: comment.end for comment in document.comments()}
    while end < len(text):
        if text[end].isspace():
            end += 1
        elif end in comments:
            end = comments[end]
        else:
            break
    return document.position(end)[0]


def _complaints(
    comments: Iterable[_Comment], rules: Sequence[AnyRule], selection: Selection, findings: Sequence[Judged]
) -> Iterator[Judged]:
    subject = findings[0].subject if findings else Subject()
    for comment in comments:
        if not comment.reason:
            yield from _own(SuppressionWithoutReason, comment, selection, subject, codes=list(comment.codes))
            continue
        for word in comment.codes:
            known = [rule for rule in rules if matches(rule, word)]
            if not known:
                # With a selection the rule may merely not run today.
                if not (selection.select or selection.ignore):
                    yield from _own(SuppressionUnknownRule, comment, selection, subject, word=word)
            elif word not in comment.used:
                yield from _own(SuppressionUnused, comment, selection, subject, word=word)


def _own(
    rule: type[Rule[Subject]], comment: _Comment, selection: Selection, subject: Subject, **args: object
) -> Iterator[Judged]:
    if not selection.wants(rule):
        return
    finding = Finding(rule=rule.code, message="found", args=args, location=comment.location)
    severity = selection.severity(rule, finding)
    if severity is not None:
        yield Judged(finding=finding, rule=rule, severity=severity, subject=subject)


def _idle_entries(
    entries: Sequence[Mapping[str, str]],
    used: set[int],
    rules: Sequence[AnyRule],
    settings: Settings,
    selection: Selection,
) -> Iterator[Judged]:
    # Entries for files of another kind of run (packages, in a run over source) have nothing to match here.
    for number, entry in enumerate(entries):
        if number in used or "!" in entry["path"] or entry["path"].endswith((".hap", ".hsp", ".app", "*")):
            continue
        if any(matches(rule, entry["rule"]) for rule in rules) and settings.file:
            place = Location(path=os.path.basename(settings.file), keys=("check", "suppress", number))
            comment = _Comment(place, (), "", None)
            yield from _own(SuppressionUnused, comment, selection, Subject(), word=entry["rule"])
