"""The graph for programs."""

from __future__ import annotations

import json

from hapline_plugins.portal.graph.model import Graph


def render(graph: Graph) -> str:
    """A document of version 1."""
    return json.dumps(
        {
            "version": 1,
            "bundles": [
                {
                    "bundle": one.key,
                    "folder": one.folder or None,
                    "static": one.is_static,
                    "initLevel": one.init_level or None,
                    "portals": list(one.portals),
                }
                for one in graph.nodes.values()
            ],
            "dependencies": [
                {"from": one.user, "to": one.used, "declared": list(one.notations), "interface": one.is_api}
                for one in graph.edges
            ],
            "cycles": [list(one) for one in graph.cycles],
        },
        ensure_ascii=False,
        indent=2,
    )
