"""Looks at how a document is written, so that what is added is written the same way."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents.json5_writing import Style
from hapline.documents.text import line_starts

if TYPE_CHECKING:
    from hapline.documents.json5_document import Document
    from hapline.documents.json5_tree import Node, Part

_INDENT = re.compile(r"[ \t]*+")
_BLANK = re.compile(r"[^\S\r\n]*+")
_COLON = re.compile(r"[ \t]*+:[ \t]*+")


class Layout:
    """A document as lines, and the style at each of its places."""

    def __init__(self, document: Document) -> None:
        """Look at a document that has no errors."""
        self.text = document.text
        self.strict = document.strict
        self.root = document.tree
        self.comments = {comment.start: comment.end for comment in document.comments()}
        self.lines = line_starts(self.text)
        self._styles: dict[int, Style] = {}
        self._lined: dict[int, bool] = {}
        found = re.search(r"\r\n?|\n", self.text)
        self.eol = found[0] if found else "\n"

    @cached_property
    def homes(self) -> dict[int, tuple[Node, Part]]:
        """For the id of every value the container and the part it is in; the value of the file has none."""
        homes: dict[int, tuple[Node, Part]] = {}
        rest = [self.root]
        for node in rest:  # grows on the way
            for part in node.parts:
                homes[id(part.node)] = node, part
                rest.append(part.node)
        return homes

    def line_start(self, offset: int) -> int:
        """Where the line of an offset starts."""
        return self.lines[bisect_right(self.lines, offset) - 1]

    def own_line(self, offset: int) -> bool:
        """Whether only white space stands before an offset in its line."""
        found = _INDENT.match(self.text, self.line_start(offset), offset)
        return found is not None and found.end() == offset

    def indent(self, offset: int) -> str:
        """The white space at the start of the line of an offset."""
        found = _INDENT.match(self.text, self.line_start(offset))
        return found[0] if found else ""

    def tail(self, offset: int) -> tuple[int, bool]:
        """Where comments that follow in the same line end, and whether the line ends there."""
        end = offset
        while True:
            found = _BLANK.match(self.text, end)
            start = found.end() if found else end
            if start >= len(self.text) or self.text[start] in "\r\n":
                return end, True
            stop = self.comments.get(start)
            if stop is None or any(mark in self.text[start:stop] for mark in "\r\n"):
                return end, False
            end = stop

    def next_line(self, offset: int) -> int:
        """Where the line after the one of an offset starts."""
        found = re.compile(r"[^\r\n]*+(?:\r\n?|\n)?").match(self.text, offset)
        return found.end() if found else offset

    def has_lines(self, node: Node) -> bool:
        """Whether the last part of a container stands on a line of its own."""
        found = self._lined.get(id(node))
        if found is None:
            last = node.parts[-1].start if node.parts else node.start
            found = self._lined[id(node)] = self.line_start(last) > node.start and self.own_line(last)
        return found

    def style(self, node: Node) -> Style:
        """The style inside a container (or of a value): its own, else that of the containers around it."""
        home = self.homes.get(id(node))
        if home is not None and not node.parts:
            node = home[0]
        found = self._styles.get(id(node))
        if found is None:
            found = self._styles[id(node)] = self._look(node)
        return found

    def _look(self, node: Node) -> Style:
        chain = [node]
        while id(chain[-1]) in self.homes:
            chain.append(self.homes[id(chain[-1])][0])
        keys = [part for one in chain if one.kind == "object" for part in reversed(one.parts)]
        strings = (part.node for one in chain for part in reversed(one.parts) if part.node.kind == "string")
        key_quotes = [self.text[part.start] if self.text[part.start] in "\"'" else "" for part in keys]
        quote = next((self.text[one.start] for one in strings), "") or next(filter(None, key_quotes), '"')
        lined = [one for one in chain if self.has_lines(one)]
        return Style(
            strict=self.strict,
            eol=self.eol,
            unit=next(filter(None, map(self._unit, lined)), "") or self._unit(self.root) or "  ",
            quote='"' if self.strict else quote,
            key_quote='"' if self.strict else next(iter(key_quotes), '"'),
            colon=next(filter(None, map(self._colon, keys)), ": "),
            pad=self._pad(chain),
            trailing=not self.strict and bool(lined) and lined[0].parts[-1].comma >= 0,
        )

    def _unit(self, node: Node) -> str:
        if not self.has_lines(node):
            return ""
        outer, inner = self.indent(node.start), self.indent(node.parts[-1].start)
        return inner[len(outer) :] if inner.startswith(outer) else ""

    def _colon(self, part: Part) -> str:
        found = _COLON.fullmatch(self.text, part.key_end, part.node.start)
        return found[0] if found else ""

    def _pad(self, chain: list[Node]) -> str:
        for one in chain:
            for node in (one, *(part.node for part in reversed(one.parts))):
                if node.kind == "object" and node.parts:
                    pad = self.text[node.start + 1 : node.parts[0].start]
                    if pad in {"", " "}:
                        return pad
        return " "

    def one_line(self, node: Node) -> bool:
        """Whether a value stands on one line."""
        return not any(mark in self.text[node.start : node.end] for mark in "\r\n")
