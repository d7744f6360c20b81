"""Finds references to resources in XML: ``@drawable/icon``, ``?attr/x``, ``@+id/y``, parents of styles.

A reference counts where aapt2 takes it for one: as all of an attribute's value or of an element's text. In data binding
(``@{...}``) those in the expression count too. Attributes of the prefix ``tools`` are for the editor, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_hooks import noun
from hapline_plugins.portal.source.xml_scanning import Attribute, scan

_MARKS = re.compile(r"[@?]")
_PACKAGE = r"(?:(?P<package>[A-Za-z_][\w.]*+):)?+"
_NAME = r"(?P<name>[^\W\d][\w.$-]*+)"
_RESOURCE = re.compile(
    rf"\s*+@(?P<plus>\+)?+\*?+{_PACKAGE}(?P<type>[a-z]++)/(?:(?P<late>[A-Za-z_][\w.]*+):)?+{_NAME}\s*+"
)
_ATTRIBUTE = re.compile(rf"\s*+\?\*?+{_PACKAGE}(?:(?P<type>[a-z]++)/)?+{_NAME}\s*+")
_BOUND = re.compile(rf"@{_PACKAGE}(?P<type>[a-z]++)/{_NAME}")
_PARENT = re.compile(rf"\s*+@?+\??+{_PACKAGE}(?:style/)?+(?P<late>[A-Za-z_][\w.]*+:)?+{_NAME}\s*+")


@noun
class Reference:
    """A reference to a resource.

    Attributes:
        type: The type, such as ``drawable``; ``attr`` for one that begins with a question mark.
        name: The name as it stands, with the dots of a style. package: The package that is named, empty for the own.
        defines: Whether it makes the resource where there is none (``@+id/x``).
        attribute: The attribute that holds it, with its prefix; empty for text. element: The element.
        start: Where it stands in the text, without white space around it. end: Where it ends.
    """

    type: str
    name: str
    package: str
    defines: bool
    attribute: str
    element: str
    start: int
    end: int


def references(text: str, *, framework: bool = False) -> Iterator[Reference]:
    """The references of a document, in its order, up to the first mistake in its XML.

    Args:
        text: The document. framework: Whether those to resources of Android itself (``@android:``) are wanted.
    """
    names: list[str] = []
    for tag in scan(text):
        if tag.kind == "open":
            names.append(tag.name)
            for attribute in tag.attributes:
                if attribute.name == "parent" and tag.name == "style":
                    found = _parent(attribute)
                elif attribute.name.startswith(("tools:", "xmlns")) or not _MARKS.search(attribute.value):
                    continue
                else:
                    found = _in(attribute.value, attribute.start, attribute.name, tag.name)
                yield from (one for one in found if framework or one.package != "android")
        elif tag.kind == "close":
            names.pop()
        elif tag.kind == "text" and names:
            found = _in(tag.name, tag.start, "", names[-1])
            yield from (one for one in found if framework or one.package != "android")


def _in(value: str, at: int, attribute: str, element: str) -> Iterator[Reference]:
    start = len(value) - len(value.lstrip())
    mark = value[start : start + 1]
    if mark == "@" and value[start + 1 : start + 2] in {"{", "="}:
        for bound in _BOUND.finditer(value):
            yield _reference(bound, at + bound.start(), at + bound.end(), attribute, element)
    elif mark in {"@", "?"}:
        found = (_RESOURCE if mark == "@" else _ATTRIBUTE).fullmatch(value)
        if found is not None:
            yield _reference(found, at + start, at + len(value.rstrip()), attribute, element)


def _reference(found: re.Match[str], start: int, end: int, attribute: str, element: str) -> Reference:
    groups = found.groupdict()
    return Reference(
        type=groups.get("type") or "attr",
        name=groups["name"] or "",
        package=groups.get("package") or groups.get("late") or "",
        defines=bool(groups.get("plus")),
        attribute=attribute,
        element=element,
        start=start,
        end=end,
    )


def _parent(attribute: Attribute) -> Iterator[Reference]:
    """The parent of a style: it may be written without ``@style/``."""
    found = _PARENT.fullmatch(attribute.value)
    if found is not None:
        start = attribute.start + len(attribute.value) - len(attribute.value.lstrip())
        end = attribute.start + len(attribute.value.rstrip())
        package = found["package"] or (found["late"] or "").rstrip(":")
        yield Reference(
            type="style",
            name=found["name"],
            package=package,
            defines=False,
            attribute="parent",
            element="style",
            start=start,
            end=end,
        )
