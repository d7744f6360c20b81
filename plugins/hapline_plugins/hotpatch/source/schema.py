"""The schema of ``instantrun.xml``, and what it says of a file: each flaw with its element and a word for its kind."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from hapline.documents import SchemaError, XmlDocument, XmlElement

NAME = "instantrun.xsd"
Kind = Literal["root", "missing", "part", "twice", "label", "no-label", "attribute", "text", "inside", "value", "name"]
"""What is wrong: another root; parts that are absent; one that is not known, or stands twice; another ``name`` of a
list, or none; an attribute that is not known; text between elements; elements in a value; a value; a name."""
_KINDS: dict[str, Kind] = {
    "SCHEMAV_CVC_ELT_1": "root",
    "SCHEMAV_CVC_AU": "label",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "no-label",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "SCHEMAV_CVC_TYPE_3_1_1": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "text",
    "SCHEMAV_CVC_TYPE_3_1_2": "inside",
    "SCHEMAV_CVC_ENUMERATION_VALID": "value",
    "SCHEMAV_CVC_PATTERN_VALID": "name",
}
LABELS = {
    "acceptPackageName": "acceptPackage",
    "exceptPackageName": "exceptPackage",
    "methodExceptConfig": "methodExceptConfig",
    "patchPackageName": "patchPackage",
}
"""The attribute ``name`` that each list must have."""
_REQUIRED = {
    "resources": ("switch", "acceptPackageName", "exceptPackageName", "patchPackageName"),
    "switch": ("turnOnInstantRun",),
}
"""The parts that an element must have; the schema says the same, and libxml2 tells of more than are missing."""


class Flaw(NamedTuple):
    """Something that the schema does not allow.

    Attributes:
        kind: What is wrong. element: Where. names: The parts that are missing.
    """

    kind: Kind
    element: XmlElement
    names: tuple[str, ...] = ()


def schema_text() -> str:
    """The schema, as it is shipped."""
    return importlib.resources.files(__package__ or "").joinpath(NAME).read_text(encoding="utf-8")


def flaws(document: XmlDocument) -> list[Flaw]:
    """What the schema says of a file, in the order of the text; several flaws of one element are one of each kind."""
    from hapline.documents import schema_errors

    found = dict.fromkeys(map(_flaw, schema_errors(document, schema_text().encode())))
    inside = [one.element for one in found if one.kind == "inside"]
    return [one for one in found if one.kind != "value" or one.element not in inside]


def _flaw(error: SchemaError) -> Flaw:
    element = error.element
    kind = _KINDS.get(error.type)
    if kind is not None:
        return Flaw(kind, element)
    if "Missing child" in error.message:
        there = {one.tag for one in element.children}
        return Flaw("missing", element, tuple(name for name in _REQUIRED.get(element.tag, ()) if name not in there))
    siblings = element.parent.children if element.parent is not None else [element]
    is_first = next(one for one in siblings if one.tag == element.tag) is element
    return Flaw("part" if is_first else "twice", element)
