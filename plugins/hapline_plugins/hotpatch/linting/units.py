"""One version of a source file: its text, its syntax tree, and where an offset of that is for people."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents import DocumentError, TolerantText
from hapline.documents.text import LIMIT, check_size, line_starts, position
from hapline_hooks import Location, Span
from hapline_plugins.hotpatch.linting.grammars import Grammar, TooHardError, parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from hapline_plugins.hotpatch.linting.declarations import Contents

MOST_PROBLEMS = 20
"""Places of one file that are looked at where something is not understood."""

_FUN_INTERFACE = re.compile(rb"\bfun([ \t]+interface\b)")
"""A functional interface of Kotlin, which the grammar (1.1) does not know; it reads as an interface without ``fun``."""


def _retried(tree: Tree, data: bytes) -> Tree:
    """The tree of a text with bodies of classes on one line, which the grammar of Kotlin (1.1) may not understand.

    Lines are broken in place of spaces, so that every byte stays where it is; the tree that has less wrong counts.
    """
    broken = _OPENING.sub(b"{\n", _CLOSING.sub(b"\n}", data))
    if broken == data:
        return tree
    try:
        other = parse("kotlin", broken)
    except TooHardError:
        return tree
    return other if _wrong(other) < _wrong(tree) else tree


_OPENING = re.compile(rb"\{ ")
_CLOSING = re.compile(rb" \}")


def _wrong(tree: Tree) -> int:
    """How many bytes are not understood."""
    found = 0
    stack = [tree.root_node] if tree.root_node.has_error else []
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            found += node.end_byte - node.start_byte + 1
        else:
            stack += [child for child in node.children if child.has_error]
    return found


class Unit:
    """A version of a file.

    Attributes:
        path: The file. grammar: Its language.
        text: Its text, by whose characters fixes are made. data: The same in UTF-8, by whose bytes the tree counts.
        root: The root of its syntax tree.
    """

    def __init__(self, path: str, grammar: Grammar, content: bytes) -> None:
        """Read and parse a file.

        Raises:
            DocumentError: It is too large, or no text.
            hapline_plugins.hotpatch.linting.grammars.TooHardError: The parser does not get through it.
            hapline.errors.MissingError: The parsers are not installed.
        """
        check_size(content, LIMIT)
        known = TolerantText(content)
        if known.undecoded and known.is_binary:
            raise DocumentError("the file is no text")
        self.path = path
        self.grammar = grammar
        self.text = known.text
        is_plain = known.encoding.name == "utf-8" and not known.undecoded
        self.data = content[len(known.encoding.bom) :] if is_plain else known.text.encode()
        if grammar == "kotlin" and b"interface" in self.data:
            self.data = _FUN_INTERFACE.sub(rb"   \1", self.data)
        self._tree = parse(grammar, self.data)  # nodes do not keep it alive
        if grammar == "kotlin" and self._tree.root_node.has_error:
            self._tree = _retried(self._tree, self.data)
        self.root = self._tree.root_node

    def of(self, node: Node) -> bytes:
        """The text of a node."""
        return self.data[node.start_byte : node.end_byte]

    def word(self, node: Node) -> str:
        """The text of a node that is a name."""
        return self.of(node).decode()

    def character(self, offset: int) -> int:
        """The character at a byte of ``data``."""
        return offset if self._is_ascii else len(self.data[:offset].decode("utf-8", "replace"))

    def span(self, start: int, end: int) -> Span:
        """Lines and columns of a stretch of ``data``."""
        line, column = position(self._starts, self.character(start))
        end_line, end_column = position(self._starts, self.character(end))
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def at(self, node: Node) -> Location:
        """The place of a node."""
        return Location(path=self.path, span=self.span(node.start_byte, node.end_byte))

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def may_hold_marks(self) -> bool:
        """Whether a mark of a patch may be in it."""
        return b"Modify" in self.data or b"Add" in self.data or b"modify" in self.data

    @cached_property
    def contents(self) -> Contents:
        """What it declares."""
        if self.grammar == "java":
            from hapline_plugins.hotpatch.linting.java import contents
        else:
            from hapline_plugins.hotpatch.linting.kotlin import contents
        return contents(self)

    @cached_property
    def problems(self) -> list[Node]:
        """What of it is not understood, outermost first."""
        found: list[Node] = []
        stack = [self.root] if self.root.has_error else []
        while stack and len(found) < MOST_PROBLEMS:
            node = stack.pop()
            if node.is_error or node.is_missing:
                found.append(node)
            else:
                stack += [child for child in reversed(node.children) if child.has_error]
        return found

    @cached_property
    def may_compile(self) -> bool:
        """Whether nothing is known of it that no compiler takes; what the parser stumbles over is another matter."""
        from hapline_plugins.hotpatch.linting.not_compiling import has_such

        return not has_such(self)

    @cached_property
    def _is_ascii(self) -> bool:
        return self.data.isascii()

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)
