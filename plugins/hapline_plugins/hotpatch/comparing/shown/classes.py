"""The classes that differ: what a patch must contain, what InstantRun cannot patch, and what does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.comparing.instantrun import Obstacle, obstacles
from hapline_plugins.hotpatch.obfuscation.signatures import type_name

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.changes import ClassChange, ClassesDifference, FieldChange, MethodChange
    from hapline_plugins.hotpatch.comparing.shown import Words
    from hapline_plugins.hotpatch.comparing.source_names import SourceNames

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


class ClassesSection:
    """The section."""

    key = "classes"

    def __init__(
        self,
        difference: ClassesDifference,
        names: SourceNames | None = None,
        bare: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show what differs.

        Args:
            difference: What does. names: What classes are called in the source, where a mapping was given.
            bare: Methods that the release has not instrumented, with their classes, by their names in the source.
        """
        self._difference = difference
        self._names = names
        self._obstacles = tuple(obstacles(difference))
        self._bare = bare

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:
        """What people read; with ``everything``, what matters to no patch too, by name."""
        one = self._difference
        kinds = Counter([change.kind for change in one.classes])
        yield words(
            "classes: {changed} changed, {added} added, {removed} removed, of {count}; equal DEX files: {same}",
            changed=kinds["changed"],
            added=kinds["added"],
            removed=kinds["removed"],
            count=one.new_count,
            same=len(one.same_files),
        )
        contained = [change for change in one.meant if change.kind != "removed"]
        if contained:
            yield words("what a patch must contain:")
            for change in contained:
                yield from _of_class(change, words, self._called(change.name))
        if self._obstacles:
            yield words("what InstantRun cannot patch:")
            for obstacle in self._obstacles:
                yield f"  {_name(obstacle)} {words(obstacle.reason)}"
        if self._bare:
            yield words("what the release has not instrumented, by methodsMap:")
            yield from [f"  {key}" for _, key in self._bare]
        gone = [change for change in one.meant if change.kind == "removed"]
        yield from _folded(words("classes that are gone"), gone, words, everything=everything)
        yield from _folded(
            words("classes that differ in annotations only"), _annotated(one), words, everything=everything
        )
        noise = [change for change in one.classes if change.noise]
        if noise:
            yield _noise(noise, words)
            yield from [f"  {_MARKS[change.kind]} {change.name}" for change in noise if everything]

    def _called(self, name: str) -> str:
        """What a class is called in the source, where that is another name."""
        original = self._names.class_name(name) if self._names is not None else name
        return original if original != name else ""

    def as_json(self, words: Words) -> dict[str, object]:
        """What programs read."""
        one = self._difference
        return {
            "oldCount": one.old_count,
            "newCount": one.new_count,
            "sameFiles": [list(names) for names in one.same_files],
            "changes": [
                {**_json_of_class(change), "sourceName": self._called(change.name) or change.name}
                for change in one.classes
            ],
            "notInstrumented": [{"class": owner, "method": key} for owner, key in self._bare],
            "instantRunObstacles": [
                {"class": each.class_name, "member": each.member, "reason": words(each.reason)}
                for each in self._obstacles
            ],
        }


def _annotated(difference: ClassesDifference) -> list[ClassChange]:
    return [one for one in difference.classes if one.only_annotations and not one.noise]


def _folded(title: str, changes: Sequence[ClassChange], words: Words, *, everything: bool) -> Iterator[str]:
    if changes:
        yield words("{title}: {count}", title=title, count=len(changes))
        yield from [f"  {_MARKS[one.kind]} {one.name}" for one in changes if everything]


def _noise(changes: Sequence[ClassChange], words: Words) -> str:
    counts = Counter([one.noise for one in changes])
    return words(
        "what no patch is about: BuildConfig {config}, R {resources}, only numbers of resources {numbers}",
        config=counts["BuildConfig"],
        resources=counts["R"],
        numbers=counts["numbers"],
    )


def _name(one: Obstacle) -> str:
    return f"{one.class_name}: {one.member}" if one.member else one.class_name


def _of_class(one: ClassChange, words: Words, original: str) -> Iterator[str]:
    facts = (
        (bool(one.superclass), words("superclass")),
        (bool(one.interfaces), words("interfaces")),
        (one.flags, words("modifiers")),
    )
    yield _line("  ", one.kind, f"{one.name} = {original}" if original else one.name, facts)
    for field in one.fields:
        if not field.only_annotations:
            facts = (
                (bool(field.old_type), words("type")),
                (field.flags, words("modifiers")),
                (field.value, words("value")),
            )
            yield _line("      ", field.kind, f"{field.name}: {type_name(field.type) or field.type}", facts)
    for method in one.methods:
        if not method.only_annotations:
            facts = (
                (method.flags, words("modifiers")),
                (method.code and not method.numbers, words("code")),
                (method.numbers, words("only numbers of resources")),
            )
            yield _line("      ", method.kind, method.signature, facts)


def _line(indent: str, kind: str, name: str, facts: Sequence[tuple[bool, str]]) -> str:
    said = ", ".join([text for holds, text in facts if holds])
    return f"{indent}{_MARKS[kind]} {name}" + (f"  ({said})" if said else "")


def _json_of_class(one: ClassChange) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "access": one.access,
        "oldDex": one.old_dex,
        "newDex": one.new_dex,
        "nesting": one.nesting,
        "synthetic": one.is_synthetic,
        "noise": one.noise,
        "onlyAnnotations": one.only_annotations,
        "flags": one.flags,
        "annotations": one.annotations,
        "superclass": list(one.superclass) if one.superclass else None,
        "interfaces": [list(names) for names in one.interfaces] if one.interfaces else None,
        "methods": [_json_of_method(method) for method in one.methods],
        "fields": [_json_of_field(field) for field in one.fields],
    }


def _json_of_method(one: MethodChange) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "descriptor": one.descriptor,
        "access": one.access,
        "code": one.code,
        "flags": one.flags,
        "annotations": one.annotations,
        "onlyNumbers": one.numbers,
        "calls": one.calls,
    }


def _json_of_field(one: FieldChange) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "type": one.type,
        "oldType": one.old_type or None,
        "access": one.access,
        "flags": one.flags,
        "value": one.value,
        "annotations": one.annotations,
        "onlyNumbers": one.numbers,
    }
