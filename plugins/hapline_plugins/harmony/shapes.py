"""Holds a document against the shape that the guide gives it: values of a wrong type, and keys that are not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hapline_hooks import Keys
from hapline_plugins.harmony.known_keys import Shape

_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "flag": (bool,),
    "number": (int, float),
    "integer": (int,),
    "list": (list,),
    "object": (dict,),
}
"""Exact types: what a parser makes of JSON has no others, and true is no number."""


class Misfits(NamedTuple):
    """What of a value does not fit its shape.

    Attributes:
        wrong: Values of another type than the shape gives them: their place, the value, and the type.
        unknown: Keys that the shape does not have: their place, and the part of the shape around them.
    """

    wrong: list[tuple[Keys, object, object]]
    unknown: list[tuple[Keys, Shape]]


def misfits(value: object, shape: Shape) -> Misfits:
    """Hold a value against a shape."""
    found = Misfits([], [])
    if isinstance(value, dict):
        _hold_object(value, shape, (), found)
    return found


def _hold_object(value: Mapping[str, object], shape: Shape, at: Keys, found: Misfits) -> None:
    for key, one in value.items():
        expected = shape.get(key)
        if expected is None:
            found.unknown.append(((*at, key), shape))
        elif isinstance(expected, str):
            types = _TYPES.get(expected)
            if types and one.__class__ not in types and one is not None:
                found.wrong.append(((*at, key), one, expected))
        else:
            _hold(one, expected, (*at, key), found)


def _hold(one: object, expected: object, at: Keys, found: Misfits) -> None:
    """Hold a value against a shape, the shape of the items of a list, or the name of a type."""
    if isinstance(one, dict) and isinstance(expected, dict):
        _hold_object(one, expected, at, found)
    elif isinstance(one, list) and isinstance(expected, list):
        for number, item in enumerate(one):
            _hold(item, expected[0], (*at, number), found)
    elif one is not None and not (
        isinstance(expected, str) and one.__class__ in _TYPES.get(expected, (one.__class__,))
    ):
        found.wrong.append((at, one, expected))


_NAMES: Mapping[str, str] = {
    "text": "a string",
    "number": "a number",
    "integer": "an integer",
    "flag": "a boolean",
    "list": "an array",
    "object": "an object",
}


def type_name(expected: object) -> str:
    """An expected type, as the end of a sentence in the terms of JSON."""
    if isinstance(expected, dict):
        return _NAMES["object"]
    if isinstance(expected, list):
        return _NAMES["list"]
    return _NAMES[str(expected)]


def name_of(value: object) -> str:
    """The type of a value, in the same words."""
    return next((_NAMES[name] for name, types in _TYPES.items() if isinstance(value, types)), "null")
