"""Parses JSON5 into a tree of places: where every value, key and comma of a text stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hapline.documents import json5_errors as wrong
from hapline.documents.json5_scalars import LITERALS, identifier, number, string
from hapline.documents.json5_tokens import COMMENT, END, MARK, NAME, NUMBER, STRING, WORD, scanner
from hapline.documents.text import MAX_DEPTH, DocumentError

if TYPE_CHECKING:
    from hapline.documents.json5_errors import Place

_LONG = 500  # characters from which on a number may be more than Python converts

Kind = Literal["object", "list", "string", "number", "literal"]


class Node:
    """A value of the text.

    Attributes:
        kind: What it is. start: Its first character. end: The one after its last.
        parts: The members of an object or the items of a list, in order.
    """

    __slots__ = ("end", "kind", "parts", "start")

    def __init__(self, kind: Kind, start: int, end: int) -> None:
        """Begin a value; containers are filled later."""
        self.kind: Kind = kind
        self.start = start
        self.end = end
        self.parts: list[Part] = _NONE


class Part:
    """A member of an object or an item of a list.

    Attributes:
        key: The member's key, unescaped; empty for an item. start: Where the key starts, or the item.
        key_end: Where the key ends; the same as ``start`` for an item. node: The value.
        comma: Where the comma after it stands, -1 where there is none.
    """

    __slots__ = ("comma", "key", "key_end", "node", "start")

    def __init__(self, key: str, start: int, key_end: int, node: Node) -> None:
        """Join a key with its value; the comma follows."""
        self.key = key
        self.start = start
        self.key_end = key_end
        self.node = node
        self.comma = -1


_NONE: list[Part] = []  # shared by all values without parts, never changed


def parse_tree(text: str, *, strict: bool = False) -> Node:
    """Parse a text.

    Args:
        text: JSON5.
        strict: Whether only JSON is taken.

    Raises:
        hapline.documents.DocumentError: It is no JSON5 (or no JSON), with the exact place.
    """
    try:
        root = _Parser(text, strict=strict).document()
    except DocumentError as error:
        raise (_not_strict(text, error.offset) if strict else None) or error from None
    complaint = _not_strict(text, len(text)) if strict else None
    if complaint is not None:
        raise complaint
    return root


def value_of(text: str, node: Node) -> object:
    """The Python value of a part of the tree; of keys that occur twice the last one counts."""
    match node.kind:
        case "object":
            return {part.key: value_of(text, part.node) for part in node.parts}
        case "list":
            return [value_of(text, part.node) for part in node.parts]
        case "string":
            return string(text[node.start : node.end])
        case "number":
            return number(text[node.start : node.end])
        case "literal":
            return LITERALS[text[node.start : node.end]]


def _not_strict(text: str, before: int) -> DocumentError | None:
    from hapline.documents.json5_strict import not_strict

    return not_strict(text, before)


class _Parser:
    """Goes through the tokens once; ``token`` is the one that comes next, comments are passed over."""

    def __init__(self, text: str, *, strict: bool) -> None:
        self.text = text
        self.strict = strict
        self.matches = scanner().finditer(text)
        self.openers: list[int] = []
        self.token: Place = (END, 0, 0)
        self.advance()

    def advance(self) -> Place:
        for match in self.matches:
            kind = match.lastindex or END
            if kind != COMMENT:
                start, end = match.span(kind)
                self.token = (kind, start, end)
                break
        return self.token

    def document(self) -> Node:
        if self.token[0] == END:
            raise wrong.empty(self.text)
        node = self.value(None)
        if self.token[0] != END:
            raise wrong.after_the_end(self.text, self.token)
        return node

    def value(self, key: Place | None) -> Node:
        kind, start, end = token = self.token
        if kind == STRING:
            node = Node("string", start, end)
        elif kind == MARK and self.text[start] in "{[":
            return self.container(Node("object" if self.text[start] == "{" else "list", start, end))
        elif kind == NUMBER:
            if end - start > _LONG and number(self.text[start:end]) is None:
                raise wrong.too_long(self.text, token)
            node = Node("number", start, end)
        elif kind == NAME and self.text[start:end] in LITERALS:
            node = Node("literal", start, end)
        else:
            raise wrong.no_value(self.text, token, key, self.openers)
        self.advance()
        return node

    def container(self, node: Node) -> Node:
        if len(self.openers) == MAX_DEPTH:
            raise wrong.too_deep(self.text, node.start, MAX_DEPTH)
        self.openers.append(node.start)
        text = self.text
        read, closer = (self.member, "}") if node.kind == "object" else (self.item, "]")
        node.parts = parts = []
        kind, start, end = self.advance()
        while kind != MARK or text[start] != closer:
            part = read()
            parts.append(part)
            kind, start, end = token = self.token
            mark = text[start] if kind == MARK else ""
            if mark == ",":
                part.comma = start
                kind, start, end = self.advance()
                if self.strict and kind == MARK and text[start] == closer:
                    raise wrong.trailing_comma(text, part.comma)
            elif mark != closer:
                raise wrong.no_comma(text, part.node.end, token, self.openers)
        self.openers.pop()
        self.advance()
        node.end = end
        return node

    def item(self) -> Part:
        start = self.token[1]
        return Part("", start, start, self.value(None))

    def member(self) -> Part:
        kind, start, end = token = self.token
        key: str | None = None
        if kind == STRING:
            key = string(self.text[start:end])
        elif kind == NAME:
            key = self.text[start:end]
        elif kind == WORD:
            key = identifier(self.text[start:end])
        if key is None:
            raise wrong.no_key(self.text, token, self.openers)
        if self.strict and kind != STRING:
            raise wrong.bare_key(self.text, token)
        kind, colon, _ = after = self.advance()
        if kind != MARK or self.text[colon] != ":":
            raise wrong.no_colon(self.text, token, after)
        self.advance()
        return Part(key, start, end, self.value(token))
