"""Looks up what the values of Gradle scripts refer to, in scripts, ``gradle.properties`` and version catalogues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline.documents.gradle_definitions import Definition, definitions, stripped
from hapline.documents.gradle_expressions import value as read_value
from hapline.documents.gradle_source import Source
from hapline.documents.gradle_values import Value

if TYPE_CHECKING:
    from hapline.documents.gradle_catalogue import VersionCatalogue
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.properties_document import Properties

Reason = Literal["unknown", "conditional", "cycle", "computed"]
"""Why something is not resolved: nothing defines it; what it is depends on a condition; it refers to itself; it is
computed in a way that is not followed."""
_LOOKUPS = frozenset(("property", "findProperty", "getProperty", "gradleProperty", "get", "getAt", "getByName"))
_HARMLESS = frozenset(
    ("get", "getOrNull", "orNull", "toString", "trim", "asProvider", "toInteger", "toInt", "getVersion")
)
_DEEP = 50  # references behind references that are followed
_LONG = 10_000  # characters that a resolved text may have
_MANY = 20  # unresolved names and places that are reported of one value


class Unresolved(NamedTuple):
    """A reference that cannot be looked up.

    Attributes:
        name: What is referred to. reason: Why it is not known.
    """

    name: str
    reason: Reason


class Origin(NamedTuple):
    """Where a part of a resolved text is written.

    Attributes:
        path: The file. start: Where it starts there. end: Where it ends.
    """

    path: str
    start: int
    end: int


class Resolution(NamedTuple):
    """What a value says once all that it refers to is filled in.

    Attributes:
        text: The text; None where something is not resolved. unresolved: What is not.
        origins: Where the values of references are written, in the order in which they were met.
    """

    text: str | None
    unresolved: tuple[Unresolved, ...] = ()
    origins: tuple[Origin, ...] = ()


class Variables:
    """What a script may refer to; nothing is run, and what refers to itself ends."""

    def __init__(
        self,
        scripts: Sequence[GradleScript] = (),
        properties: Sequence[tuple[str, Properties]] = (),
        catalogues: Mapping[str, VersionCatalogue] | None = None,
    ) -> None:
        """Name what is looked into, the nearest first.

        Args:
            scripts: The script itself, then others that define what it uses: applied ones, those of the projects above.
            properties: Files of properties with their paths.
            catalogues: Version catalogues by the name that scripts use, such as ``libs``.
        """
        self._given = scripts, properties, catalogues
        self._known: dict[str, Resolution] = {}
        self._open: list[str] = []

    @cached_property
    def scripts(self) -> tuple[GradleScript, ...]:
        """The scripts that are looked into."""
        return tuple(self._given[0])

    @cached_property
    def properties(self) -> tuple[tuple[str, Properties], ...]:
        """The files of properties, with their paths."""
        return tuple(self._given[1])

    @cached_property
    def catalogues(self) -> dict[str, VersionCatalogue]:
        """The version catalogues by name."""
        return dict(self._given[2] or {})

    def resolve(self, value: Value) -> Resolution:
        """What a value says: a string with its references filled in, a number, a name that stands for either."""
        if len(self._open) > _DEEP:
            return _not(value.text, "computed")
        fixed = value.fixed
        if fixed is not None:
            return Resolution(fixed)
        if value.kind == "string":
            return _together([self._part(value, text, refers=refers) for text, _, _, refers in value.parts])
        if value.kind == "operation":
            return self._operation(value)
        if value.kind == "choice":
            return _not(value.text, "conditional")
        names = names_of(value)
        return self.lookup(names) if names else _not(value.text, "computed")

    def lookup(self, names: Sequence[str]) -> Resolution:
        """What a name stands for, given as its parts: ``("rootProject", "ext", "foo")``."""
        if len(names) > 2 and names[0] in self.catalogues and names[1] == "versions":  # noqa: PLR2004 libs.versions.x
            return self._catalogued(self.catalogues[names[0]], names)
        key = ".".join(stripped(names))
        known = self._known.get(key)
        if known is not None:
            return known
        if key in self._open:
            return _not(key, "cycle")
        self._open.append(key)
        try:
            found = self._found(key)
        finally:
            self._open.pop()
        self._known[key] = found
        return found

    def reference(self, code: str, *, kotlin: bool) -> Resolution:
        """What the code in the hole of a string says."""
        source = Source(code, kotlin=kotlin)
        value = None if source.errors else read_value(source, 0, len(source.tokens))
        return self.resolve(value) if value is not None else _not(code.strip(), "computed")

    @cached_property
    def _tables(self) -> list[dict[str, list[Definition]]]:
        return [definitions(script, own=number == 0) for number, script in enumerate(self.scripts)]

    def _part(self, value: Value, text: str, *, refers: bool) -> Resolution:
        return self.reference(text, kotlin=value.source.kotlin) if refers else Resolution(text)

    def _operation(self, value: Value) -> Resolution:
        first = value.items[0]
        if len(value.items) > len(value.operators):
            if set(value.operators) == {"+"}:
                return _together([self.resolve(one) for one in value.items])
            if value.operators[0] == "as":
                return self.resolve(first)
            if value.operators == ("?:",):
                found = self.resolve(first)
                unknown = bool(found.unresolved) and found.unresolved[0].reason == "unknown"
                return self.resolve(value.items[1]) if unknown else found
        return _not(value.text, "computed")

    def _catalogued(self, catalogue: VersionCatalogue, names: Sequence[str]) -> Resolution:
        alias = ".".join(names[2:])
        entry = catalogue.versions.get(alias)
        if entry is None:
            return _not(".".join(names), "unknown")
        return Resolution(entry.version, (), (Origin(catalogue.path, entry.start, entry.end),))

    def _found(self, key: str) -> Resolution:
        for table in self._tables:
            given = table.get(key)
            if given:
                return self._chosen(key, given)
            head, _, rest = key.rpartition(".")
            while head:
                given = table.get(head)
                if given:
                    return self._member(key, given[-1], rest.split("."))
                head, _, more = head.rpartition(".")
                rest = f"{more}.{rest}"
        for path, properties in self.properties:
            entry = properties.find(key)
            if entry is not None:
                return Resolution(entry.value, (), (Origin(path, entry.value_start, entry.end),))
        return _not(key, "unknown")

    def _chosen(self, key: str, given: Sequence[Definition]) -> Resolution:
        """The last value that is surely given; where conditions decide, what all agree on."""
        sure = max((number for number, one in enumerate(given) if not one.statement.conditions), default=-1)
        counted = given[max(sure, 0) :]
        found = [self._defined(one) for one in counted]
        if len(found) == 1 and sure >= 0:
            return found[0]
        if sure >= 0 and len({one.text for one in found}) == 1 and found[0].text is not None:
            return found[0]
        return _not(key, "conditional")

    def _defined(self, one: Definition) -> Resolution:
        found = self.resolve(one.value)
        origin = Origin(one.path, one.value.start, one.value.end)
        return found._replace(origins=(origin, *found.origins)[:_MANY])

    def _member(self, key: str, one: Definition, names: Sequence[str]) -> Resolution:
        """What a map that is a variable holds."""
        value: Value | None = one.value
        for name in names:
            entries = value.entries if value is not None and value.kind == "map" else ()
            value = next((entry.value for entry in entries if entry.name == name), None)
        if value is None:
            return _not(key, "unknown" if one.value.kind == "map" else "computed")
        if one.statement.conditions:
            return _not(key, "conditional")
        return self._defined(Definition(one.path, one.statement, value))


def names_of(value: Value) -> tuple[str, ...]:
    """The parts of the name that a value refers to, look-ups by a string among them; empty where it is computed."""
    names: list[str] = []
    if value.base is not None or value.kind not in {"name", "call"}:
        return ()
    for link in value.links:
        if not link.called:
            names.append(link.name)
            continue
        key = link.args[0].value.string if len(link.args) == 1 and not link.args[0].name else None
        if key is not None and (link.name in _LOOKUPS or link.name == "[]"):
            names += key.split(".")
        elif link.args or link.block or link.name not in _HARMLESS:
            return ()
    return tuple(name for name in names if name != "providers")


def _not(name: str, reason: Reason) -> Resolution:
    return Resolution(None, (Unresolved(name, reason),))


def _together(found: Sequence[Resolution]) -> Resolution:
    unresolved = tuple(dict.fromkeys(one for each in found for one in each.unresolved))[:_MANY]
    origins = tuple(dict.fromkeys(one for each in found for one in each.origins))[:_MANY]
    if not unresolved and sum(len(each.text or "") for each in found) > _LONG:
        unresolved = (Unresolved("", "computed"),)
    text = None if unresolved else "".join(each.text or "" for each in found)
    return Resolution(text, unresolved, origins)
