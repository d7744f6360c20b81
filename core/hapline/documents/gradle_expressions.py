"""Parses the values of Gradle scripts out of ranges of tokens; depth and time are bounded, and nothing fails."""

from __future__ import annotations

from hapline.documents.gradle_chains import BINARY, DOTS, read_links
from hapline.documents.gradle_source import MAX_DEPTH, Source, is_mark, skip_newlines
from hapline.documents.gradle_tokens import CLOSE, MARK, NAME, NEWLINE, NUMBER, OPEN, STRING
from hapline.documents.gradle_values import Argument, Kind, Link, Value

_PREFIXES = frozenset(("!", "-", "+", "++", "--", "*", "~"))
_OPERATORS = BINARY | {"..", "..<", "&", "|", "^", "**"}
LITERALS = frozenset(("true", "false", "null"))
"""Names that are values."""
LONE: dict[int, Kind] = {STRING: "string", NUMBER: "number"}
"""Tokens that are values."""
_OPAQUE = frozenset(("when", "switch", "try", "object", "fun", "throw"))
_KOTLIN_SEPARATORS = ("=",)
_GROOVY_SEPARATORS = (":",)


def arguments(source: Source, first: int, last: int) -> tuple[Argument, ...]:
    """Parse what stands between parentheses, or behind a name: values separated by commas, some with names."""
    return Reader(source, first, last).arguments()


def value(source: Source, first: int, last: int) -> Value | None:
    """Parse one value that takes up a range of tokens; what is left of the range makes it ``other``."""
    reader = Reader(source, first, last)
    if reader.done():
        return None
    start = source.tokens[reader.at][1]
    found = reader.value()
    if reader.done():
        return found
    return Value(source, "other", start, source.end(last))


class Reader:
    """A place among the tokens of a range; newlines are passed over.

    Attributes:
        at: The token that comes next. last: The end of the range.
        infix: Whether a name behind a value is Kotlin's operator of that name, as in ``"a" to "b"``.
    """

    def __init__(self, source: Source, first: int, last: int, depth: int = 0) -> None:
        """Begin at the first token of a range."""
        self.source = source
        self.at = first
        self.last = last
        self.depth = depth
        self.infix = True

    def done(self) -> bool:
        """Whether nothing but newlines is left."""
        self.at = skip_newlines(self.source, self.at, self.last)
        return self.at >= self.last

    def arguments(self) -> tuple[Argument, ...]:
        """All arguments to the end of the range."""
        found: list[Argument] = []
        while not self.done():
            before = self.at
            found.append(self.argument())
            if not self.done() and self.mark(","):
                self.at += 1
            elif self.at == before:
                self.at += 1  # nothing can be made of it
        return tuple(found)

    def argument(self) -> Argument:
        """One argument, with its name where it has one."""
        source = self.source
        kind, start, end = source.tokens[self.at]
        separators = _KOTLIN_SEPARATORS if source.kotlin else _GROOVY_SEPARATORS
        after = self.at + 1
        if kind == OPEN and not source.kotlin and source.text[start] == "(":
            after = source.after[self.at]
        if kind in {NAME, STRING, NUMBER, OPEN} and is_mark(source, after, self.last, *separators):
            name = source.text[start:end]
            if kind == STRING:
                name = Value(source, "string", start, end).string or ""
            elif kind == OPEN:
                name, end = "", source.end(after)
            self.at = after + 1
            return Argument(name, start, end, self.value())
        return Argument("", start, start, self.value())

    def value(self) -> Value:
        """One value with all its operators."""
        lone = self._lone()
        if lone is not None:
            return lone
        if self.done():
            start = self.source.end(self.last)
            return Value(self.source, "other", start, start)
        self.depth += 1
        try:
            return self._rest() if self.depth > MAX_DEPTH else self._operation()
        finally:
            self.depth -= 1

    def _lone(self) -> Value | None:
        """A string or number that a comma or the end follows, as most values are; None for others."""
        at, source = self.at, self.source
        if at >= self.last:
            return None
        kind, start, end = source.tokens[at]
        if kind not in LONE or not (at + 1 == self.last or self.source.is_comma(at + 1)):
            return None
        self.at = at + 1
        return Value(source, LONE[kind], start, end)

    def mark(self, *marks: str) -> bool:
        """Whether the next token is one of some operators."""
        return is_mark(self.source, self.at, self.last, *marks)

    def _rest(self) -> Value:
        start = self.source.tokens[self.at][1]
        self.at = self.last
        return Value(self.source, "other", start, self.source.end(self.last))

    def _operation(self) -> Value:
        first = self._operand()
        items, operators = [first], list[str]()
        while not self.done():
            kind, start, end = self.source.tokens[self.at]
            word = self.source.text[start:end]
            if kind == MARK and word == "?" and not self.source.kotlin:
                return self._choice(_joined(self.source, items, operators))
            if not ((kind == MARK and word in _OPERATORS) or (kind == NAME and self._infix(word))):
                break
            self.at += 1
            if word == "as" and self.mark("?"):
                self.at += 1
            operators.append(word)
            if self.done():
                break
            items.append(self._operand())
        return _joined(self.source, items, operators)

    def _infix(self, word: str) -> bool:
        return word in {"as", "in", "instanceof", "is"} or (
            self.infix and self.source.kotlin and self.source.tokens[self.at - 1][0] != NEWLINE and word != "else"
        )

    def _choice(self, condition: Value) -> Value:
        self.at += 1
        yes = self.value()
        items = [condition, yes]
        if not self.done() and self.mark(":"):
            self.at += 1
            items.append(self.value())
        return Value(self.source, "choice", condition.start, items[-1].end, items=tuple(items))

    def _operand(self) -> Value:
        source = self.source
        kind, start, end = source.tokens[self.at]
        while kind == MARK and source.text[start:end] in _PREFIXES:
            prefix = start
            self.at += 1
            if self.done():
                return Value(source, "other", prefix, source.end(self.last))
            kind, inner, stop = source.tokens[self.at]
            if kind != MARK:
                return self._prefixed(prefix, end, inner, stop)
            start, end = inner, stop
        return self._plain(kind, start, end)

    def _prefixed(self, prefix: int, prefix_end: int, start: int, end: int) -> Value:
        source = self.source
        found = self._plain(source.tokens[self.at][0], start, end)
        if found.kind == "number" and prefix_end == found.start and source.text[prefix] in "+-":
            return Value(source, "number", prefix, found.end)
        operator = source.text[prefix:prefix_end]
        return Value(source, "operation", prefix, found.end, items=(found,), operators=(operator,))

    def _plain(self, kind: int, start: int, end: int) -> Value:
        source = self.source
        word = source.text[start:end]
        if kind == STRING:
            self.at += 1
            return self._chain(Value(source, "string", start, end))
        if kind == NUMBER:
            self.at += 1
            return self._chain(Value(source, "number", start, end))
        if kind == NAME:
            if word in LITERALS:
                self.at += 1
                return Value(source, "literal", start, end)
            if word == "if" and is_mark(source, self.at + 1, self.last, "("):
                return self._if(start)
            if word in _OPAQUE:
                return self._rest()
            if word == "new":
                self.at += 1
                if self.done():
                    return Value(source, "other", start, end)
            return self._chain(None, start)
        if kind == OPEN:
            return self._bracket(word)
        self.at += 1
        return Value(source, "other", start, end)

    def _if(self, start: int) -> Value:
        first, last = self.source.inside(self.at + 1)
        condition = self._inner(first, last)
        self.at = self.source.after[self.at + 1]
        items = [condition, self.value()]
        if not self.done() and self.source.tokens[self.at][0] == NAME and self.source.word(self.at) == "else":
            self.at += 1
            items.append(self.value())
        return Value(self.source, "choice", start, items[-1].end, items=tuple(items))

    def _inner(self, first: int, last: int) -> Value:
        reader = Reader(self.source, first, last, self.depth + 1)
        start = self.source.end(first)
        if reader.done():
            return Value(self.source, "other", start, start)
        start = self.source.tokens[reader.at][1]
        found = reader.value()
        return found if reader.done() else Value(self.source, "other", start, self.source.end(last))

    def _bracket(self, mark: str) -> Value:
        source, index = self.source, self.at
        start = source.tokens[index][1]
        first, last = source.inside(index)
        self.at = min(source.after[index], self.last)
        end = source.end(self.at)
        if index in source.deep or self.depth > MAX_DEPTH:
            return Value(source, "other", start, end)
        if mark == "{":
            return self._chain(Value(source, "closure", start, end, open=index))
        if mark == "[":
            return self._chain(self._list(start, end, first, last))
        inner = self._inner(first, last)
        if inner.kind == "name" and self._is_operand():
            return self._operand()  # a cast says nothing about the value
        if self.mark(*DOTS):
            return self._chain(inner)
        return inner

    def _is_operand(self) -> bool:
        if self.at >= self.last or self.source.tokens[self.at - 1][0] != CLOSE or self.source.kotlin:
            return False
        kind = self.source.tokens[self.at][0]
        if kind == NAME:
            return self.source.word(self.at) not in {"as", "in", "instanceof"}
        return kind in {STRING, NUMBER} or (kind == OPEN and self.source.word(self.at) != "{")

    def _list(self, start: int, end: int, first: int, last: int) -> Value:
        source = self.source
        if is_mark(source, first, last, ":") and skip_newlines(source, first + 1, last) == last:
            return Value(source, "map", start, end)
        entries = Reader(source, first, last, self.depth + 1).arguments()
        if entries and any(entry.name_end > entry.name_start for entry in entries):
            return Value(source, "map", start, end, entries=entries)
        return Value(source, "list", start, end, items=tuple(entry.value for entry in entries))

    def _chain(self, base: Value | None, start: int = -1) -> Value:
        """What follows a value that belongs to it: names behind dots, arguments, indexes, a closure."""
        source = self.source
        links: list[Link] = []
        if base is None:
            self.at = read_links(source, self.at, self.last, links, first=True)
        else:
            start = base.start
            self.at = read_links(source, self.at, self.last, links, first=False)
            if not links:
                return base
        end = source.end(self.at)
        called = base is not None or any(link.called for link in links)
        return Value(source, "call" if called else "name", start, end, links=tuple(links), base=base)


def _joined(source: Source, items: list[Value], operators: list[str]) -> Value:
    if not operators:
        return items[0]
    return Value(source, "operation", items[0].start, items[-1].end, items=tuple(items), operators=tuple(operators))
