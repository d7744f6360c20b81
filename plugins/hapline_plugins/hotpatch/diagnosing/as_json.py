"""A diagnosis for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis, Evidence

VERSION = 1


def render(found: Diagnosis, translate: Callable[[str], str]) -> str:
    """The document."""
    document = {
        "version": VERSION,
        "phase": found.phase,
        "inForce": found.is_in_force,
        "nextStep": translate(found.next_step),
        "apps": list(found.apps),
        "appVersion": found.version,
        "device": {"apiLevel": found.device.api, "brand": found.device.brand, "model": found.device.model},
        "steps": [{"phase": step.phase, **_evidence(step.evidence)} for step in found.steps],
        "statements": [
            {
                "id": one.id,
                "level": one.level,
                "text": translate(one.text),
                "todo": translate(one.todo),
                "source": one.source,
                "count": one.count,
                **_evidence(one.evidence),
            }
            for one in found.statements
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _evidence(one: Evidence) -> dict[str, object]:
    return {"line": one.line, "time": one.time, "quote": one.text}
