"""XML documents of two builds beside each other, binary or as text: elements and attributes, whatever ids are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hapline.android import TypedValue, read_xml
from hapline.android import XmlElement as BinaryElement
from hapline.android.binary_xml import ANDROID

_MOST_SHOWN = 100
Named = Callable[[int], str]
"""Gives the name of a resource by its id; empty for one that is not known."""


class Element(NamedTuple):
    """An element. attributes: Values by name, the platform's with ``android:`` before it. text: The text in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element]
    text: str

    @property
    def name(self) -> str:
        """By which it is known among its like: its ``android:name``, empty for none."""
        return self.attributes.get("android:name", "")


class Difference(NamedTuple):
    """A difference.

    Attributes:
        path: The elements on the way, each as ``activity[com.example.Main]`` where it has a name.
        attribute: The attribute that differs; empty for a whole element, ``#text`` for its text.
        old: What it was; None where it was not there. new: What it is; None where it is not there any more.
    """

    path: tuple[str, ...]
    attribute: str
    old: str | None
    new: str | None


def read_document(data: bytes, named: Named, *, limit: int) -> Element:
    """Read a document; references are written by name, so that they can be compared although ids moved.

    Args:
        data: The file, binary XML or text. named: Names resources. limit: The most bytes that it may have.

    Raises:
        hapline.documents.DocumentError: It is neither, or broken; ``BinaryError`` for binary XML.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _of_text(data, limit)
    return _of_binary(read_xml(data, limit=limit), named)


def differences(old: Element, new: Element) -> Iterator[Difference]:
    """What differs between two documents; what is in an element that came or went is not said by itself."""
    yield from _between(old, new, (_shown(new),))


def same(old: Element, new: Element) -> bool:
    """Whether two documents say the same."""
    return old.tag == new.tag and next(differences(old, new), None) is None


def reference(value: TypedValue, named: Named) -> str:
    """A value as it can be compared: references by the names of what they refer to."""
    if value.kind in {"reference", "attribute"} and value.data:
        name = named(value.data)
        if name:
            return f"{value.text[0]}{name}"
    return value.text


def _of_binary(one: BinaryElement, named: Named) -> Element:
    attributes = {}
    for attribute in one.attributes:
        space = "android:" if attribute.namespace == ANDROID else attribute.namespace and f"{{{attribute.namespace}}}"
        name = attribute.name or f"0x{attribute.resource:08x}"
        attributes[f"{space}{name}"] = reference(attribute.value, named)
    return Element(one.name, attributes, [_of_binary(child, named) for child in one.children], one.text.strip())


def _of_text(data: bytes, limit: int) -> Element:
    from hapline.documents import XmlDocument

    made: dict[int, Element] = {}
    document = XmlDocument(data, limit=limit)
    for one in document.elements:
        attributes = {}
        for attribute in one.attributes:
            space = attribute.namespace or ""
            before = "android:" if space == ANDROID else space and f"{{{space}}}"
            attributes[f"{before}{attribute.name}"] = attribute.value
        element = Element(one.tag, attributes, [], "")
        made[one.number] = element
        if one.parent is not None:
            made[one.parent.number].children.append(element)
    return made[0]


def _between(old: Element, new: Element, path: tuple[str, ...]) -> Iterator[Difference]:
    for name in dict.fromkeys([*old.attributes, *new.attributes]):
        before, after = old.attributes.get(name), new.attributes.get(name)
        if before != after:
            yield Difference(path, name, before, after)
    if old.text != new.text:
        yield Difference(path, "#text", old.text, new.text)
    known = _by_key(old.children)
    for key, child in _by_key(new.children).items():
        before_it = known.pop(key, None)
        if before_it is None:
            yield Difference((*path, _shown(child)), "", None, _shown(child))
        else:
            yield from _between(before_it, child, (*path, _shown(child)))
    for child in known.values():
        yield Difference((*path, _shown(child)), "", _shown(child), None)


def _by_key(children: list[Element]) -> dict[tuple[str, str, int], Element]:
    """Elements by what pairs them: tag, name, and which of those that are alike it is."""
    counts: dict[tuple[str, str], int] = {}
    found = {}
    for child in children:
        key = child.tag, child.name
        counts[key] = counts.get(key, 0) + 1
        found[(*key, counts[key])] = child
    return found


def _shown(one: Element) -> str:
    return f"{one.tag[:_MOST_SHOWN]}[{one.name[:_MOST_SHOWN]}]" if one.name else one.tag[:_MOST_SHOWN]
