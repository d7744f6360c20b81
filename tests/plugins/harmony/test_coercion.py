"""How the packing tool reads JSON values of the wrong type: its own tables, as observed."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.coercion import CAST, JSON, NULL, NUMBER, Crash

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
READERS: list[Callable[[object], object]] = [
    coercion.text,
    coercion.text_or_empty,
    coercion.integer,
    coercion.boolean,
    coercion.flag,
    coercion.mapping,
    coercion.sequence,
    coercion.required_sequence,
    coercion.item,
    coercion.texts,
]


def _crash(read: Callable[[object], object], value: object) -> str:
    with pytest.raises(Crash) as caught:
        read(value)
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        ("", ""),
        ("null", "null"),
        (12, "12"),
        (-(2**70), "-1180591620717411303424"),
        (Decimal("1.0"), "1.0"),
        (Decimal("1e3"), "1E+3"),
        (Decimal("0.10"), "0.10"),
        (1.5, "1.5"),
        ([], "[]"),
        ({"a": None, "b": 1}, '{"b":1}'),
        ([None, {"a": None}], "[null,{}]"),
        ({"a": ["中", True]}, '{"a":["中",true]}'),
    ],
)
def test_text(value: object, text: str | None) -> None:
    assert coercion.text(value) == text
    assert coercion.text_or_empty(value) == (text or "")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, 0),
        (True, 1),
        (False, 0),
        (7, 7),
        (Decimal("1.9"), 1),
        (Decimal("-1.9"), -1),
        (1.9, 1),
        (2147483647, 2147483647),
        (2147483648, -2147483648),
        (4294967297, 1),
        (-2147483649, 2147483647),
        (2**64 + 5, 5),
        (Decimal("1e3"), 1000),
        (Decimal("4294967297.5"), 1),
        (Decimal("1e999999999"), 0),
        (Decimal("1e-999999999"), 0),
        (float("inf"), 0),
        (float("nan"), 0),
        ("", 0),
        ("null", 0),
        ("NULL", 0),
        ("12", 12),
        ("+1", 1),
        ("-1", -1),
        ("007", 7),
        ("1,000,000", 1000000),
        ("1.0", 1),
        ("1.", 1),
        ("1,0.00", 10),
        ("2147483647", 2147483647),
        ("-2147483648", -2147483648),
    ],
)
def test_integer(value: object, number: int) -> None:
    assert coercion.integer(value) == number


@pytest.mark.parametrize(
    "value", [" 1", "1 ", "1.5", "0x1", "abc", "true", "2147483648", "-2147483649", "1e3", ",", "."]
)
def test_a_text_that_is_no_integer(value: str) -> None:
    assert _crash(coercion.integer, value) == NUMBER


@pytest.mark.parametrize("value", [[], [1], {}, {"a": 1}])
def test_what_is_neither_number_nor_truth_value(value: object) -> None:
    assert _crash(coercion.integer, value) == JSON
    assert _crash(coercion.boolean, value) == JSON
    assert _crash(coercion.flag, value) == JSON


@pytest.mark.parametrize(
    ("values", "truth"),
    [
        ((True, "true", "TRUE", "tRue", "1", "Y", "y", "T", 1, Decimal("1.0"), Decimal("1.9"), 4294967297, 1.5), True),
        ((False, "false", "FALSE", "0", "F", "f", "N", 0, 2, -1, Decimal("0.9"), 10**40, float("inf")), False),
        ((None, "", "null", "NULL"), None),
    ],
    ids=["true", "false", "null"],
)
def test_boolean(values: tuple[object, ...], *, truth: bool | None) -> None:
    for value in values:
        assert coercion.boolean(value) is truth
        if truth is None:
            assert _crash(coercion.flag, value) == NULL
        else:
            assert coercion.flag(value) is truth


@pytest.mark.parametrize("value", ["yes", "t", "n", "no", "1.0", " true", "on", "Null"])
def test_a_text_that_is_no_truth_value(value: str) -> None:
    assert _crash(coercion.boolean, value) == JSON
    assert _crash(coercion.flag, value) == JSON


@pytest.mark.parametrize(
    ("value", "found"), [(None, None), ({"a": 1}, {"a": 1}), ('{"a": 1}', {"a": 1}), ("", None), ("null", None)]
)
def test_mapping(value: object, found: object) -> None:
    assert coercion.mapping(value) == found


@pytest.mark.parametrize(
    ("value", "code"),
    [(True, CAST), (1, CAST), (Decimal(1), CAST), ([], CAST), ("[]", JSON), ("5", JSON), ("{", JSON), ("phone", JSON)],
)
def test_no_mapping(value: object, code: str) -> None:
    assert _crash(coercion.mapping, value) == code


@pytest.mark.parametrize(
    ("value", "found"), [(None, None), ([1], [1]), ("[1, null]", [1, None]), ("", None), ("null", None)]
)
def test_sequence(value: object, found: object) -> None:
    assert coercion.sequence(value) == found
    if found is None:
        assert _crash(coercion.required_sequence, value) == NULL
    else:
        assert coercion.required_sequence(value) == found


@pytest.mark.parametrize(
    ("value", "code"), [(True, CAST), (1, CAST), ({}, CAST), ("{}", CAST), ("5", CAST), ("[", JSON), ("phone", JSON)]
)
def test_no_sequence(value: object, code: str) -> None:
    assert _crash(coercion.sequence, value) == code
    assert _crash(coercion.required_sequence, value) == code


def test_item() -> None:
    assert coercion.item({"a": 1}) == {"a": 1}
    assert _crash(coercion.item, None) == NULL
    others: list[object] = ["{}", "a", 1, True, []]
    for value in others:
        assert _crash(coercion.item, value) == CAST


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, []),
        ([], []),
        (["phone"], ["phone"]),
        ([1, None, True, ["a"]], ["1", None, "true", '["a"]']),
        ('["phone", 1]', ["phone", "1"]),
        ("", []),
        ("null", []),
        ("[]", []),
    ],
)
def test_texts(value: object, found: list[str | None]) -> None:
    assert coercion.texts(value) == found


@pytest.mark.parametrize("value", ["phone", "5", "{}", 5, True, False, {}, {"a": 1}, Decimal("1.5")])
def test_no_texts(value: object) -> None:
    assert _crash(coercion.texts, value) == JSON


def test_nesting_without_end_is_broken_json() -> None:
    deep = "[" * 100_000
    for read in (coercion.mapping, coercion.sequence, coercion.texts):
        assert _crash(read, deep) == JSON


@given(ANY_JSON)
def test_every_value_is_read_or_a_crash_of_the_tool(value: object) -> None:
    codes: set[str] = set()
    for read in READERS:
        try:
            read(value)
        except Crash as crash:
            codes.add(crash.code)
    assert codes <= {NULL, CAST, JSON, NUMBER}


@given(st.integers(min_value=-(2**80), max_value=2**80))
def test_integers_keep_their_lowest_32_bits(value: int) -> None:
    found = coercion.integer(value)
    assert -(2**31) <= found < 2**31
    assert (found - value) % 2**32 == 0
    assert coercion.integer(Decimal(value)) == found


@given(st.lists(st.text() | st.none() | st.booleans() | st.integers()))
def test_a_list_and_its_text_are_the_same_list(value: list[object]) -> None:
    assert coercion.texts(json.dumps(value)) == coercion.texts(value)
