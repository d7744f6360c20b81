"""What is read of each kind of node in the code of Java."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import java
from hapline_plugins.hotpatch.linting.bodies import MODIFY_CALLS, Body, Entered

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

_LEFT_OUT = frozenset({"modifiers", "marker_annotation", "annotation"})
_RUNNING = frozenset(
    {
        "enhanced_for_statement",
        "explicit_constructor_invocation",
        "switch_expression",
        "try_with_resources_statement",
        "assert_statement",
        "synchronized_statement",
    }
)
"""Nodes in whose compiled code there is, or may be, the call of a method."""


def enter(unit: Unit, node: Node, children: list[Node], body: Body, owner: Class) -> Entered | None:
    """What is read of a node; None for nothing of it."""
    kind = node.type
    if kind == "method_invocation":
        _invocation(unit, node, body)
    elif kind == "expression_statement" and _is_mark(unit, children[0]):
        body.marks.append(node)
        return None
    elif kind == "object_creation_expression":
        return _creation(unit, node, children, body, owner)
    elif kind in {"lambda_expression", "method_reference"}:
        return Entered([*children], "")
    elif kind in _LEFT_OUT:
        return None
    elif kind == "ERROR":
        return Entered([b" ".join(unit.of(node).split())])
    elif kind in java.CLASSES:
        found = java.class_of(unit, node).within(owner, "local")
        body.classes.append(found)
        return Entered([f"class {found.name}".encode()])
    elif kind == "enum_constant" and children[-1].type == "class_body":
        return _constant(unit, node, children, body, owner)
    elif kind == "return_statement":
        if len(children) > 1 and children[1].type == "this":
            body.returns_this.append(node)
    elif kind in {"binary_expression", "assignment_expression"}:
        # Of text it is the call of a StringBuilder; what the operands are is not known.
        body.runs_methods |= any(one.type in {"+", "+="} for one in children)
    elif kind in _RUNNING:
        body.runs_methods = True
    return Entered([*children])


def _invocation(unit: Unit, node: Node, body: Body) -> None:
    body.runs_methods = True
    arguments = node.child_by_field_name("arguments")
    end = arguments.start_byte if arguments else node.end_byte
    if end - node.start_byte > _LONGEST:
        return
    text = unit.data[node.start_byte : end]
    body.called(text, node)
    if text.startswith(b"super"):
        named = node.child_by_field_name("name")
        target = node.child_by_field_name("object")
        if named is not None and target is not None and target.type == "super":
            body.supers.append((unit.word(named), node))


_LONGEST = 200
"""What stands before the arguments of a call that anything looks at; what is longer is a chain of calls."""


def _is_mark(unit: Unit, node: Node) -> bool:
    if node.type != "method_invocation" or node.end_byte - node.start_byte > _LONGEST:
        return False
    text = b"".join(unit.of(node).split())
    return text.endswith(b"modify()") and text[:-2].decode("utf-8", "replace") in MODIFY_CALLS


def _creation(unit: Unit, node: Node, children: list[Node], body: Body, owner: Class) -> Entered:
    body.runs_methods = True
    type_ = node.child_by_field_name("type")
    base = "".join(unit.of(type_).decode("utf-8", "replace").partition("<")[0].split()) if type_ else "?"
    if children[-1].type != "class_body":
        body.makes.append((base, node))
        return Entered([*children])
    found = java.anonymous(unit, node, children[-1], f"new {base}").within(owner, "anonymous")
    body.classes.append(found)
    return Entered([*children[:-1], b"class"])


def _constant(unit: Unit, node: Node, children: list[Node], body: Body, owner: Class) -> Entered:
    named = node.child_by_field_name("name")
    found = java.anonymous(unit, node, children[-1], unit.word(named) if named else "?").within(owner, "anonymous")
    body.classes.append(found)
    return Entered([*children[:-1], b"class"])
