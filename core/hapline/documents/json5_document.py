"""A JSON5 document with places: which part of its text a key or value is, and where comments and twins stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from hapline.documents.comments_by_kind import Comment
from hapline.documents.comments_json5 import read as read_comments
from hapline.documents.json5_tree import Node, Part, parse_tree
from hapline.documents.json5_values import parse_text
from hapline.documents.text import LIMIT, check_size, decode, encoding_of, line_starts, position
from hapline_hooks import Keys, Span

On = Literal["value", "key"]
"""Which part of a member is meant. For a list item, which has no key, both mean the item."""


class Duplicate(NamedTuple):
    """A key that an object gives more than once.

    Attributes:
        keys: The symbolic path of the member. first: The span of the key where it stands first.
        again: The span of the key where it stands again; a third time makes another ``Duplicate``.
    """

    keys: Keys
    first: tuple[int, int]
    again: tuple[int, int]


class Document:
    """A document that is parsed for its value, and once more for places when they are asked for.

    Of members with the same key the last one counts, for the value and for places.

    Attributes:
        text: The text, without byte order mark. encoding: How it was written as bytes.
        strict: Whether it is JSON rather than JSON5.
    """

    def __init__(self, data: bytes, *, strict: bool = False, limit: int = LIMIT) -> None:
        """Decode a document; its value is parsed later.

        Args:
            data: The file.
            strict: Whether only JSON is taken.
            limit: The most bytes that are read.

        Raises:
            hapline.documents.DocumentError: It is no text, or too large.
        """
        check_size(data, limit)
        self.text = decode(data)
        self.encoding = encoding_of(data)
        self.strict = strict

    @cached_property
    def value(self) -> object:
        """The value.

        Raises:
            hapline.documents.DocumentError: The text is no JSON5 (no JSON), with the exact place.
        """
        return parse_text(self.text, strict=self.strict)

    @cached_property
    def tree(self) -> Node:
        """The places of all values; raises as ``value`` does."""
        return parse_tree(self.text, strict=self.strict)

    def find(self, keys: Keys, on: On = "value") -> tuple[int, int] | None:
        """Where the value or key of a symbolic path stands.

        Args:
            keys: The path.
            on: Which part of the member is meant.

        Returns:
            The offsets of its first character and of the one after its last; None where there is no such path.

        Raises:
            hapline.documents.DocumentError: The text is no JSON5 (no JSON).
        """
        part, _, rest = self._walk(keys)
        if rest:
            return None
        return _span(part, on) if part is not None else (self.tree.start, self.tree.end)

    def span(self, keys: Keys, on: On = "value") -> tuple[int, int]:
        """The same as ``find``; for a path that is absent, the part of it that is there.

        That is the key of the innermost object or list on the path that exists, or its opening bracket where
        it has no key, as in a list and for the whole document.
        """
        found = self.find(keys, on)
        if found is not None:
            return found
        part, node, _ = self._walk(keys)
        if part is not None and part.start < part.key_end:
            return part.start, part.key_end
        return (node.start, node.start + 1) if node.kind in {"object", "list"} else (node.start, node.end)

    def place(self, keys: Keys, on: On = "value") -> Span:
        """The lines and columns of ``span``."""
        start, end = self.span(keys, on)
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1; an offset outside the text counts as its start or end."""
        return position(self._lines, min(max(offset, 0), len(self.text)))

    def duplicates(self) -> list[Duplicate]:
        """All keys that are given again in the same object, in the order of the text.

        Raises:
            hapline.documents.DocumentError: The text is no JSON5 (no JSON).
        """
        return sorted(_duplicates(self.tree, ()), key=lambda one: one.again)

    def comments(self) -> list[Comment]:
        """All comments, in the order of the text; also of a text with errors."""
        return list(self._comments)

    def encode(self, text: str) -> bytes:
        """Write a text as this document was written: in its encoding, with its byte order mark."""
        return self.encoding.encode(text)

    @cached_property
    def _comments(self) -> tuple[Comment, ...]:
        return tuple(Comment(start, end, self.text[start:end]) for start, end in read_comments(self.text))

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)

    def _walk(self, keys: Keys) -> tuple[Part | None, Node, Keys]:
        """The innermost part on the path that exists, its value, and the keys that are left."""
        part: Part | None = None
        node = self.tree
        for depth, key in enumerate(keys):
            found = child(node, key)
            if found is None:
                return part, node, keys[depth:]
            part, node = found, found.node
        return part, node, ()


def child(node: Node, key: str | int) -> Part | None:
    """The member or item of a container; None where it has no such."""
    if isinstance(key, int):
        return node.parts[key] if node.kind == "list" and 0 <= key < len(node.parts) else None
    if node.kind != "object":
        return None
    return next((part for part in reversed(node.parts) if part.key == key), None)


def _span(part: Part, on: On) -> tuple[int, int]:
    if on == "key" and part.start < part.key_end:
        return part.start, part.key_end
    return part.node.start, part.node.end


def _duplicates(node: Node, keys: Keys) -> Iterator[Duplicate]:
    first: dict[str, Part] = {}
    for number, part in enumerate(node.parts):
        inner = (*keys, part.key if node.kind == "object" else number)
        if node.kind == "object":
            earlier = first.setdefault(part.key, part)
            if earlier is not part:
                yield Duplicate(inner, (earlier.start, earlier.key_end), (part.start, part.key_end))
        if part.node.parts:
            yield from _duplicates(part.node, inner)
