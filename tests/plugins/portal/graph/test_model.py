"""The graph itself: cycles are found and are cycles, layers go downwards, whatever the graph is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.portal.graph.drawing import layers
from hapline_plugins.portal.graph.model import Edge, Graph, Node

_NAMES = [f"g:{letter}" for letter in "abcdefgh"]
_EDGES = st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES)), max_size=20, unique=True)


def graph(*edges: tuple[str, str], names: list[str] | None = None) -> Graph:
    nodes = [Node(key=name, folder=name) for name in names or sorted({name for edge in edges for name in edge})]
    return Graph(nodes, [Edge(user=one, used=two, notations=(two,), is_api=True) for one, two in edges])


def test_a_cycle_is_named_once_from_its_smallest_name() -> None:
    found = graph(("g:c", "g:a"), ("g:a", "g:b"), ("g:b", "g:c"), ("g:d", "g:a"))
    assert found.cycles == [("g:a", "g:b", "g:c")]
    assert ("g:d", "g:a") not in found.in_cycles
    assert ("g:c", "g:a") in found.in_cycles


def test_a_bundle_that_uses_itself_is_a_cycle() -> None:
    assert graph(("g:a", "g:a")).cycles == [("g:a",)]


def test_what_is_used_and_not_known_becomes_a_node() -> None:
    found = Graph([Node(key="g:a", folder="a")], [Edge(user="g:a", used="g:x", notations=("g:x:1",), is_api=True)])
    assert found.nodes["g:x"] == Node(key="g:x")


def test_a_long_chain_needs_no_recursion() -> None:
    names = [f"g:{number}" for number in range(5000)]
    found = graph(*pairwise(names), (names[-1], names[0]))
    assert len(found.cycles) == 1
    assert len(found.cycles[0]) == 5000


@given(_EDGES)
def test_cycles_are_cycles_and_none_is_missed(edges: list[tuple[str, str]]) -> None:
    found = graph(*edges, names=_NAMES)
    for way in found.cycles:
        assert len(set(way)) == len(way)
        assert all(step in edges for step in zip(way, (*way[1:], way[0]), strict=True))
    left = set(edges)
    while free := {one for one in _NAMES if not any(user == one for user, _ in left)}:
        before = len(left)
        left = {(user, used) for user, used in left if used not in free}
        if len(left) == before:
            break
    reached = {user for user, _ in left}
    assert bool(found.cycles) == bool(reached)


@given(_EDGES)
def test_users_stand_above_what_they_use(edges: list[tuple[str, str]]) -> None:
    found = graph(*edges, names=_NAMES)
    place = layers(found).place
    assert set(place) == set(_NAMES)
    if not found.cycles:
        assert all(place[user][0] < place[used][0] for user, used in edges)


@given(_EDGES, st.randoms())
def test_the_picture_does_not_depend_on_the_order(edges: list[tuple[str, str]], order: st.DataObject) -> None:
    shuffled = list(edges)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert layers(graph(*edges, names=_NAMES)) == layers(graph(*shuffled, names=_NAMES))
