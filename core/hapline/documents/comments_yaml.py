"""Finds the comments of YAML: a ``#`` at the start of a line or behind a blank, but not in strings and block scalars.

Not followed: a plain scalar of several lines, one of which begins with a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline.documents.comments_hash import lines

_TOKEN = re.compile(
    r"""(?P<comment>(?<![^ \t\r\n])\#[^\r\n]*+)
    |(?P<newline>\r\n?|\n)
    |(?P<blank>[ \t]++)
    |(?P<quoted>"(?:[^"\\]|\\.)*+"?|'(?:[^']|'')*+'?)
    |(?P<block>[|>][-+0-9]*+(?=[ \t]*+(?:(?<=[ \t])\#[^\r\n]*+)?(?:[\r\n]|\Z)))
    |(?P<item>[-?](?=[ \t\r\n]|\Z))
    |(?P<colon>:)
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)
    |(?P<property>[&!*][^\s,\[\]{}]*+)
    |(?P<plain>[^\s:,\[\]{}][^\s:,\[\]{}]*+)""",
    re.DOTALL | re.VERBOSE,
)


def read(text: str, _language: str = "yaml") -> Iterator[tuple[int, int]]:
    """The offsets of each comment: its first character, and the one after its last."""
    return _Reader(text).comments()


class _Reader:
    """Walks through a text from token to token.

    Attributes:
        line: Where the line begins. fresh: Whether a scalar may begin here. flow: How many brackets are open.
        node: The indentation of the innermost block that the line opens, -1 for none. begun: Where what may become
            a key begins in its line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.flow = 0
        self._new_line(0)

    def _new_line(self, at: int) -> None:
        self.line = at
        self.fresh = True
        self.node = -1
        self.begun: int | None = None

    def comments(self) -> Iterator[tuple[int, int]]:
        at = 0
        while match := _TOKEN.match(self.text, at):
            start, at = match.span()
            kind = match.lastgroup or ""
            if kind == "comment":
                yield start, at
            elif kind == "newline":
                self._new_line(at)
            elif kind == "block" and self.fresh and not self.flow:
                # The rest of the line is a comment at most.
                comment = self.text.find("#", at, self._line_end(at))
                if comment > 0:
                    yield comment, self._line_end(at)
                at = self._block_end(at, match[0])
                self._new_line(at)
            elif kind == "quoted" and not self.fresh:
                at = start + 1  # a quote inside a plain scalar is a character like others
            elif kind != "blank":
                self._step(kind, start)

    def _step(self, kind: str, start: int) -> None:
        column = start - self.line
        was_fresh, self.fresh = self.fresh, False
        if kind == "item" and was_fresh and not self.flow:
            self.node, self.begun, self.fresh = column, None, True
        elif kind == "colon":
            self.fresh = True
            self.node = self.node if self.begun is None else self.begun
        elif kind == "open" and was_fresh:
            self.flow += 1
            self.fresh = True
        elif kind == "close" and self.flow:
            self.flow -= 1
        elif kind == "comma" and self.flow:
            self.fresh = True
        elif was_fresh:
            self.begun = column if self.begun is None else self.begun
            self.fresh = kind == "property"

    def _line_end(self, at: int) -> int:
        return next(lines(self.text, at), (at, at))[1]

    def _block_end(self, at: int, header: str) -> int:
        """Where the lines of a block scalar end: the first that has content and is not indented like the first."""
        digits = header.strip("|>+-")
        least = max(self.node, 0) + int(digits) if digits else 0
        rest = lines(self.text, at)
        next(rest, None)
        for start, end in rest:
            content = len(self.text[start:end].lstrip(" "))
            indent = end - start - content
            if not self.text[start:end].strip():
                continue
            least = least or max(indent, self.node + 1)
            if indent < least:
                return start
        return len(self.text)
