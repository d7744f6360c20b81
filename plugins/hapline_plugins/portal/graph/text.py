"""The graph as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.portal.graph.model import Graph, Node
from hapline_plugins.portal.official import LAZY
from hapline_plugins.portal.words import Words


def lines(graph: Graph, words: Words) -> Iterator[str]:
    """Each Bundle with what it uses, then the cycles."""
    for node in graph.nodes.values():
        facts = facts_of(node, words)
        if not node.folder and not graph.edges_of[node.key]:
            continue  # only in a repository: it is named by who uses it
        yield f"{node.key}  {words('{facts}', facts=facts)}" if facts else node.key
        for edge in graph.edges_of[node.key]:
            mark = "" if edge.is_api else f"  {words('(not an interface)')}"
            yield f"    -> {edge.used}{mark}"
    for cycle in graph.cycles:
        yield words("cycle: {way}", way=" -> ".join((*cycle, cycle[0])))


def facts_of(node: Node, words: Words) -> list[str]:
    """What is said of a Bundle beside its name."""
    found = []
    if node.is_unused:
        found.append(words("in no Portal"))
    if node.is_static is not None:
        found.append(words("static") if node.is_static else words("dynamic"))
    if node.init_level == str(LAZY):
        found.append(words("loaded on first use"))
    elif node.init_level:
        found.append(f"initLevel {node.init_level}")
    return found
