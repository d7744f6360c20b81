"""Static initialisers that wait for the framework."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.names import WAITS

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class, Member

_WAITS = re.compile(WAITS)


def waiting_in(one: Class) -> Node | None:
    """What of the static initialiser of a class waits for the framework, directly; None where nothing does."""
    if not _WAITS.search(one.unit.of(one.node)):
        return None
    for member in _static_members(one):
        if _WAITS.search(one.unit.of(member.node)):
            return member.named if member.kind == "field" else member.node
    return None


def _static_members(one: Class) -> list[Member]:
    """What is compiled into the static initialiser."""
    own = [each for each in one.inside.members if _is_static(each)]
    if one.unit.grammar == "kotlin":
        own += [
            each
            for inner in one.inside.classes
            if inner.kind == "companion"
            for each in inner.inside.members
            if _is_static(each)
        ]
    return own


def _is_static(member: Member) -> bool:
    if member.kind == "static":
        return True
    if member.kind != "field" or not member.values or "by" in member.modifiers:
        return False
    if member.unit.grammar == "java":
        return "static" in member.modifiers
    return member.owner.kind in {"object", "companion", "file"}
