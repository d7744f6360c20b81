"""What is read of each kind of node in the code of Java that is more than its children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import java
from hapline_plugins.hotpatch.linting.bodies import MODIFY_CALLS, Body, Entered, Handler

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

_LONGEST = 200
"""What stands before the arguments of a call that anything looks at; what is longer is a chain of calls."""


def _invocation(unit: Unit, node: Node, body: Body, _owner: Class) -> Entered:
    arguments = node.child_by_field_name("arguments")
    end = arguments.start_byte if arguments else node.end_byte
    if end - node.start_byte <= _LONGEST:
        text = unit.data[node.start_byte : end]
        body.called(text, node)
        if text.startswith(b"super"):
            named = node.child_by_field_name("name")
            target = node.child_by_field_name("object")
            if named is not None and target is not None and target.type == "super":
                body.supers.append((unit.word(named), node))
    return Entered(node.children)


def _statement(unit: Unit, node: Node, body: Body, _owner: Class) -> Entered | None:
    children = node.children
    if _is_mark(unit, children[0]):
        body.marks.append(node)
        return None
    return Entered(children)


def _is_mark(unit: Unit, node: Node) -> bool:
    if node.type != "method_invocation" or node.end_byte - node.start_byte > _LONGEST:
        return False
    text = b"".join(unit.of(node).split())
    return text.endswith(b"modify()") and text[:-2].decode("utf-8", "replace") in MODIFY_CALLS


def _creation(unit: Unit, node: Node, body: Body, owner: Class) -> Entered:
    children = node.children
    type_ = node.child_by_field_name("type")
    base = "".join(unit.of(type_).decode("utf-8", "replace").partition("<")[0].split()) if type_ else "?"
    if children[-1].type != "class_body":
        body.makes.append((base, node))
        return Entered(children)
    found = java.anonymous(unit, node, children[-1], f"new {base}").within(owner, "anonymous")
    body.classes.append(found)
    return Entered([*children[:-1], b"class"])


def _constant(unit: Unit, node: Node, body: Body, owner: Class) -> Entered:
    children = node.children
    if children[-1].type != "class_body":
        return Entered(children)
    named = node.child_by_field_name("name")
    found = java.anonymous(unit, node, children[-1], unit.word(named) if named else "?").within(owner, "anonymous")
    body.classes.append(found)
    return Entered([*children[:-1], b"class"])


def _local(unit: Unit, node: Node, body: Body, owner: Class) -> Entered:
    found = java.class_of(unit, node).within(owner, "local")
    body.classes.append(found)
    return Entered([f"class {found.name}".encode()])


def _lambda(_unit: Unit, node: Node, _body: Body, _owner: Class) -> Entered:
    return Entered(node.children, "")


def _return(_unit: Unit, node: Node, body: Body, _owner: Class) -> Entered:
    children = node.children
    if len(children) > 1 and children[1].type == "this":
        body.returns_this.append(node)
    return Entered(children)


def _text(unit: Unit, node: Node, _body: Body, _owner: Class) -> Entered:
    return Entered([unit.of(node).replace(b"\r\n", b"\n")])


def _nothing(_unit: Unit, _node: Node, _body: Body, _owner: Class) -> None:
    return None


def _unknown(unit: Unit, node: Node, _body: Body, _owner: Class) -> Entered:
    return Entered([b" ".join(unit.of(node).split())])


HANDLERS: Mapping[str, Handler] = {
    "method_invocation": _invocation,
    "expression_statement": _statement,
    "object_creation_expression": _creation,
    "lambda_expression": _lambda,
    "method_reference": _lambda,
    "return_statement": _return,
    "enum_constant": _constant,
    "string_literal": _text,
    "character_literal": _text,
    "modifiers": _nothing,
    "marker_annotation": _nothing,
    "annotation": _nothing,
    "ERROR": _unknown,
    **dict.fromkeys(java.CLASSES, _local),
}
"""By the types of nodes; of all others the children are read."""
