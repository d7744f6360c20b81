"""What InstantRun cannot patch, of what differs between the classes of two built files.

Source: mPaaS MDS guide, 5.2.2.2; for the methods that are not instrumented, Robust, which InstantRun is a fork of
(https://github.com/Meituan-Dianping/Robust).
"""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.comparing.changes import (
    ABSTRACT,
    CONSTRUCTOR,
    INITIALISER,
    NATIVE,
    PRIVATE,
    SYNTHETIC,
    ClassChange,
    ClassesDifference,
    FieldChange,
    MethodChange,
)


@noun
class Obstacle:
    """Something that differs and that InstantRun cannot patch.

    Attributes:
        class_name: The class. member: The method or field as people read it; empty where it is the class itself.
        reason: What it is, and what to do instead.
    """

    class_name: str
    member: str
    reason: Phrase


def obstacles(difference: ClassesDifference) -> Iterator[Obstacle]:
    """What cannot be patched, class by class."""
    for one in difference.meant:
        for reason in _of_class(one):
            yield Obstacle(class_name=one.name, member="", reason=reason)
        for field in one.fields:
            for reason in _of_field(field):
                yield Obstacle(class_name=one.name, member=field.name, reason=reason)
        for method in one.methods:
            for reason in _of_method(method):
                yield Obstacle(class_name=one.name, member=method.signature, reason=reason)


def _of_class(one: ClassChange) -> Iterator[Phrase]:
    if one.kind == "added" and one.is_lambda:
        yield Phrase("is made of a new lambda; a patch cannot hold one: write it as a static class")
    elif one.kind == "added" and one.nesting not in {"", "static"} and not one.access & SYNTHETIC:
        yield Phrase("is a new inner class; only static and top-level classes can be added")
    if one.superclass:
        yield Phrase("has another superclass: {old}, now {new}", old=one.superclass[0], new=one.superclass[1])
    if one.interfaces:
        yield Phrase("implements other interfaces")
    if one.flags:
        yield Phrase("has other modifiers")


def _of_field(field: FieldChange) -> Iterator[Phrase]:
    if field.only_annotations:
        return
    if field.kind == "added":
        yield Phrase("is a new field; put it into a new class")
    elif field.kind == "changed":
        yield Phrase("is a field that has changed; put the new one into a new class")


def _of_method(method: MethodChange) -> Iterator[Phrase]:
    if method.kind == "removed" or method.only_annotations:
        return
    if method.name == CONSTRUCTOR:
        yield Phrase("is a constructor; do it in a method that is called later")
    elif method.name == INITIALISER:
        yield Phrase("is the static initialiser; do it in a method that is called later")
    elif method.kind == "changed":
        if method.access & (ABSTRACT | NATIVE):
            yield Phrase("is abstract or native and has no code to be replaced")
        elif method.access & SYNTHETIC and not method.access & PRIVATE:
            yield Phrase("is made by the compiler and not instrumented; change the method that it serves")
        elif not method.calls:
            yield Phrase("calls nothing and so is not instrumented; patch the methods that call it")
