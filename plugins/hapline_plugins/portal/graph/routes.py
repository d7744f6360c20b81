"""Where the boxes of a graph stand in a picture, and which way its edges go: past boxes, never behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from hapline_hooks import noun

HEIGHT, GAP, BETWEEN, MARGIN = 44, 24, 70, 20
"""Pixels: of a box, between boxes, between layers, and around the picture."""
_APART = (0, 5, -5)
"""Pixels between edges that pass through the same gap."""


@noun
class Box:
    """A box.

    Attributes:
        left: Pixels from the left edge of the picture. top: Pixels from the top. width: Pixels.
    """

    left: int
    top: int
    width: int

    @property
    def middle(self) -> int:
        """Its middle from left to right."""
        return self.left + self.width // 2

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + HEIGHT


class Places:
    """The boxes of a picture.

    Attributes:
        boxes: By key. width: Pixels of the whole picture. bottom: The lower edge of the last layer.
    """

    def __init__(self, rows: Sequence[Sequence[str]], widths: Mapping[str, int], least: int = 0) -> None:
        """Place boxes, each layer in the middle.

        Args:
            rows: The keys of each layer, top first. widths: Of the boxes. least: Pixels that the inside has at least.
        """
        spans = [sum(widths[key] for key in row) + GAP * (len(row) - 1) for row in rows]
        inner = max([least, *spans])
        self.width = inner + 2 * MARGIN
        self.bottom = MARGIN + max(len(rows), 1) * (HEIGHT + BETWEEN) - BETWEEN
        self.boxes: dict[str, Box] = {}
        self._depth = {key: depth for depth, row in enumerate(rows) for key in row}
        self._gaps: list[list[int]] = []
        self._passed: Counter[tuple[int, int]] = Counter()
        for depth, (row, span) in enumerate(zip(rows, spans, strict=True)):
            at = MARGIN + (inner - span) // 2
            gaps = [at - GAP // 2]
            for key in row:
                self.boxes[key] = Box(left=at, top=MARGIN + depth * (HEIGHT + BETWEEN), width=widths[key])
                at += widths[key] + GAP
                gaps.append(at - GAP // 2)
            self._gaps.append(gaps)

    def way(self, user: str, used: str) -> str:
        """The path of an edge, as SVG writes it: through gaps of the layers that it passes."""
        return "".join(self._pieces(user, used))

    def _pieces(self, user: str, used: str) -> Iterator[str]:
        one, other = self.boxes[user], self.boxes[used]
        if user == used:
            right, out = one.left + one.width, one.left + one.width + GAP
            yield f"M{right} {one.top + 10}C{out} {one.top} {out} {one.bottom} {right} {one.bottom - 10}"
            return
        first, last = self._depth[user], self._depth[used]
        step = 1 if last > first else -1
        # What goes up starts and ends beside what comes down.
        at, end = (
            (one.middle, other.middle) if step > 0 else (one.middle + one.width // 4, other.middle + other.width // 4)
        )
        height = one.bottom if step > 0 else one.top
        yield f"M{at} {height}"
        for depth in range(first + step, last, step):
            through = self._through(depth, at + (end - at) // (abs(last - depth) + 1))
            top = MARGIN + depth * (HEIGHT + BETWEEN)
            near, far = (top, top + HEIGHT) if step > 0 else (top + HEIGHT, top)
            yield f"{_curve(at, height, through, near)}V{far}"
            at, height = through, far
        yield _curve(at, height, end, other.top if step > 0 else other.bottom)

    def _through(self, depth: int, wanted: int) -> int:
        """Where an edge passes a layer: in the nearest gap, or where it wants to beside all boxes."""
        gaps = self._gaps[depth]
        if not gaps[0] < wanted < gaps[-1]:
            return wanted
        number = bisect_left(gaps, wanted)
        number -= wanted - gaps[number - 1] < gaps[number] - wanted
        self._passed[depth, number] += 1
        return gaps[number] + _APART[(self._passed[depth, number] - 1) % len(_APART)]


def _curve(at: int, height: int, to: int, end: int) -> str:
    bend = BETWEEN // 2 if end > height else -BETWEEN // 2
    return f"C{at} {height + bend} {to} {end - bend} {to} {end}"
