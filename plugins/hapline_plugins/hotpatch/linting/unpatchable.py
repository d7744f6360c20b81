"""Methods that InstantRun cannot patch at all, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hapline_plugins.hotpatch.linting.field_only import uses_fields_only

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.changes import MemberPair

Reason = Literal["", "interface", "abstract", "native", "fields"]
"""What a method is that cannot be patched; empty where nothing speaks against it."""


def reason_against(pair: MemberPair) -> Reason:
    """Why InstantRun cannot patch a method, by what it was in the release; looked up once."""
    if pair.reason is None:
        pair.reason = _reason(pair)
    return pair.reason


def _reason(pair: MemberPair) -> Reason:
    old = pair.old or pair.any
    if pair.any.owner.kind in {"interface", "annotation"}:
        return "interface"
    if not old.modifiers.isdisjoint({"native", "external"}):
        return "native"
    if pair.is_implied:
        return "fields"
    if old.body is None:
        return "abstract"
    if pair.old is not None and pair.before is not None and uses_fields_only(pair.old, pair.before):
        return "fields"
    return ""
