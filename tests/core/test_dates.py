"""Days and moments as text."""

from __future__ import annotations

import pytest

from hapline.dates import is_moment, now, today


def test_a_reproducible_run_has_the_moment_that_it_is_told() -> None:
    environment = {"SOURCE_DATE_EPOCH": "1735689599"}
    assert now(environment) == "2024-12-31T23:59:59Z"
    assert today(environment) == "2024-12-31"


@pytest.mark.parametrize("given", ["", "yesterday", "-1", "9" * 12, "9" * 30])
def test_otherwise_it_is_now(given: str) -> None:
    first = now({})
    assert first <= now({"SOURCE_DATE_EPOCH": given}) <= now({})
    assert is_moment(first)


@pytest.mark.parametrize(
    "text",
    ["", "2024-12-31", "2024-12-31T23:59:59", "2024-13-31T23:59:59Z", "2024-12-31T24:00:00Z", "2024-12-31 23:59:59Z"],
)
def test_no_moment(text: str) -> None:
    assert not is_moment(text)
