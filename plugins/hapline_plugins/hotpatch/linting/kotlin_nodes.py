"""What the readers of Kotlin's declarations share: names, and the words and annotations before a declaration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.declarations import Annotation

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit


def name_of(unit: Unit, node: Node) -> str:
    """A name, without the backticks that it may need."""
    return unit.word(node).strip("`")


def modifiers(unit: Unit, node: Node) -> tuple[frozenset[str], list[Annotation]]:
    """The words and the annotations before a declaration."""
    words: set[str] = set()
    annotations: list[Annotation] = []
    for child in node.children:
        if child.type == "annotation":
            annotations += annotations_of(unit, child)
        elif not child.is_extra:
            words.add(unit.word(child))
    return frozenset(words), annotations


def annotations_of(unit: Unit, node: Node) -> Iterator[Annotation]:
    """The annotations of one ``@``: several where they stand in brackets."""
    target = ""
    for child in node.children:
        if child.type == "use_site_target":
            target = unit.word(child).rstrip(":").strip()
        elif child.type in {"user_type", "constructor_invocation"}:
            named = (
                child.named_children[0] if child.type == "constructor_invocation" and child.named_children else child
            )
            yield Annotation("".join(unit.word(named).replace("`", "").split()), target, node, named)


def head(unit: Unit, node: Node) -> tuple[frozenset[str], list[Annotation]]:
    """The words and annotations of a declaration."""
    words, annotations = frozenset[str](), list[Annotation]()
    for child in node.children:
        if child.type == "modifiers":
            words, annotations = modifiers(unit, child)
            break
        if not child.is_extra:
            break
    before = node.prev_named_sibling
    if before is not None and before.type == "annotated_expression":
        annotations[:0] = _loose(unit, before)
    return words, annotations


def _loose(unit: Unit, node: Node) -> Iterator[Annotation]:
    """Annotations before a function of a file, where the grammar (1.1) takes their arguments for an expression."""
    for child in node.children:
        if child.type == "annotation":
            yield from (one._replace(node=node) for one in annotations_of(unit, child))
        elif child.type == "annotated_expression":
            yield from _loose(unit, child)


def called_in(unit: Unit, node: Node) -> str:
    """What a call names, without what it is called on: of ``a.b(c) { }`` it is ``b``."""
    while node.type == "call_expression":  # one for the arguments in brackets, another for the lambda behind them
        node = node.children[0]
    if node.type == "navigation_expression":
        node = node.children[-1]
    return unit.word(node) if node.type == "identifier" else ""


def is_reference(unit: Unit, node: Node) -> bool:
    """Whether ``::`` makes an object that calls something: not in ``A::class``, and not in ``::a.isInitialized``."""
    if all(one.type != "::" for one in node.children) or unit.of(node.children[-1]) == b"class":
        return False
    around = node.parent
    if around is not None and around.type == "unary_expression":  # so the grammar (1.1) reads !::a.isInitialized
        around = around.parent
    return around is None or around.type != "navigation_expression" or unit.of(around.children[-1]) != b"isInitialized"
