"""What is read of each kind of node in the code of Kotlin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import kotlin
from hapline_plugins.hotpatch.linting.bodies import END, MODIFY_CALLS, Body, Entered
from hapline_plugins.hotpatch.linting.erasure import erased

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Item
    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

_BLOCKS = frozenset({"block", "lambda_literal", "class_body"})
_STILL = frozenset(
    {
        "assignment",
        "block",
        "control_structure_body",
        "function_body",
        "if_expression",
        "parenthesized_expression",
        "return_expression",
        "string_literal",
        "variable_declaration",
    }
)
"""Nodes in whose compiled code there is certainly no call, as far as there is none in what they hold."""
_LONGEST = 200
_THIS = frozenset({b"apply", b"also"})
"""Functions that return what they are called on, which is ``this`` where nothing is named."""


def enter(unit: Unit, node: Node, children: list[Node], body: Body, owner: Class) -> Entered | None:
    """What is read of a node; None for nothing of it."""
    kind = node.type
    if kind == "call_expression":
        return _call(unit, children, node, body)
    if kind == "annotation":
        return None
    if kind == "ERROR":
        return Entered([b" ".join(unit.of(node).split())])
    if kind in {"lambda_literal", "callable_reference", "anonymous_function"}:
        body.runs_methods = True
        return Entered(_statements(children) if kind == "lambda_literal" else [*children], body.handed.get(node.id, ""))
    if kind in _BLOCKS:
        return Entered(_statements(children))
    if kind == "function_declaration":  # in a function: its code becomes a method of its own
        body.runs_methods = True
        return Entered([*children], "")
    if kind == "object_literal":
        return _object(unit, node, children, body, owner)
    if kind in kotlin.CLASSES:
        found = kotlin.class_of(unit, node).within(owner, "local")
        body.classes.append(found)
        return Entered([f"class {found.name}".encode()])
    if kind == "enum_entry" and children[-1].type == "class_body":
        found = kotlin.anonymous(unit, node, children[-1], _name(unit, children)).within(owner, "anonymous")
        body.classes.append(found)
        return Entered([*children[:-1], b"class"])
    _notice(unit, node, children, body)
    return Entered([*children])


def _notice(unit: Unit, node: Node, children: list[Node], body: Body) -> None:
    kind = node.type
    if kind in {"return_expression", "function_body"} and _is_this(unit, children[-1]):
        body.returns_this.append(node)
    if kind == "navigation_expression" and children[0].type == "this_expression":
        return
    if kind not in _STILL:
        body.runs_methods = True


def _is_this(unit: Unit, node: Node) -> bool:
    return node.type == "this_expression" or (node.type == "call_expression" and unit.of(node.children[0]) in _THIS)


def _call(unit: Unit, children: list[Node], node: Node, body: Body) -> Entered | None:
    body.runs_methods = True
    callee = children[0]
    name = ""
    if callee.end_byte - callee.start_byte <= _LONGEST:
        text = unit.of(callee)
        if text == b"modify" or text.endswith(b".modify"):
            written = "".join(text.decode("utf-8", "replace").split())
            if written in MODIFY_CALLS and unit.data[callee.end_byte : node.end_byte].split() == [b"()"]:
                body.marks.append(node)
                return None
        body.called(text, node)
        name = body.calls[-1][0].rpartition(".")[2].rpartition("?")[2]
        if callee.type == "identifier":
            body.makes.append((name, node))
        elif callee.type == "navigation_expression" and callee.children[0].type == "super_expression":
            body.supers.append((name, node))
    elif callee.type == "navigation_expression" and callee.children:
        name = unit.word(callee.children[-1])
    for child in children[1:]:
        for one in _lambdas(child):
            body.handed[one.id] = name
    return Entered([*children])


def _lambdas(node: Node) -> Iterator[Node]:
    """The lambdas among the arguments of a call: the one behind it, and those in its brackets."""
    for child in node.children:
        if child.type == "lambda_literal":
            yield child
        elif child.type == "value_argument":
            yield from (one for one in child.children if one.type == "lambda_literal")


def _object(unit: Unit, node: Node, children: list[Node], body: Body, owner: Class) -> Entered:
    body.runs_methods = True
    inner = next((one for one in children if one.type == "class_body"), None)
    supers = next((one for one in children if one.type == "delegation_specifiers"), None)
    base = erased(unit.of(supers).partition(b"{")[0].partition(b"(")[0]) if supers else "Any"
    found = kotlin.anonymous(unit, node, inner, f"object : {base}").within(owner, "anonymous")
    body.classes.append(found)
    return Entered([*(one for one in children if one is not inner), b"class"])


def _name(unit: Unit, children: list[Node]) -> str:
    return next((unit.word(one) for one in children if one.type == "identifier"), "?")


def _statements(children: list[Node]) -> list[Item]:
    """The children, each that is a statement behind a sign of its own: a line that ends may end one."""
    found: list[Item] = []
    for child in children:
        if child.is_named and not child.is_extra:
            found.append(END)
        if child.type != ";":
            found.append(child)
    return found
