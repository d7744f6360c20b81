"""The graph as a picture: an SVG that needs no other program, with the names in it as text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from hapline.console import columns
from hapline_plugins.portal.graph.drawing import layers
from hapline_plugins.portal.graph.model import Edge, Graph, Node
from hapline_plugins.portal.graph.routes import HEIGHT, MARGIN, Box, Places
from hapline_plugins.portal.graph.text import facts_of
from hapline_plugins.portal.words import Words

_CHARACTER = 7.5
_LEAST, _PADDING = 140, 12
_SWATCH, _BESIDE, _LEGEND = 24, 8, 50
"""Pixels: of a character, of a box and beside its text, of a mark of the legend and beside it, of the legend."""
_STATIC, _DYNAMIC, _UNUSED = "#cfe8ff", "#ffffff", "#e4e4e4"
_DASHED = ' stroke-dasharray="4 3"'
_CYCLE, _LINE = "#c62828", "#555"


def render(graph: Graph, words: Words) -> str:
    """The picture; static Bundles are filled, those of repositories dashed, cycles red."""
    facts = {key: words("{facts}", facts=facts_of(node, words)) for key, node in graph.nodes.items()}
    width = {key: max(_LEAST, _wide(_name(key)) + 2 * _PADDING, _wide(facts[key]) + 2 * _PADDING) for key in facts}
    marks = list(_legend(words))
    places = Places(layers(graph).rows, width, sum(_mark_wide(label) for label, _ in marks))
    height = places.bottom + MARGIN + _LEGEND
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{places.width}" height="{height}" '
            f'viewBox="0 0 {places.width} {height}" font-family="sans-serif" font-size="12">'
        ),
        f"<title>{escape(words('Bundles and the interfaces that they use'))}</title>",
        f"<defs>{_arrow('arrow', _LINE)}{_arrow('cycle', _CYCLE)}</defs>",
        *(_edge(one, graph, places) for one in graph.edges),
        *(part for key, node in graph.nodes.items() for part in _box(node, places.boxes[key], facts[key])),
        *_marks(marks, places.bottom + MARGIN + _LEGEND // 2),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _wide(text: str) -> int:
    """How many pixels a text has at most, nearly always."""
    return int(columns(text) * _CHARACTER)


def _arrow(name: str, color: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{color}"/></marker>'
    )


def _edge(edge: Edge, graph: Graph, places: Places) -> str:
    in_cycle = (edge.user, edge.used) in graph.in_cycles
    color, arrow = (_CYCLE, "cycle") if in_cycle else (_LINE, "arrow")
    return (
        f'<path d="{places.way(edge.user, edge.used)}" fill="none" stroke="{color}" marker-end="url(#{arrow})">'
        f"<title>{escape(f'{edge.user} -> {edge.used}')}</title></path>"
    )


def _box(node: Node, box: Box, facts: str) -> Iterator[str]:
    fill = _UNUSED if node.is_unused else _STATIC if node.is_static else _DYNAMIC
    yield (
        f'<g><title>{escape(node.key)}</title><rect x="{box.left}" y="{box.top}" width="{box.width}" '
        f'height="{HEIGHT}" rx="4" fill={quoteattr(fill)} stroke="#333"{"" if node.folder else _DASHED}/>'
    )
    baseline = box.top + (HEIGHT // 2 - 3 if facts else HEIGHT // 2 + 4)
    yield f'<text x="{box.middle}" y="{baseline}" text-anchor="middle">{escape(_name(node.key))}</text>'
    if facts:
        yield (
            f'<text x="{box.middle}" y="{box.bottom - 9}" text-anchor="middle" fill="{_LINE}">{escape(facts)}</text>'
        )
    yield "</g>"


def _legend(words: Words) -> Iterator[tuple[str, str]]:
    """Each label with the mark before it."""
    yield words("static"), f'fill="{_STATIC}"'
    yield words("dynamic"), f'fill="{_DYNAMIC}"'
    yield words("in no Portal"), f'fill="{_UNUSED}"'
    yield words("from a repository"), f'fill="{_DYNAMIC}"{_DASHED}'
    yield words("cycle"), ""


def _mark_wide(label: str) -> int:
    return _SWATCH + 3 * _BESIDE + _wide(label)


def _marks(marks: list[tuple[str, str]], middle: int) -> Iterator[str]:
    at = MARGIN
    yield '<g class="legend">'
    for label, style in marks:
        if style:
            yield f'<rect x="{at}" y="{middle - 7}" width="{_SWATCH}" height="14" rx="2" {style} stroke="#333"/>'
        else:
            way = f"M{at} {middle}H{at + _SWATCH}"
            yield f'<path d="{way}" stroke="{_CYCLE}" marker-end="url(#cycle)"/>'
        yield f'<text x="{at + _SWATCH + _BESIDE}" y="{middle + 4}">{escape(label)}</text>'
        at += _mark_wide(label)
    yield "</g>"


def _name(key: str) -> str:
    """The artifact: the group stands in the title of the box."""
    return key.rpartition(":")[2]
