"""What statements of Gradle scripts begin with: the name, what is given to it, and whether something is assigned."""

from __future__ import annotations

from typing import Literal

from hapline.documents.gradle_chains import read_links, type_arguments
from hapline.documents.gradle_expressions import LITERALS, LONE, Reader
from hapline.documents.gradle_source import Source, is_mark, is_word
from hapline.documents.gradle_tokens import CLOSE, MARK, NAME, NEWLINE, NUMBER, OPEN, STRING
from hapline.documents.gradle_values import Argument, Kind, Link, Value, dotted

StatementKind = Literal["call", "assignment", "if", "when", "loop", "try", "definition", "other"]
"""What a statement is. ``if``, ``when`` (also ``switch``), ``loop`` and ``try`` hold branches; ``definition`` is a
method or class; ``other`` an import, a return, or what is not understood."""
DECLARING = frozenset(("def", "val", "var", "final"))
_MODIFIERS = DECLARING | {
    "private",
    "public",
    "protected",
    "internal",
    "static",
    "const",
    "lateinit",
    "override",
    "inline",
}
_MODIFIED = frozenset((NAME, OPEN, NEWLINE))
_DEFINING = frozenset(("class", "interface", "enum", "fun", "trait"))
_OTHER = frozenset(("import", "package", "return", "throw", "assert", "break", "continue"))
_ASSIGNING = frozenset(("=", "+=", "-=", "*=", "%=", "<<"))
_WITH_VALUE, _WITH_EQUALS, _WITH_NAME = 2, 3, 4  # tokens; four are in parentheses, too
_LITERAL: Kind = "literal"
SPECIAL_WORDS = _MODIFIERS | _DEFINING | _OTHER | {"task"}
"""Words that may begin a statement that is more than a call or an assignment."""


class Head:
    """The beginning of a statement.

    Attributes:
        kind: What the statement is. name: Its dotted name. links: Its steps. declared: Whether it declares something.
        operator: How it assigns. value: The first token of what is assigned.
    """

    __slots__ = ("declared", "kind", "links", "name", "operator", "value")

    def __init__(self, source: Source, first: int, last: int) -> None:
        """Read the beginning of a range of tokens."""
        self.kind: StatementKind = "other"
        self.links: tuple[Link, ...] = ()
        self.operator = ""
        self.declared = False
        self.value = first
        self.name = ""
        at = self._modifiers(source, first, last)
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

    @classmethod
    def nothing(cls) -> Head:
        """The beginning of a statement that holds branches."""
        return cls(Source("", kotlin=False), 0, 0)

    def _modifiers(self, source: Source, at: int, last: int) -> int:
        tokens = source.tokens
        while at < last:
            kind, start, end = tokens[at]
            word = source.text[start:end]
            if kind == NAME and word in _MODIFIERS and at + 1 < last and tokens[at + 1][0] in _MODIFIED:
                self.declared = self.declared or word in DECLARING
                at += 1
            elif kind == MARK and word == "@":
                at += 2
                at = source.after.get(at, at) if is_mark(source, at, last, "(") else at
            elif kind == NEWLINE:
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
        if len(links) == 0 or any(link.called for link in links):
            return at
        name = at
        if is_mark(source, at, last, "<"):
            name = type_arguments(source, at, last)
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
        given: list[Argument] = []
        while True:
            given.append(reader.argument())
            if reader.done() or not reader.mark(","):
                break
            reader.at += 1
            if reader.done():
                break
        at = max(reader.at, first + 1)
        links[-1].give(first, at, None if source.kotlin else tuple(given))
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


def lone_argument(source: Source, first: int, last: int) -> Argument | None:
    """What is given in a statement that is no more than ``name 'x'``, ``name('x')``, ``name = 'x'``, ``name a: 'x'``.

    That is a string, a number, ``true``, ``false`` or ``null``; None for all others. Most statements are like this,
    and need no more reading.
    """
    tokens, text = source.tokens, source.text
    count = last - first
    given = last - 1
    name_start = name_end = tokens[given][1]
    if count == _WITH_NAME:
        _, start, end = tokens[first + 1]
        mark = text[start:end]
        kind, colon, _ = tokens[first + 2]
        if kind == MARK and text[colon] == ":" and tokens[first + 1][0] == NAME and not source.kotlin:
            name_start, name_end = start, end
        elif mark == "(" and tokens[given][0] == CLOSE:
            given -= 1
            name_start = name_end = tokens[given][1]
        else:
            return None
    elif count == _WITH_EQUALS:
        if source.word(first + 1) != "=":
            return None
    elif count != _WITH_VALUE:
        return None
    kind, start, end = tokens[given]
    found = LONE.get(kind) or (_LITERAL if kind == NAME and text[start:end] in LITERALS else None)
    if found is None:
        return None
    return Argument(text[name_start:name_end], name_start, name_end, Value(source, found, start, end))
