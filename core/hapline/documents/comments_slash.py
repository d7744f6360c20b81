"""Finds ``//`` and ``/* */`` comments: ArkTS, TypeScript and JavaScript, Java, Kotlin, Groovy and Gradle.

Strings of all kinds are followed, with the code in their holes (``${...}``), and so are regular expressions and
Groovy's slashy strings, by what stands before the slash. Not followed: the text of JSX elements, a quote
that Java writes as a Unicode escape, and a regular expression behind the closing brace of a block, which is taken for
a division.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch of a text that is no code: a comment, a regular expression, a string up to its end or a hole.

    Attributes:
        start: Its first character. end: The one after its last. is_comment: Whether it is a comment.
    """

    start: int
    end: int
    is_comment: bool = False


class _Language(NamedTuple):
    """How a language is written.

    Attributes:
        code: Finds the next token. texts: What follows inside each kind of string, by what opens it.
        nested: Whether block comments nest. regex: Whether a slash may begin a regular expression.
    """

    code: re.Pattern[str]
    texts: Mapping[str, re.Pattern[str]]
    nested: bool = False
    regex: bool = False


_ESCAPE = r"\\(?:\r\n|.)"
_HOLE = r"|(?P<hole>\$\{)"
_SLASHY = "/"
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n]){0,2000}+\]){1,2000}+/\w*+")
"""Of a bounded length: what only looks like one must not be searched for its end over and over."""
_NESTED = re.compile(r"/\*|\*/")
_BEFORE_REGEX = re.compile("assert|await|case|delete|do|else|in|instanceof|new|of|return|throw|typeof|void|yield")
"""Words that end no operand: a slash behind them divides nothing."""
_CONTROL = frozenset(("for", "if", "while", "with"))


def _body(end: str, skip: str = "", hole: str = "") -> re.Pattern[str]:
    """Finds what ends a stretch of a string: its end, a hole, or something to skip that only looks so."""
    return re.compile((f"(?P<skip>{skip})|" if skip else "") + f"(?P<end>{end}){hole}", re.DOTALL)


def _language(texts: Mapping[str, re.Pattern[str]], **more: bool) -> _Language:
    openers = "|".join(re.escape(opener) for opener in texts if opener != _SLASHY)
    code = (
        rf"(?P<line>//[^\r\n]*+)|(?P<block>/\*)|(?P<text>{openers})|(?P<word>[\w$]++)|(?P<step>\+\+|--|!)|(?P<mark>\S)"
    )
    return _Language(re.compile(code), texts, **more)


_LINE = _body('["\r\n]', _ESCAPE)
_APOSTROPHES = _body("['\r\n]", _ESCAPE)
_TEMPLATE = _body('["\r\n]', _ESCAPE, _HOLE)
_LANGUAGES = {
    "script": _language({'"': _LINE, "'": _APOSTROPHES, "`": _body("`", _ESCAPE, _HOLE)}, regex=True),
    "java": _language({'"""': _body('"""', _ESCAPE), '"': _LINE, "'": _APOSTROPHES}),
    "kotlin": _language(
        # Of more than three quotes the last three end the string.
        {'"""': _body('"""+', hole=_HOLE), '"': _TEMPLATE, "'": _APOSTROPHES, "`": _body("[`\r\n]")},
        nested=True,
    ),
    "groovy": _language(
        {
            "'''": _body("'''", _ESCAPE),
            '"""': _body('"""', _ESCAPE, _HOLE),
            '"': _TEMPLATE,
            "'": _APOSTROPHES,
            "$/": _body(r"/\$", r"\$[$/]", _HOLE),
            _SLASHY: _body("/", r"\\/", _HOLE),
        }
    ),
}


def read(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The offsets of each comment: its first character, and the one after its last."""
    return ((one.start, one.end) for one in stretches(text, language) if one.is_comment)


def stretches(text: str, language: str) -> Iterator[Stretch]:
    """What of a text is no code, in its order.

    Args:
        text: All of it. language: Such as ``script`` or ``java``.
    """
    return _Reader(text, _LANGUAGES[language]).stretches()


class _Reader:
    """Walks through a text from token to token.

    Attributes:
        holes: The strings in whose holes the walk is, each with the number of braces open outside it.
        braces: Those open in the innermost hole. controls: For each open parenthesis, whether its word is a
            control word. word: The last token where it is a word. operand: Whether what came last ends an operand,
            so that a slash would divide it.
    """

    def __init__(self, text: str, language: _Language) -> None:
        self.text = text
        self.language = language
        self.holes: list[tuple[re.Pattern[str], int]] = []
        self.braces = 0
        self.controls: list[bool] = []
        self.word = ""
        self.operand = False

    def stretches(self) -> Iterator[Stretch]:
        at = len(self.text.partition("\n")[0]) if self.text.startswith("#!") else 0
        while match := self.language.code.search(self.text, at):
            start, at = match.span()
            match match.lastgroup:
                case "line":
                    yield Stretch(start, at, is_comment=True)
                case "block":
                    at = self._block_end(start)
                    yield Stretch(start, at, is_comment=True)
                case "text":
                    at = self._in_text(self.language.texts[match[0]], at)
                    yield Stretch(start, at)
                case "word":
                    self.word = match[0]
                    self.operand = not _BEFORE_REGEX.fullmatch(self.word)
                case "mark":
                    at = self._mark(match[0], start)
                    if at > start + 1:
                        yield Stretch(start, at)
                    self.word = ""
                case _:
                    pass  # a++ and a! end an operand where a does

    def _block_end(self, start: int) -> int:
        if not self.language.nested:
            end = self.text.find("*/", start + 2)
            return len(self.text) if end < 0 else end + 2
        depth = 0
        for mark in _NESTED.finditer(self.text, start):
            depth += 1 if mark[0] == "/*" else -1
            if not depth:
                return mark.end()
        return len(self.text)

    def _in_text(self, body: re.Pattern[str], at: int) -> int:
        while match := body.search(self.text, at):
            at = match.end()
            if match.lastgroup == "hole":
                self.holes.append((body, self.braces))
                self.braces = 0
                self.operand = False
                return at
            if match.lastgroup == "end":
                self.operand = True
                return at
        return len(self.text)

    def _mark(self, mark: str, start: int) -> int:
        operand, self.operand = self.operand, mark in ")]}"
        if mark == "/" and not operand:
            return self._slash(start)
        if mark == "(":
            self.controls.append(self.word in _CONTROL)
        elif mark == ")" and self.controls:
            self.operand = not self.controls.pop()
        elif mark == "{":
            self.braces += 1
        elif mark == "}" and self.braces:
            self.braces -= 1
        elif mark == "}" and self.holes:
            body, self.braces = self.holes.pop()
            return self._in_text(body, start + 1)
        return start + 1

    def _slash(self, start: int) -> int:
        if self.language.regex:
            found = _REGEX.match(self.text, start)
            if found:
                self.operand = True
                return found.end()
        elif _SLASHY in self.language.texts and self.text.find("/", start + 1) > 0:
            return self._in_text(self.language.texts[_SLASHY], start + 1)
        return start + 1
