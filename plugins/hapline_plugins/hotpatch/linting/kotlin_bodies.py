"""What is read of each kind of node in the code of Kotlin that is more than its children."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import kotlin
from hapline_plugins.hotpatch.linting.bodies import END, Body, Handler, LambdaEnd, Reading
from hapline_plugins.hotpatch.linting.erasure import erased
from hapline_plugins.hotpatch.linting.kotlin_nodes import called_in, is_reference
from hapline_plugins.hotpatch.linting.names import MODIFY_CALLS

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Item
    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

_LONGEST = 200
_THIS = frozenset({b"apply", b"also"})
"""Functions that return what they are called on, which is ``this`` where nothing is named."""


def _call(unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    children = node.children
    callee = children[0]
    if callee.end_byte - callee.start_byte <= _LONGEST:
        text = unit.of(callee)
        if _is_mark(unit, node, callee, text):
            body.marks.append(node)
            return []
    for child in children[1:]:
        for one in _lambdas(child):
            body.handed[one.id] = called_in(unit, node)
    return children


def _is_mark(unit: Unit, node: Node, callee: Node, text: bytes) -> bool:
    if not (text == b"modify" or text.endswith(b".modify")):
        return False
    written = "".join(text.decode("utf-8", "replace").split())
    return written in MODIFY_CALLS and unit.data[callee.end_byte : node.end_byte].split() == [b"()"]


def _lambdas(node: Node) -> Iterator[Node]:
    """The lambdas among the arguments of a call: the one behind it, and those in its brackets."""
    for child in node.children:
        if child.type == "lambda_literal":
            yield child
        elif child.type == "value_argument":
            yield from (one for one in child.children if one.type == "lambda_literal")


def _literal(_unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    return [*_statements(node.children), LambdaEnd(node, len(body.tokens), body.handed.get(node.id, ""))]


def _function(_unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    """A function in a function: its code becomes a method, or a class, of its own."""
    return [*node.children, LambdaEnd(node, len(body.tokens), "")]


def _reference(unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    """A property or function of something, or, as ``String::length`` is, a reference to one."""
    if is_reference(unit, node):
        return [*node.children, LambdaEnd(node, len(body.tokens), "")]
    return node.children


def _block(_unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return _statements(node.children)


def _return(unit: Unit, node: Node, body: Body, _owner: Class) -> Sequence[Item]:
    children = node.children
    if _is_this(unit, children[-1]):
        body.returns_this.append(node)
    return children


def _is_this(unit: Unit, node: Node) -> bool:
    return node.type == "this_expression" or (node.type == "call_expression" and unit.of(node.children[0]) in _THIS)


def _object(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    children = node.children
    inner = next((one for one in children if one.type == "class_body"), None)
    supers = next((one for one in children if one.type == "delegation_specifiers"), None)
    base = erased(unit.of(supers).partition(b"{")[0].partition(b"(")[0]) if supers else "Any"
    found = kotlin.anonymous(unit, node, inner, f"object : {base}").within(owner, "anonymous")
    body.classes.append(found)
    return [*(one for one in children if one is not inner), b"class"]


def _constant(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    children = node.children
    if children[-1].type != "class_body":
        return children
    name = next((unit.word(one) for one in children if one.type == "identifier"), "?")
    found = kotlin.anonymous(unit, node, children[-1], name).within(owner, "anonymous")
    body.classes.append(found)
    return [*children[:-1], b"class"]


def _local(unit: Unit, node: Node, body: Body, owner: Class) -> Sequence[Item]:
    found = kotlin.class_of(unit, node).within(owner, "local")
    body.classes.append(found)
    return [f"class {found.name}".encode()]


def _text(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    """A text: what is written in it as it stands, and the code in it as code."""
    children = node.children
    if any(one.type == "interpolation" for one in children):
        return [one if one.type == "interpolation" else unit.of(one).replace(b"\r\n", b"\n") for one in children]
    return [unit.of(node).replace(b"\r\n", b"\n")]


def _character(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return [unit.of(node)]  # what is between the marks has no node of its own


def _type_test(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    """Whether something is of a type: the sign of ``!is`` has no node of its own."""
    left, *others = node.children
    sign = [b"!"] if others and unit.data[left.end_byte : others[0].start_byte].strip() == b"!" else []
    return [left, *sign, *others]


def _nothing(_unit: Unit, _node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return []


def _unknown(unit: Unit, node: Node, _body: Body, _owner: Class) -> Sequence[Item]:
    return [b" ".join(unit.of(node).split())]


def _statements(children: list[Node]) -> list[Item]:
    """The children, each that is a statement behind a sign of its own: a line that ends may end one."""
    found: list[Item] = []
    for child in children:
        if child.is_named and not child.is_extra:
            found.append(END)
        if child.type != ";":
            found.append(child)
    return found


_HANDLERS: Mapping[str, Handler] = {
    "call_expression": _call,
    "lambda_literal": _literal,
    "callable_reference": _reference,
    "anonymous_function": _function,
    "function_declaration": _function,
    "navigation_expression": _reference,
    "block": _block,
    "class_body": _block,
    "return_expression": _return,
    "function_body": _return,
    "object_literal": _object,
    "enum_entry": _constant,
    "string_literal": _text,
    "multiline_string_literal": _text,
    "character_literal": _character,
    "is_expression": _type_test,
    "annotation": _nothing,
    "ERROR": _unknown,
    **dict.fromkeys(kotlin.CLASSES, _local),
}
_PLAIN = re.compile(
    rb"(?:[ \t\r\n\f.+*%<>&|!~^?\[\]()]|,(?!\s*[)\]}>])|-(?!>)|:(?!:)|/(?![/*])|=(?!\s*(?:this|apply|also)\b)"
    rb"|\"(?!\"\")(?:[^\"\\\n$]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"
    rb"|(?!(?:object|fun|class|interface|modify\s*\(\s*\)|return\s+(?:this|apply|also))(?!\w))\w++)*+"
)
"""No braces, reference, comment, annotation, label, function, object or mark, no code in a text, and no ``this`` that
may be the result."""
READING = Reading(_HANDLERS, _PLAIN)
"""How Kotlin is read."""
