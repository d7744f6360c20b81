"""Reads the declarations of a Kotlin file: its classes, that of the file itself, and the members of one when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.declarations import Annotation, Class, ClassKind, Contents, Inside, Member
from hapline_plugins.hotpatch.linting.erasure import erased
from hapline_plugins.hotpatch.linting.imports import Imports
from hapline_plugins.hotpatch.linting.kotlin_members import constructor, enum_entry, function, initializer, secondary
from hapline_plugins.hotpatch.linting.kotlin_nodes import modifiers, name_of
from hapline_plugins.hotpatch.linting.kotlin_properties import property_members

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit

CLASSES = frozenset({"class_declaration", "object_declaration", "companion_object"})
"""The nodes that are classes."""
_MEMBERS = frozenset(
    {"function_declaration", "property_declaration", "secondary_constructor", "anonymous_initializer", "enum_entry"}
)
_BODIES = frozenset({"class_body", "enum_class_body"})


def contents(unit: Unit) -> Contents:
    """What a Kotlin file holds."""
    package, jvm_name = "", ""
    imports: list[Node] = []
    classes: list[Class] = []
    loose: list[Node] = []
    problems: list[Node] = []
    for node in unit.root.children:
        kind = node.type
        if kind == "import":
            imports.append(node)
        elif kind in CLASSES:
            classes.append(class_of(unit, node))
        elif kind in _MEMBERS:
            loose.append(node)
        elif kind == "package_header":
            package = "".join(unit.word(node).removeprefix("package").replace("`", "").split()).rstrip(";")
        elif kind == "file_annotation":
            jvm_name = _jvm_name(unit, node) or jvm_name
        elif node.is_error or node.is_missing:
            problems.append(node)
    classes = [one for one in classes if "expect" not in one.modifiers]  # nothing is compiled of them
    if loose:
        classes.append(_file_class(unit, jvm_name, loose))
    for one in classes:
        one.binary = f"{package}.{one.name}" if package else one.name
    return Contents(package, Imports(unit, imports), classes, problems)


def class_of(unit: Unit, node: Node) -> Class:
    """A class by its declaration."""
    kind: ClassKind = {"object_declaration": "object", "companion_object": "companion"}.get(node.type, "class")  # type: ignore[assignment]
    found = Class(kind, "Companion" if kind == "companion" else "?", unit, node, node)
    found.read = _inside
    heads: list[Node] = []
    for child in node.children:
        type_ = child.type
        if type_ == "modifiers":
            found.modifiers, found.annotations = modifiers(unit, child)
        elif type_ == "identifier":
            found.name, found.named = name_of(unit, child), child
        elif type_ == "interface":
            found.kind = "interface"
        elif type_ == "primary_constructor":
            heads.append(child)
        elif type_ == "delegation_specifiers":
            found.supers = tuple(_supers(unit, child))
            heads += _compiled(child)
        elif type_ in _BODIES:
            found.body = child
    found.heads = tuple(heads)
    if found.named is node:
        found.named = next((one for one in node.children if not one.is_named), node)
    if "enum" in found.modifiers:
        found.kind = "enum"
    elif "annotation" in found.modifiers:
        found.kind = "annotation"
    found.shown = found.name
    return found


def anonymous(unit: Unit, node: Node, body: Node | None, base: str) -> Class:
    """The class that an object expression, or an entry of an enum, makes."""
    found = Class("class", base, unit, node, node.children[0] if node.children else node)
    found.body = body
    found.read = _inside
    supers = [one for one in node.children if one.type == "delegation_specifiers"]
    found.heads = tuple(head for one in supers for head in _compiled(one))
    return found


def _inside(owner: Class) -> Inside:
    members: list[Member] = []
    classes: list[Class] = []
    problems: list[Node] = []
    if owner.place != "anonymous" and owner.kind in {"class", "enum", "annotation", "object", "companion"}:
        members += constructor(owner)
    nodes: Iterable[Node] = owner.body.children if owner.body else ()
    for node in nodes:
        kind = node.type
        if kind in CLASSES:
            classes.append(class_of(owner.unit, node).within(owner, "nested"))
        elif kind in _MEMBERS:
            members += _members(owner, node)
        elif node.is_error or node.is_missing:
            problems.append(node)
    return Inside(members, classes, problems)


def _members(owner: Class, node: Node) -> Iterator[Member]:
    match node.type:
        case "function_declaration":
            yield function(owner, node)
        case "property_declaration":
            yield from property_members(owner, node)
        case "secondary_constructor":
            yield secondary(owner, node)
        case "enum_entry":
            yield from enum_entry(owner, node)
        case _:
            yield initializer(owner, node)


def _file_class(unit: Unit, jvm_name: str, loose: list[Node]) -> Class:
    stem = unit.path.rpartition("/")[2].removesuffix(".kt")
    name = jvm_name or f"{stem[:1].upper()}{stem[1:]}Kt".replace("-", "_").replace(".", "_").replace(" ", "_")
    found = Class("file", name, unit, unit.root, loose[0])
    found.read = lambda owner: Inside([one for node in loose for one in _members(owner, node)], [], [])
    return found


def _jvm_name(unit: Unit, node: Node) -> str:
    text = unit.of(node).decode("utf-8", "replace")
    return text.partition('"')[2].partition('"')[0] if "JvmName" in text else ""


def _supers(unit: Unit, node: Node) -> Iterator[str]:
    for one in node.named_children:
        if one.type == "delegation_specifier" and one.named_children:
            inner = one.named_children[0]
            if inner.type in {"constructor_invocation", "explicit_delegation"} and inner.named_children:
                inner = inner.named_children[0]
            yield erased(unit.of(inner))


def _compiled(node: Node) -> Iterator[Node]:
    """What of the super types is compiled into the constructor: arguments, and what is delegated to."""
    for one in node.named_children:
        for inner in one.named_children if one.type == "delegation_specifier" else ():
            if inner.type in {"constructor_invocation", "explicit_delegation"}:
                yield from (part for part in inner.named_children[1:])


__all__ = ["CLASSES", "Annotation", "anonymous", "class_of", "contents"]
