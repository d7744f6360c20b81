"""The imports of a file, and what a simple name stands for by them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.units import Unit

_IMPORT = re.compile(
    r"import\s+(?P<static>static\s+)?(?P<name>[\w.\s`$]+?)(?P<all>\s*\.\s*\*)?(\s+as\s+(?P<as>\S+))?;?"
)
_LONGEST = 1000
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


class Imports:
    """What a file imports.

    Attributes:
        names: Full names by the simple ones that stand for them. packages: Those of which everything is imported.
        nodes: The imports, by what they name, ``.*`` included. last: The last of them; None where there is none.
    """

    def __init__(self, unit: Unit, nodes: list[Node]) -> None:
        """Read the imports of a file."""
        self.names: dict[str, str] = {}
        self.packages: set[str] = set()
        self.nodes: dict[str, Node] = {}
        self.last = nodes[-1] if nodes else None
        for node in nodes:
            text = unit.of(node).decode("utf-8", "replace")
            found = _IMPORT.fullmatch((_COMMENT.sub(" ", text) if "/" in text else text).strip()[:_LONGEST])
            if found is None:
                continue
            name = re.sub(r"[\s`]", "", found["name"])
            if found["all"]:
                self.packages.add(name)
                self.nodes[f"{name}.*"] = node
            else:
                self.names[found["as"] or name.rpartition(".")[2]] = name
                self.nodes[name] = node

    def full(self, name: str) -> str:
        """What a name stands for, as far as single imports say; else the name as it is."""
        first, dot, rest = name.partition(".")
        known = self.names.get(first)
        return f"{known}{dot}{rest}" if known else name
