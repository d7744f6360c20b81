"""Package ids as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.portal.ids.numbers import parse_package_id
from hapline_plugins.portal.numbers import MOST


@pytest.mark.parametrize(("given", "value"), [("36", 36), (36, 36), ("0", 0), ("127", 127), (str(MOST), MOST)])
def test_decimal(given: object, value: int) -> None:
    found = parse_package_id(given)
    assert (found.value, found.form, found.problem) == (value, "", None)


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("0x24", "hex"),
        ("-0X24", "hex"),
        ("036", "octal"),
        ("00", "octal"),
        ("1_0", "underscore"),
        ("+36", "sign"),
        ("-1", "sign"),
        (-1, "sign"),
        ("36L", "number"),
        ("36.0", "number"),
        ("2147483648", "large"),
        ("9" * 10_000, "large"),
        (2**31, "large"),
        ("35 + 1", "expression"),
        ("baseId", "expression"),
        (" 36", "expression"),
        ("36\n", "expression"),
        ("\uff13\uff16", "expression"),
        ("\u0663\u0666", "expression"),
        (True, "expression"),
        (None, "expression"),
        (36.0, "expression"),
    ],
)
def test_refused(given: object, form: str) -> None:
    found = parse_package_id(given)
    assert (found.value, found.form) == (None, form)
    assert found.problem
    assert len(found.problem) < 150


@given(st.text(max_size=20) | st.integers() | st.floats() | st.binary())
def test_anything_is_either_read_or_refused(given: object) -> None:
    found = parse_package_id(given)
    assert (found.value is None) == bool(found.problem) == bool(found.form)
    if isinstance(given, str) and found.value is not None:
        assert str(found.value) == given
