"""The dependencies that a Gradle script declares: of which configuration, on what, under which conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline.documents.gradle_coordinates import WRAPPERS, Coordinate, coordinates, map_coordinate
from hapline.documents.gradle_variables import Variables

if TYPE_CHECKING:
    from hapline.documents.gradle_conditions import Condition
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.gradle_statements import Statement
    from hapline.documents.gradle_values import Argument, Link, Value

_FILES = frozenset(("files", "fileTree"))
_NO_CONFIGURATIONS = frozenset(
    ("exclude", "because", "constraints", "components", "modules", "println", "repositories")
)
_ADDED = 2


class Exclude(NamedTuple):
    """What a dependency leaves out; None where the group or the module does not matter.

    Attributes:
        group: The group. module: The artifact. start: Where the statement starts. end: Where it ends.
    """

    group: str | None
    module: str | None
    start: int
    end: int


class Dependency(NamedTuple):
    """A declared dependency.

    Attributes:
        configuration: Of what: ``bundle``, ``implementation``. kind: ``module``, ``project``, ``files`` or ``other``.
        statement: The statement, with its conditions. value: What is depended on, as it is written.
        coordinate: That of a module. project: The path of a project, such as ``:api``.
        excludes: What it leaves out. transitive: Whether it brings its own dependencies; None where that is not said.
    """

    configuration: str
    kind: Literal["module", "project", "files", "other"]
    statement: Statement
    value: Value
    coordinate: Coordinate | None = None
    project: str | None = None
    excludes: tuple[Exclude, ...] = ()
    transitive: bool | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions under which it is declared."""
        return self.statement.conditions


def dependencies(
    script: GradleScript, variables: Variables | None = None, within: tuple[str, ...] = ("dependencies",)
) -> list[Dependency]:
    """The dependencies of a script.

    Args:
        script: The script.
        variables: What it may refer to; the script alone where nothing is given.
        within: The names of the blocks around them, as in ``GradleScript.calls``: ``("buildscript", "dependencies")``
            for the classpath of the build, ``("**", "dependencies")`` for all.
    """
    known = variables or Variables([script])
    found: list[Dependency] = []
    for one in script.calls("*", within):
        name, args = one.name, one.args
        if name == "add" and len(args) == _ADDED and args[0].value.string:
            name, args = args[0].value.string, args[1:]
        if name not in _NO_CONFIGURATIONS and "." not in name:
            found += _declared(one, name, args, known)
    return found


def _declared(
    statement: Statement, configuration: str, args: tuple[Argument, ...], variables: Variables
) -> Iterator[Dependency]:
    excludes, transitive = _block(statement, variables)
    named = [one for one in args if one.name]
    if named and len(named) == len(args):
        whole = named[0].value
        coordinate = map_coordinate(whole, args, variables)
        if coordinate is not None:
            given = next((one.value.plain for one in named if one.name == "transitive"), transitive)
            transitive = given if isinstance(given, bool) else None
            yield Dependency(configuration, "module", statement, whole, coordinate, None, excludes, transitive)
        return
    for one in args:
        if not one.name:
            for found in _target(statement, configuration, one.value, variables):
                yield found._replace(excludes=(*excludes, *found.excludes), transitive=transitive)


def _target(statement: Statement, configuration: str, value: Value, variables: Variables) -> Iterator[Dependency]:
    link = _project(value)
    if link is not None:
        path = link.arg("path") or next((one.value for one in link.args if not one.name), None)
        project = variables.resolve(path).text if path is not None else None
        yield Dependency(configuration, "project", statement, value, project=project)
    elif value.kind == "call" and value.name in _FILES:
        yield Dependency(configuration, "files", statement, value)
    elif value.kind == "name" and value.name.startswith("projects."):
        yield Dependency(configuration, "project", statement, value)
    else:
        found = list(coordinates(value, variables))
        for coordinate in found:
            yield Dependency(configuration, "module", statement, value, coordinate)
        if not found:
            yield Dependency(configuration, "other", statement, value)


def _project(value: Value) -> Link | None:
    """The call of ``project``, also inside a wrapper."""
    if value.kind != "call" or value.base is not None:
        return None
    first = value.links[0]
    if value.name == "project" and len(value.links) == 1:
        return first
    if value.name in WRAPPERS and len(value.links) == 1 and first.args:
        inner = first.args[0].value
        if inner.kind == "call" and inner.name == "project":
            return inner.links[0]
    return None


def _block(statement: Statement, variables: Variables) -> tuple[tuple[Exclude, ...], bool | None]:
    excludes: list[Exclude] = []
    transitive: bool | None = None
    for block in statement.blocks:
        for one in block.walk():
            if one.kind == "call" and one.name == "exclude":
                excludes.append(_exclude(one, variables))
            last = one.path[-1]
            if last in {"transitive", "isTransitive", "setTransitive"} and one.value is not None:
                plain = one.value.plain
                transitive = plain if isinstance(plain, bool) else None
    return tuple(excludes), transitive


def _exclude(one: Statement, variables: Variables) -> Exclude:
    texts: dict[str, str | None] = {}
    entries = one.args
    if one.value is not None and one.value.kind == "map":
        entries = one.value.entries
    for number, entry in enumerate(entries):
        texts[entry.name or ("group", "module")[min(number, 1)]] = variables.resolve(entry.value).text
    return Exclude(texts.get("group"), texts.get("module"), one.start, one.end)
