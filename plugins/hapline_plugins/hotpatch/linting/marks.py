"""The marks of a patch: the annotations ``@Modify`` and ``@Add``, and the call ``InstantRunModify.modify()``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline_plugins.hotpatch.linting.members import read
from hapline_plugins.hotpatch.linting.names import ANNOTATIONS, WRONG_PACKAGES

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
    from hapline_plugins.hotpatch.linting.declarations import Annotation, Class, Member
    from hapline_plugins.hotpatch.linting.units import Unit

_CALL = b"modify"


class Mark(NamedTuple):
    """A mark.

    Attributes:
        kind: ``Modify`` or ``Add``. problem: ``package`` where it is of a package that does not exist there,
            ``unknown`` where nothing says of which one it is, ``property`` where it is on a whole property of Kotlin.
        node: All of it. annotation: The annotation; None where it is the call.
        written: The package that is meant and written otherwise.
    """

    kind: Literal["Modify", "Add"]
    problem: Literal["", "package", "unknown", "property"]
    node: Node
    annotation: Annotation | None = None
    written: str = ""


def of_annotations(unit: Unit, annotations: Iterable[Annotation]) -> Iterator[Mark]:
    """The marks among annotations."""
    for one in annotations:
        found = _mark(unit, one)
        if found is not None:
            yield found


def of_member(member: Member) -> list[Mark]:
    """The annotations of a member that are marks."""
    return list(of_annotations(member.unit, member.annotations)) if member.annotations else []


def of_class(one: Class) -> list[Mark]:
    """The annotations of a class that are marks."""
    return list(of_annotations(one.unit, one.annotations)) if one.annotations else []


def of_pair(pair: MemberPair) -> list[Mark]:
    """All marks of a member as it is now: annotations, and calls in its code."""
    if pair.new is None:
        return []
    found = of_member(pair.new)
    if pair.new.is_method and _CALL in pair.new.unit.of(pair.new.node):
        read(pair)
        found += [Mark("Modify", "", node) for node in (pair.now.marks if pair.now else ())]
    return found


def calls_modify(pair: MemberPair) -> bool:
    """Whether the code of a member calls ``InstantRunModify.modify()``."""
    return any(one.annotation is None for one in of_pair(pair))


def is_modified(pair: MemberPair) -> bool:
    """Whether a method is marked as changed: itself, or by its class where none of the methods in that is.

    So are classes read by Robust, of which InstantRun is made.
    """
    if any(one.kind == "Modify" for one in of_pair(pair)):
        return True
    return _class_is_modified(pair.around)


def is_added(pair: MemberPair) -> bool:
    """Whether a method is marked as new."""
    return any(one.kind == "Add" for one in of_pair(pair))


def _class_is_modified(pair: ClassPair) -> bool:
    if pair.new is None or not any(one.kind == "Modify" for one in of_class(pair.new)):
        return False
    return not any(one.kind == "Modify" for each in (*pair.methods, *pair.same) for one in of_pair(each))


def _mark(unit: Unit, one: Annotation) -> Mark | None:
    imports = unit.contents.imports
    package, _, simple = imports.full(one.name).rpartition(".")
    if simple not in {"Modify", "Add"}:
        return None
    known: Literal["Modify", "Add"] = "Modify" if simple == "Modify" else "Add"
    if not package:
        # Whatever is imported as a whole, and whatever is in the package of the file, may have it.
        everything = (*imports.packages, unit.contents.package)
        package = next((name for name in (ANNOTATIONS, *WRONG_PACKAGES) if name in everything), "")
        if not package:
            return Mark(known, "unknown", one.node, one)
    if package in WRONG_PACKAGES:
        return Mark(known, "package", one.node, one, package)
    if package != ANNOTATIONS:
        return None
    return Mark(known, "property" if one.target == "property" else "", one.node, one)
