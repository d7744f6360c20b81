"""Reads a descriptor; what is wrong with single members is noted, so that a rule can say all of it at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from hapline.documents import Document
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.descriptor.described import PLATFORMS, Described, Problem
from hapline_plugins.offline.descriptor.fields import BY_NAME, FIELDS, Field

_EXPECTED = {
    "text": Phrase("a string"),
    "flag": Phrase("0 or 1"),
    "kind": Phrase('"normal" or "global"'),
    "platform": Phrase("one of {names}", names=[f'"{one}"' for one in PLATFORMS]),
    "object": Phrase("an object"),
}


def described(document: Document) -> Described:
    """What a descriptor says; members that are not as they must be are left as they are by default.

    Raises:
        hapline.documents.DocumentError: It is no JSON5.
    """
    value = document.value
    if not isinstance(value, dict):
        return Described(problems=(Problem(keys=(), kind="type", expected=_EXPECTED["object"]),))
    given: dict[str, Any] = {}
    problems = [*_unknown(value)]
    for field in FIELDS:
        if field.name not in value:
            continue
        item = value[field.name]
        if _fits(field, item):
            given[field.attribute] = int(item) if field.type == "flag" else item
        else:
            problems.append(Problem(keys=(field.name,), kind="type", expected=_EXPECTED[field.type]))
    if "id" not in value:
        problems.append(Problem(keys=("id",), kind="missing"))
    return Described(**given, problems=tuple(problems))


def overridden(it: Described, given: Mapping[str, object]) -> Described:
    """A package of which somebody says more than its descriptor; what is wrong there with these members is no matter.

    Args:
        it: What the descriptor says. given: Members of ``Described``.
    """
    if not given:
        return it
    names = {one.name for one in FIELDS if one.attribute in given}
    return replace(it, **given, problems=tuple(one for one in it.problems if not names.intersection(one.keys)))


def _unknown(value: Mapping[str, object]) -> Iterator[Problem]:
    for name in value:
        if name not in BY_NAME and name != "$schema":
            near = difflib.get_close_matches(name, BY_NAME, 1)
            yield Problem(keys=(name,), kind="unknown", expected=near[0] if near else "")


def _fits(field: Field, item: object) -> bool:
    match field.type:
        case "text":
            return isinstance(item, str)
        case "flag":
            return isinstance(item, int) and item in (0, 1)
        case "kind":
            return item in ("normal", "global")
        case "platform":
            return item in PLATFORMS
        case "object":
            return isinstance(item, dict)
