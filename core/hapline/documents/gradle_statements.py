"""Statements of Gradle scripts: calls, blocks, assignments, and the conditions under which each of them stands."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.documents.gradle_blocks import Block
from hapline.documents.gradle_conditions import Branch, Condition
from hapline.documents.gradle_expressions import value as read_value
from hapline.documents.gradle_heads import SPECIAL_WORDS as _SPECIAL_WORDS
from hapline.documents.gradle_heads import Head, StatementKind, lone_argument
from hapline.documents.gradle_source import Source
from hapline.documents.gradle_tokens import MARK, NAME, NUMBER, OPEN, STRING
from hapline.documents.gradle_values import Argument, Link, Value


class Statement:
    """A statement and its place.

    Attributes:
        source: The script. tokens: The first of its tokens, and the one after its last.
        branches: Those of an ``if``, ``when``, loop or ``try``.
        parent: The statement in whose block or branch it stands. within: The names of the blocks around it.
        nesting: How many conditions, one inside the other, it is in.
        own_conditions: The conditions of the branch that it stands in directly.
    """

    __slots__ = (
        "_args",
        "_blocks",
        "_braces",
        "_has_value",
        "_head",
        "_kind",
        "_name",
        "_value",
        "branches",
        "nesting",
        "own_conditions",
        "parent",
        "source",
        "tokens",
        "within",
    )

    def __init__(
        self,
        source: Source,
        tokens: tuple[int, int],
        braces: tuple[int, ...],
        parent: Statement | None,
        within: tuple[str, ...],
        own_conditions: tuple[Condition, ...] = (),
    ) -> None:
        """Take a range of tokens for a statement."""
        self.source = source
        self.tokens = tokens
        self.parent = parent
        self.nesting: int = 0 if parent is None else parent.nesting
        self.within = within
        self.own_conditions = own_conditions
        self.branches = _NO_BRANCHES
        self._braces = braces
        self._args: tuple[Argument, ...] | None = None
        self._blocks: tuple[Block, ...] | None = None
        self._head: Head | None = None
        self._kind: StatementKind | None = None
        self._name: str | None = None
        self._has_value = False
        self._value: Value | None = None

    @property
    def start(self) -> int:
        """Its first character."""
        return self.source.tokens[self.tokens[0]][1]

    @property
    def end(self) -> int:
        """The offset behind its last character, without comments that follow."""
        return self.source.tokens[self.tokens[1] - 1][2]

    @property
    def text(self) -> str:
        """How it is written."""
        return self.source.text[self.start : self.end]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions under which it stands, outermost first."""
        found: list[Condition] = []
        one: Statement | None = self
        while one is not None:
            found[:0] = one.own_conditions
            one = one.parent
        return tuple(found)

    @property
    def kind(self) -> StatementKind:
        """What it is."""
        if self._kind is None:
            self._look()
        return self._kind or "other"

    @property
    def name(self) -> str:
        """The dotted name that it begins with, up to its first arguments; of an assignment the name of what is set."""
        if self._name is None:
            self._look()
        return self._name or ""

    def _look(self) -> None:
        """Find the kind and the name; of the many statements that are written simply without reading the rest."""
        source = self.source
        first, last = self.tokens
        kind, start, end = source.tokens[first]
        word = source.text[start:end]
        if kind == NAME and last > first + 1 and word not in _SPECIAL_WORDS:
            kind, start, end = source.tokens[first + 1]
            if (
                kind in _GIVEN
                or (kind == NAME and self._is_simple_argument(first + 2))
                or (kind == OPEN and self._is_simple_call(first + 1, source.text[start]))
            ):
                self._kind, self._name = "call", word.strip("`")
                return
            if kind == MARK and source.text[start:end] == "=":
                self._kind, self._name = "assignment", word.strip("`")
                return
        head = self.head
        self._kind, self._name = head.kind, head.name

    def _is_simple_call(self, index: int, mark: str) -> bool:
        """Whether what a bracket opens ends the statement, but for a block behind parentheses."""
        if mark == "{":
            return True
        after = self.source.after[index]
        return mark == "(" and (after >= self.tokens[1] or (after in self._braces and self._braces[-1] == after))

    def _is_simple_argument(self, index: int) -> bool:
        """Whether the name is not a type in front of what is declared: ``String x = 1``, ``String x() {}``."""
        if index >= self.tokens[1]:
            return True
        kind, start, _ = self.source.tokens[index]
        return kind in _GIVEN or (kind == MARK and self.source.text[start] in ":,.")

    @property
    def head(self) -> Head:
        """What it begins with."""
        if self._head is None:
            self._head = Head(self.source, *self.tokens) if not self.branches else NOTHING
        return self._head

    @property
    def links(self) -> tuple[Link, ...]:
        """The steps of a call, or of what is assigned to: ``id 'x' version 'y'`` has ``id`` and ``version``."""
        return self.head.links

    @property
    def declared(self) -> bool:
        """Whether it declares what it assigns: ``def``, ``val``, ``var``, ``final`` or a type."""
        return self.head.declared

    @property
    def operator(self) -> str:
        """How it assigns: ``=``, ``+=`` and others, ``by`` for a delegate; empty where it does not."""
        return self.head.operator

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the blocks around it and its own, dots taken apart."""
        return (*self.within, *self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of its name; none where it has no name."""
        name = self.name
        return tuple(name.split(".")) if "." in name else (name,) if name else ()

    @property
    def name_span(self) -> tuple[int, int]:
        """Where the name stands."""
        links = self.links
        if not links:
            return self.start, self.start
        count = max(len(self.names), 1)
        return links[0].start, links[min(count, len(links)) - 1].end

    @property
    def args(self) -> tuple[Argument, ...]:
        """The arguments of the first step that has any; nothing for an assignment."""
        if self._args is None:
            self._args = self._read_args() if self.kind == "call" else ()
        return self._args

    def _read_args(self) -> tuple[Argument, ...]:
        lone = None if self._head else lone_argument(self.source, *self.tokens)
        if lone is not None:
            return (lone,)
        return next((link.args for link in self.links if link.range is not None), ())

    @property
    def value(self) -> Value | None:
        """What is assigned; of a call its first argument without a name, of ``name(a: b)`` nothing."""
        if not self._has_value:
            self._value = self._read_value()
            self._has_value = True
        return self._value

    def _read_value(self) -> Value | None:
        if self.kind == "assignment":
            lone = None if self._head else lone_argument(self.source, *self.tokens)
            return lone.value if lone is not None else read_value(self.source, self.head.value, self.tokens[1])
        return next((one.value for one in self.args if not one.name), None)

    def arg(self, name: str) -> Value | None:
        """The argument of a name."""
        return next((one.value for one in self.args if one.name == name), None)

    def link(self, name: str) -> Link | None:
        """The step of a name, such as ``version`` behind ``id 'x'``."""
        return next((one for one in self.links if one.name == name), None)

    @property
    def block(self) -> Block | None:
        """The block that ends it."""
        if self._braces and self.blocks:
            index = self._braces[-1]
            if self.source.after[index] == self.tokens[1] and index not in self.source.deep:
                return self.blocks[-1]
        return None

    @property
    def has_blocks(self) -> bool:
        """Whether there are blocks in it, those of its branches left out."""
        return bool(self._braces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in it, those of its branches left out."""
        if self._blocks is None:
            deep = self.source.deep
            self._blocks = tuple(Block(self.source, index, self) for index in self._braces if index not in deep)
        return self._blocks

    def branch(self, kind: StatementKind, branches: tuple[Branch, ...]) -> None:
        """Make it one that holds branches."""
        self._kind = kind
        self._name = ""
        self.branches = branches

    def __repr__(self) -> str:
        """The kind and the first line."""
        return f"Statement({self.kind}, {self.text.splitlines()[0]!r})"


def walk(statements: tuple[Statement, ...]) -> Iterator[Statement]:
    """Statements with all that is in their blocks and branches, in the order of the text."""
    rest = [iter(statements)]
    while rest:
        for one in rest[-1]:
            yield one
            rest += [iter(branch.statements) for branch in reversed(one.branches)]
            if one.has_blocks:
                rest += [iter(block.statements) for block in reversed(one.blocks)]
            if one.branches or one.has_blocks:
                break
        else:
            rest.pop()


NOTHING = Head.nothing()
_GIVEN = frozenset((STRING, NUMBER))
_NO_BRANCHES: tuple[Branch, ...] = ()
