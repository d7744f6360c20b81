"""What ``hapline portal slinks`` says, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.portal.words import place

if TYPE_CHECKING:
    from hapline_hooks import Phrase
    from hapline_plugins.portal.slinks.files import Wanted
    from hapline_plugins.portal.slinks.plan import Decision
    from hapline_plugins.portal.slinks.report import Report

VERSION = 1


def render(reports: Sequence[Report], translate: Callable[[Phrase], str]) -> str:
    """The document: a list of Portals, each with its Bundles and files."""
    found = [
        {
            "portal": one.name,
            "allSlinks": one.is_moot,
            "notes": [translate(note) for note in one.plan.notes],
            "bundles": [_bundle(decision, translate) for decision in one.plan.decisions.values()],
            "files": [_file(file) for file in one.files],
        }
        for one in reports
    ]
    return json.dumps({"version": VERSION, "portals": found}, ensure_ascii=False, indent=2)


def _bundle(one: Decision, translate: Callable[[Phrase], str]) -> dict[str, object]:
    return {
        "bundle": one.member.key,
        "line": one.member.slinks_name,
        "development": one.member.is_dev,
        "static": one.is_static,
        "must": one.is_must,
        "reasons": [
            {
                "kind": reason.kind,
                "text": translate(reason.text),
                "from": translate(reason.origin.text) if reason.origin is not None else "",
                "place": place(reason.location),
            }
            for reason in one.reasons
        ],
        "remarks": [translate(remark) for remark in one.remarks],
    }


def _file(one: Wanted) -> dict[str, object]:
    return {
        "path": one.path,
        "stale": one.is_stale,
        "lines": one.content.decode().splitlines() if one.content is not None else [],
        "required": list(one.required),
        "unknown": [{"line": line.name, "number": line.number} for line in one.unknown],
        "shared": [{"line": line, "bundles": list(keys)} for line, keys in one.shared],
    }
