"""The Gradle plugins that a script applies: by ``apply plugin:``, in ``apply {}`` or ``plugins {}``, or by an alias."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hapline.documents import Condition, GradleScript, Statement, Value, Variables


class AppliedPlugin(NamedTuple):
    """A Gradle plugin that a script applies.

    Attributes:
        name: Its id. statement: Where. value: What names it.
        start: Where the id stands. end: Where it ends.
    """

    name: str
    statement: Statement
    start: int
    end: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions under which it is applied."""
        return self.statement.conditions


def applied_plugins(script: GradleScript, variables: Callable[[], Variables]) -> tuple[AppliedPlugin, ...]:
    """The plugins that a script applies, in its order; of ``apply false`` none.

    Args:
        script: The script. variables: Gives what it may refer to; few scripts need that here.
    """
    written, others = script.once(_named)
    if not others:
        return written
    found = [*written]
    for statement, value in others:
        read = _by_alias if statement.name == "alias" else _looked_up
        found += read(statement, value, variables())
    return tuple(sorted(found, key=lambda one: one.start))


def _named(script: GradleScript) -> tuple[tuple[AppliedPlugin, ...], list[tuple[Statement, Value]]]:
    """The plugins that a script applies by their ids, and what else it applies."""
    given = [(one, one.arg("plugin")) for one in script.calls("apply", ())]
    given += [(one, one.args[0].value) for one in script.calls("plugin", ("apply",)) if one.args]
    given += [
        (one, one.args[0].value)
        for one in script.calls("*", ("plugins",))
        if one.name in {"id", "alias"} and one.args and not _is_put_off(one)
    ]
    found: list[AppliedPlugin] = []
    others: list[tuple[Statement, Value]] = []
    for statement, value in given:
        if value is not None and statement.name != "alias" and value.string is not None:
            found.append(AppliedPlugin(value.string, statement, value.start + 1, value.end - 1))
        elif value is not None:
            others.append((statement, value))
    return tuple(sorted(found, key=lambda one: one.start)), others


def _looked_up(statement: Statement, value: Value, variables: Variables) -> Iterator[AppliedPlugin]:
    name = variables.resolve(value).text
    if name is not None:
        inner = 1 if value.kind == "string" else 0
        yield AppliedPlugin(name, statement, value.start + inner, value.end - inner)


def _by_alias(statement: Statement, value: Value, variables: Variables) -> Iterator[AppliedPlugin]:
    """A plugin by its alias in a version catalogue, ``libs.plugins.mpaas.baseline``."""
    names = value.name.split(".")
    catalogue = variables.catalogues.get(names[0])
    entry = catalogue.plugins.get(".".join(names[2:])) if catalogue is not None and names[1:2] == ["plugins"] else None
    if entry is not None:
        yield AppliedPlugin(entry.name, statement, value.start, value.end)


def _is_put_off(statement: Statement) -> bool:
    """Whether a plugin is only put on the class path: ``id 'x' version '1' apply false``."""
    further = statement.links[1:]
    return any(link.name == "apply" and link.args and link.args[0].value.plain is False for link in further)
