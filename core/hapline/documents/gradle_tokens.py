"""Splits a Gradle script, Groovy or Kotlin, into tokens without losing a character; nothing in a text makes it fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

NAME, NEWLINE, STRING, COMMENT, NUMBER, OPEN, CLOSE, SPECIAL, JOIN, MARK, SLASH, BROKEN, SPACE = range(1, 14)
"""Kinds of token. OPEN and CLOSE are brackets; MARK is any other operator or character; JOIN is a backslash at the
end of a line. BROKEN is a string or comment without an end. SLASH and SPECIAL (what opens a string with holes, or a
comment) never leave this module: they become one of the others."""

KINDS = {NAME: "name", NEWLINE: "newline", STRING: "string", COMMENT: "comment", NUMBER: "number", OPEN: "open"} | {
    CLOSE: "close", MARK: "mark", JOIN: "join", BROKEN: "broken", SPACE: "space"
}  # fmt: skip
Place = tuple[int, int, int]
"""The kind of a token, its start and its end."""
FIRST: Place = (NEWLINE, 0, 0)
"""What stands before the first token."""

_FAILURES = 20  # searches for an end that is not there: after so many no more are made
_LONG = 20_000  # characters; a search of this length counts as one more
_NUMBER = (
    r"[0-9][0-9a-zA-Z_]*+(?:(?<=[eE])[+-][0-9]++[a-zA-Z]?+|\.[0-9][0-9a-zA-Z_]*+(?:(?<=[eE])[+-][0-9]++[a-zA-Z]?+)?)?"
)
_MARKS = (
    r"===|!==|==~|<=>|\?\.|\?:|\?\[|==|=~|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|\*=|%=|->|::|\.\.<|\.\.\.|\.\.|\*\.|\.&|\.@|<<|!!|"
    r"[^/\s]"
)
_PLAIN = r"'(?!'')(?:[^'\\\r\n]++|\\[^\r\n])*+'"
_DOUBLE = r'"(?!"")(?:[^"\\$\r\n]++|\\[^\r\n]|\$(?!\{))*+"'
_GROOVY = (
    r"(?:[^\W\d]|\$(?![/{]))[\w$]*+",
    r"\r\n?|\n",
    rf"{_PLAIN}|{_DOUBLE}" + r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''" + r'|"""(?:[^"\\$]++|\\.|"(?!"")|\$(?!\{))*+"""',
    r"//[^\r\n]*+|/\*.*?\*/",
    _NUMBER,
    r"[(\[{]",
    r"[)\]}]",
    r"""\"""|"|'''|'|\$/|/\*""",
    r"\\(?:\r\n?|\n)",
    _MARKS,
    r"/",
)
_KOTLIN = (
    r"[^\W\d]\w*+|`[^`\r\n]++`",
    r"\r\n?|\n",
    rf"{_PLAIN}|{_DOUBLE}" + r'|"""(?:[^"$]++|"{1,2}(?!")|\$(?!\{))*+"{3,}+',
    r"//[^\r\n]*+|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/",
    *_GROOVY[4:7],
    r"""\"""|"|'|/\*""",
    *_GROOVY[8:],
)
_BODIES = {
    '"': r'(?:[^"\\$\r\n]++|\\[^\r\n]|\$(?!\{))*+(?:(")|(\$\{))?+',
    '"""': r'(?:[^"\\$]++|\\.|"(?!"")|\$(?!\{))*+(?:(""")|(\$\{))?+',
    "raw": r'(?:[^"$]++|"{1,2}(?!")|\$(?!\{))*+(?:("{3,}+)|(\$\{))?+',
    "'": r"(?:[^'\\\r\n]++|\\[^\r\n])*+(?:('))?+",
    "'''": r"(?:[^'\\]++|\\.|'(?!''))*+(?:('''))?+",
    "/": r"(?:[^/\\$]++|\\.|\$(?!\{))*+(?:(/)|(\$\{))?+",
    "$/": r"(?:[^$/]++|\$[$/]|\$(?!\{)|/(?!\$))*+(?:(/\$)|(\$\{))?+",
}
"""What is left of a string after its opener or a hole: up to its end (group 1) or the next hole (group 2)."""
_NESTED = re.compile(r"/\*|\*/")
_BEFORE_SLASHY = frozenset(("assert", "case", "else", "in", "instanceof", "return"))
_SLASHY_ARGUMENT = re.compile(r"[^\s/=*][^/\r\n]*+/")


class GradleToken(NamedTuple):
    """A stretch of a script and what it is.

    Attributes:
        kind: ``name``, ``string``, ``number``, ``open``, ``close``, ``mark``, ``newline``, ``comment``, ``space``,
            ``join`` (a backslash at the end of a line) or ``broken``.
        start: Its first character. end: The one after its last. text: What it says.
    """

    kind: str
    start: int
    end: int
    text: str


@cache
def scanner(*, kotlin: bool) -> re.Pattern[str]:
    """The one expression that finds the next token after white space; ``lastindex`` is its kind."""
    kinds = _KOTLIN if kotlin else _GROOVY
    return re.compile(rf"[^\S\r\n]*+(?:{'|'.join(f'({kind})' for kind in kinds)})", re.DOTALL)


@cache
def body(opener: str) -> re.Pattern[str]:
    """The expression for what is left of a string, by its opener (``raw`` for Kotlin's three quotes)."""
    return re.compile(_BODIES[opener], re.DOTALL)


def script_tokens(text: str, *, kotlin: bool = False) -> Iterator[GradleToken]:
    """All tokens of a script, white space included: joined, they are the text again."""
    done = 0
    for kind, start, end in Lexer(text, kotlin=kotlin).places():
        if done < start:
            yield GradleToken("space", done, start, text[done:start])
        yield GradleToken(KINDS[kind], start, end, text[start:end])
        done = end
    if done < len(text):
        yield GradleToken("space", done, len(text), text[done:])


class Lexer:
    """Goes through a text once.

    Attributes:
        text: The text. kotlin: Whether it is Kotlin. scanner: The expression for the next token.
    """

    def __init__(self, text: str, *, kotlin: bool) -> None:
        """Begin at the start of a text."""
        self.text = text
        self.kotlin = kotlin
        self.scanner = scanner(kotlin=kotlin)
        self._failures = 0

    def shebang(self) -> int:
        """Where a first line for the shell ends; 0 where there is none."""
        return self._line_end(0) if self.text.startswith("#!") else 0

    def places(self) -> Iterator[Place]:
        """Every token but white space."""
        text, at = self.text, self.shebang()
        if at:
            yield COMMENT, 0, at
        last = FIRST
        while at >= 0:
            matches = self.scanner.finditer(text, at)
            at = -1
            for match in matches:
                kind = match.lastindex or SPACE
                start, end = match.span(kind)
                token = (kind, start, end)
                if kind in _SPECIALS:
                    token = self.special(kind, start, end, last)
                yield token
                if token[0] != COMMENT:
                    last = token
                if token[2] != end:
                    at = token[2]
                    break

    def special(self, kind: int, start: int, end: int, last: Place) -> Place:
        """What a slash is, or what opens a string or comment, to its end; ``last`` is the token before it."""
        if kind == SLASH:
            stop = self._slashy(start, last)
            return (STRING, start, stop) if stop else (MARK, start, end)
        opener = self.text[start:end]
        if opener == "/*":
            stop = self._comment_end(start) if self.kotlin else 0
            return (COMMENT, start, stop) if stop else (BROKEN, start, len(self.text))
        stop = self.string_end(end, opener)
        if stop:
            return STRING, start, stop
        return BROKEN, start, self._line_end(start) if len(opener) == 1 else len(self.text)

    def _line_end(self, at: int) -> int:
        ends = [found for found in (self.text.find("\n", at), self.text.find("\r", at)) if found >= 0]
        return min(ends, default=len(self.text))

    def _comment_end(self, start: int) -> int:
        depth = 0
        for mark in _NESTED.finditer(self.text, start):
            depth += 1 if mark[0] == "/*" else -1
            if not depth:
                return mark.end()
        return 0

    def _slashy(self, start: int, last: Place) -> int:
        """The end of the slashy string that a slash begins; 0 where it divides, or nothing ends it."""
        kind, first, end = last
        if self.kotlin or kind in {STRING, NUMBER, CLOSE, BROKEN}:
            return 0
        if kind == NAME and self.text[first:end] not in _BEFORE_SLASHY:
            # A name and a slash: an argument without parentheses only where it looks like one.
            if end == start or not _SLASHY_ARGUMENT.match(self.text, start + 1):
                return 0
        elif kind == MARK and self.text[first:end] in {"++", "--"}:
            return 0
        return self.string_end(start + 1, "/")

    def hole_end(self, at: int) -> int:
        """The end of the hole of a string whose code starts at an offset; 0 where it has none."""
        braces = 0
        while True:
            at, braces, opener = self._hole(at, braces)
            if not opener:
                return at
            at = self.string_end(at, opener)
            if not at:
                return 0

    def string_end(self, at: int, opener: str) -> int:
        """The end of a string whose inside starts at an offset, followed through its holes; 0 where it has none."""
        if self._failures > _FAILURES:
            return 0
        text, start = self.text, at
        inside = body(self._body(opener))
        outer: list[tuple[re.Pattern[str], int]] = []  # the strings whose holes are open, and their braces
        while True:
            match = inside.match(text, at)
            at = match.end() if match else at
            part = match.lastindex if match else None
            if part is None:
                return self._failed(at - start)
            if part == 1:
                if not outer:
                    return at
                inside, braces = outer.pop()
            else:
                braces = 0
            at, braces, opener = self._hole(at, braces)
            if not at:
                return self._failed(len(text) - start)
            if opener:
                outer.append((inside, braces))
                inside = body(self._body(opener))

    def _failed(self, length: int) -> int:
        self._failures += 1 + length // _LONG
        return 0

    def _hole(self, at: int, braces: int) -> tuple[int, int, str]:
        """Where the code in a hole ends, or a string in it begins; then also its opener."""
        last = (MARK, at, at)
        for match in self.scanner.finditer(self.text, at):
            kind = match.lastindex or SPACE
            start, end = match.span(kind)
            if kind == SPECIAL and self.text[start:end] != "/*":
                return end, braces, self.text[start:end]
            if kind == SPECIAL:
                break  # what is in a hole has no comments of its own that matter
            if kind == SLASH and last[0] == MARK and not self.kotlin:
                return end, braces, "/"
            if kind == OPEN and self.text[start] == "{":
                braces += 1
            elif kind == CLOSE and self.text[start] == "}":
                if not braces:
                    return end, 0, ""
                braces -= 1
            last = (kind, start, end)
        return 0, 0, ""

    def _body(self, opener: str) -> str:
        return "raw" if self.kotlin and opener == '"""' else opener


_SPECIALS = frozenset((SLASH, SPECIAL))
