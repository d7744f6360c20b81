"""Package ids as lines for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from hapline_hooks import Location
from hapline_plugins.portal.ids.assigning import free_ids, ranges
from hapline_plugins.portal.ids.branches import Compared
from hapline_plugins.portal.ids.comparing import Clash, Loss
from hapline_plugins.portal.ids.entries import Entry, RegistryProblem
from hapline_plugins.portal.ids.proposing import Row
from hapline_plugins.portal.words import Words, place


def cells(rows: Sequence[Row], words: Words) -> Iterator[tuple[str, ...]]:
    """The table: Bundle, id, state and place."""
    names = {
        "registered": words("registered"),
        "new": words("new"),
        "collides": words("collides"),
        "missing": words("missing"),
        "not needed": words("not needed"),
        "unknown": words("unknown"),
    }
    for row in rows:
        owners = sorted({one.owner for one in row.collisions if one.owner})
        state = words("collides with {owners}", owners=owners) if owners else names[row.state]
        number = "-" if row.package_id is None else str(row.package_id)
        yield row.bundle, number, state, place(row.location)


def problem_line(problem: RegistryProblem, words: Words) -> str:
    """What is wrong with a registry, with its place."""
    return words("{place}: {problem}", place=place(problem.location), problem=problem.what)


def as_json(rows: Sequence[Row], used: frozenset[int], registry: str, *, stale: Sequence[str]) -> str:
    """A document of version 1.

    Args:
        rows: The Bundles. used: The ids that are taken. registry: Where the registry is.
        stale: The files that are not as they should be.
    """
    return _dump(
        {
            "version": 1,
            "registry": registry,
            "bundles": [
                {
                    "bundle": row.bundle,
                    "packageId": row.package_id,
                    "registered": row.registered,
                    "state": row.state,
                    **_place(row.location),
                    "collisions": [
                        {"kind": one.kind, "severity": one.severity, "owner": one.owner or None}
                        | {"portal": one.portal or None}
                        for one in row.collisions
                    ],
                }
                for row in rows
            ],
            "free": list(free_ids(used)),
            "stale": list(stale),
        }
    )


def free(used: frozenset[int]) -> str:
    """The free ids as ranges; a hyphen where there is none."""
    return ranges(free_ids(used)) or "-"


def compared_lines(found: Compared, words: Words) -> Iterator[str]:
    """What a merge with another branch would lose or leave open."""
    revision = found.revision
    for clash in found.clashes:
        ours, theirs = clash.ours, clash.theirs
        if clash.kind == "id":
            text = "{id} is taken by {bundle} here and by {owner} in {revision}"
            yield words(text, id=ours.package_id, bundle=ours.bundle, owner=theirs.bundle, revision=revision)
        else:
            text = "{bundle} has {id} here and {other} in {revision}"
            yield words(text, bundle=ours.bundle, id=ours.package_id, other=theirs.package_id, revision=revision)
    for loss in found.ours:
        yield _loss(loss, words("here"), words)
    for loss in found.theirs:
        yield _loss(loss, words("in {revision}", revision=revision), words)


def compared_json(found: Compared) -> str:
    """The same as a document of version 1."""
    return _dump(
        {
            "version": 1,
            "revision": found.revision,
            "clashes": [_clash(one) for one in found.clashes],
            "ours": [_lost(one) for one in found.ours],
            "theirs": [_lost(one) for one in found.theirs],
        }
    )


def _loss(loss: Loss, side: str, words: Words) -> str:
    before = loss.before
    names = {"bundle": before.bundle, "id": before.package_id, "side": side}
    if loss.now is not None:
        return words("{bundle} = {id} was changed to {other} {side}", other=loss.now.package_id, **names)
    if loss.heir is not None:
        return words("{bundle} = {id} was removed {side}, and {owner} has the id", owner=loss.heir.bundle, **names)
    return words("{bundle} = {id} was removed {side}", **names)


def _clash(clash: Clash) -> Mapping[str, object]:
    return {"kind": clash.kind, "ours": _entry(clash.ours), "theirs": _entry(clash.theirs)}


def _lost(loss: Loss) -> Mapping[str, object]:
    return {
        "kind": loss.kind,
        "before": _entry(loss.before),
        "now": None if loss.now is None else _entry(loss.now),
        "heir": None if loss.heir is None else _entry(loss.heir),
    }


def _entry(entry: Entry) -> Mapping[str, object]:
    return {"bundle": entry.bundle, "packageId": entry.package_id, **_place(entry.location)}


def _place(location: Location) -> Mapping[str, object]:
    span = location.span
    return {
        "file": location.path,
        "line": span.start_line if span else None,
        "column": span.start_column if span else None,
    }


def _dump(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
