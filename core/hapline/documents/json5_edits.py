"""Turns edits of a value into the smallest edits of its text: comments, indentation, quotes and commas stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hapline.documents.json5_containers import Container
from hapline.documents.json5_document import Document, child
from hapline.documents.json5_style import Layout
from hapline.documents.json5_tree import Node, Part, value_of
from hapline.documents.json5_writing import written
from hapline.documents.text import in_order
from hapline_hooks import JsonEdit, Keys, TextEdit, symbol


def text_edits(document: Document, edits: Sequence[JsonEdit | TextEdit]) -> list[TextEdit]:
    """Turn edits into text edits; all of them speak of the document as it is.

    ``set`` and ``append`` create objects and lists that are missing on the way. ``set`` of an object or list that
    exists changes only what differs. ``remove`` and ``rename`` take all members of that key, where it is given
    twice. Edits that change nothing give no text edits.

    Args:
        document: A document without errors.
        edits: What to do, in any order.

    Returns:
        Text edits that do not overlap, in the order of the text.

    Raises:
        hapline.documents.DocumentError: The document has errors.
        KeyError: A member or item that is to be removed or renamed does not exist.
        ValueError: Edits overlap, or one does not fit the document, or a value cannot be written.
    """
    plan = _Plan(document)
    for edit in edits:
        if isinstance(edit, TextEdit):
            plan.done.append(edit)
        else:
            plan.plan(edit)
    return plan.finish()


def duplicate_edits(document: Document) -> list[TextEdit]:
    """Remove members that a later member with the same key hides; the value stays what it is.

    Raises:
        hapline.documents.DocumentError: The document has errors.
    """
    plan = _Plan(document)
    rest = [document.tree]
    for node in rest:  # grows on the way
        last = {part.key: part for part in node.parts}
        for number, part in enumerate(node.parts):
            if node.kind == "object" and last[part.key] is not part:
                plan.container(node).removed.add(number)
            else:
                rest.append(part.node)
    return plan.finish()


class _Plan:
    """What is done to each container, and the text edits that need no container."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.root = document.tree
        self.layout = Layout(document)
        self.containers: dict[int, Container] = {}
        self.done: list[TextEdit] = []

    def container(self, node: Node) -> Container:
        found = self.containers.get(id(node))
        if found is None:
            found = self.containers[id(node)] = Container(self.layout, node)
        return found

    def finish(self) -> list[TextEdit]:
        found = [edit for container in self.containers.values() for edit in container.edits()]
        return in_order(self.text, [*self.done, *found])

    def plan(self, edit: JsonEdit) -> None:
        match edit.action:
            case "set":
                self.put(edit.keys, edit.value)
            case "append":
                self.append(edit.keys, edit.value)
            case "remove":
                node, numbers = self.find(edit.keys)
                taken = self.container(node).removed
                if taken & numbers:
                    raise _refused(edit.keys, "is removed twice")
                taken |= numbers
            case "rename":
                self.rename(edit.keys, edit.value)

    def put(self, keys: Keys, value: object) -> None:
        node = self.root
        for depth, key in enumerate(keys):
            part = child(node, key)
            if part is None:
                self.add(node, keys[: depth + 1], _nested(keys[depth + 1 :], value))
                return
            node = part.node
        self.change(node, value)

    def append(self, keys: Keys, value: object) -> None:
        node = self.root
        for key in keys:
            part = child(node, key)
            if part is None:
                self.put(keys, [value])
                return
            node = part.node
        if node.kind != "list":
            raise _refused(keys, "is no list")
        self.container(node).added.append((None, value))

    def rename(self, keys: Keys, name: object) -> None:
        node, numbers = self.find(keys)
        if node.kind != "object" or not isinstance(name, str):
            raise _refused(keys, "has no key to rename" if node.kind != "object" else "needs a text as its new name")
        renamed = self.container(node).renamed
        if numbers & renamed.keys():
            raise _refused(keys, "is renamed twice")
        if name != keys[-1]:
            renamed.update(dict.fromkeys(numbers, name))

    def find(self, keys: Keys) -> tuple[Node, set[int]]:
        """The container of an item that exists, and the numbers of all its parts of that key."""
        if not keys:
            raise _refused(keys, "cannot be removed or renamed")
        node = inner = self.root
        numbers: set[int] = set()
        for key in keys:
            node = inner
            part = child(node, key)
            if part is None:
                raise KeyError(symbol(keys))
            inner = part.node
            numbers = {number for number, one in enumerate(node.parts) if _same_key(one, part, node)}
        return node, numbers

    def add(self, node: Node, keys: Keys, value: object) -> None:
        """Add a part that is absent; what is added to the same absent member before is joined with it."""
        key = keys[-1]
        if node.kind == "list" and isinstance(key, int):
            added = self.container(node).added
            if key != len(node.parts) + len(added):
                raise _refused(keys, "is not the place after the last item")
            added.append((None, value))
        elif node.kind == "object" and isinstance(key, str):
            added = self.container(node).added
            for number, (name, old) in enumerate(added):
                if name == key:
                    added[number] = (key, _joined(old, value, keys))
                    return
            added.append((key, value))
        else:
            raise _refused(keys[:-1], f"is no {'list' if isinstance(key, int) else 'object'}")

    def change(self, node: Node, value: object) -> None:
        """Replace a value, of containers only what differs."""
        old = value_of(self.text, node)
        if _same(old, value):
            return
        if isinstance(old, dict) and isinstance(value, Mapping) and old.keys() & value.keys():
            self.change_object(node, value)
        elif isinstance(old, list) and isinstance(value, list | tuple) and self.change_list(node, old, value):
            pass
        else:
            self.replace(node, value)

    def change_object(self, node: Node, value: Mapping[str, object]) -> None:
        container = self.container(node)
        old = {part.key: part for part in node.parts}
        for number, part in enumerate(node.parts):
            if part.key not in value:
                container.removed.add(number)
            elif old[part.key] is part:
                self.change(part.node, value[part.key])
        container.added.extend((key, item) for key, item in value.items() if key not in old)

    def change_list(self, node: Node, old: Sequence[object], value: Sequence[object]) -> bool:
        if len(old) == len(value):
            for part, item in zip(node.parts, value, strict=True):
                self.change(part.node, item)
            return True
        if old and _same(old, list(value[: len(old)])):
            self.container(node).added.extend((None, item) for item in value[len(old) :])
            return True
        kept: set[int] = set()
        number = 0
        for item in value:
            while number < len(old) and not _same(old[number], item):
                number += 1
            kept.add(number)
            number += 1
        if number > len(old) or not kept:
            return False
        self.container(node).removed.update(set(range(len(old))) - kept)
        return True

    def replace(self, node: Node, value: object) -> None:
        style = self.layout.style(node)
        if node.kind == "string" and not style.strict:
            style = replace(style, quote=self.text[node.start])
        home = self.layout.homes.get(id(node))
        lined = self.layout.has_lines(node) if home is None else self.layout.has_lines(home[0])
        indent = self.layout.indent(node.start) if lined else None
        self.done.append(TextEdit(start=node.start, end=node.end, text=written(value, style, indent)))


def _nested(keys: Keys, value: object) -> object:
    for key in reversed(keys):
        if key == 0 and isinstance(key, int):
            value = [value]
        elif isinstance(key, str):
            value = {key: value}
        else:
            raise _refused((key,), "is not the first item of a new list")
    return value


def _joined(old: object, new: object, keys: Keys) -> object:
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    if not isinstance(old, dict) or not isinstance(new, dict):
        raise _refused(keys, "is set twice")
    joined = dict(old)
    for key, value in new.items():
        joined[key] = _joined(joined[key], value, (*keys, key)) if key in joined else value
    return joined


def _same_key(one: Part, other: Part, node: Node) -> bool:
    return one is other or (node.kind == "object" and one.key == other.key)


def _same(one: object, other: object) -> bool:
    """Equality that tells 1 from 1.0 and from true."""
    if isinstance(one, dict) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and one == other


def _refused(keys: Keys, why: str) -> ValueError:
    return ValueError(f"{symbol(keys) or 'the document'} {why}")
