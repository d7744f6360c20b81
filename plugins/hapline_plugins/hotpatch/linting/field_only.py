"""Methods that call nothing: InstantRun leaves them as they are, and cannot patch them.

Whether the compiled code calls a method is known of the source only where nothing in it could be a call: text that is
joined, numbers that are boxed, and properties of Kotlin are calls too. Where it is not known, it counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Body
    from hapline_plugins.hotpatch.linting.declarations import Member

_RUNNING = frozenset(
    {
        "ERROR",
        "assert_statement",
        "binary_expression +",
        "assignment_expression +=",
        "enhanced_for_statement",
        "explicit_constructor_invocation",
        "method_invocation",
        "object_creation_expression",
        "switch_expression",
        "synchronized_statement",
        "try_with_resources_statement",
    }
)
"""Nodes of Java in whose compiled code there is, or may be, the call of a method; a sum may be one of texts."""
_STILL = frozenset(
    {
        "assignment",
        "block",
        "control_structure_body",
        "function_body",
        "identifier",
        "if_expression",
        "number_literal",
        "parenthesized_expression",
        "return_expression",
        "string_content",
        "string_literal",
        "this_expression",
    }
)
"""Nodes of Kotlin in whose compiled code there is certainly no call, as far as there is none in what they hold."""
_BOXES = frozenset({"Integer", "Long", "Short", "Byte", "Character", "Boolean", "Float", "Double", "Object", "Number"})
_NUMBERS = frozenset({"Int", "Long", "Short", "Byte", "Char", "Boolean", "Float", "Double"})


def uses_fields_only(member: Member, code: Body) -> bool:
    """Whether the compiled code of a method certainly calls nothing."""
    if code.classes or code.lambdas or member.body is None:
        return False
    if member.unit.grammar == "kotlin":
        return _in_kotlin(member, member.body)
    return member.type not in _BOXES and not any(map(_may_run, _nodes(member.body)))


def _may_run(node: Node) -> bool:
    kind = node.type
    if kind in {"binary_expression", "assignment_expression"}:
        return any(f"{kind} {one.type}" in _RUNNING for one in node.children)
    return kind in _RUNNING


def _in_kotlin(member: Member, body: Node) -> bool:
    """Of names it must be known that they are fields, or parameters that nobody checks for null."""
    if not all(map(_is_still, _nodes(body))):
        return False
    if member.access != "private" and not _NUMBERS.issuperset(member.types):
        return False
    fields = [one for one in member.owner.inside.members if one.kind == "field"]
    if any(one.modifiers & {"open", "override", "lateinit", "by"} for one in fields):
        return False
    known = {one.name for one in fields} | set(_parameters(member))
    return all(node.type != "identifier" or member.unit.word(node) in known for node in _nodes(body))


def _is_still(node: Node) -> bool:
    if node.type == "navigation_expression":
        return node.children[0].type == "this_expression"
    return node.type in _STILL or not node.is_named


def _parameters(member: Member) -> Iterator[str]:
    if member.kind != "method":
        yield from ("field", "value")
    for child in member.node.children:
        if child.type == "function_value_parameters":
            for one in child.children:
                if one.type == "parameter" and one.children:
                    yield member.unit.word(one.children[0])


def _nodes(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        found = stack.pop()
        if not found.is_extra:
            yield found
            stack += found.children
