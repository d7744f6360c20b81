"""Properties of Kotlin as the compiled code has them: fields, getters and setters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.declarations import Annotation, Class, Member
from hapline_plugins.hotpatch.linting.erasure import erased
from hapline_plugins.hotpatch.linting.kotlin_nodes import head, name_of

if TYPE_CHECKING:
    from tree_sitter import Node

ACCESSORS = "accessors"
"""Marks a field that has a getter, and where it can be set a setter, which nobody wrote."""
_WITHOUT_FIELD = frozenset({"abstract", "external", "expect"})


class _Property:
    """The parts of a property."""

    def __init__(self, owner: Class, node: Node) -> None:
        self.node = node
        self.unit = owner.unit
        self.modifiers, self.annotations = head(owner.unit, node)
        self.named: Node | None = None
        self.receiver = ""
        self.type = ""
        self.value: Node | None = None
        self.is_delegated = False
        self.accessors: dict[str, Node] = {}
        last: Node | None = None
        after_equals = False
        for child in node.children:
            kind = child.type
            if kind in {"val", "var"}:
                self.modifiers |= {kind}
            elif kind == "." and last is not None:
                self.receiver = f"{erased(self.unit.of(last))}."
            elif kind == "variable_declaration":
                self._declared(child)
            elif kind == "property_delegate":
                self.value, self.is_delegated = child, True
            elif kind in {"getter", "setter"}:
                self.accessors[kind] = child
            elif kind == "=":
                after_equals = True
                continue
            elif after_equals and child.is_named and not child.is_extra:
                self.value = child
            if child.is_named and not child.is_extra:
                last, after_equals = child, False

    def _declared(self, node: Node) -> None:
        parts = [one for one in node.named_children if not one.is_extra and one.type != "annotation"]
        if parts:
            self.named = parts[0]
        if len(parts) > 1:
            self.type = erased(self.unit.of(parts[-1]))

    def body(self, kind: str) -> Node | None:
        """The code of an accessor that somebody wrote."""
        node = self.accessors.get(kind)
        return next((one for one in node.children if one.type == "function_body"), None) if node else None


def property_members(owner: Class, node: Node) -> Iterator[Member]:
    """What a property is compiled into."""
    found = _Property(owner, node)
    if found.named is None:
        return
    name = name_of(owner.unit, found.named)
    kinds = ["getter"] if "val" in found.modifiers else ["getter", "setter"]
    bodies = {kind: found.body(kind) for kind in kinds}
    is_abstract = owner.kind == "interface" or not _WITHOUT_FIELD.isdisjoint(found.modifiers)
    if found.value is not None or not (is_abstract or found.receiver or all(bodies.values())):
        yield _field(owner, found, name, has_body=any(bodies.values()))
    for kind, body in bodies.items():
        if body is not None:
            yield _accessor(owner, found, name, kind, found.accessors[kind], body)
        elif is_abstract and found.value is None:
            yield _accessor(owner, found, name, kind, node, None)


def accessible_field(field: Member) -> Member:
    """Mark a field whose accessors are made by the compiler: of private ones there are none."""
    if not field.modifiers & {"private", "const"}:
        field.modifiers |= {ACCESSORS}
    return field


def _field(owner: Class, found: _Property, name: str, *, has_body: bool) -> Member:
    field = Member("field", name, owner, found.node, found.named or found.node)
    field.modifiers, field.annotations = found.modifiers, found.annotations
    if found.is_delegated:
        field.modifiers |= {"by"}
    field.type = found.type
    field.values = (found.value,) if found.value is not None else ()
    jvm_field = any(one.name.rpartition(".")[2] == "JvmField" for one in found.annotations)
    return field if has_body or jvm_field else accessible_field(field)


def _accessor(owner: Class, found: _Property, name: str, kind: str, node: Node, body: Node | None) -> Member:
    target = "get" if kind == "getter" else "set"
    named = next((one for one in node.children if one.type == target), found.named or node)
    made = Member("getter" if kind == "getter" else "setter", jvm_name(name, target), owner, node, named)
    words, annotations = head(owner.unit, node) if body is not None else (frozenset(), [])
    made.modifiers = words | (found.modifiers - {"val", "var"})
    # What is put on the property itself is on neither accessor; who meant it so is told.
    outer = [one for one in found.annotations if one.target == target or (not one.target and kind == "getter")]
    made.annotations = [*annotations, *(_on_property(one) for one in outer)]
    made.types = (found.receiver,) if found.receiver else ()
    made.type = found.type
    made.body = body
    return made


def _on_property(one: Annotation) -> Annotation:
    return one if one.target else one._replace(target="property")


def jvm_name(name: str, target: str) -> str:
    """What the compiler calls the accessor of a property."""
    if name.startswith("is") and not name[2:3].islower():
        return name if target == "get" else f"set{name[2:]}"
    return f"{target}{name[:1].upper()}{name[1:]}"
