"""Distribution filters: on which devices a package is delivered, and when two packages can never meet on one.

Source of the rules: the packing tool's comparison of ``distributionFilter`` (HapVerify), observed on its
recorded verdicts; the vendor's guide on uniqueness of packages per device.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hapline_plugins.harmony.coercion import JSON, NULL, Crash, text

KEYS = ("apiVersion", "screenShape", "screenDensity", "screenWindow", "countryCode")
"""In the order in which two filters are compared."""
COVER_KEYS = ("apiVersion", "screenShape", "screenWindow", "screenDensity", "countryCode")
"""In the order in which a feature is held against the entries."""


class Condition(NamedTuple):
    """One key of a filter: a policy (include or exclude) and the values it speaks of, None where missing."""

    policy: str | None
    values: tuple[str | None, ...] | None


Filter = Mapping[str, Condition]


class BadPolicyError(Exception):
    """A filter cannot be compared: its policy is neither include nor exclude, or it has no value.

    Attributes:
        key: Which key of the filter. side: 0 for the first, 1 for the second of the two that were compared.
    """

    def __init__(self, key: str, side: int) -> None:
        """Say which key of which filter."""
        super().__init__(key)
        self.key = key
        self.side = side


def read_filter(value: object) -> Filter | None:
    """A filter as the packing tool reads it; None where there is none.

    Raises:
        Crash: The tool ends with an exception on this value.
    """
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise Crash(JSON) from None
    if value is None or value in ([], ""):
        return None
    if not isinstance(value, dict):
        raise Crash(JSON)
    found: dict[str, Condition] = {}
    names = {_plain(key): key for key in KEYS}
    for name, one in value.items():
        key = names.get(_plain(name))
        if key is None or one is None or one == []:
            continue
        if not isinstance(one, dict):
            raise Crash(JSON)
        members = {_plain(member): inner for member, inner in one.items()}
        found[key] = Condition(policy=text(members.get("policy")), values=_values(members.get("value")))
    return found


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _values(value: object) -> tuple[str | None, ...] | None:
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(text(one) for one in value)
    return (text(value),)


def apart(one: Filter | None, other: Filter | None) -> bool:
    """Whether no device can satisfy both filters.

    Raises:
        BadPolicyError: They cannot be compared.
    """
    if one is None or other is None:
        return False
    return any(_apart(key, one[key], other[key]) for key in KEYS if key in one and key in other)


def _apart(key: str, one: Condition, other: Condition) -> bool:
    if one.values is None or other.values is None:
        raise BadPolicyError(key, 0 if one.values is None else 1)
    match one.policy, other.policy:
        case "exclude", "include":
            return not other.values or set(one.values) >= set(other.values)
        case "include", "exclude":
            return not one.values or set(other.values) >= set(one.values)
        case "include", "include":
            return not set(one.values) & set(other.values)
        case "exclude", "exclude":
            return False
        case _:
            raise BadPolicyError(key, 0 if one.policy not in {"include", "exclude"} else 1)


class CoverError(Exception):
    """A feature cannot be held against the entries, because an entry's filter is broken.

    Attributes:
        entry: Index into the entries. key: Of the filter. crash: The Java exception, where the tool dies of it.
    """

    def __init__(self, entry: int, key: str, crash: str = "") -> None:
        """Say which key of which entry's filter."""
        super().__init__(key)
        self.entry = entry
        self.key = key
        self.crash = crash


def covered(feature: Filter | None, entries: Sequence[Filter | None]) -> bool:
    """Whether the entries of one device type reach every device that the feature reaches.

    Raises:
        CoverError: An entry's filter cannot be compared.
    """
    return all(_key_covered(key, (feature or {}).get(key), entries) for key in COVER_KEYS)


def _key_covered(key: str, feature: Condition | None, entries: Sequence[Filter | None]) -> bool:
    include: set[str | None] | None = None
    exclude: set[str | None] | None = None
    for number, entry in enumerate(entries):
        if entry is None or key not in entry:
            return True
        condition = entry[key]
        if condition.policy is None:
            return False
        if condition.policy not in {"include", "exclude"}:
            raise CoverError(number, key)
        if condition.values is None:
            raise CoverError(number, key, NULL)
        if condition.policy == "include":
            include = (include or set()) | set(condition.values)
        else:
            exclude = (exclude or set()) | set(condition.values)
    return _reaches(feature, include, exclude)


def _reaches(feature: Condition | None, include: set[str | None] | None, exclude: set[str | None] | None) -> bool:
    if feature is None:
        if include is None:
            return not exclude
        return exclude is not None and include >= exclude
    if feature.values is None or feature.policy not in {"include", "exclude"}:
        return False
    values = set(feature.values)
    if feature.policy == "exclude":
        if include is None:
            return exclude is None or values >= exclude
        return exclude is not None and values >= exclude - include
    if include is None:
        return exclude is None or not exclude & values
    if exclude is None:
        return include >= values
    return not (exclude - include) & values


def invalid(one: Filter) -> Iterator[tuple[str, str]]:
    """The keys of a filter that no comparison can make sense of: the key, and what is wrong with it."""
    for key, condition in one.items():
        if condition.policy not in {"include", "exclude"}:
            yield key, "policy"
        if condition.values is None:
            yield key, "value"


def in_profile(content: str) -> tuple[object] | None:
    """The filter that a profile resource holds, in a tuple since null counts too; None where it holds none."""
    try:
        value = json.loads(content) if content else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    for key in ("distributionFilter", "distroFilter"):
        if key in value:
            return (value[key],)
    return None
