"""Places the Bundles of a graph in layers: users above what they use, few crossings, the same picture every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hapline_hooks import noun
from hapline_plugins.portal.graph.model import Graph

_SWEEPS = 8
"""Times that the layers are put in order by their neighbours; more change little."""


@noun
class Layers:
    """Where each Bundle stands.

    Attributes:
        rows: The keys of each layer, top first, in order.
    """

    rows: tuple[tuple[str, ...], ...]

    @property
    def place(self) -> Mapping[str, tuple[int, int]]:
        """The layer and the number in it of each key."""
        return {key: (depth, number) for depth, row in enumerate(self.rows) for number, key in enumerate(row)}


def layers(graph: Graph) -> Layers:
    """Put a graph in layers; in a cycle the edge that closes it goes upwards."""
    depth = _depths(graph)
    count = max(depth.values(), default=-1) + 1
    rows = [[key for key in sorted(graph.nodes) if depth[key] == number] for number in range(count)]
    up: dict[str, list[str]] = {key: [] for key in graph.nodes}
    down: dict[str, list[str]] = {key: [] for key in graph.nodes}
    for edge in graph.edges:
        down[edge.user].append(edge.used)
        up[edge.used].append(edge.user)
    for sweep in range(_SWEEPS):
        if sweep % 2 == 0:
            for number in range(1, count):
                rows[number] = _ordered(rows[number], rows, up)
        else:
            for number in range(count - 2, -1, -1):
                rows[number] = _ordered(rows[number], rows, down)
    return Layers(rows=tuple(tuple(row) for row in rows))


def _depths(graph: Graph) -> dict[str, int]:
    """The layer of each key: one below the lowest of its users, edges that close a cycle left out."""
    order = {key: number for number, key in enumerate(_in_order(graph))}
    depth = dict.fromkeys(graph.nodes, 0)
    for key, number in order.items():
        for used in graph.uses[key]:
            if number < order[used]:
                depth[used] = max(depth[used], depth[key] + 1)
    return depth


def _in_order(graph: Graph) -> Sequence[str]:
    """The keys, users before what they use as far as cycles allow; found without recursion."""
    done: set[str] = set()
    found: list[str] = []
    for start in sorted(graph.nodes):
        work = [(start, iter(sorted(graph.uses[start])))] if start not in done else []
        done.add(start)
        while work:
            key, rest = work[-1]
            following = next((one for one in rest if one not in done), None)
            if following is None:
                found.append(key)
                work.pop()
            else:
                done.add(following)
                work.append((following, iter(sorted(graph.uses[following]))))
    found.reverse()
    return found


def _ordered(row: Sequence[str], rows: Sequence[Sequence[str]], beside: Mapping[str, Sequence[str]]) -> list[str]:
    place = {key: number for one in rows for number, key in enumerate(one)}

    def middle(key: str) -> tuple[float, str]:
        others = [place[one] for one in beside[key]]
        return (sum(others) / len(others) if others else place[key], key)

    return sorted(row, key=middle)
