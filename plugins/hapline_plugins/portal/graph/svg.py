"""The graph as a picture: an SVG that needs no other program, with the names in it as text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from hapline_plugins.portal.graph.drawing import layers
from hapline_plugins.portal.graph.model import Edge, Graph, Node
from hapline_plugins.portal.graph.text import facts_of
from hapline_plugins.portal.words import Words

_CHARACTER = 7.2
_WIDTH_LEAST, _HEIGHT = 140, 44
_GAP, _BETWEEN, _MARGIN = 24, 70, 20
"""Pixels: of a character, of a box, and between boxes, layers and the edge of the picture."""
_FILL = {True: "#cfe8ff", False: "#ffffff", None: "#ffffff"}


def render(graph: Graph, words: Words) -> str:
    """The picture; static Bundles are filled, those of repositories dashed, circles red."""
    rows = layers(graph).rows
    width = {key: max(_WIDTH_LEAST, int(len(_name(key)) * _CHARACTER) + 2 * 10) for key in graph.nodes}
    total = max((sum(width[key] + _GAP for key in row) for row in rows), default=0)
    place: dict[str, tuple[int, int]] = {}
    for depth, row in enumerate(rows):
        at = _MARGIN + (total - sum(width[key] + _GAP for key in row)) // 2
        for key in row:
            place[key] = at, _MARGIN + depth * (_HEIGHT + _BETWEEN)
            at += width[key] + _GAP
    height = 2 * _MARGIN + max(len(rows), 1) * (_HEIGHT + _BETWEEN) - _BETWEEN
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{total + 2 * _MARGIN}" height="{height}" '
            f'viewBox="0 0 {total + 2 * _MARGIN} {height}" font-family="sans-serif" font-size="12">'
        ),
        f"<title>{escape(words('Bundles and the interfaces that they use'))}</title>",
        (
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>'
        ),
        *(_edge(one, graph, place, width) for one in graph.edges),
        *(part for one in graph.nodes.values() for part in _box(one, place[one.key], width[one.key], words)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _edge(edge: Edge, graph: Graph, place: dict[str, tuple[int, int]], width: dict[str, int]) -> str:
    from_x, from_y = place[edge.user]
    to_x, to_y = place[edge.used]
    start, end = from_x + width[edge.user] // 2, to_x + width[edge.used] // 2
    below = to_y > from_y
    first = from_y + (_HEIGHT if below else 0)
    last = to_y + (0 if below else _HEIGHT)
    bend = _BETWEEN // 2 if below else -_BETWEEN // 2
    color = "#c62828" if (edge.user, edge.used) in graph.in_circles else "#555"
    return (
        f'<path d="M{start} {first}C{start} {first + bend} {end} {last - bend} {end} {last}" fill="none" '
        f'stroke="{color}" marker-end="url(#arrow)"><title>{escape(f"{edge.user} -> {edge.used}")}</title></path>'
    )


def _box(node: Node, place: tuple[int, int], width: int, words: Words) -> Iterator[str]:
    at, top = place
    dashed = "" if node.folder else ' stroke-dasharray="4 3"'
    facts = words("{facts}", facts=facts_of(node, words))
    yield (
        f'<g><title>{escape(node.key)}</title><rect x="{at}" y="{top}" width="{width}" height="{_HEIGHT}" rx="4" '
        f'fill={quoteattr(_FILL[node.is_static])} stroke="#333"{dashed}/>'
    )
    middle = at + width // 2
    baseline = top + (_HEIGHT // 2 - 3 if facts else _HEIGHT // 2 + 4)
    yield f'<text x="{middle}" y="{baseline}" text-anchor="middle">{escape(_name(node.key))}</text>'
    if facts:
        yield f'<text x="{middle}" y="{top + _HEIGHT - 9}" text-anchor="middle" fill="#555">{escape(facts)}</text>'
    yield "</g>"


def _name(key: str) -> str:
    """The artifact: the group stands in the title of the box."""
    return key.rpartition(":")[2]
