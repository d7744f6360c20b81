"""Holds a document against the shape that the guide gives it: values of a wrong type, and keys that are not known."""

from __future__ import annotations

from collections.abc import Mapping

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


def wrong_types(value: object, shape: Shape) -> list[tuple[Keys, object, object]]:
    """The values that are not of the type that the shape gives them: their place, the value, and the type."""
    found: list[tuple[Keys, object, object]] = []
    _compare(value, shape, (), found)
    return found


def unknown_keys(value: object, shape: Shape) -> list[tuple[Keys, Shape]]:
    """The keys that the shape does not have: their place, and the part of the shape around them."""
    found: list[tuple[Keys, Shape]] = []
    _look_up(value, shape, (), found)
    return found


def _compare(value: object, within: object, at: Keys, found: list[tuple[Keys, object, object]]) -> None:
    if isinstance(within, list):
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if not fits(one, within[0]):
                found.append(((*at, number), one, within[0]))
            if isinstance(one, dict | list):
                _compare(one, within[0], (*at, number), found)
    elif isinstance(within, dict) and isinstance(value, dict):
        for key, one in value.items():
            expected = within.get(key)
            if expected is None:
                continue
            if not fits(one, expected):
                found.append(((*at, key), one, expected))
            if isinstance(one, dict | list):
                _compare(one, expected, (*at, key), found)


def _look_up(value: object, within: object, at: Keys, found: list[tuple[Keys, Shape]]) -> None:
    if isinstance(within, list):
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict | list):
                _look_up(one, within[0], (*at, number), found)
    elif isinstance(within, dict) and isinstance(value, dict):
        for key, one in value.items():
            expected = within.get(key)
            if expected is None:
                found.append(((*at, key), within))
            elif isinstance(one, dict | list):
                _look_up(one, expected, (*at, key), found)


def fits(value: object, expected: object) -> bool:
    """Whether a value is of the expected type; null and unknown types always are."""
    if expected is None or expected == "any" or value is None:
        return True
    if isinstance(expected, dict):
        return isinstance(value, dict)
    if isinstance(expected, list):
        return isinstance(value, list)
    types = _TYPES[str(expected)]
    return isinstance(value, types) and not (isinstance(value, bool) and bool not in types)


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
