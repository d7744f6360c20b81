"""Private constructors of inner classes, and the objects that code of the class around them makes with these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline_hooks import TextEdit
from hapline_plugins.hotpatch.linting.calls import made_in

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.changes import MemberPair
    from hapline_plugins.hotpatch.linting.declarations import Class, Member


class Made(NamedTuple):
    """An object that is made by a private constructor.

    Attributes:
        name: The class. node: Where it is made. constructor: The constructor; None where nobody wrote one.
        edits: What makes it public.
    """

    name: str
    node: Node
    constructor: Member | None
    edits: list[TextEdit]


def private_constructors(pair: MemberPair) -> Iterator[Made]:
    """The objects that a method makes of inner classes of its file with a private constructor."""
    if pair.new is None or b"private" not in pair.new.unit.data:
        return
    inner = {one.name: one for top in pair.new.unit.contents.classes for one in _nested(top)}
    own = {id(one) for one in _around(pair.new.owner)}
    for name, node in made_in(pair.new) if inner else ():
        one = inner.get(name.rpartition(".")[2])
        # What a class makes of itself needs no second constructor; so is what a class around it may see of it.
        if one is None or id(one) in own or one.kind not in {"class", "record"}:
            continue
        written = [each for each in one.inside.members if each.kind == "constructor"]
        hidden = [each for each in written if each.access == "private"]
        if hidden and len(hidden) == len(written):
            yield Made(one.shown, node, hidden[0], _made_public(hidden[0]))
        elif not written and "private" in one.modifiers and one.unit.grammar == "java":
            yield Made(one.shown, node, None, [])


def _nested(one: Class) -> Iterator[Class]:
    stack = list(one.inside.classes)
    while stack:
        found = stack.pop()
        yield found
        stack += found.inside.classes


def _around(one: Class | None) -> Iterator[Class]:
    while one is not None:
        if one.place != "anonymous":
            yield one
            return
        one = one.owner


def _made_public(member: Member) -> list[TextEdit]:
    """Write ``public`` for ``private`` before a constructor."""
    unit = member.unit
    start = unit.character((member.named if unit.grammar == "kotlin" else member.node).start_byte)
    at = unit.text.find("private", start, unit.character(member.named.end_byte))
    return [TextEdit(start=at, end=at + len("private"), text="public")] if at >= 0 else []
