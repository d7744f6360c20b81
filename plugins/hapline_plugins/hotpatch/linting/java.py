"""Reads the declarations of a Java file: its classes, and the members of one when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.declarations import Annotation, Class, ClassKind, Contents, Inside, Member
from hapline_plugins.hotpatch.linting.erasure import erased
from hapline_plugins.hotpatch.linting.imports import Imports

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit

CLASSES: dict[str, ClassKind] = {
    "class_declaration": "class",
    "interface_declaration": "interface",
    "enum_declaration": "enum",
    "record_declaration": "record",
    "annotation_type_declaration": "annotation",
}
"""The nodes that are classes."""
_ANNOTATIONS = frozenset({"marker_annotation", "annotation"})
_SUPERS = frozenset({"superclass", "super_interfaces", "extends_interfaces"})
_BODIES = frozenset({"class_body", "interface_body", "enum_body", "annotation_type_body"})


def contents(unit: Unit) -> Contents:
    """What a Java file holds."""
    package = ""
    imports: list[Node] = []
    classes: list[Class] = []
    problems: list[Node] = []
    for node in unit.root.children:
        kind = node.type
        if kind == "import_declaration":
            imports.append(node)
        elif kind in CLASSES:
            classes.append(class_of(unit, node))
        elif kind == "package_declaration":
            names = [one for one in node.children if one.type in {"scoped_identifier", "identifier"}]
            package = "".join(unit.word(names[-1]).split()) if names else ""
        elif node.is_error or node.is_missing:
            problems.append(node)
    for one in classes:
        one.binary = f"{package}.{one.name}" if package else one.name
    return Contents(package, Imports(unit, imports), classes, problems)


def class_of(unit: Unit, node: Node) -> Class:
    """A class by its declaration."""
    named = node.child_by_field_name("name") or node
    found = Class(CLASSES[node.type], unit.word(named) if named is not node else "?", unit, node, named)
    found.read = _inside
    supers: list[str] = []
    for child in node.children:
        kind = child.type
        if kind == "modifiers":
            found.modifiers, found.annotations = modifiers(unit, child)
        elif kind in _SUPERS:
            supers += [_joined(unit, one) for one in child.named_children if not one.is_extra]
        elif kind in _BODIES:
            found.body = child
        elif kind == "formal_parameters":  # the components of a record: its fields, and its constructor
            found.heads = (child,)
    found.supers = tuple(supers)
    return found


def anonymous(unit: Unit, node: Node, body: Node, base: str) -> Class:
    """The class that an expression, or a constant of an enum, makes of a base."""
    found = Class("class", base, unit, node, node.child_by_field_name("type") or node)
    found.body = body
    found.read = _inside
    return found


def modifiers(unit: Unit, node: Node) -> tuple[frozenset[str], list[Annotation]]:
    """The words and the annotations before a declaration."""
    words: set[str] = set()
    annotations: list[Annotation] = []
    for child in node.children:
        if child.type in _ANNOTATIONS:
            named = child.child_by_field_name("name") or child
            annotations.append(Annotation("".join(unit.word(named).split()), "", child, named))
        elif not child.is_extra:
            words.add(child.type)
    return frozenset(words), annotations


def _inside(owner: Class) -> Inside:
    members: list[Member] = []
    classes: list[Class] = []
    problems: list[Node] = []
    if owner.kind == "record":
        members += [one for head in owner.heads for one in _components(owner, head)]
    for node in _body(owner.body):
        kind = node.type
        if kind in {"method_declaration", "annotation_type_element_declaration"}:
            members.append(_method(owner, node))
        elif kind in {"field_declaration", "constant_declaration"}:
            members += _fields(owner, node)
        elif kind in CLASSES:
            classes.append(class_of(owner.unit, node).within(owner, "nested"))
        elif kind in _OTHERS:
            members.append(_OTHERS[kind](owner, node))
        elif node.is_error or node.is_missing:
            problems.append(node)
    return Inside(members, classes, problems)


def _body(node: Node | None) -> Iterable[Node]:
    for child in node.children if node else ():
        if child.type == "enum_body_declarations":
            yield from child.children
        else:
            yield child


def _method(owner: Class, node: Node) -> Member:
    unit = owner.unit
    named = node.child_by_field_name("name") or node
    return Member("method", unit.word(named), owner, node, named, _fill_method)


def _fill_method(found: Member) -> None:
    unit, node = found.unit, found.node
    _head(found, node)
    found.body = node.child_by_field_name("body")
    type_ = node.child_by_field_name("type")
    found.type = erased(unit.of(type_)) if type_ else ""
    for child in node.children:
        if child.type == "formal_parameters":
            found.types = tuple(_types(unit, child))
        elif child.type == "dimensions":
            found.type += "".join(unit.word(child).split())


def _constructor(owner: Class, node: Node) -> Member:
    named = node.child_by_field_name("name") or node
    found = Member("constructor", owner.name, owner, node, named)
    _head(found, node)
    found.body = node.child_by_field_name("body")
    for child in node.children:
        if child.type == "formal_parameters":
            found.types = tuple(_types(owner.unit, child))
    if node.type == "compact_constructor_declaration":
        found.types = ("",)
    return found


def _static(owner: Class, node: Node) -> Member:
    found = Member("static", "", owner, node, node)
    found.body = node.children[-1]
    return found


def _block(owner: Class, node: Node) -> Member:
    found = Member("initializer", "", owner, node, node)
    found.body = node
    return found


def _constant(owner: Class, node: Node) -> Member:
    named = node.child_by_field_name("name") or node.children[-1]
    found = Member("constant", owner.unit.word(named), owner, node, named)
    _head(found, node)
    # The class that it may have is read as anonymous ones are, from what is compiled into the initialiser.
    found.values = (node,)
    return found


_OTHERS = {
    "constructor_declaration": _constructor,
    "compact_constructor_declaration": _constructor,
    "static_initializer": _static,
    "block": _block,
    "enum_constant": _constant,
}


def _fields(owner: Class, node: Node) -> Iterator[Member]:
    unit = owner.unit
    type_ = node.child_by_field_name("type")
    name = erased(unit.of(type_)) if type_ else ""
    for one in node.children_by_field_name("declarator"):
        named = one.child_by_field_name("name") or one
        found = Member("field", unit.word(named), owner, node, named)
        _head(found, node)
        if owner.kind in {"interface", "annotation"}:
            found.modifiers |= {"static", "final", "public"}
        dimensions = one.child_by_field_name("dimensions")
        found.type = name + ("".join(unit.word(dimensions).split()) if dimensions else "")
        value = one.child_by_field_name("value")
        found.values = (value,) if value else ()
        yield found


def _components(owner: Class, head: Node) -> Iterator[Member]:
    for one in head.named_children:
        named = one.child_by_field_name("name")
        if named is not None:
            found = Member("field", owner.unit.word(named), owner, one, named)
            type_ = one.child_by_field_name("type")
            found.type = erased(owner.unit.of(type_)) if type_ else ""
            found.modifiers = frozenset({"private", "final"})
            yield found


def _head(member: Member, node: Node) -> None:
    first = next((child for child in node.children if not child.is_extra), None)
    if first is not None and first.type == "modifiers":
        member.modifiers, member.annotations = modifiers(member.unit, first)


def _types(unit: Unit, node: Node) -> Iterator[str]:
    for one in node.children:
        if one.type == "formal_parameter":
            type_, dimensions = one.child_by_field_name("type"), one.child_by_field_name("dimensions")
            yield (erased(unit.of(type_)) if type_ else "") + (
                "".join(unit.word(dimensions).split()) if dimensions else ""
            )
        elif one.type == "spread_parameter":
            types: Sequence[Node] = [
                child
                for child in one.named_children
                if child.type not in {"modifiers", "variable_declarator"} and not child.is_extra
            ]
            yield f"{erased(unit.of(types[0])) if types else ''}[]"


def _joined(unit: Unit, node: Node) -> str:
    if node.type == "type_list":
        return ",".join("".join(unit.word(one).split()) for one in node.named_children if not one.is_extra)
    return "".join(unit.of(node).decode("utf-8", "replace").split())
