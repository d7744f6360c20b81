"""Reads code: its tokens without comments, spaces and annotations, and what a patch has to know of it.

The tokens are compared: code with the same ones is the same code. Classes inside are read by themselves, and stand as
one token in the code around them. Annotations, and the call that only marks a method for the patch, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hapline_plugins.hotpatch.linting.names import ARRAYCOPY, MODIFY_CALLS

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.units import Unit

END = b"\0"
"""Stands where a statement begins, in languages in which the line may end it."""


class Lambda(NamedTuple):
    """A lambda, a reference to a function, or a function in a function: what it is, and its tokens.

    Attributes:
        node: It. tokens: Its tokens. within: The function that it is handed to at once; empty where it is none.
    """

    node: Node
    tokens: tuple[bytes, ...]
    within: str


class Body:
    """What was read of some code.

    Attributes:
        tokens: Its tokens. classes: The anonymous and local classes in it. lambdas: Its lambdas.
        calls: What is called by name: the name with what stands before it, such as ``System.arraycopy``.
        makes: The classes that it makes instances of. supers: The methods that it calls on ``super``.
        returns_this: Where it returns ``this``. marks: Where it calls ``InstantRunModify.modify()``.
        handed: The functions that lambdas, by the ids of their nodes, are handed to.
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        self.tokens: list[bytes] = []
        self.classes: list[Class] = []
        self.lambdas: list[Lambda] = []
        self.calls: list[tuple[str, Node]] = []
        self.makes: list[tuple[str, Node]] = []
        self.supers: list[tuple[str, Node]] = []
        self.returns_this: list[Node] = []
        self.marks: list[Node] = []
        self.handed: dict[int, str] = {}

    def called(self, text: bytes, node: Node) -> None:
        """Note a call by what stands before its arguments."""
        self.calls.append(("".join(text.decode("utf-8", "replace").split()), node))

    @property
    def arraycopy(self) -> Node | None:
        """Where it calls ``System.arraycopy``."""
        return next((node for name, node in self.calls if name in ARRAYCOPY), None)


class Open(NamedTuple):
    """A lambda whose end is still to come: where its tokens start, and the function that it is handed to."""

    node: Node
    start: int
    within: str


if TYPE_CHECKING:
    Item: TypeAlias = Node | Open | bytes
    """What is still to be read: a node, the end of a lambda, or a token."""


def read_body(unit: Unit, nodes: Iterable[Node], owner: Class) -> Body:
    """Read code.

    Args:
        unit: The file. nodes: The code. owner: The class that it is in.
    """
    if unit.grammar == "java":
        from hapline_plugins.hotpatch.linting.java_bodies import HANDLERS
    else:
        from hapline_plugins.hotpatch.linting.kotlin_bodies import HANDLERS
    body = Body()
    tokens, data = body.tokens, unit.data
    stack: list[Item] = []
    stack += [*nodes][::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, bytes):
            tokens.append(item)
            continue
        if isinstance(item, Open):
            body.lambdas.append(Lambda(item.node, tuple(tokens[item.start :]), item.within))
            continue
        start, end = item.byte_range
        if not item.child_count:
            if not item.is_extra:
                _add(tokens, data[start:end])
        elif (handler := HANDLERS.get(item.type)) is not None:
            entered = handler(unit, item, body, owner)
            if entered is not None:
                stack += _entered(item, entered, len(tokens))
        elif end - start <= _SHORT and _PLAIN.fullmatch(data, start, end) and data.find(b"return", start, end) < 0:
            tokens += _TOKEN.findall(data, start, end)
        else:
            stack += item.children[::-1]
    return body


class Entered(NamedTuple):
    """What is read of a node: its children, or fewer; and whether it is a lambda, and what that is handed to."""

    rest: Sequence[Item]
    lambda_in: str | None = None


Handler = Callable[["Unit", "Node", Body, "Class"], Entered | None]
"""Says what is read of a node of one kind; None for nothing of it."""


def _entered(node: Node, entered: Entered, start: int) -> Iterator[Item]:
    """What is read next, the last first; behind a lambda its end."""
    if entered.lambda_in is not None:
        yield Open(node, start, entered.lambda_in)
    yield from reversed(entered.rest)


def _add(tokens: list[bytes], token: bytes) -> None:
    if token.isalnum():
        tokens.append(token)
    elif token in _CLOSING:
        if tokens and tokens[-1] == b",":
            tokens.pop()
        tokens.append(token)
    elif token != b";" or (tokens and tokens[-1] != END):
        tokens += _TOKEN.findall(token)


_SHORT = 80
_PLAIN = re.compile(rb"(?:[\w \t.,=+\-*%<>&|!~^?\[\]]|:(?!:))*")
"""Code in which nothing is but names, numbers and signs: no call, no reference, no text, no comment, no way out."""
_TOKEN = re.compile(rb"\w+|\+\+|--|[^\w\s]")
"""What code is cut into: signs one by one but for those that would mean something else then."""
_CLOSING = frozenset({b")", b"]", b"}", b">"})

__all__ = ["END", "MODIFY_CALLS", "Body", "Entered", "Lambda", "read_body"]
