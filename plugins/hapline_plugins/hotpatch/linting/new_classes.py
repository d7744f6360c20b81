"""What a new class holds that a patch can hardly take: lambdas and anonymous classes; found by the parser's queries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.kotlin_nodes import called_in, is_reference
from hapline_plugins.hotpatch.linting.lambdas import INLINED

if TYPE_CHECKING:
    from tree_sitter import Node, Query

    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.grammars import Grammar

_ANONYMOUS = {
    "java": "(object_creation_expression (class_body)) @it",
    "kotlin": "(object_literal) @it",
}
_LAMBDAS = {
    "java": "[(lambda_expression) (method_reference)] @it",
    "kotlin": "[(lambda_literal) (anonymous_function)] @it"
    ' [(callable_reference) (navigation_expression "::")] @reference'
    " (call_expression . (_) @of (annotated_lambda (lambda_literal) @handed))"
    " (call_expression . (_) @of (value_arguments (value_argument (lambda_literal) @handed)))",
}
_SIGNS = {"java": ((b"->", b"::"), (b"new",)), "kotlin": ((b"{", b"::"), (b"object",))}


def lambdas_in(one: Class) -> tuple[Node | None, int]:
    """The first lambda of a class that is not compiled into the code around it, and how many there are."""
    if not any(sign in one.raw for sign in _SIGNS[one.unit.grammar][0]):
        return None, 0
    every: dict[int, Node] = {}
    for _, found in _matches(one, _query(one.unit.grammar, _LAMBDAS[one.unit.grammar])):
        for node in found.get("it", ()):
            every.setdefault(node.id, node)
        for node in found.get("reference", ()):
            if is_reference(one.unit, node):
                every.setdefault(node.id, node)
        for called, handed in zip(found.get("of", ()), found.get("handed", ()), strict=False):
            if called_in(one.unit, called) in INLINED:
                every[handed.id] = one.node
    real = [node for node in every.values() if node is not one.node]
    return min(real, key=lambda node: node.start_byte, default=None), len(real)


def anonymous_in(one: Class) -> tuple[Node | None, int]:
    """The first anonymous class in a class, and how many there are."""
    if not any(sign in one.raw for sign in _SIGNS[one.unit.grammar][1]):
        return None, 0
    found = _matches(one, _query(one.unit.grammar, _ANONYMOUS[one.unit.grammar]))
    nodes = [node for _, each in found for node in each["it"]]
    return min(nodes, key=lambda node: node.start_byte, default=None), len(nodes)


def _matches(one: Class, query: Query) -> list[tuple[int, dict[str, list[Node]]]]:
    from tree_sitter import QueryCursor

    return QueryCursor(query).matches(one.body) if one.body else []


@cache
def _query(grammar: Grammar, text: str) -> Query:
    from tree_sitter import Query

    from hapline_plugins.hotpatch.linting.grammars import language

    return Query(language(grammar), text)
