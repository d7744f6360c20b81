"""What a Gradle script defines that other values refer to: variables, extra properties, the project's own version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents.gradle_statements import Statement
from hapline.documents.gradle_values import Value

if TYPE_CHECKING:
    from hapline.documents.gradle_script import GradleScript

_HOMES = frozenset(("rootProject", "project", "ext", "extra", "buildscript", "allprojects", "subprojects"))
_HOMES_TOO = _HOMES | {"gradle", "settings", "this", "parent", "properties", "extensions", "extraProperties"}
"""Names in front of a variable that say where it is kept."""
_SETTING = 2


class Definition(NamedTuple):
    """A value that a name is given.

    Attributes:
        path: The file. statement: The statement that gives it. value: The value.
    """

    path: str
    statement: Statement
    value: Value


def stripped(names: Sequence[str]) -> tuple[str, ...]:
    """A name without what says where it is kept: ``rootProject.ext.foo`` is ``foo``."""
    at = 0
    while at < len(names) - 1 and names[at] in _HOMES_TOO:
        at += 1
    return tuple(names[at:])


def definitions(script: GradleScript, *, own: bool = True) -> dict[str, list[Definition]]:
    """What a script defines, by name.

    Args:
        script: The script.
        own: Whether what it declares for itself (``def``, ``val``) counts too.
    """
    found: dict[str, list[Definition]] = {}
    for one in script.walk():
        for name, value in _given(one, own=own):
            found.setdefault(name, []).append(Definition(script.path, one, value))
    return found


def _given(one: Statement, *, own: bool) -> Iterator[tuple[str, Value]]:
    if one.kind == "assignment" and one.operator in {"=", "by"}:
        value = one.value
        if value is None:
            return
        if one.operator == "by":
            if value.name in {"extra", "project.extra"} and value.links[-1].args:
                yield one.name, value.links[-1].args[0].value
            return
        if one.declared:
            if own or "ext" in one.within:
                yield one.name, value
            return
        names = stripped(one.path)
        if not set(one.within) - _HOMES_TOO:
            yield ".".join(names), value
    elif one.kind == "call" and one.path[-1] == "set" and not set(one.path[:-1]) - _HOMES_TOO:
        args = one.args
        name = args[0].value.string if len(args) == _SETTING else None
        if name is not None:
            yield name, args[1].value
