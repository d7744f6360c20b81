"""Members of Kotlin's classes: functions, constructors, initialisers, entries of enums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline_plugins.hotpatch.linting.declarations import Class, Member
from hapline_plugins.hotpatch.linting.erasure import erased
from hapline_plugins.hotpatch.linting.kotlin_nodes import head, modifiers, name_of
from hapline_plugins.hotpatch.linting.kotlin_properties import accessible_field

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit


class Parameters(NamedTuple):
    """The parameters of a function: their erased types, and the default values that some have."""

    types: tuple[str, ...]
    defaults: tuple[Node, ...]


def parameters(unit: Unit, node: Node) -> Parameters:
    """Read the parameters of a function."""
    types: list[str] = []
    defaults: list[Node] = []
    is_many = after_equals = False
    for child in node.children:
        kind = child.type
        if kind == "parameter_modifiers":
            is_many = "vararg" in unit.word(child)
        elif kind == "parameter":
            parts = [one for one in child.named_children if not one.is_extra]
            types.append((erased(unit.of(parts[-1])) if len(parts) > 1 else "") + ("[]" if is_many else ""))
            is_many = False
        elif kind == "=":
            after_equals = True
            continue
        elif after_equals and child.is_named and not child.is_extra:
            defaults.append(child)
        after_equals = False
    return Parameters(tuple(types), tuple(defaults))


def function(owner: Class, node: Node) -> Member:
    """A function, of a class or of a file."""
    named = node.child_by_field_name("name") or node
    return Member("method", name_of(owner.unit, named), owner, node, named, _fill_function)


def _fill_function(found: Member) -> None:
    unit, node = found.unit, found.node
    found.modifiers, found.annotations = head(unit, node)
    receiver: tuple[str, ...] = ()
    last: Node | None = None
    before_name, after_colon = True, False
    for child in node.children:
        kind = child.type
        if kind == "function_value_parameters":
            given = parameters(unit, child)
            found.types, found.defaults = (*receiver, *given.types), given.defaults
            before_name = False
        elif kind == "function_body":
            found.body = child
        elif before_name and kind == "." and last is not None:
            receiver = (f"{erased(unit.of(last))}.",)
        elif not before_name and kind == ":":
            after_colon = True
            continue
        elif after_colon and child.is_named and not child.is_extra:
            found.type = erased(unit.of(child))
        if child.is_named and not child.is_extra:
            last = child
            after_colon = False


def constructor(owner: Class) -> Iterator[Member]:
    """The constructor in the head of a class, and the fields that it declares."""
    unit = owner.unit
    primary = next((one for one in owner.heads if one.type == "primary_constructor"), None)
    found = Member("constructor", owner.name, owner, owner.node, primary or owner.named)
    found.types = ("",)  # there is one of it, whatever its parameters are
    if primary is None:
        if owner.heads:
            found.heads = owner.heads
            yield found
        return
    listed = [one for one in primary.children if one.type == "class_parameters"]
    found.heads = (*listed, *(one for one in owner.heads if one is not primary))
    for child in primary.children:
        if child.type == "modifiers":
            found.modifiers, found.annotations = modifiers(unit, child)
    yield found
    for one in (inner for around in listed for inner in around.named_children):
        if one.type == "class_parameter":
            yield from _field(owner, one)


def _field(owner: Class, node: Node) -> Iterator[Member]:
    words = {child.type for child in node.children if not child.is_named} & {"val", "var"}
    named = next((child for child in node.children if child.type == "identifier"), None)
    if not words or named is None:
        return
    known, annotations = head(owner.unit, node)
    found = Member("field", name_of(owner.unit, named), owner, node, named)
    found.modifiers, found.annotations = known | words, annotations
    colon = False
    for child in node.children:
        if child.type == ":":
            colon = True
        elif colon and child.is_named and not child.is_extra:
            found.type = erased(owner.unit.of(child))
            break
    yield accessible_field(found)


def secondary(owner: Class, node: Node) -> Member:
    """A constructor in the body of a class."""
    found = Member("constructor", owner.name, owner, node, node)
    found.modifiers, found.annotations = head(owner.unit, node)
    heads: list[Node] = []
    for child in node.children:
        if child.type == "function_value_parameters":
            given = parameters(owner.unit, child)
            found.types, found.defaults = given
        elif child.type == "constructor_delegation_call":
            heads.append(child)
        elif child.type == "constructor":
            found.named = child
        elif child.type == "block":
            found.body = child
    found.heads = tuple(heads)
    return found


def initializer(owner: Class, node: Node) -> Member:
    """An ``init`` block: of an object it is static."""
    kind = "static" if owner.kind in {"object", "companion"} else "initializer"
    found = Member(kind, "", owner, node, node.children[0])  # type: ignore[arg-type]
    found.body = node
    return found


def enum_entry(owner: Class, node: Node) -> Iterator[Member]:
    """A constant of an enum; none where the parser only supposes that there is one."""
    named = next((child for child in node.children if child.type == "identifier"), node)
    if named.is_missing:
        return
    found = Member("constant", name_of(owner.unit, named), owner, node, named)
    found.modifiers, found.annotations = head(owner.unit, node)
    found.values = (node,)
    yield found
