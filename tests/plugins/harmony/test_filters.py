"""Distribution filters: how they are read, when two of them part modules, and when entries cover a feature."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.harmony import filters
from hapline_plugins.harmony.coercion import JSON, Crash
from hapline_plugins.harmony.filters import BadPolicyError, Condition, CoverError, Filter

VALUES = st.lists(st.sampled_from("abcd"), max_size=4).map(tuple)
CONDITIONS = st.builds(Condition, policy=st.sampled_from(["include", "exclude"]), values=VALUES)
FILTERS = st.none() | st.dictionaries(st.sampled_from(filters.KEYS), CONDITIONS, max_size=3)
UNIVERSE = frozenset("abcdz")
"""All values that a device can have here, one of which no filter speaks of."""


def include(*values: str | None) -> Condition:
    return Condition("include", values)


def exclude(*values: str | None) -> Condition:
    return Condition("exclude", values)


def shape(condition: Condition) -> Filter:
    return {"screenShape": condition}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, None),
        ([], None),
        ("", None),
        ("[]", None),
        ("null", None),
        ({}, {}),
        ({"screenShape": {"policy": "include", "value": ["circle"]}}, shape(include("circle"))),
        ({"ScreenShape": {"Policy": "exclude", "VALUE": []}}, shape(exclude())),
        ({"screen_shape": {"policy": "include", "value": ["a"]}}, shape(include("a"))),
        ({"screen-shape": {"policy": "include", "value": "circle"}}, shape(include("circle"))),
        ({"screenShape": {}}, shape(Condition(None, None))),
        ({"screenShape": {"policy": 5, "value": [1, None, True]}}, shape(Condition("5", ("1", None, "true")))),
        ({"screenShape": {"value": {"a": 1}}}, shape(Condition(None, ('{"a":1}',)))),
        ({"screenShape": None, "apiVersion": [], "unknown": 7}, {}),
        ('{"screenShape": {"policy": "include", "value": ["a"]}}', shape(include("a"))),
    ],
)
def test_reading(value: object, found: Filter | None) -> None:
    assert filters.read_filter(value) == found


@pytest.mark.parametrize("value", [5, True, "circle", "5", "{", ["a"], {"screenShape": 5}, {"screenShape": ["a"]}])
def test_what_the_tool_dies_of(value: object) -> None:
    with pytest.raises(Crash) as caught:
        filters.read_filter(value)
    assert caught.value.code == JSON


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", None),
        ("{", None),
        ("[1]", None),
        ("null", None),
        ('{"src": []}', None),
        ('{"distributionFilter": null}', (None,)),
        ('{"distroFilter": {"a": 1}}', ({"a": 1},)),
        ('{"distroFilter": 1, "distributionFilter": 2}', (2,)),
        ("[" * 100_000, None),
    ],
)
def test_in_a_profile(content: str, found: tuple[object] | None) -> None:
    assert filters.in_profile(content) == found


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        (include("a"), include("b"), True),
        (include("a", "b"), include("b"), False),
        (include(), include(), True),
        (include("a"), exclude("a", "b"), True),
        (include("a"), exclude("b"), False),
        (include(), exclude(), True),
        (include("a"), exclude(), False),
        (exclude("a"), exclude("b"), False),
        (exclude(), exclude(), False),
        (include(None), include(None), False),
        (include(None), include("null"), True),
    ],
)
def test_apart(one: Condition, other: Condition, *, are_apart: bool) -> None:
    assert filters.apart(shape(one), shape(other)) is are_apart
    assert filters.apart(shape(other), shape(one)) is are_apart


def test_one_key_that_both_have_is_enough() -> None:
    one = {"apiVersion": include("9"), "countryCode": include("CN"), "screenShape": include("a")}
    other = {"apiVersion": include("9"), "countryCode": include("DE"), "screenWindow": include("b")}
    assert filters.apart(one, other)
    assert not filters.apart(one, {"screenWindow": include("b")})
    assert not filters.apart(one, None)
    assert not filters.apart(None, None)


@pytest.mark.parametrize(
    ("one", "other", "side"),
    [
        (Condition("include", None), include("a"), 0),
        (include("a"), Condition("include", None), 1),
        (Condition("only", ("a",)), include("a"), 0),
        (include("a"), Condition(None, ("a",)), 1),
        (Condition(None, None), Condition(None, None), 0),
    ],
)
def test_what_cannot_be_compared(one: Condition, other: Condition, side: int) -> None:
    with pytest.raises(BadPolicyError) as caught:
        filters.apart(shape(one), shape(other))
    assert (caught.value.key, caught.value.side) == ("screenShape", side)


def test_the_first_key_that_parts_them_hides_a_broken_one() -> None:
    broken = Condition("only", ())
    one, other = {"apiVersion": include("9"), "screenShape": broken}, {"apiVersion": include("10")}
    assert filters.apart(one, {**other, "screenShape": broken})
    with pytest.raises(BadPolicyError):
        filters.apart(one, {"apiVersion": include("9"), "screenShape": include("a")})


@pytest.mark.parametrize(
    ("feature", "entries", "is_covered"),
    [
        (None, [None], True),
        (include("a"), [include("b"), None], True),
        (include("a"), [include("a", "b")], True),
        (include("a", "c"), [include("a", "b")], False),
        (include("a", "c"), [include("a"), include("c")], True),
        (include("a"), [exclude("b")], True),
        (include("b"), [exclude("b")], False),
        (include("b"), [exclude("b"), include("b")], True),
        (include("c"), [exclude("b", "c"), include("b")], False),
        (exclude("a"), [include("b")], False),
        (exclude("a"), [exclude("a")], True),
        (exclude("a"), [exclude("a", "b")], False),
        (exclude("a"), [exclude("a", "b"), include("b")], True),
        (None, [include("a")], False),
        (None, [exclude()], True),
        (None, [exclude("a")], False),
        (None, [exclude("a"), include("a")], True),
        (None, [exclude("a"), include("b")], False),
        (Condition("only", ("a",)), [include("a")], False),
        (Condition("include", None), [include("a")], False),
        (include("a"), [Condition(None, ("a",))], False),
    ],
)
def test_covered(feature: Condition | None, entries: list[Condition | None], *, is_covered: bool) -> None:
    wanted = None if feature is None else shape(feature)
    assert filters.covered(wanted, [None if one is None else shape(one) for one in entries]) is is_covered


@pytest.mark.parametrize(
    ("condition", "crash"), [(Condition("only", ("a",)), ""), (Condition("include", None), "Null")]
)
def test_an_entry_that_cannot_be_compared(condition: Condition, crash: str) -> None:
    with pytest.raises(CoverError) as caught:
        filters.covered(shape(include("a")), [shape(include("a")), shape(condition)])
    assert (caught.value.entry, caught.value.key) == (1, "screenShape")
    assert crash in caught.value.crash
    assert bool(caught.value.crash) is bool(crash)


def test_an_entry_without_the_key_hides_a_broken_one_after_it() -> None:
    broken = shape(Condition("only", ("a",)))
    assert filters.covered(shape(include("a")), [None, broken])
    with pytest.raises(CoverError):
        filters.covered(shape(include("a")), [broken, None])


def test_invalid() -> None:
    found = filters.invalid(
        {
            "apiVersion": include("9"),
            "screenShape": Condition("only", ("a",)),
            "screenWindow": Condition("exclude", None),
            "countryCode": Condition(None, None),
        }
    )
    assert list(found) == [
        ("screenShape", "policy"),
        ("screenWindow", "value"),
        ("countryCode", "policy"),
        ("countryCode", "value"),
    ]


def _reach(found: Filter | None, key: str) -> frozenset[str]:
    condition = (found or {}).get(key)
    if condition is None:
        return UNIVERSE
    named = {value for value in condition.values or () if value is not None}
    return UNIVERSE & named if condition.policy == "include" else UNIVERSE - named


@given(FILTERS, FILTERS)
def test_two_are_apart_exactly_where_no_device_satisfies_both(one: Filter | None, other: Filter | None) -> None:
    shared = [key for key in filters.KEYS if key in (one or {}) and key in (other or {})]
    nowhere = any(not _reach(one, key) & _reach(other, key) for key in shared)
    assert filters.apart(one, other) == filters.apart(other, one) == nowhere


@given(FILTERS, st.lists(FILTERS, min_size=1, max_size=3))
def test_covered_exactly_where_each_key_is_reached_by_some_entry(
    feature: Filter | None, entries: list[Filter | None]
) -> None:
    reached = all(
        _reach(feature, key) <= frozenset().union(*(_reach(entry, key) for entry in entries)) for key in filters.KEYS
    )
    if filters.covered(feature, entries) != reached:
        # The tool joins what is excluded instead of intersecting it, and so finds less covered than there is.
        assert reached


@given(st.dictionaries(st.sampled_from(filters.KEYS), CONDITIONS))
def test_a_filter_and_its_text_are_the_same(found: Filter) -> None:
    value = {key: {"policy": one.policy, "value": list(one.values or ())} for key, one in found.items()}
    assert filters.read_filter(value) == filters.read_filter(json.dumps(value) if value else None) or not value
    assert filters.read_filter(value) == found
