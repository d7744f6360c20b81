"""What a patch has to replace although its own source is the same: it has something else compiled into it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hapline_plugins.hotpatch.linting.changes import MemberPair
    from hapline_plugins.hotpatch.linting.declarations import Member
    from hapline_plugins.hotpatch.linting.source_change import SourceChange

_WHOLE_VALUES = frozenset(
    {
        "String",
        *("int", "long", "short", "byte", "char", "boolean", "float", "double"),
    }
)
_NO_CONSTANT = frozenset({b"(", b"new", b"{", b"->", b"::"})


class Reach:
    """Names whose code or value is compiled into whoever uses them, and which changed."""

    def __init__(self, subject: SourceChange) -> None:
        """Look at what changed; what is asked for is found then."""
        self._subject = subject

    def touches(self, member: Member) -> bool:
        """Whether a method has something compiled into it that changed, or loads a layout that did."""
        code = member.unit.of(member.node)
        if self._names is not None and self._names.search(code):
            return True
        return any(one.used_in(code) for one in self._subject.layouts)

    @cached_property
    def _names(self) -> re.Pattern[bytes] | None:
        names = {re.escape(one.encode()) for one in self._changed()}
        return re.compile(rb"\b(?:%b)\b" % b"|".join(sorted(names))) if names else None

    def _changed(self) -> Iterator[str]:
        for pair in self._subject.kept:
            yield from (one.any.name for one in pair.methods if is_inlined(one) and one.is_changed)
            yield from (one.any.name for one in pair.fields if is_constant(one) and "value" in one.why)


def is_inlined(pair: MemberPair) -> bool:
    """Whether the code of a method is compiled into its callers."""
    return any("inline" in one.modifiers for one in (pair.old, pair.new) if one is not None)


def is_constant(pair: MemberPair) -> bool:
    """Whether the value of a field is compiled into whoever reads it."""
    return any(_is_constant(pair, one) for one in (pair.old, pair.new) if one is not None)


def _is_constant(pair: MemberPair, one: Member) -> bool:
    if one.kind != "field":
        return False
    if one.unit.grammar == "kotlin":
        return "const" in one.modifiers
    code = pair.before if one is pair.old else pair.now
    tokens = code.tokens if code else []
    return "final" in one.modifiers and one.type in _WHOLE_VALUES and bool(tokens) and _NO_CONSTANT.isdisjoint(tokens)
