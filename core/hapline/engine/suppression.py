"""Takes out findings that somebody accepted, and says what accepts nothing.

A finding is accepted by a comment, else by the configuration, else by the baseline: what stands nearest to it counts.
The findings about comments and entries can be accepted by the baseline too, those about the baseline by nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from hapline.config.settings import Settings
from hapline.engine.own import SuppressionExpired, SuppressionUnknownRule, SuppressionUnused, SuppressionWithoutReason
from hapline.engine.placing import Files, Places
from hapline.engine.report import Judged, Suppressed
from hapline.engine.selection import AnyRule, matches
from hapline_hooks import Location

if TYPE_CHECKING:
    from hapline.engine.comments import Suppression
    from hapline.engine.complaints import Complaints

_Entries = Sequence[Mapping[str, str]]


def suppress(
    findings: Sequence[Judged],
    settings: Settings,
    places: Places,
    marked: Collection[str],
    rules: Callable[[], Sequence[AnyRule]],
    artifacts: Collection[str] | None = None,
    known: Callable[[], Sequence[AnyRule]] = list,
) -> tuple[list[Judged], list[Suppressed]]:
    """Split findings into those that count and those that were accepted.

    Args:
        findings: With their places. settings: Name the configuration's entries and the baseline.
        places: The documents of the run. marked: Files of the project that speak to hapline in a comment.
        rules: The rules that ran; asked for only where something may be said about a comment or an entry.
        artifacts: The built files that were judged, as they were named; None where a project was.
        known: All rules that there are, for those that a comment accepts and another command runs.

    Returns:
        What counts, with the engine's own findings about what accepts nothing; and what was accepted.

    Raises:
        hapline.errors.HaplineError: The baseline is named and not there, or cannot be read.
    """
    entries = cast("_Entries", settings["check.suppress"])
    path = _baseline(settings)
    if not (marked or entries or path):
        return list(findings), []
    from hapline.dates import today
    from hapline.engine.complaints import Complaints

    day = today()
    files = Files(places.tree, {settings.shown(one): one for one in (settings.file, path) if one}, settings.content)
    # The line of a comment may hold the secret that it accepts.
    complaints = Complaints(settings, places, files, {one.finding.location.file for one in findings if one.rule.secret})
    comments = _comments(places, files, marked)
    used: set[int] = set()
    kept: list[Judged] = []
    accepted: list[Suppressed] = []
    for one in findings:
        found = _by_comment(one, comments, day) or _by_configuration(one, entries, used, day)
        if found is None:
            kept.append(one)
        else:
            accepted.append(found)
    for comment in comments:
        _about_comment(comment, complaints, rules, known, day)
    if settings.is_from_file("check.suppress"):
        # Entries for files of another kind of run have nothing to match in this one.
        known = rules if artifacts is None else list
        _about_entries(entries, used, settings, complaints, known, day)
    kept += complaints.found
    if path:
        from hapline.engine.accepting import accept
        from hapline.engine.baseline import Scope, read

        baseline = read(path, settings.shown(path), settings.content)
        kept, more = accept(kept, baseline, Scope.of(settings, artifacts), Complaints(settings, places, files), rules)
        accepted += more
    return kept, accepted


def _baseline(settings: Settings) -> str:
    """The path of the baseline; empty where there is none."""
    path = settings.located("check.baseline")
    if not path or os.path.isfile(path):
        return path
    # The usual name may be written out, as `hapline init` does, before there is one.
    if settings.text("check.baseline") != settings.options["check.baseline"].default:
        from hapline.errors import MissingError

        where = settings.shown(path)
        raise MissingError("there is no such baseline", where=where, todo="`hapline baseline create` writes it")
    return ""


def _comments(places: Places, files: Files, marked: Collection[str]) -> list[Suppression]:
    if not marked:
        return []
    from hapline.engine.comments import suppressions

    return list(suppressions(places, files, marked))


def _by_comment(one: Judged, comments: Iterable[Suppression], day: str) -> Suppressed | None:
    spots = (one.finding.location, *(related.location for related in one.finding.related))
    for comment in comments:
        words = [word for word in comment.codes if matches(one.rule, word)]
        if words and comment.holds(day) and any(map(comment.speaks_of, spots)):
            comment.used.update(words)
            return Suppressed(judged=one, reason=comment.reason, kind="comment")
    return None


def _by_configuration(one: Judged, entries: _Entries, used: set[int], day: str) -> Suppressed | None:
    if not entries:
        return None
    from fnmatch import fnmatchcase

    for number, entry in enumerate(entries):
        if not matches(one.rule, entry["rule"]) or (entry["until"] and entry["until"] < day):
            continue
        if fnmatchcase(one.finding.location.file, entry["path"]):
            used.add(number)
            return Suppressed(judged=one, reason=entry["reason"], kind="configuration")
    return None


def _about_comment(
    comment: Suppression,
    complaints: Complaints,
    rules: Callable[[], Sequence[AnyRule]],
    known: Callable[[], Sequence[AnyRule]],
    day: str,
) -> None:
    codes = ", ".join(comment.codes)
    if not comment.read:
        complaints.add(SuppressionUnused, "no_comments", comment.location, codes=codes)
    elif not comment.codes:
        complaints.add(SuppressionUnknownRule, "nameless", comment.location)
    elif not comment.reason:
        complaints.add(SuppressionWithoutReason, "found", comment.location, codes=codes)
    elif not comment.holds(day):
        message = "found" if comment.is_dated else "no_date"
        complaints.add(SuppressionExpired, message, comment.location, codes=codes, date=comment.until)
    else:
        for word in comment.codes:
            if word in comment.used:
                continue
            if any(matches(rule, word) for rule in rules()):
                complaints.add(SuppressionUnused, "found", comment.location, word=word)
            elif not (complaints.selection.select or complaints.selection.ignore) and not any(
                matches(rule, word) for rule in known()
            ):
                # With a selection the rule may merely not run today, and one that is known is run by another command.
                complaints.add(SuppressionUnknownRule, "found", comment.location, word=word)


def _about_entries(
    entries: _Entries,
    used: Collection[int],
    settings: Settings,
    complaints: Complaints,
    rules: Callable[[], Sequence[AnyRule]],
    day: str,
) -> None:
    shown = settings.shown(settings.file)
    for number, entry in enumerate(entries):
        keys = ("check", "suppress", number)
        if entry["until"] and entry["until"] < day:
            place = Location(path=shown, keys=(*keys, "until"))
            complaints.add(SuppressionExpired, "found", place, codes=entry["rule"], date=entry["until"])
            continue
        if number in used or "!" in entry["path"] or entry["path"].endswith((".hap", ".hsp", ".app", "*")):
            continue
        if any(matches(rule, entry["rule"]) for rule in rules()):
            complaints.add(SuppressionUnused, "found", Location(path=shown, keys=keys), word=entry["rule"])
