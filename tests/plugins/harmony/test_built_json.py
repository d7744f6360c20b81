"""The module.json of packages: read strictly, else as the packing tool reads it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.harmony import built_json


def test_strict_json() -> None:
    assert built_json.read(b'{"app": {"a": 1.50}, "module": null}') == (
        {"app": {"a": Decimal("1.50")}, "module": None},
        "",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': 1}", {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ('{"a": NaN}', {"a": None}),
        ('{"a": "one\n\r\ntwo"}', {"a": "onetwo"}),
        ('{"a": "tab\t"}', {"a": "tab\t"}),
        ('{"a": 1 /* one\n two */}', {"a": 1}),
        ("{\n// the rest of the file, since line ends are dropped\n}", None),
        ('{"a": Infinity}', None),
        ('{"a": 1} 2', None),
        ("", None),
    ],
)
def test_what_strict_readers_refuse(text: str, value: object) -> None:
    found = built_json.read(text.encode())
    assert found.value == value
    assert found.lenient


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null", "true", "[1,]", "'x'"])
def test_the_top_level_is_an_object(text: str) -> None:
    assert built_json.read(text.encode()) == (None, "the top level must be an object")


def test_a_byte_order_mark_and_bytes_that_are_no_text() -> None:
    assert built_json.read(b'\xef\xbb\xbf{"a": 1}') == ({"a": 1}, "byte order mark")
    assert built_json.read(b'{"a": "\xff"}') == ({"a": "\ufffd"}, "byte 7 is not UTF-8")


def test_the_last_of_two_keys_counts() -> None:
    assert built_json.read(b'{"a": 1, "a": 2}').value == {"a": 2}


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '{"a": ' + "9" * 5000 + "}", '{"a": 1e99999999999999999999}']
)
def test_hostile_texts_are_unreadable(text: str) -> None:
    assert built_json.read(text.encode()).value is None


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())))
def test_strict_objects_are_read_as_they_are(value: dict[str, object]) -> None:
    assert built_json.read(json.dumps(value).encode()) == (value, "")


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_unreadable(data: bytes) -> None:
    found = built_json.read(data)
    assert found.value is None or isinstance(found.value, dict)
    assert found.value is not None or found.lenient
