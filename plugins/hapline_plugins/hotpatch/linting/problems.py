"""What of a changed file the parser did not understand, as far as the release does not have the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.source_change import ChangedFile
    from hapline_plugins.hotpatch.linting.units import Unit

_MOST = 3
"""Places that are named of one file: one slip of the pen brings about several."""


def problems_of(file: ChangedFile) -> Iterator[Span]:
    """The places in a file that are not understood, each to the end of its line."""
    unit = file.new
    if unit is None:
        return
    known = file.old.data if file.old is not None else b""
    found = 0
    for node in unit.problems:
        if known and _is_known(unit, node, known):
            continue
        start = node.start_byte
        end = min(node.end_byte, _line_end(unit.data, start)) if node.end_byte > start else start
        yield unit.span(start, end)
        found += 1
        if found == _MOST:
            return


def _is_known(unit: Unit, node: Node, known: bytes) -> bool:
    """Whether the release has what is not understood in the same words; where something is missing, the line."""
    text = unit.of(node).strip()
    if not text or node.is_missing:
        line = unit.data[unit.data.rfind(b"\n", 0, node.start_byte) + 1 : _line_end(unit.data, node.start_byte)]
        text = line.strip()
    return text in known


def _line_end(data: bytes, start: int) -> int:
    found = data.find(b"\n", start)
    return found if found >= 0 else len(data)
