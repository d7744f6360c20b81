"""Edits of source: a mark is added, taken away, or spelt as it must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from hapline_hooks import TextEdit
from hapline_plugins.hotpatch.linting.names import ADD, ANNOTATIONS, MODIFIER, MODIFY, PATCH

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class, Member
    from hapline_plugins.hotpatch.linting.marks import Mark
    from hapline_plugins.hotpatch.linting.units import Unit

_FULL = {"Modify": MODIFY, "Add": ADD}
_SPACE = re.compile(r"[ \t]*")


def annotate(of: Member | Class, kind: Literal["Modify", "Add"]) -> list[TextEdit]:
    """Put a mark before a method or class, on a line of its own where the declaration begins one."""
    unit = of.unit
    name, more = _written(unit, _FULL[kind])
    start = unit.character(of.node.start_byte)
    line = max(unit.text.rfind("\n", 0, start), unit.text.rfind("\r", 0, start)) + 1
    before = unit.text[line:start]
    behind = f"{unit.newline}{before}" if not before.strip() else " "
    return [TextEdit(start=start, end=start, text=f"@{name}{behind}"), *more]


def call_modify(of: Member) -> list[TextEdit]:
    """Call ``InstantRunModify.modify()`` first in the code of a method; nothing where that has no braces."""
    unit = of.unit
    block = _block(of.body)
    if block is None:
        return []
    name, more = _written(unit, MODIFIER)
    start = unit.character(block.start_byte) + 1
    end = "" if unit.grammar == "kotlin" else ";"
    first = next((one for one in block.children[1:] if not one.is_missing), None)
    text = unit.text[start : unit.character(first.start_byte)] if first is not None else ""
    newline = unit.newline
    if newline in text and first is not None and first.type != "}":
        indent = text.rpartition(newline)[2]
        return [TextEdit(start=start, end=start, text=f"{newline}{indent}{name}.modify(){end}"), *more]
    return [TextEdit(start=start, end=start, text=f" {name}.modify();"), *more]


def remove(unit: Unit, mark: Mark) -> list[TextEdit]:
    """Take a mark away, with its line where nothing else is on it."""
    start, end = unit.character(mark.node.start_byte), unit.character(mark.node.end_byte)
    text = unit.text
    space = _SPACE.match(text, end)
    after = space.end() if space else end
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if text[after : after + 1] in {"\n", "\r", ""} and not text[line:start].strip():
        rest = 2 if text.startswith("\r\n", after) else 1
        return [TextEdit(start=line, end=min(after + rest, len(text)), text="")]
    if mark.annotation is None and text[after : after + 1] == ";":
        after += 1  # what follows a call on its line in Kotlin
    return [TextEdit(start=start, end=after, text="")]


def replace(unit: Unit, mark: Mark, kind: Literal["Modify", "Add"]) -> list[TextEdit]:
    """Make another mark of an annotation."""
    if mark.annotation is None:
        return []
    name, more = _written(unit, _FULL[kind])
    named = mark.annotation.named
    return [_over(unit, named, name), *more]


def spell(unit: Unit, mark: Mark) -> list[TextEdit]:
    """Name the package of a mark as it must be: in the annotation, or in the import that it comes by."""
    if mark.annotation is None:
        return []
    if "." in mark.annotation.name:
        return [_over(unit, mark.annotation.named, _FULL[mark.kind])]
    return []


def spell_import(unit: Unit, name: str) -> list[TextEdit]:
    """Name the package of an import as it must be."""
    node = unit.contents.imports.nodes[name]
    package = name.removesuffix(".*").removesuffix(".Modify").removesuffix(".Add")
    start, end = unit.character(node.start_byte), unit.character(node.end_byte)
    at = unit.text.find(package, start, end)
    return [TextEdit(start=at, end=at + len(package), text=ANNOTATIONS)] if at >= 0 else []


def import_mark(unit: Unit, mark: Mark) -> list[TextEdit]:
    """Write the full name of a mark that nothing says the package of."""
    return [_over(unit, mark.annotation.named, _FULL[mark.kind])] if mark.annotation else []


def aim(unit: Unit, mark: Mark, target: Literal["get", "set"]) -> list[TextEdit]:
    """Put an annotation of a whole property on its accessor."""
    if mark.annotation is None:
        return []
    at = unit.character(mark.annotation.named.start_byte)
    return [TextEdit(start=at, end=at, text=f"{target}:")]


def _over(unit: Unit, node: Node, text: str) -> TextEdit:
    return TextEdit(start=unit.character(node.start_byte), end=unit.character(node.end_byte), text=text)


def _written(unit: Unit, full: str) -> tuple[str, list[TextEdit]]:
    """How a file writes a name of the vendor's, and the import that it needs: in full, unless others are imported."""
    imports = unit.contents.imports
    simple = full.rpartition(".")[2]
    if imports.names.get(simple) == full:
        return simple, []
    declares = any(one.name == simple for one in unit.contents.classes)
    package = full.rpartition(".")[0]
    if simple in imports.names or declares:
        return full, []
    if package in imports.packages:
        return simple, []
    if any(one.startswith(f"{PATCH}.") for one in imports.names.values()) and imports.last is not None:
        end = unit.character(imports.last.end_byte)
        while unit.text[end - 1] in "\r\n \t":  # which belong to the last import in Kotlin
            end -= 1
        sign = ";" if unit.grammar == "java" else ""
        return simple, [TextEdit(start=end, end=end, text=f"{unit.newline}import {full}{sign}")]
    return full, []


def _block(node: Node | None) -> Node | None:
    """The braces of a method."""
    if node is not None and node.type == "function_body":
        node = next((one for one in node.children if one.type == "block"), None)
    return node if node is not None and node.children and node.children[0].type == "{" else None
