"""What is wrong with a registry of package ids, with the places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Location, Phrase
from hapline_plugins.portal.ids.entries import Entry, Line, ProblemKind, RegistryProblem
from hapline_plugins.portal.ids.registry import id_place, read_id
from hapline_plugins.portal.official import doubt, refusal

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.registry import Registry

MOST = 200
"""Problems that are said of one file."""
_SHOWN = 80


def problems(registry: Registry) -> tuple[RegistryProblem, ...]:
    """What is wrong, in the order of the places; of a file that is wrong everywhere only the beginning."""
    found = [*_lines(registry), *_numbers(registry), *_owners(registry), *_order(registry), *_ends(registry)]
    found.sort(key=lambda one: _place(one.location))
    if len(found) > MOST:
        what = Phrase("{count} more places are not listed", count=len(found) - MOST)
        last = RegistryProblem(kind="more", severity="note", what=what, location=found[MOST].location)
        found[MOST:] = [last]
    return tuple(found)


def _lines(registry: Registry) -> Iterator[RegistryProblem]:
    for line in registry.lines:
        if line.mark == "<":
            what = Phrase("a merge is not settled here: both sides stand in the file")
            yield RegistryProblem(kind="conflict", severity="error", what=what, location=line.place(registry.path))
        if line.is_silent or line.mark:
            continue
        package_id = read_id(line)
        if package_id is None:
            yield _malformed(line, registry.path)
        elif package_id.problem:
            place = id_place(line, registry.path)
            yield RegistryProblem(kind="id", severity="error", what=package_id.problem, location=place)


def _malformed(line: Line, path: str) -> RegistryProblem:
    text = line.text.strip()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    what = Phrase("this is not of the form group:artifact = id: {line}", line=shown)
    return RegistryProblem(kind="malformed", severity="error", what=what, location=line.place(path))


def _numbers(registry: Registry) -> Iterator[RegistryProblem]:
    for entry in registry.entries:
        number = entry.package_id
        refused = refusal(number)
        reason = refused or doubt(number)
        if reason is not None:
            yield RegistryProblem(
                kind="reserved",
                severity="error" if refused else "warning",
                what=Phrase(
                    "{bundle} has the package id {id}: {reason}", bundle=entry.bundle, id=number, reason=reason
                ),
                location=entry.location,
                bundles=(entry.bundle,),
                package_id=number,
            )


def _owners(registry: Registry) -> Iterator[RegistryProblem]:
    """One id for two Bundles, two ids for one, and the same twice."""
    by_id: dict[int, Entry] = {}
    by_bundle: dict[str, Entry] = {}
    for entry in registry.entries:
        holder = by_id.setdefault(entry.package_id, entry)
        before = by_bundle.setdefault(entry.bundle, entry)
        if holder.bundle != entry.bundle:
            what = "the package id {id} is that of {bundle}{side} here and of {owner}{other_side} in line {line}"
            yield _pair("two_owners", what, entry, holder)
        if before is entry:
            continue
        if before.package_id != entry.package_id:
            what = "{bundle} has the package id {id}{side} here and {other}{other_side} in line {line}"
            yield _pair("two_ids", what, entry, before)
        elif before.side == entry.side:
            what = "{bundle} = {id} stands here again, as in line {line}"
            yield _pair("repeated", what, entry, before)


def _pair(kind: ProblemKind, what: str, entry: Entry, other: Entry) -> RegistryProblem:
    names = {"bundle": entry.bundle, "id": entry.package_id, "owner": other.bundle, "other": other.package_id}
    sides = {"side": _side(entry), "other_side": _side(other)}
    line = other.location.span.start_line if other.location.span else 0
    return RegistryProblem(
        kind=kind,
        severity="note" if kind == "repeated" else "error",
        what=Phrase(what, **names, **sides, line=line),
        location=entry.location,
        related=(other.location,),
        bundles=(entry.bundle, other.bundle),
        package_id=entry.package_id,
    )


def _side(entry: Entry) -> Phrase | str:
    """Which side of an unsettled merge says so."""
    if not entry.side:
        return ""
    if entry.branch:
        return Phrase(" (in {branch})", branch=entry.branch)
    return Phrase(" (ours)") if entry.side == "ours" else Phrase(" (theirs)")


def _order(registry: Registry) -> Iterator[RegistryProblem]:
    before: Entry | None = None
    for entry in registry.entries:
        if before is not None and entry.bundle < before.bundle and entry.side == before.side:
            what = "{bundle} stands behind {other}: the lines are sorted"
            yield RegistryProblem(
                kind="unsorted",
                severity="note",
                what=Phrase(what, bundle=entry.bundle, other=before.bundle),
                location=entry.location,
                related=(before.location,),
                bundles=(entry.bundle, before.bundle),
            )
            return
        before = entry


def _ends(registry: Registry) -> Iterator[RegistryProblem]:
    for line in registry.lines:
        if line.newline not in {"\n", "\r\n"}:  # git makes CRLF of LF on Windows
            open_end = Phrase("the file does not end with the end of a line")
            what = Phrase("the line does not end with LF") if line.newline else open_end
            place = line.place(registry.path, len(line.text), len(line.text))
            yield RegistryProblem(kind="line_ends", severity="note", what=what, location=place)
            return


def _place(location: Location) -> tuple[int, int]:
    return (location.span.start_line, location.span.start_column) if location.span else (0, 0)
