"""The page: what all parts of the text share: the language, the width, colours, bars, and columns that line up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from hapline_plugins.harmony.advisor.text.columns import clip, kb, pad, pieces, printable, width

_PLAIN = str.maketrans({"█": "#", "▓": "=", "░": ".", "…": "~", "→": ">", "·": "-"})
_OVER, _NEAR, _BOLD, _DIM = "31;1", "33;1", "1", "2"
_WIDEST_LABEL = 24
_FIGURES = 14
_PERCENT = 7
_LEAST_BAR, _MOST_BAR = 10, 60
_LEAST_TEXT = 20
WORTH_A_LINE = 1024
"""Bytes: what takes less, or would save less, is left out of lists of what is large."""


class Words(Protocol):
    """Texts in the user's language, as ``hapline.session.Session.words``."""

    lang: str

    def __call__(self, text: str, /, **args: object) -> str:
        """A text with its fields filled."""

    def translate(self, text: str) -> str:
        """A text, fields left as they are."""


class Bar(NamedTuple):
    """What a bar shows.

    Attributes:
        own: Bytes of the first part. more: Bytes of what comes with it. limit: Bytes; 0 for none.
        over: Whether the limit is broken.
    """

    own: int
    more: int
    limit: int
    over: bool


class Page:
    """Writes in one language, for one width.

    Attributes:
        words: Texts. width: Columns.
    """

    def __init__(self, words: Words, *, width: int = 80, color: bool = False, plain: bool = False) -> None:
        """Choose how to write; plain is without characters that older consoles do not have."""
        self.words = words
        self.width = width
        self._color = color
        self._plain = plain

    def lines(self, lines: Iterable[str]) -> str:
        """Lines as they are written."""
        text = "".join(f"{line.rstrip()}\n" for line in lines)
        return text.translate(_PLAIN) if self._plain else text

    def heading(self, text: str) -> Iterator[str]:
        """The heading of a part."""
        yield ""
        yield from self.wrapped_as(self.bold, text)

    def bold(self, text: str) -> str:
        """What is seen first."""
        return self.paint(text, _BOLD)

    def over(self, text: str) -> str:
        """What breaks a limit."""
        return self.paint(text, _OVER)

    def near(self, text: str) -> str:
        """What is near a limit."""
        return self.paint(text, _NEAR)

    def dim(self, text: str) -> str:
        """What matters less."""
        return self.paint(text, _DIM)

    def paint(self, text: str, code: str) -> str:
        """A text in a colour, if there are colours."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._color and text else text

    def listed(self, items: Sequence[object]) -> str:
        """Items one after the other."""
        return self.words("{items}", items=[printable(str(one)) for one in items])

    def wrapped(self, text: str, indent: str = "") -> Iterator[str]:
        """A text in lines of the page's width; Chinese is broken between any two characters."""
        line = ""
        for word in pieces(text):
            if line.strip() and width(indent + line + word.rstrip()) > self.width:
                yield indent + line.rstrip()
                line = ""
            line += word if line else word.lstrip()
        yield indent + line.rstrip()

    def wrapped_as(self, paint: Callable[[str], str], text: str, indent: str = "") -> Iterator[str]:
        """A text in lines of the page's width, each of them painted."""
        yield from map(paint, self.wrapped(text, indent))

    def label_width(self, labels: Iterable[str]) -> int:
        """Columns for these labels."""
        return min(_WIDEST_LABEL, max((width(printable(one)) for one in labels), default=0))

    def bar_line(self, label: str, columns: int, bar: Bar, most: int, headroom: float) -> str:
        """A label, a bar, the bytes, and the share of the limit.

        Args:
            label: Whose. columns: Of the label. bar: What. most: The largest sum or limit of all bars.
            headroom: The share of the limit from which on it is near.
        """
        total = bar.own + bar.more
        cells = max(_LEAST_BAR, min(_MOST_BAR, self.width - 2 - columns - 2 - _FIGURES - _PERCENT))
        own = _cells(bar.own, most, cells)
        more = max(0, _cells(total, most, cells) - own)
        free = max(0, _cells(bar.limit, most, cells) - own - more)
        drawn = "█" * own + "▓" * more
        share = f"{100 * total // bar.limit} %" if bar.limit else ""
        text = f"{kb(total):>{_FIGURES}}{share:>{_PERCENT}}"
        if bar.over:
            drawn, text = self.over(drawn), self.over(text)
        elif bar.limit and total >= headroom * bar.limit:
            drawn, text = self.near(drawn), self.near(text)
        padding = " " * (cells - own - more - free)
        return f"  {pad(label, columns)}  {drawn}{self.dim('░' * free)}{padding}{text}"

    def figure_line(self, figure: str, text: str, *, indent: str = "  ", note: str = "", columns: int = 12) -> str:
        """A figure and what it is about, and a note if there is room for it."""
        left = f"{indent}{figure:>{columns}}  "
        room = max(_LEAST_TEXT, self.width - width(left))
        shown = clip(text, room)
        if note and width(shown) + 2 + width(note) <= room:
            shown += f"  {self.dim(note)}"
        return left + shown

    def files(self, rows: Sequence[tuple[str, str, str]], most: int, indent: str) -> Iterator[str]:
        """Files with their figures and notes, a line each; of very many the first, and how many more there are."""
        columns = max((len(figure) for figure, _, _ in rows[:most]), default=0)
        for figure, text, note in rows[:most]:
            yield self.figure_line(figure, text, indent=indent, note=note, columns=columns)
        if len(rows) > most:
            yield f"{indent}{' ' * columns}  {self.words('and {count} more', count=len(rows) - most)}"

    def change_line(
        self, label: str, columns: int, before: int | None, after: int | None, limit: int = 0, *, over: bool = False
    ) -> str:
        """Bytes before and after, and the share of the limit."""
        was, is_ = ("-" if size is None else kb(size) for size in (before, after))
        share = f"{100 * after // limit} %" if limit and after is not None else ""
        new = f"{is_:>{_FIGURES - 2}}{share:>{_PERCENT}}"
        return f"    {pad(label, columns)}{was:>{_FIGURES}} → {self.over(new) if over else new}"


def _cells(size: int, most: int, cells: int) -> int:
    """Cells of a bar; what is not nothing is seen."""
    return max(1, round(cells * size / most)) if size > 0 and most > 0 else 0
