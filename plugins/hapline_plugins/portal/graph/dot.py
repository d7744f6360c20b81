"""The graph in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.portal.graph.model import Graph, Node


def lines(graph: Graph) -> Iterator[str]:
    """A digraph: static Bundles filled, those of repositories dashed, uses that close a cycle red."""
    yield "digraph bundles {"
    yield '  rankdir=TB; node [shape=box, fontname="sans-serif"];'
    for node in graph.nodes.values():
        yield f"  {_quoted(node.key)} [{_style(node)}];"
    for edge in graph.edges:
        color = ' [color="#c62828"]' if (edge.user, edge.used) in graph.in_cycles else ""
        yield f"  {_quoted(edge.user)} -> {_quoted(edge.used)}{color};"
    yield "}"


def _style(node: Node) -> str:
    if not node.folder:
        return "style=dashed"
    if node.is_unused:
        return 'style=filled, fillcolor="#e4e4e4"'
    return 'style=filled, fillcolor="#cfe8ff"' if node.is_static else "style=solid"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
