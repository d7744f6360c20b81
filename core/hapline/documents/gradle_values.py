"""Values of Gradle scripts with their places: strings, names, lists, maps, calls; what is computed stays as it is.

A value is parsed when it is asked for. Nothing fails: what is not understood has the kind ``other``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from hapline.documents.gradle_blocks import Block
    from hapline.documents.gradle_source import Source
    from hapline.documents.gradle_strings import StringPart

Kind = Literal["string", "number", "literal", "name", "call", "list", "map", "closure", "choice", "operation", "other"]
"""What a value is. ``literal`` is true, false or null; ``name`` a dotted reference; ``choice`` is ``a ? b : c`` or
Kotlin's ``if (a) b else c``; ``operation`` has operators between its items."""


class Argument(NamedTuple):
    """An argument of a call, or an entry of a map.

    Attributes:
        name: What it is called; empty for one that goes by its place, or whose key is computed.
        name_start: Where the name starts. name_end: Where it ends. value: The value.
    """

    name: str
    name_start: int
    name_end: int
    value: Value


class Link:
    """One step of a chain such as ``project(':a').projectDir``: a name, and what is given to it.

    Attributes:
        name: The name; ``[]`` for an index. start: Where it starts. end: Where the name ends.
    """

    def __init__(self, source: Source, name: str, start: int, end: int) -> None:
        """Begin with a name that is given nothing."""
        self.source = source
        self.name = name
        self.start = start
        self.end = end
        self._given: tuple[int, int] | None = None
        self._args: tuple[Argument, ...] | None = ()
        self._braces: int | None = None

    def give(self, first: int, last: int, args: tuple[Argument, ...] | None = None) -> None:
        """Add arguments, as a range of tokens; and as they are read, where they have been."""
        self._given = (first, last)
        self._args = args

    def give_block(self, index: int) -> None:
        """Add a closure, by its opening brace."""
        self._braces = index

    @property
    def called(self) -> bool:
        """Whether it is given arguments (perhaps none, in parentheses) or a closure."""
        return self._given is not None or self._braces is not None

    @property
    def range(self) -> tuple[int, int] | None:
        """The tokens of its arguments."""
        return self._given

    @property
    def args(self) -> tuple[Argument, ...]:
        """The arguments in parentheses or behind the name, without a closure that follows them."""
        if self._args is None:
            from hapline.documents.gradle_expressions import arguments

            self._args = arguments(self.source, *self._given) if self._given else ()
        return self._args

    @cached_property
    def block(self) -> Block | None:
        """The closure that follows."""
        from hapline.documents.gradle_blocks import Block

        return None if self._braces is None else Block(self.source, self._braces, None)

    def arg(self, name: str) -> Value | None:
        """The argument of a name."""
        return next((one.value for one in self.args if one.name == name), None)


class Value:
    """A value and its place.

    Attributes:
        source: What it is read from. kind: What it is. start: Its first character. end: The one after its last.
        items: The items of a list, the operands of an operation, the condition and both values of a choice.
        entries: The entries of a map, in order.
        operators: The operators of an operation, one less than its items.
        links: The steps of a name or call. base: What the first step is taken on, where that is no name.
        open: The token of the opening brace of a closure.
    """

    items: tuple[Value, ...] = ()
    entries: tuple[Argument, ...] = ()
    operators: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    base: Value | None = None
    open = -1

    def __init__(self, source: Source, kind: Kind, start: int, end: int, **parts: object) -> None:
        """Make a value of its parts."""
        self.source = source
        self.kind: Kind = kind
        self.start = start
        self.end = end
        if parts:
            self.__dict__.update(parts)

    @property
    def text(self) -> str:
        """How it is written."""
        return self.source.text[self.start : self.end]

    @property
    def name(self) -> str:
        """The dotted name of a reference, or of a call up to its first arguments: ``libs.foo``, ``project``."""
        return dotted(self.links) if self.base is None else ""

    @cached_property
    def parts(self) -> tuple[StringPart, ...]:
        """What a string consists of; nothing for other values."""
        from hapline.documents.gradle_strings import string_parts

        return string_parts(self.source, self.start, self.end) if self.kind == "string" else ()

    @property
    def verbatim(self) -> str | None:
        """What stands between the quotes of a string that says just that, as most do; None for all others."""
        if self.kind != "string":
            return None
        text = self.source.text[self.start : self.end]
        if "$" in text or "\\" in text or text[0] not in "'\"" or text.startswith(("'''", '"""')):
            return None
        return text[1:-1]

    @property
    def string(self) -> str | None:
        """What a string says; None where it refers to something, and for other values."""
        said = self.verbatim
        if said is not None:
            return said
        if self.kind != "string" or any(part.is_reference for part in self.parts):
            return None
        return "".join(part.text for part in self.parts)

    @property
    def fixed(self) -> str | None:
        """What it says wherever it stands: a string without references, a number or literal as it is written."""
        return self.text if self.kind in {"number", "literal"} else self.string

    @property
    def plain(self) -> str | int | float | bool | None:
        """The value of a string without references, a number, or a literal; None for null and for all others."""
        if self.kind == "string":
            return self.string
        if self.kind == "number":
            return _number(self.text)
        return {"true": True, "false": False}.get(self.text) if self.kind == "literal" else None

    @cached_property
    def block(self) -> Block | None:
        """The statements of a closure, or of the closure that ends a call."""
        from hapline.documents.gradle_blocks import Block

        if self.kind == "closure":
            return Block(self.source, self.open, None)
        return self.links[-1].block if self.links else None

    def __repr__(self) -> str:
        """The kind and the text."""
        return f"Value({self.kind}, {self.text!r})"


def dotted(links: tuple[Link, ...]) -> str:
    """The names of a chain up to the first that is given something."""
    names = []
    for link in links:
        if link.name == "[]":
            break
        names.append(link.name)
        if link.called:
            break
    return ".".join(names)


def _number(text: str) -> int | float | None:
    digits = text.replace("_", "")
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-").lower()
    try:
        if digits.startswith(("0x", "0b")):
            return sign * int(digits.rstrip("l") if digits[1] == "x" else digits.rstrip("lgi"), 0)
        digits = digits.rstrip("lgifdu")
        return sign * (int(digits) if digits.isdecimal() else float(digits))
    except ValueError:
        return None
