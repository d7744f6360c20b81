"""Statements of Gradle scripts: calls, blocks, assignments, and the conditions under which each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from hapline.documents.gradle_expressions import Reader, read_links
from hapline.documents.gradle_expressions import value as read_value
from hapline.documents.gradle_source import Source, is_mark, is_word
from hapline.documents.gradle_tokens import CLOSE, MARK, NAME, NEWLINE, NUMBER, OPEN, STRING
from hapline.documents.gradle_values import Argument, Link, Value, dotted

StatementKind = Literal["call", "assignment", "if", "when", "loop", "try", "definition", "other"]
"""What a statement is. ``if``, ``when`` (also ``switch``), ``loop`` and ``try`` hold branches; ``definition`` is a method
or class; ``other`` an import, a return, or what is not understood."""
DECLARING = frozenset(("def", "val", "var", "final"))
_MODIFIERS = DECLARING | {"private", "public", "protected", "internal", "static", "const", "lateinit", "override", "inline"}
_DEFINING = frozenset(("class", "interface", "enum", "fun", "trait"))
_OTHER = frozenset(("import", "package", "return", "throw", "assert", "break", "continue"))
_ASSIGNING = frozenset(("=", "+=", "-=", "*=", "%=", "<<"))
_TYPED = 2  # names in a row: a type and what it declares


class Condition(NamedTuple):
    """A condition under which a statement stands.

    Attributes:
        text: The condition as it is written, without its parentheses; for a branch of ``when`` and ``switch`` its label.
        start: Where it starts. end: Where it ends. negated: Whether the statement stands where it is false.
        subject: What the label of a ``when`` or ``switch`` is compared with; empty for others.
    """

    text: str
    start: int
    end: int
    negated: bool = False
    subject: str = ""

    def __str__(self) -> str:
        """The condition as a reader would say it."""
        told = self.text.startswith(("is ", "in ", "!is ", "!in "))
        text = f"{self.subject} {'' if told else 'is '}{self.text}" if self.subject else self.text
        return f"not ({text})" if self.negated else text


class Branch(NamedTuple):
    """A part of an ``if``, ``when``, loop or ``try``.

    Attributes:
        conditions: When it runs. statements: What it does.
    """

    conditions: tuple[Condition, ...]
    statements: tuple[Statement, ...]


class Block:
    """The statements between braces.

    Attributes:
        start: The offset of the opening brace. end: The one behind the closing brace.
        inside: The offset behind the opening brace. inside_end: That of the closing brace.
    """

    def __init__(self, source: Source, index: int, owner: Statement | None) -> None:
        """Take the block of an opening brace."""
        self.source = source
        self.owner = owner
        self._index = index
        first, last = source.inside(index)
        self.start = source.tokens[index][1]
        self.inside = source.tokens[index][2]
        closed = index not in source.unclosed
        self.inside_end = source.tokens[last][1] if closed else max(source.end(last), self.inside)
        self.end = self.inside_end + 1 if closed else self.inside_end

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, parameters of the closure left out."""
        from hapline.documents.gradle_splitting import body

        owner = self.owner
        within = owner.path if owner is not None else ()
        return tuple(body(self.source, self._index, owner, within))

    def walk(self) -> Iterator[Statement]:
        """All statements in it and in their blocks, in the order of the text."""
        return walk(self.statements)


class Statement:
    """A statement and its place.

    Attributes:
        kind: What it is. start: Its first character. end: The one after its last, without comments that follow.
        parent: The statement in whose block or branch it stands. within: The names of the blocks around it.
        own_conditions: The conditions of the branch that it stands in directly.
    """

    def __init__(  # noqa: PLR0917 made in one place
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
        self.within = within
        self.own_conditions = own_conditions
        self.branches: tuple[Branch, ...] = ()
        first, last = tokens
        self.start = source.tokens[first][1]
        self.end = source.tokens[last - 1][2]
        self._braces = braces
        self._kind: StatementKind | None = None

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
        return self._kind or self._head.kind

    @property
    def name(self) -> str:
        """The dotted name that it begins with, up to its first arguments; of an assignment the name of what is set."""
        return "" if self._kind else self._head.name

    @property
    def links(self) -> tuple[Link, ...]:
        """The steps of a call, or of what is assigned to: ``id 'x' version 'y'`` has ``id`` and ``version``."""
        return () if self._kind else self._head.links

    @property
    def declared(self) -> bool:
        """Whether it declares what it assigns: ``def``, ``val``, ``var``, ``final`` or a type."""
        return not self._kind and self._head.declared

    @property
    def operator(self) -> str:
        """How it assigns: ``=``, ``+=`` and others, ``by`` for a delegate; empty where it does not."""
        return "" if self._kind else self._head.operator

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the blocks around it and its own, dots taken apart."""
        name = self.name
        return (*self.within, *name.split(".")) if name else self.within

    @property
    def name_span(self) -> tuple[int, int]:
        """Where the name stands."""
        links = self.links
        if not links:
            return self.start, self.start
        count = max(len(self.name.split(".")), 1)
        return links[0].start, links[min(count, len(links)) - 1].end

    @property
    def args(self) -> tuple[Argument, ...]:
        """The arguments of the first step that has any; nothing for an assignment."""
        if self.kind != "call":
            return ()
        return next((link.args for link in self.links if link.range is not None), ())

    @cached_property
    def value(self) -> Value | None:
        """What is assigned; of a call its first argument without a name, of ``name(a: b)`` nothing."""
        if self.operator:
            return read_value(self.source, self._head.value, self.tokens[1])
        return next((one.value for one in self.args if not one.name), None)

    def arg(self, name: str) -> Value | None:
        """The argument of a name."""
        return next((one.value for one in self.args if one.name == name), None)

    def link(self, name: str) -> Link | None:
        """The step of a name, such as ``version`` behind ``id 'x'``."""
        return next((one for one in self.links if one.name == name), None)

    @cached_property
    def block(self) -> Block | None:
        """The block that ends it."""
        last = self.tokens[1] - 1
        index = self._braces[-1] if self._braces else -1
        if index < 0 or self.source.after[index] <= last:
            return None
        return self.blocks[-1]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in it, those of its branches left out."""
        return tuple(Block(self.source, index, self) for index in self._braces if index not in self.source.deep)

    @cached_property
    def _head(self) -> _Head:
        return _Head(self.source, *self.tokens)

    def branch(self, kind: StatementKind, branches: tuple[Branch, ...]) -> None:
        """Make it one that holds branches."""
        self._kind = kind
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
            if one._braces:  # noqa: SLF001 spares a list for the many that have none
                rest += [iter(block.statements) for block in reversed(one.blocks)]
            if one.branches or one._braces:  # noqa: SLF001 see above
                break
        else:
            rest.pop()


class _Head:
    """What a statement begins with, read once."""

    __slots__ = ("declared", "kind", "links", "name", "operator", "value")

    def __init__(self, source: Source, first: int, last: int) -> None:
        self.kind: StatementKind = "other"
        self.links: tuple[Link, ...] = ()
        self.operator = ""
        self.declared = False
        self.value = first
        self.name = ""
        at, last = self._modifiers(source, first, last), last
        kind = source.tokens[at][0] if at < last else MARK
        if kind == STRING and is_mark(source, at + 1, last, "("):
            kind = NAME  # Kotlin calls configurations by their name in quotes
        if kind != NAME or (source.word(at) in _OTHER and not self.declared):
            return
        if source.word(at) in _DEFINING:
            self.kind = "definition"
            self.name = source.word(at + 1) if at + 1 < last else ""
            return
        self._read(source, at, last)

    def _modifiers(self, source: Source, at: int, last: int) -> int:
        tokens = source.tokens
        while at < last:
            if is_mark(source, at, last, "@"):
                at += 2
                at = source.after.get(at, at) if is_mark(source, at, last, "(") else at
            elif tokens[at][0] == NEWLINE:
                at += 1
            elif is_word(source, at, last, *_MODIFIERS) and at + 1 < last and tokens[at + 1][0] in {NAME, OPEN, NEWLINE}:
                self.declared = self.declared or source.word(at) in DECLARING
                at += 1
            else:
                break
        return at

    def _read(self, source: Source, at: int, last: int) -> None:
        if is_word(source, at, last, "task") and at + 1 < last and source.tokens[at + 1][0] == NAME:
            at += 1
        links: list[Link] = []
        start = at
        at = read_links(source, at, last, links, first=True)
        if not source.kotlin:
            at = self._groovy_type(source, start, at, last, links)
        while at < last and self.declared and source.kotlin and is_mark(source, at, last, ":"):
            while at < last and not is_mark(source, at, last, "=") and not is_word(source, at, last, "by"):
                at += 1  # the type of a Kotlin declaration
        if at < last and source.tokens[at][0] == MARK and source.word(at) in _ASSIGNING:
            self.operator, self.value = source.word(at), at + 1
        elif self.declared and is_word(source, at, last, "by"):
            self.operator, self.value = "by", at + 1
        else:
            at = _words(source, at, last, links)
        self.links = tuple(links)
        if self.operator:
            self.kind = "assignment"
            self.name = _target(self.links)
            return
        self.name = dotted(self.links)
        if self.declared and self.links[-1].called:
            self.kind = "definition"
        elif any(link.called for link in self.links):
            self.kind = "call"

    def _groovy_type(self, source: Source, start: int, at: int, last: int, links: list[Link]) -> int:
        """Pass over the type of a declaration: ``String x = ..``, ``Map<String, String> x = ..``, ``void f() {..}``."""
        from hapline.documents.gradle_expressions import _types  # noqa: PLC2701 one reader in two modules

        if len(links) == 0 or any(link.called for link in links):
            return at
        name = at
        if is_mark(source, at, last, "<"):
            name = _types(source, at, last)
        if not (name and name < last and source.tokens[name][0] == NAME) or source.tokens[start][0] != NAME:
            return at
        follows = is_mark(source, name + 1, last, "=")
        method = (
            is_mark(source, name + 1, last, "(")
            and source.tokens[name][2] == source.tokens[name + 1][1]
            and is_mark(source, source.after[name + 1], last, "{")
            and (source.word(start)[:1].isupper() or source.word(start) in {"void", "int", "boolean", "long"})
        )
        if not follows and not method:
            return at
        self.declared = True
        links.clear()
        return read_links(source, name, last, links, first=True)


def _words(source: Source, at: int, last: int, links: list[Link]) -> int:
    """Arguments without parentheses, and further words with theirs: ``id 'x' version 'y' apply false``."""
    while at < last:
        kind, start, _ = source.tokens[at]
        mark = source.text[start]
        if kind == NAME and links[-1].called and not is_word(source, at, last, "in", "as", "instanceof", "is"):
            at = read_links(source, at, last, links, first=True)
            continue
        if links[-1].called or not (kind in {NAME, STRING, NUMBER} or (kind == OPEN and mark in "[(") or mark in "-!"):
            break
        first = at
        reader = Reader(source, at, last)
        reader.infix = False
        while True:
            reader.argument()
            if reader.done() or not reader.mark(","):
                break
            reader.at += 1
            if reader.done():
                break
        at = max(reader.at, first + 1)
        links[-1].give(first, at)
    return at


def _target(links: tuple[Link, ...]) -> str:
    """The dotted name of what is assigned to; an index by a string counts as a name."""
    names = []
    for link in links:
        if link.name == "[]":
            key = link.args[0].value.string if link.args else None
            names.append(key if key is not None else "[]")
        else:
            names.append(link.name)
    return ".".join(names)
