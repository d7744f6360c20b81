"""Reads code: its tokens without comments, spaces and annotations, and what a patch has to know of it.

The tokens are compared: code with the same ones is the same code. Classes inside are read by themselves, and stand as
one token in the code around them. Annotations, and the call that only marks a method for the patch, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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
        returns_this: Where it returns ``this``. marks: Where it calls ``InstantRunModify.modify()``.
        handed: The functions that lambdas, by the ids of their nodes, are handed to.
    """

    __slots__ = ("classes", "handed", "lambdas", "marks", "returns_this", "tokens")

    def __init__(self) -> None:
        """Start with nothing read."""
        self.tokens: list[bytes] = []
        self.classes: list[Class] = []
        self.lambdas: list[Lambda] = []
        self.returns_this: list[Node] = []
        self.marks: list[Node] = []
        self.handed: dict[int, str] = {}


class LambdaEnd(NamedTuple):
    """Stands behind what is read of a lambda: where its tokens start, and the function that it is handed to."""

    node: Node
    start: int
    within: str


if TYPE_CHECKING:
    Item: TypeAlias = Node | LambdaEnd | bytes
    """What is still to be read: a node, the end of a lambda, or a token."""


def read_body(unit: Unit, nodes: Iterable[Node], owner: Class) -> Body:
    """Read code.

    Args:
        unit: The file. nodes: The code. owner: The class that it is in.
    """
    if unit.grammar == "java":
        from hapline_plugins.hotpatch.linting.java_bodies import READING
    else:
        from hapline_plugins.hotpatch.linting.kotlin_bodies import READING
    is_plain = READING.plain.fullmatch
    body = Body()
    tokens, data = body.tokens, unit.data
    for root in nodes:
        stack: list[Item] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, bytes):
                tokens.append(item)
            elif isinstance(item, LambdaEnd):
                body.lambdas.append(Lambda(item.node, tuple(tokens[item.start :]), item.within))
            elif not item.child_count:
                if not item.is_extra:
                    _add(tokens, unit.of(item))
            else:
                start, end = item.byte_range
                if item is not root and end - start <= _LONGEST and is_plain(data, start, end) and not item.has_error:
                    tokens += _TOKEN.findall(data, start, end)
                elif (handler := READING.handlers.get(item.type)) is not None:
                    stack += handler(unit, item, body, owner)[::-1]
                else:
                    stack += item.children[::-1]
    return body


Handler = Callable[["Unit", "Node", Body, "Class"], "Sequence[Item]"]
"""Says what is read of a node of one type, and notes what is to be known of it."""


class Reading(NamedTuple):
    """How the code of a language is read.

    Attributes:
        handlers: What is read of nodes by their types; of all others the children are.
        plain: Code in which there is nothing to note: it is cut into tokens without looking at its tree, and they are
            those that the tree has.
    """

    handlers: Mapping[str, Handler]
    plain: re.Pattern[bytes]


def is_same_code(one: list[bytes], other: list[bytes]) -> bool:
    """Whether code is the same by its tokens; how a constant text is cut into pieces does not count."""
    # Names of local variables and parameters count, though they are mostly in the debug information alone: Kotlin
    # compiles names of parameters into checks for null, and lets callers write them; and a name that is merely another
    # one is told from a field that is read instead only by who knows all scopes, inherited fields included. A method
    # that is marked for nothing does no harm; one that changed and is not marked is missing from the patch.
    return one == other or _joined(one) == _joined(other)


def _joined(tokens: Sequence[bytes]) -> list[bytes]:
    """Tokens in which texts that are added to one another are one text, as compilers make it of them."""
    found: list[bytes] = []
    for number, token in enumerate(tokens):
        is_added = found[-1:] == [b"+"] and _TEXT.fullmatch(token) and _TEXT.fullmatch(found[-2] if found[1:] else b"")
        if is_added and tokens[number + 1 : number + 2] not in _OF_TEXT:
            found.pop()
            found[-1] = found[-1][:-1] + token[1:]
        else:
            found.append(token)
    return found


_TEXT = re.compile(rb'"(?!"")(?:[^"\\]|\\[^0-7])*"')
"""A text on one line; a number in it that an escape begins could go on in the next one."""
_OF_TEXT = ([b"."], [b"["], [b"?"], [b"!"])
"""What behind a text is about that one alone."""


def _add(tokens: list[bytes], token: bytes) -> None:
    if token.isalnum():
        tokens.append(token)
    elif token in _CLOSING:
        if tokens and tokens[-1] == b",":
            tokens.pop()
        tokens.append(token)
    elif token != b";" or (tokens and tokens[-1] != END):
        tokens += _TOKEN.findall(token)


_LONGEST = 1000
"""Bytes of code that is looked at whether it is plain: what is longer is looked at part by part."""
_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|\w+|\+\+|--|[^\w\s]')
"""What code is cut into: signs one by one but for those that would mean something else then."""
_CLOSING = frozenset({b")", b"]", b"}", b">"})

__all__ = ["END", "Body", "Handler", "Lambda", "LambdaEnd", "Reading", "read_body"]
