"""The graph of Bundles: who compiles against whose interface, who is static, and where they form cycles.

Source: the vendor's guide, "Bundle interface package": Bundles depend on each other through their api packages,
``group:artifact:version:api@jar``; mPaaS's own are also published as ``group:name-api``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import noun
from hapline_plugins.portal.official import is_official
from hapline_plugins.portal.source.interfaces import is_interface, owner_of

if TYPE_CHECKING:
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.composition import Composition
    from hapline_plugins.portal.source.declared import Declared


@noun
class Node:
    """A Bundle in the graph.

    Attributes:
        key: ``group:artifact``; the folder of one whose group is not known.
        folder: Where its source lies; empty for one from a repository.
        is_static: Whether all Portals that declare it link it statically; None where none declares it, or they differ.
        init_level: Its initLevel as it is given; empty where it is not.
        portals: The folders of the Portals that declare it.
        is_unused: Whether there are Portals, and none of them declares it.
    """

    key: str
    folder: str = ""
    is_static: bool | None = None
    init_level: str = ""
    portals: tuple[str, ...] = ()
    is_unused: bool = False


@noun
class Edge:
    """A use of another Bundle's interface.

    Attributes:
        user: Who uses it. used: Whose it is. notations: How it is declared, each once.
        is_api: Whether all of these name an interface, rather than the Bundle's own package.
        first: The first of these declarations.
    """

    user: str
    used: str
    notations: tuple[str, ...]
    is_api: bool
    first: Declared | None = None


class Graph:
    """Bundles and their uses of each other.

    Attributes:
        nodes: By key, those with source first. edges: In the order of their users.
    """

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """Take nodes and edges; an edge to what is no node adds it."""
        self.nodes: dict[str, Node] = {one.key: one for one in nodes}
        self.edges: list[Edge] = list(edges)
        for edge in self.edges:
            self.nodes.setdefault(edge.used, Node(key=edge.used))

    @cached_property
    def edges_of(self) -> Mapping[str, Sequence[Edge]]:
        """The uses of each Bundle."""
        found: dict[str, list[Edge]] = {key: [] for key in self.nodes}
        for edge in self.edges:
            found[edge.user].append(edge)
        return found

    @cached_property
    def uses(self) -> Mapping[str, Sequence[str]]:
        """What each Bundle uses."""
        return {key: [edge.used for edge in edges] for key, edges in self.edges_of.items()}

    @cached_property
    def cycles(self) -> list[tuple[str, ...]]:
        """The cycles: of each group of Bundles that reach each other a shortest way round, smallest key first."""
        return [self._way_round(group) for group in self._groups()]

    @cached_property
    def in_cycles(self) -> frozenset[tuple[str, str]]:
        """The uses that are part of a cycle that is named."""
        return frozenset(
            (one, following) for way in self.cycles for one, following in zip(way, (*way[1:], way[0]), strict=True)
        )

    def _groups(self) -> Iterator[frozenset[str]]:
        """Groups of Bundles that reach each other, found without recursion (Tarjan)."""
        index: dict[str, int] = {}
        low: dict[str, int] = {}
        path: list[str] = []
        on_path: set[str] = set()
        for start in self.nodes:
            if start in index:
                continue
            work = [(start, iter(self.uses[start]))]
            index[start] = low[start] = len(index)
            path.append(start)
            on_path.add(start)
            while work:
                key, rest = work[-1]
                following = next((one for one in rest if one not in index or one in on_path), None)
                if following is not None and following not in index:
                    index[following] = low[following] = len(index)
                    path.append(following)
                    on_path.add(following)
                    work.append((following, iter(self.uses[following])))
                elif following is not None:
                    low[key] = min(low[key], index[following])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[key])
                    if low[key] == index[key]:
                        group = self._popped(path, on_path, key)
                        if len(group) > 1 or key in self.uses[key]:
                            yield group

    @staticmethod
    def _popped(path: list[str], on_path: set[str], key: str) -> frozenset[str]:
        at = path.index(key)
        group = frozenset(path[at:])
        del path[at:]
        on_path -= group
        return group

    def _way_round(self, group: frozenset[str]) -> tuple[str, ...]:
        start = min(group)
        before: dict[str, str] = {}
        todo = [start]
        for key in todo:
            for used in self.uses[key]:
                if used == start:
                    way = [key]
                    while way[-1] != start:
                        way.append(before[way[-1]])
                    return tuple(reversed(way))
                if used in group and used not in before:
                    before[used] = key
                    todo.append(used)
        return (start,)


def graph_of(composition: Composition, *, official: bool, only_uses: bool = False) -> Graph:
    """The graph of the Bundles of a workspace.

    Args:
        composition: The builds. official: Whether those are shown too that only repositories have.
        only_uses: Whether nothing is asked of the nodes but how they are connected.
    """
    bundles = [one for build in composition.builds for one in build.bundles]
    known = {one.label: one for one in bundles}
    nodes = [Node(key=key) if only_uses else _node(composition, one) for key, one in known.items()]
    edges = []
    for bundle in known.values():
        grouped: dict[str, list[Declared]] = {}
        for one in bundle.used_interfaces:
            used = owner_of(one, known)
            if used != bundle.label and (used in known or (official and _is_of_a_bundle(one))):
                grouped.setdefault(used, []).append(one)
        for used, several in grouped.items():
            notations = tuple(dict.fromkeys(one.notation for one in several))
            edges.append(
                Edge(
                    user=bundle.label,
                    used=used,
                    notations=notations,
                    is_api=all(map(is_interface, several)),
                    first=several[0],
                )
            )
    return Graph(nodes, edges)


def _is_of_a_bundle(one: Declared) -> bool:
    """Whether what only repositories have is a Bundle's by its name: an interface, or anything of mPaaS's own."""
    return is_interface(one) or is_official(one.group or "")


def _node(composition: Composition, bundle: Bundle) -> Node:
    apps = composition.apps_of(bundle.key) if bundle.key else []
    linked = {app.is_static(bundle.key or "") for app in apps}
    level = bundle.init_level
    return Node(
        key=bundle.label,
        folder=bundle.folder or ".",
        is_static=linked.pop() if len(linked) == 1 else None,
        init_level=(level.text or level.value.text) if level is not None else "",
        portals=tuple(app.portal.folder or "." for app in apps),
        is_unused=bundle.key is not None and bool(composition.apps) and not apps,
    )
