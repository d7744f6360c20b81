"""An advice for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.advice.excluding import exclusions, together

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.deciding import Advice, Verdict

VERSION = 1


def render(advice: Advice, translate: Callable[[str], str], models: dict[str, tuple[str, ...]] | None = None) -> str:
    """The document.

    Args:
        advice: The advice. translate: The language. models: Models by brand, for the rules that leave devices out.
    """
    document = {
        "version": VERSION,
        "method": advice.method,
        "fits": advice.fits,
        "unseen": sorted(advice.unseen),
        "methods": [_of_verdict(one, translate, models) for one in advice.verdicts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _of_verdict(
    one: Verdict, translate: Callable[[str], str], models: dict[str, tuple[str, ...]] | None
) -> dict[str, object]:
    found = exclusions(one.limits, models)
    return {
        "method": one.method,
        "fits": one.fits,
        "restart": one.restart,
        "restartText": translate(one.restart_text),
        "reasons": [
            {
                "id": reason.id,
                "level": reason.level,
                "text": translate(reason.text),
                "todo": translate(reason.todo),
                "source": reason.source,
            }
            for reason in one.reasons
        ],
        "preparations": [
            {"id": needed.id, "text": translate(needed.text), "source": needed.source} for needed in one.preparations
        ],
        "devices": [
            {
                "id": excluded.limit.id,
                "text": translate(excluded.limit.text),
                "source": excluded.limit.source,
                "rule": excluded.rule.request if excluded.rule is not None else None,
                "also": translate(excluded.also),
            }
            for excluded in found
        ],
        "excludeRules": [rule.request for rule in together(found)],
    }
