"""Small plugins for tests, made on the spot: a sound one, of which each test changes what it is about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from hapline_hooks import Finding, Location, Project, Rule, RuleFamily, impl

NOTES = "notes.json5"
"""The file that makes a folder a project of these plugins."""


class Notes(Project):
    """A folder with notes."""

    kind = "oops.project"


SOUND: dict[str, Any] = {
    "code": "OPS101",
    "slug": "oops",
    "title": "Nothing is wrong",
    "since": "0.1.0",
    "why": "It would be.",
    "help": "Mend it.",
    "messages": {"found": "found {what}", "mend": "mend it"},
    "subject": Notes,
    "bad": {NOTES: "{}"},
    "good": {NOTES: "{ a: 1 }"},
}
ABSENT = object()


def nothing() -> list[object]:
    """What many hooks may return."""
    return []


def finding(**changes: Any) -> Finding:  # noqa: ANN401 also what is wrong
    """A finding of the rule OPS101 about the notes."""
    sound: dict[str, Any] = {
        "rule": "OPS101",
        "message": "found",
        "args": {"what": "x"},
        "location": Location(path=NOTES, keys=("a",)),
    }
    return Finding(**sound | changes)


def rule(check: Callable[[Any], Any] = lambda _: [finding()], **changes: Any) -> type[Rule[Any]]:  # noqa: ANN401 see above
    """A rule with some class variables changed (ABSENT takes one away), and what it yields for a subject."""

    def judge(_self: object, subject: object) -> Any:  # noqa: ANN401 see above
        return check(subject)

    content = {name: value for name, value in (SOUND | changes).items() if value is not ABSENT}
    return type("Oops", (Rule,), {**content, "check": judge})


def plugin(name: str = "oops", rules: Iterable[type[Rule[Any]]] = (), **names: Any) -> ModuleType:  # noqa: ANN401 see above
    """A plugin with rules, with a project where there are notes, and with further hooks.

    Args:
        name: Its name. rules: Its rules. names: Functions are hooks; anything else is what it is.
    """
    module = ModuleType(name)
    family = RuleFamily(name=name, module=name, subjects=frozenset({"oops.project"}), codes="OPS")
    content: dict[str, Any] = {"hapline_api": (1, 0), "hapline_projects": _projects}
    if rules:
        content["hapline_rules"] = lambda: [family]
        content |= {f"Rule{number}": one for number, one in enumerate(rules)}
    for key, value in (content | names).items():
        if value is not ABSENT:
            setattr(module, key, impl(value) if callable(value) and not isinstance(value, type) else value)
    sys.modules[name] = module
    return module


def _projects(tree: Any) -> Iterable[Project]:  # noqa: ANN401 any tree
    if tree.is_file(NOTES):
        yield Notes(tree, "", "notes")
