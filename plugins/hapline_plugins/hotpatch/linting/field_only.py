"""Methods that call nothing: InstantRun leaves them as they are, and cannot patch them.

Whether the compiled code calls a method is known of the source only where nothing in it could be a call: text that is
joined, numbers that are boxed, and properties of Kotlin are calls too. Where it is not known, it counts as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Body
    from hapline_plugins.hotpatch.linting.declarations import Member

_KOTLIN_NUMBERS = frozenset({"Int", "Long", "Short", "Byte", "Char", "Boolean", "Float", "Double", "Unit"})
_BOXES = frozenset({"Integer", "Long", "Short", "Byte", "Character", "Boolean", "Float", "Double", "Object", "Number"})


def uses_fields_only(member: Member, code: Body) -> bool:
    """Whether the compiled code of a method certainly calls nothing."""
    if code.runs_methods or code.classes or code.lambdas or member.body is None:
        return False
    if member.unit.grammar == "kotlin":
        return _in_kotlin(member)
    return member.type not in _BOXES


def _in_kotlin(member: Member) -> bool:
    """Of names it must be known that they are fields, or parameters that nobody checks for null."""
    if member.access != "private" and any(not _is_unchecked(one) for one in member.types):
        return False
    own = {one.name for one in member.owner.inside.members if one.kind == "field" and "by" not in one.modifiers}
    if {"open", "override", "lateinit"} & set().union(
        *(one.modifiers for one in member.owner.inside.members if one.kind == "field")
    ):
        return False
    return all(name in own or name in _parameters(member) for name in _names(member))


def _is_unchecked(type_: str) -> bool:
    return type_ in _KOTLIN_NUMBERS


def _parameters(member: Member) -> set[str]:
    found = {"field", "value"} if member.kind != "method" else set()
    for child in member.node.children:
        if child.type == "function_value_parameters":
            for one in child.children:
                if one.type == "parameter" and one.children:
                    found.add(member.unit.word(one.children[0]))
    return found


def _names(member: Member) -> set[str]:
    found: set[str] = set()
    stack: list[Node] = [member.body] if member.body else []
    while stack:
        node = stack.pop()
        if node.type == "identifier":
            found.add(member.unit.word(node))
        stack += node.children
    return found
