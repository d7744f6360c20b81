"""Where new lines go into a registry of package ids, so that the difference shows nothing else."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from hapline_hooks import TextEdit
from hapline_plugins.portal.ids.entries import Line

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.registry import Registry


def insertions(registry: Registry, new: list[tuple[str, str]]) -> tuple[TextEdit, ...]:
    """The edits that insert lines, given by Bundle and text: one for each place."""
    by_start = {line.start: line for line in registry.lines}
    # In a file that is not sorted a new line goes before the first greater one.
    greatest = list(accumulate((entry.bundle for entry in registry.entries), max))
    placed = [(bisect_right(greatest, bundle), text) for bundle, text in sorted(new)]
    return tuple(
        _insertion(registry, by_start, number, [text for _, text in group])
        for number, group in groupby(placed, key=itemgetter(0))
    )


def _insertion(registry: Registry, lines: dict[int, Line], number: int, texts: list[str]) -> TextEdit:
    newline = _newline(registry, lines, number)
    if number:
        # Behind the entry before, so that a comment above the next one stays with it.
        line = lines[registry.entries[number - 1].start]
    elif registry.entries:
        start = registry.entries[0].start
        return TextEdit(start=start, end=start, text="".join(f"{text}{newline}" for text in texts))
    elif registry.lines:
        line = registry.lines[-1]
    else:
        return TextEdit(start=0, end=0, text="".join(f"{text}{newline}" for text in texts))
    at = line.end + len(line.newline)
    text = "".join(f"{text}{newline}" for text in texts)
    return TextEdit(start=at, end=at, text=text if line.newline else f"{newline}{text}")


def _newline(registry: Registry, lines: dict[int, Line], number: int) -> str:
    """What ends the line that the new ones stand by, else the first line."""
    if registry.entries:
        near = lines[registry.entries[max(number - 1, 0)].start].newline
        if near:
            return near
    return next((line.newline for line in registry.lines if line.newline), "\n")
