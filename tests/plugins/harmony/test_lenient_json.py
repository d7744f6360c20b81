"""The JSON that the packing tool's library takes and strict readers refuse."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hapline_plugins.harmony.lenient_json import LenientError, parse

STRICT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
PIECES = st.sampled_from(
    [
        *(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            '"',
            "'",
            '"a"',
            "'b'",
            "a",
            "1",
            "-",
            "+",
            ".5",
            "1.",
            "1e",
            "1L",
            "true",
            "null",
        ),
        *(
            "NaN",
            "//",
            "/*",
            "*/",
            "\\",
            "\\u12",
            "\\x4",
            " ",
            "\n",
            "\r",
            "\t",
            "\0",
            "\ud800",
            "new Date(1)",
            "Infinity",
        ),
    ]
)


def _read(text: str) -> object:
    return parse(text, max_depth=50)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{a: 1, $b: 2, _c: 3, 7: "d"}', {"a": 1, "$b": 2, "_c": 3, "7": "d"}),
        ("{'a': 'it is \"so\"'}", {"a": 'it is "so"'}),
        ('{,"a":1,,}', {"a": 1}),
        ("[1,,2,]", [1, 2]),
        ("[,]", []),
        ("{ /* one */ a /* two */ : /* three */ 1 } // four", {"a": 1}),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("[NaN, undefined, null, true, false]", [None, None, None, True, False]),
        ("[01, +1, -0, 1L, 1S, 1B]", [1, 1, 0, 1, 1, 1]),
        ("[1., 1.50, 1e3, -2E-2]", [Decimal("1."), Decimal("1.50"), Decimal("1E+3"), Decimal("-0.02")]),
        (r"'\x41\u0042\t\'\/'", "AB\t'/"),
        ('"raw\ttab and\nline"', "raw\ttab and\nline"),
        ("\t\f\b\v 5 \r\n", 5),
        ("'//' ", "//"),
    ],
)
def test_what_is_taken(text: str, value: object) -> None:
    assert _read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        "[1",
        '{"a"}',
        '{"a" 1}',
        '{"a": 1 "b": 2}',
        "[1 2]",
        "{} {}",
        "{};",
        "[.5]",
        "[0x10]",
        "[TRUE]",
        "[nul]",
        r'["\q"]',
        '["open]',
        "['open]",
        "{-: 1}",
        "[/* open]",
        "[Infinity]",
        "[1e]",
        "[--1]",
        "]",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(LenientError):
        _read(text)


def test_depth() -> None:
    assert _read("[" * 50 + "]" * 50)
    for text in ("[" * 52 + "]" * 52, "[" * 100_000, '{"a":' * 100_000):
        with pytest.raises(LenientError):
            _read(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["/*" * 50_000, "//" * 50_000, '"' + "\\" * 99_999, "[" + "1," * 50_000, "," * 100_000]
)
def test_long_texts_that_lead_nowhere_are_refused_without_going_back(text: str) -> None:
    with pytest.raises(LenientError):
        _read(text)


def test_a_number_that_is_too_long() -> None:
    with pytest.raises(LenientError):
        _read("9" * 5000)


@given(STRICT)
@example({"": [{}]})
@example("\u2028 \ud83d\ude00 \x7f")
def test_strict_json_is_read_as_json(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=2)):
        assert _read(text) == json.loads(text, parse_float=Decimal)


@given(st.text() | st.lists(PIECES, max_size=12).map("".join))
@example("-")
@example("\\")
@example("{'a':")
@example('"\\u12"')
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        _read(text)
    except LenientError:
        return


@given(STRICT, st.data())
def test_strict_json_that_is_cut_is_refused(value: object, data: st.DataObject) -> None:
    text = json.dumps([value])
    with pytest.raises(LenientError):
        _read(text[: data.draw(st.integers(0, len(text) - 1))])
