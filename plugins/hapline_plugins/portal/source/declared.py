"""The dependencies that matter to Portals and Bundles, as their scripts declare them.

Written for many: a Portal may declare hundreds, nearly all of them plain strings, which are cut without the full
reading of coordinates. Source: the vendor's guide, "Bundle project package" and "Bundle interface package".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents import coordinates, map_coordinate
from hapline_hooks.once import cached_property

if TYPE_CHECKING:
    from hapline.documents import Argument, Condition, Coordinate, Piece, Statement, Value
    from hapline_hooks import Location
    from hapline_plugins.portal.source.modules import GradleModule

BUNDLES = frozenset(("bundle", "devbundle"))
MANIFESTS = frozenset(("manifest", "devmanifest"))
COMPILED = frozenset(("provided", "compileOnly", "implementation", "api", "compile"))
"""What a Bundle compiles against; ``provided`` and ``compileOnly`` are what the guide asks for."""
_number = itemgetter(0)
_PIECES = ("group", "artifact", "version", "classifier")


class Declared(NamedTuple):
    """A dependency on a module in a repository.

    Attributes:
        of: The module whose script declares it. configuration: ``bundle``, ``manifest``, ``provided`` and others.
        statement: Where. value: What names it.
        group: The group. artifact: The artifact, with ``-build`` where it has it. version: The version.
        classifier: The classifier, such as ``raw`` or ``AndroidManifest``'s empty text. type: ``jar``, ``xml``.
        unresolved: The names that it refers to and that are not known; the parts they are in are None.
        coordinate: How it was read, where it is no plain string.
    """

    of: GradleModule
    configuration: str
    statement: Statement
    value: Value
    group: str | None
    artifact: str | None
    version: str | None
    classifier: str | None
    type: str | None
    unresolved: tuple[str, ...] = ()
    coordinate: Coordinate | None = None

    @property
    def key(self) -> str | None:
        """``group:artifact``; None where it is not known."""
        return None if self.group is None or self.artifact is None else f"{self.group}:{self.artifact}"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions under which it is declared."""
        return self.statement.conditions

    @property
    def notation(self) -> str:
        """How it is written: ``group:artifact:version:classifier@type``, a question mark for what is not known."""
        if self.coordinate is not None:
            return str(self.coordinate)
        return self.value.text[1:-1]

    @property
    def is_dev(self) -> bool:
        """Whether it goes into development builds only (``devbundle``, ``devmanifest``)."""
        return self.configuration.startswith("dev")

    def piece(self, name: str) -> Piece | None:
        """A part with its place, by name (``group``, ``artifact``, ``version``, ``classifier``, ``type``)."""
        found = self.coordinate
        if found is None:
            found = next(coordinates(self.value, self.of.variables), None)
        if found is None:
            return None
        piece: Piece | None = getattr(found, "name" if name == "artifact" else name)
        return piece

    def at(self, name: str = "") -> Location:
        """The place of a part, or of all of it."""
        piece = self.piece(name) if name else None
        start, end = (piece.start, piece.end) if piece is not None else (self.value.start, self.value.end)
        return self.of.at(start, end, "dependencies", self.configuration)


class Declarations:
    """The dependencies that the script of a module declares, by configuration: each is read once, and if asked for."""

    def __init__(self, module: GradleModule) -> None:
        """Name the module; its script is read later."""
        self._module = module
        self._read: dict[str, list[tuple[int, Declared]]] = {}

    def of(self, configurations: Collection[str]) -> tuple[Declared, ...]:
        """Those of some configurations, in the order of the script."""
        found: list[tuple[int, Declared]] = []
        several = 0
        for one in configurations:
            if one in self._written:
                found += self._of(one)
                several += 1
        if several > 1:
            found.sort(key=_number)
        return tuple([one for _, one in found])

    @cached_property
    def _written(self) -> dict[str, list[tuple[int, Statement, int]]]:
        """The statements of each configuration, with their numbers and that of the first argument that counts."""
        found: dict[str, list[tuple[int, Statement, int]]] = {}
        script = self._module.script
        for number, statement in enumerate(script.calls("*", ("dependencies",)) if script is not None else ()):
            if _is_project(statement):
                continue
            configuration, first = statement.name, 0
            if configuration == "add" and statement.args:
                configuration, first = statement.args[0].value.string or "", 1
            found.setdefault(configuration, []).append((number, statement, first))
        return found

    def _of(self, configuration: str) -> list[tuple[int, Declared]]:
        known = self._read.get(configuration)
        if known is None:
            known = self._read[configuration] = [
                (number, one)
                for number, statement, first in self._written[configuration]
                for one in _declared(self._module, configuration, statement, statement.args[first:])
            ]
        return known


def _is_project(statement: Statement) -> bool:
    """Whether nothing is given but ``project(..)``, which is in no repository: nearly every Bundle has a line of it."""
    source, (first, last) = statement.source, statement.tokens
    at = first + 2
    is_last = source.after.get(at) == last and at not in source.unclosed
    return is_last and source.word(first + 1) == "project" and source.word(at) == "("


def _declared(
    module: GradleModule, configuration: str, statement: Statement, values: Sequence[Argument]
) -> Iterator[Declared]:
    for argument in values:
        said = None if argument.name else argument.value.verbatim
        if said is not None:
            yield _plain(module, configuration, statement, argument.value, said)
        elif not argument.name:
            yield from _of(module, configuration, statement, argument.value)
    if values and all(argument.name for argument in values):
        yield from _of_map(module, configuration, statement)


def _of(module: GradleModule, configuration: str, statement: Statement, value: Value) -> Iterator[Declared]:
    for one in coordinates(value, module.variables):
        yield _read(module, configuration, statement, value, one)


def _of_map(module: GradleModule, configuration: str, statement: Statement) -> Iterator[Declared]:
    """The notation ``bundle group: 'g', name: 'n', version: 'v'``."""
    found = map_coordinate(statement.args[0].value, statement.args, module.variables)
    if found is not None:
        yield _read(module, configuration, statement, found.value, found)


def _plain(module: GradleModule, configuration: str, statement: Statement, value: Value, said: str) -> Declared:
    main, mark, kind = said.partition("@")
    pieces: list[str | None] = [*main.split(":")[:4]]
    pieces += [None] * (len(_PIECES) - len(pieces))
    group, artifact, version, classifier = pieces
    if artifact is None:
        group = None
    return Declared(
        module, configuration, statement, value, group, artifact, version, classifier, kind if mark else None
    )


def _read(module: GradleModule, configuration: str, statement: Statement, value: Value, found: Coordinate) -> Declared:
    group, artifact, version, classifier, kind = (
        None if piece is None else piece.text
        for piece in (found.group, found.name, found.version, found.classifier, found.type)
    )
    unresolved = tuple(one.name for one in found.unresolved)
    return Declared(
        module, configuration, statement, value, group, artifact, version, classifier, kind, unresolved, found
    )
