"""Places in texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hapline.builds import Lines, span_of


@given(st.text("a\r\n\u2028", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_many_places_are_found_as_one_is(text: str, start: int, end: int) -> None:
    assert Lines(text).span(start, end) == span_of(text, start, end)
