"""What is read of each kind of node in the code of Java that is more than its children."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import java
from hapline_plugins.hotpatch.linting.bodies import Body, Handler, LambdaEnd, Reading
from hapline_plugins.hotpatch.linting.names import MODIFY_CALLS

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Item
    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

_LONGEST = 200
"""Bytes of a call that may be the mark; what is longer is a chain of calls."""


def _statement(unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    children = node.children
    if _is_mark(unit, children[0]):
        body.marks.append(node)
        return []
    return children


def _is_mark(unit: Unit, node: Node) -> bool:
    if node.type != "method_invocation" or node.end_byte - node.start_byte > _LONGEST:
        return False
    text = b"".join(unit.of(node).split())
    return text.endswith(b"modify()") and text[:-2].decode("utf-8", "replace") in MODIFY_CALLS


def _creation(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    children = node.children
    if children[-1].type != "class_body":
        return children
    type_ = node.child_by_field_name("type")
    base = "".join(unit.of(type_).decode("utf-8", "replace").partition("<")[0].split()) if type_ else "?"
    found = java.anonymous(unit, node, children[-1], f"new {base}").within(owner, "anonymous")
    body.classes.append(found)
    return [*children[:-1], b"class"]


def _constant(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    children = node.children
    if children[-1].type != "class_body":
        return children
    named = node.child_by_field_name("name")
    found = java.anonymous(unit, node, children[-1], unit.word(named) if named else "?").within(owner, "anonymous")
    body.classes.append(found)
    return [*children[:-1], b"class"]


def _local(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    found = java.class_of(unit, node).within(owner, "local")
    body.classes.append(found)
    return [f"class {found.name}".encode()]


def _lambda(_unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    return [*node.children, LambdaEnd(node, len(body.tokens), "")]


def _return(_unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    children = node.children
    if len(children) > 1 and children[1].type == "this":
        body.returns_this.append(node)
    return children


def _text(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return [unit.of(node).replace(b"\r\n", b"\n")]


def _nothing(_unit: Unit, _node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return []


def _unknown(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return [b" ".join(unit.of(node).split())]


_HANDLERS: Mapping[str, Handler] = {
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
_ANY = (
    rb"[ \t\r\n\f.;=+*%<>&|!~^?\[\](]|,(?!\s*[)\]}>])|-(?!>)|:(?!:)|/(?![/*])"
    rb"|\"(?!\"\")(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"
)
_WORD = rb"(?!(?:final|return\s+this|modify\s*\(\s*\)|(?:class|interface|enum|record)\s+\w+)(?!\w))\w++"
_PLAIN = re.compile(
    rb"(?:" + _ANY + rb"|[){}]|(?!new\b)" + _WORD + rb")*+|(?:" + _ANY + rb"|\)(?!\s*\{)|[{}]|" + _WORD + rb")*+"
)
"""No lambda, reference, comment, annotation, local class or mark, and no class that is made of another: of these there
is ``new`` before, and a bracket that braces follow."""
READING = Reading(_HANDLERS, _PLAIN)
"""How Java is read."""
