"""What code calls: the few things that a patch has to know of it, looked up where its text may hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting import java, kotlin
from hapline_plugins.hotpatch.linting.names import ARRAYCOPY

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Member

_CALLS = frozenset({"method_invocation", "call_expression"})
_LONGEST = 200
"""Bytes before the arguments of a call that are looked at; what is longer is a chain of calls."""
_LEFT_OUT = frozenset({*java.CLASSES, *kotlin.CLASSES, "class_body", "annotation", "marker_annotation"})
"""Classes in the code, which are looked at by themselves; and what is no code."""


def arraycopy_in(member: Member) -> Node | None:
    """Where a method calls ``System.arraycopy`` first; None where it does not."""
    calls = _nodes(member, b"arraycopy")
    return next((node for node in calls if node.type in _CALLS and _called(member, node) in ARRAYCOPY), None)


def super_calls(member: Member) -> Iterator[tuple[str, Node]]:
    """The methods that a method calls on ``super``, and where."""
    for node in _nodes(member, b"super"):
        if node.type == "method_invocation":
            target, named = node.child_by_field_name("object"), node.child_by_field_name("name")
            if target is not None and named is not None and target.type == "super":
                yield member.unit.word(named), node
        elif node.type == "call_expression":
            callee = node.children[0]
            if callee.type == "navigation_expression" and callee.children[0].type == "super_expression":
                yield _called(member, node).rpartition(".")[2], node


def made_in(member: Member) -> Iterator[tuple[str, Node]]:
    """The names of the classes that a method may make instances of, and where: in Kotlin functions are called alike."""
    for node in _nodes(member, b""):
        if node.type == "object_creation_expression":
            type_ = node.child_by_field_name("type")
            if type_ is not None and node.children[-1].type != "class_body":
                yield "".join(member.unit.word(type_).partition("<")[0].split()), node
        elif node.type == "call_expression" and node.children[0].type == "identifier":
            yield member.unit.word(node.children[0]), node


def _called(member: Member, node: Node) -> str:
    """What stands before the arguments of a call."""
    arguments = node.child_by_field_name("arguments") if node.type == "method_invocation" else node.children[1]
    end = arguments.start_byte if arguments else node.end_byte
    if end - node.start_byte > _LONGEST:
        return ""
    return "".join(member.unit.data[node.start_byte : end].decode("utf-8", "replace").split())


def _nodes(member: Member, sign: bytes) -> Iterator[Node]:
    """The nodes of the code of a method in their order, where it holds a word at all."""
    body = member.body
    if body is None or sign not in member.unit.of(body):
        return
    stack = [body]
    while stack:
        node = stack.pop()
        yield node
        stack += [one for one in reversed(node.children) if one.type not in _LEFT_OUT]
