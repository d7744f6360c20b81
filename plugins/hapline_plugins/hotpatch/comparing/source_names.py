"""Names of the source for the classes and methods that differ, and whether the methods were instrumented.

Sources: mapping.txt of the build, and methodsMap.instantrun of the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.comparing.changes import CONSTRUCTOR, INITIALISER, ClassChange, ClassesDifference
from hapline_plugins.hotpatch.obfuscation.signatures import type_name

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.changes import MethodChange
    from hapline_plugins.hotpatch.obfuscation.methods_map import MethodsMap
    from hapline_plugins.hotpatch.obfuscation.names import NameMapping


class SourceNames:
    """What classes and methods are called in the source, by what they are called in the built file."""

    def __init__(self, mapping: NameMapping | None) -> None:
        """Look names up in a mapping; without one they are what they are."""
        self._mapping = mapping

    def class_name(self, name: str) -> str:
        """A class."""
        return self._mapping.original(name) if self._mapping is not None else name

    def method_key(self, owner: str, method: MethodChange) -> str:
        """A method as methodsMap names it: ``class.method(types)``, all by their names in the source."""
        found = self._mapping.method(owner, method.name, method.descriptor) if self._mapping is not None else None
        if found is not None:
            return found.key
        types = ",".join([self._type(type_name(one) or one) for one in method.parameters])
        return f"{self.class_name(owner)}.{method.name}({types})"

    def _type(self, name: str) -> str:
        plain, bracket, rest = name.partition("[")
        known: Mapping[str, object] = self._mapping.classes if self._mapping is not None else {}
        return f"{self.class_name(plain) if plain in known else plain}{bracket}{rest}"


def wanted_names(difference: ClassesDifference) -> frozenset[str]:
    """The classes whose names a mapping is asked for: those that differ, and those in the types of their methods."""
    found = {one.name for one in difference.classes}
    for one in difference.classes:
        for method in one.methods:
            found |= {(type_name(each) or "").partition("[")[0] for each in method.parameters}
    return frozenset(found - {""})


def not_instrumented(difference: ClassesDifference, names: SourceNames, methods: MethodsMap) -> list[tuple[str, str]]:
    """The methods that changed and that the release has not instrumented, each with its class, by source names."""
    return [
        (names.class_name(one.name), key)
        for one in difference.meant
        if one.kind == "changed"
        for key in _keys(one, names)
        if methods.id(key) is None
    ]


def _keys(one: ClassChange, names: SourceNames) -> Iterable[str]:
    for method in one.methods:
        is_code = method.kind == "changed" and method.code and not method.numbers
        if is_code and method.name not in {CONSTRUCTOR, INITIALISER} and method.calls:
            yield names.method_key(one.name, method)
