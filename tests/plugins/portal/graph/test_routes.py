"""The way of edges in the picture of a graph: from box to box, and behind none."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.portal.graph.routes import GAP, HEIGHT, MARGIN, Places

_WIDTHS = st.lists(st.lists(st.integers(60, 300), min_size=1, max_size=5), min_size=1, max_size=6)


def _places(widths: list[list[int]]) -> Places:
    rows = [[f"{depth}.{number}" for number in range(len(row))] for depth, row in enumerate(widths)]
    flat = {f"{depth}.{number}": width for depth, row in enumerate(widths) for number, width in enumerate(row)}
    return Places(rows, flat)


def _straight(way: str) -> list[tuple[int, int, int]]:
    """The upright pieces of a way: from left, from top, to top."""
    found = []
    for start, x, y, end in re.findall(r"([CM])(?:-?\d+ -?\d+ ){0,2}?(-?\d+) (-?\d+)V(-?\d+)", way):
        assert start
        found.append((int(x), int(y), int(end)))
    return found


@given(_WIDTHS)
def test_boxes_have_gaps_and_the_same_margin_on_both_sides(widths: list[list[int]]) -> None:
    places = _places(widths)
    for depth, row in enumerate(widths):
        boxes = [places.boxes[f"{depth}.{number}"] for number in range(len(row))]
        left, right = boxes[0].left, places.width - boxes[-1].left - boxes[-1].width
        assert left >= MARGIN
        assert 0 <= right - left <= 1
        assert all(other.left - one.left - one.width == GAP for one, other in pairwise(boxes))
        assert all(box.bottom <= places.bottom for box in boxes)


@given(_WIDTHS, st.data())
def test_no_edge_is_behind_a_box(widths: list[list[int]], data: st.DataObject) -> None:
    places = _places(widths)
    user, used = (data.draw(st.sampled_from(sorted(places.boxes))) for _ in range(2))
    one, other = int(user.partition(".")[0]), int(used.partition(".")[0])
    if one == other:
        return
    for _ in range(4):  # others of the same way are beside it
        pieces = _straight(places.way(user, used))
        assert len(pieces) == abs(one - other) - 1
        for x, top, bottom in pieces:
            assert abs(bottom - top) == HEIGHT
            assert 0 < x < places.width
            row = [box for box in places.boxes.values() if box.top == min(top, bottom)]
            assert row
            assert not any(box.left <= x <= box.left + box.width for box in row)


def test_what_goes_up_is_not_upon_what_comes_down() -> None:
    places = _places([[100], [100]])
    assert places.way("0.0", "1.0") == "M70 64C70 99 70 99 70 134"
    assert places.way("1.0", "0.0") == "M95 134C95 99 95 99 95 64"


def test_a_bundle_that_uses_itself() -> None:
    assert _places([[100]]).way("0.0", "0.0") == "M120 30C144 20 144 64 120 54"
