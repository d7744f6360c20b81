"""New ids: the same answer in every order, never two for one, never what is not for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.errors import UsageError
from hapline_plugins.portal.ids.assigning import ASSIGNABLE, assign, free_ids, ranges
from hapline_plugins.portal.official import OFFICIAL_IDS, RESERVED

_NAMES = st.sets(st.from_regex(r"com\.[a-z]{1,4}:[a-z]{1,6}", fullmatch=True), max_size=30)


def test_known_answers() -> None:
    """They must never change: registries that were written by an earlier release go on."""
    assert assign(["com.shop:cart-build", "com.shop:search-build"], {}) == KNOWN
    assert assign(["com.shop:cart-build"], {"com.shop:cart-build": 2}) == {"com.shop:cart-build": 2}


KNOWN = {"com.shop:cart-build": 15, "com.shop:search-build": 115}


def test_what_can_be_given() -> None:
    assert ranges(ASSIGNABLE) == "2-26, 29, 31-34, 37, 39-40, 43-59, 61-65, 67-71, 73-75, 78-126"
    assert free_ids(range(3, 126)) == (2, 126)
    assert ranges(()) == ""
    assert ranges([5]) == "5"


@given(_NAMES, st.data())
def test_the_order_does_not_matter(names: set[str], data: st.DataObject) -> None:
    assert assign(data.draw(st.permutations(sorted(names))), {}) == assign(names, {})


@given(_NAMES, _NAMES, st.sets(st.integers(0, 130), max_size=30))
def test_no_id_twice_and_none_that_moves(old: set[str], new: set[str], used: set[int]) -> None:
    first = assign(old, {}, used)
    assert len(set(first.values())) == len(old)
    assert not set(first.values()) & {*used, *OFFICIAL_IDS, *RESERVED}
    second = assign(new, first, used)
    every = {**first, **second}
    assert len(set(every.values())) == len(old | new)
    assert {name: number for name, number in every.items() if name in old} == first
    assert assign(old | new, every, used) == every
    # What was removed keeps its id in the registry, and gets it again.
    assert assign(old, every) == first


def test_the_last_ids() -> None:
    names = [f"a:{number}" for number in range(len(ASSIGNABLE))]
    every = assign(names, {})
    assert sorted(every.values()) == list(ASSIGNABLE)
    with pytest.raises(UsageError, match=r"1 Bundles need a package id, and all 112 are taken") as caught:
        assign(["b:b"], every)
    assert "127" in caught.value.todo
    del every["a:0"], every["a:1"]
    with pytest.raises(UsageError, match=r"3 Bundles need a package id, and 2 of 112 are free: \d+, \d+"):
        assign(["b:a", "b:b", "b:c"], every)


@pytest.mark.parametrize(("count", "most"), [(1, 0.03), (3, 0.14), (5, 0.29)])
def test_branches_rarely_choose_the_same(count: int, most: float) -> None:
    """Two branches of one registry, each with new Bundles that the other does not know; least first always collides."""
    registered = assign([f"com.shop:old{number}" for number in range(10)], {})
    collided = 0
    for number in range(300):
        one, other = ([f"com.shop:{side}{number}x{at}" for at in range(count)] for side in "ab")
        shared = set(assign(one, registered).values()) & set(assign(other, registered).values())
        collided += bool(shared)
    assert collided / 300 < most
