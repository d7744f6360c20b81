"""Java that the parser understands and no compiler takes: what becomes of a word that is spelt wrong.

``retrun x;`` declares a variable ``x`` of a class ``retrun``. Two things tell it, and neither is ever so in code that
compiles: a local variable that has the name of a parameter, and a method with a result that nothing can end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.java import CLASSES

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit

_METHOD = "method_declaration"
_ENDING = re.compile(rb"\b(?:return|throw|while|do|for)\b")
"""Words of what ends a method, or may never end itself; in a text or comment they count too."""
_DECLARED = re.compile(rb"(?<=[\w>\]])(?<!return)\s+(\w+)\s*[;=,]")
"""What may be the name of a variable that is declared: only where it is that of a parameter the tree is looked at."""
_LEFT_OUT = frozenset({*CLASSES, "class_body", "lambda_expression"})


def not_compiling(unit: Unit, method: Node) -> Node | None:
    """What of a method of Java certainly does not compile; None where nothing is known to.

    Args:
        unit: Its file. method: The method; other nodes have nothing of it.
    """
    body = method.child_by_field_name("body")
    if unit.grammar != "java" or method.type != _METHOD or body is None or body.has_error:
        return None
    text = unit.of(body)
    names = {unit.of(one) for one in _parameters(method)}
    if not names.isdisjoint(_DECLARED.findall(text)):
        for node in _nodes(body, _LEFT_OUT):
            if node.type == "local_variable_declaration" and _declares(unit, node, names):
                return node
    result = method.child_by_field_name("type")
    if result is None or result.type == "void_type" or _ENDING.search(text):
        return None
    return method.child_by_field_name("name")


def has_such(unit: Unit) -> bool:
    """Whether a file has such a method, in whichever of its classes."""
    if unit.grammar != "java":
        return False
    return any(not_compiling(unit, one) is not None for one in _nodes(unit.root, ()) if one.type == _METHOD)


def _declares(unit: Unit, node: Node, names: set[bytes]) -> bool:
    declared = (one.child_by_field_name("name") for one in node.children_by_field_name("declarator"))
    return any(named is not None and unit.of(named) in names for named in declared)


def _parameters(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.type == "formal_parameters":
            for one in child.named_children:
                named = one.child_by_field_name("name")
                if named is not None:
                    yield named


def _nodes(top: Node, left_out: Collection[str]) -> Iterator[Node]:
    stack = [top]
    while stack:
        node = stack.pop()
        yield node
        stack += [one for one in reversed(node.named_children) if one.type not in left_out]
