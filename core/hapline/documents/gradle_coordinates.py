"""Coordinates of dependencies in Gradle scripts: group, name, version, classifier and type, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents.gradle_variables import Origin, Unresolved, Variables, names_of

if TYPE_CHECKING:
    from hapline.documents.gradle_catalogue import CatalogueEntry, VersionCatalogue
    from hapline.documents.gradle_values import Argument, Value

WRAPPERS = frozenset(("platform", "enforcedPlatform", "testFixtures", "kotlin"))
"""Calls around a coordinate in a script."""
_MAP_KEYS = {"group": 0, "name": 1, "version": 2, "classifier": 3, "ext": 4, "type": 4}
_PARTS = 5
_NO_PART = 4  # the type, which stands behind an at sign


class Piece(NamedTuple):
    """A part of a coordinate.

    Attributes:
        text: What it says; None where it refers to something that is not resolved.
        start: Where it stands in the script, or what stands for it. end: Where that ends.
        is_written: Whether the script itself says it there, so that an edit of the place changes it.
    """

    text: str | None
    start: int
    end: int
    is_written: bool = True


class Coordinate(NamedTuple):
    """A dependency in a repository.

    Attributes:
        value: How it is given. wrapper: The call around it, such as ``platform``; empty where there is none.
        group: The group. name: The artifact. version: The version. classifier: The classifier. type: The type;
            each None where it is not given.
        unresolved: What is not resolved. origins: Where resolved references are written.
        alias: The alias in a version catalogue; empty for others.
    """

    value: Value
    wrapper: str = ""
    group: Piece | None = None
    name: Piece | None = None
    version: Piece | None = None
    classifier: Piece | None = None
    type: Piece | None = None
    unresolved: tuple[Unresolved, ...] = ()
    origins: tuple[Origin, ...] = ()
    alias: str = ""

    @property
    def module(self) -> str | None:
        """``group:name``; None where one of them is not known."""
        group, name = _text(self.group), _text(self.name)
        return f"{group}:{name}" if group is not None and name is not None else None

    def __str__(self) -> str:
        """The coordinate as it is written in one string; what is not known is a question mark."""
        pieces = [self.group, self.name, self.version, self.classifier]
        while pieces and pieces[-1] is None:
            pieces.pop()
        text = ":".join("" if one is None else "?" if one.text is None else one.text for one in pieces)
        if self.name is None:
            return "?"
        return text if self.type is None else f"{text}@{self.type.text or '?'}"


def coordinates(value: Value, variables: Variables) -> Iterator[Coordinate]:
    """The coordinates that a value gives: a string, a map, a reference, a call such as ``platform``, a list of these.

    What is no coordinate (a project, files, something computed) gives none.
    """
    yield from _wrapped(value, variables, "", 0)


def map_coordinate(value: Value, entries: Sequence[Argument], variables: Variables) -> Coordinate | None:
    """The coordinate in the notation ``group: 'g', name: 'n', version: 'v'``; None where no name is given.

    Args:
        value: What stands for the whole. entries: The entries. variables: What they may refer to.
    """
    pieces: list[Piece | None] = [None] * _PARTS
    unresolved: list[Unresolved] = []
    origins: list[Origin] = []
    for entry in entries:
        number = _MAP_KEYS.get(entry.name)
        if number is None:
            continue
        found = variables.resolve(entry.value)
        inner = 1 if entry.value.kind == "string" else 0
        written = entry.value.kind == "string" and not any(part.is_reference for part in entry.value.parts)
        pieces[number] = Piece(found.text, entry.value.start + inner, entry.value.end - inner, written)
        unresolved += found.unresolved
        origins += found.origins
    if pieces[1] is None:
        return None
    made = _coordinate(value, "", pieces)
    return made._replace(unresolved=tuple(unresolved), origins=tuple(origins))


def _wrapped(value: Value, variables: Variables, wrapper: str, depth: int) -> Iterator[Coordinate]:
    if depth > 4:  # noqa: PLR2004 a list in a wrapper in a list
        return
    if value.kind == "list":
        for item in value.items:
            yield from _wrapped(item, variables, wrapper, depth + 1)
    elif value.kind == "map":
        found = map_coordinate(value, value.entries, variables)
        if found is not None:
            yield found._replace(wrapper=wrapper)
    elif value.kind == "call" and len(value.links) == 1 and value.name in WRAPPERS:
        args = value.links[0].args
        if value.name == "kotlin":
            yield from _kotlin(value, args, variables)
        elif args and not args[0].name:
            yield from _wrapped(args[0].value, variables, value.name, depth + 1)
        elif args:
            found = map_coordinate(value, args, variables)
            if found is not None:
                yield found._replace(wrapper=value.name)
    elif value.kind in {"string", "name", "operation"} or (value.kind == "call" and names_of(value)):
        yield from _referred(value, variables, wrapper)


def _referred(value: Value, variables: Variables, wrapper: str) -> Iterator[Coordinate]:
    names = names_of(value)
    catalogue = variables.catalogues.get(names[0]) if len(names) > 1 else None
    if catalogue is not None:
        for one in _catalogued(value, names, catalogue):
            yield one._replace(wrapper=wrapper)
        return
    if value.kind != "string":
        found = variables.resolve(value)
        if found.text is None:
            yield Coordinate(value, wrapper, unresolved=found.unresolved, origins=found.origins)
        elif ":" in found.text:
            yield _split(value, [(found.text, value.start, value.end, False)], wrapper)._replace(origins=found.origins)
        return
    said = value.verbatim
    if said is not None:
        if ":" in said:
            yield _coordinate(value, wrapper, _pieces(said, value.start + 1))
        return
    stretches: list[tuple[str | None, int, int, bool]] = []
    unresolved: list[Unresolved] = []
    origins: list[Origin] = []
    for part in value.parts:
        if part.is_reference:
            found = variables.reference(part.text, kotlin=value.source.kotlin)
            stretches.append((found.text, part.start, part.end, False))
            unresolved += found.unresolved
            origins += found.origins
        else:
            stretches.append((part.text, part.start, part.end, True))
    if any(text is None or ":" in text for text, _, _, _ in stretches):
        coordinate = _split(value, stretches, wrapper)
        yield coordinate._replace(unresolved=tuple(dict.fromkeys(unresolved)), origins=tuple(origins))


def _pieces(text: str, start: int) -> list[Piece | None]:
    """The parts of a text without references and escapes."""
    main, mark, kind = text.partition("@")
    pieces: list[Piece | None] = []
    at = start
    for part in main.split(":")[: _PARTS - 1]:
        pieces.append(Piece(part, at, at + len(part)))
        at += len(part) + 1
    pieces += [None] * (_PARTS - 1 - len(pieces))
    end = start + len(text)
    pieces.append(Piece(kind, start + len(main) + 1, end) if mark else None)
    return pieces


def _split(value: Value, stretches: Sequence[tuple[str | None, int, int, bool]], wrapper: str) -> Coordinate:
    """Cut a text of stretches, some of which are references, at its colons and its at sign."""
    pieces: list[Piece | None] = [None] * _PARTS
    start = stretches[0][1] if stretches else value.start
    text: list[str | None] = []
    number, end, written = 0, start, True
    for said, first, last, is_written in stretches:
        exact = is_written and said is not None and len(said) == last - first
        if said is None:
            text.append(None)
            end, written = last, False
            continue
        done = 0
        for at, mark in enumerate(said):
            if mark == ":" or (mark == "@" and number != _NO_PART):
                text.append(said[done:at])
                stop = first + at if exact else last
                _put(pieces, number, Piece(_whole(text), start, stop, written and (exact or at == done)))
                number = _NO_PART if mark == "@" else min(number + 1, _PARTS)
                start = stop + 1 if exact else first
                text, done, written = [], at + 1, True
        text.append(said[done:])
        if len(said) > done:
            end, written = last, written and is_written
        elif not text[:-1]:
            end = max(start, last if exact else end)
    _put(pieces, number, Piece(_whole(text), start, max(start, end), written))
    return _coordinate(value, wrapper, pieces)


def _coordinate(value: Value, wrapper: str, pieces: Sequence[Piece | None]) -> Coordinate:
    group, name, version, classifier, kind = pieces
    return Coordinate(value, wrapper, group, name, version, classifier, kind)


def _put(pieces: list[Piece | None], number: int, piece: Piece) -> None:
    if number < _PARTS and pieces[number] is None:
        pieces[number] = piece


def _whole(text: Sequence[str | None]) -> str | None:
    return None if any(one is None for one in text) else "".join(one or "" for one in text)


def _kotlin(value: Value, args: Sequence[Argument], variables: Variables) -> Iterator[Coordinate]:
    """``kotlin("stdlib")`` stands for a module of the language."""
    if not args:
        return
    module = args[0].value
    found = variables.resolve(module)
    name = None if found.text is None else f"kotlin-{found.text}"
    version: Piece | None = None
    if len(args) > 1:
        given = args[1].value
        version = Piece(variables.resolve(given).text, given.start + 1, given.end - 1)
    group = Piece("org.jetbrains.kotlin", value.start, value.links[0].end, is_written=False)
    stands = Piece(name, module.start + 1, module.end - 1, is_written=False)
    yield Coordinate(value, "kotlin", group, stands, version, unresolved=found.unresolved, origins=found.origins)


def _catalogued(value: Value, names: Sequence[str], catalogue: VersionCatalogue) -> Iterator[Coordinate]:
    if names[1] == "bundles":
        for alias in catalogue.bundles.get(".".join(names[2:]), ()):
            yield _entry(value, alias, catalogue.libraries.get(alias), catalogue)
        return
    alias = ".".join(names[1:])
    yield _entry(value, alias, catalogue.libraries.get(alias), catalogue)


def _entry(value: Value, alias: str, entry: CatalogueEntry | None, catalogue: VersionCatalogue) -> Coordinate:
    if entry is None:
        unresolved = (Unresolved(value.name or value.text, "unknown"),)
        return Coordinate(value, alias=alias, unresolved=unresolved)
    group, name, version = (
        Piece(text, value.start, value.end, is_written=False) if text else None
        for text in (entry.group, entry.name, entry.version)
    )
    origin = Origin(catalogue.path, entry.start, entry.end)
    return Coordinate(value, "", group, name, version, origins=(origin,), alias=alias)


def _text(piece: Piece | None) -> str | None:
    return None if piece is None else piece.text
