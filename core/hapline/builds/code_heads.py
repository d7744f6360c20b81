"""Reads the package and the top-level types of Java and Kotlin files, by an own scanner that nothing makes fail.

Comments (in Kotlin nested), strings, text blocks, character literals and the code in Kotlin's ``${}`` are followed.
Not followed: quotes and braces that Java writes as Unicode escapes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_COMMENT = r"//[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+"
_LINE_COMMENT = r"//[^\r\n]*+"
_CHARACTER = r"'(?:[^'\\\r\n]++|\\[^\r\n])*+'?+"
_JAVA_STRING = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:""")?+|"(?:[^"\\\r\n]++|\\[^\r\n])*+"?+'
_NAME = r"(?!\d)[\w$]++|`[^`\r\n]++`"
# Expressions are compiled when they are first used, and then known to re: most projects have one language.
_JAVA_HEAD = (
    rf"(?P<skip>{_COMMENT}|{_JAVA_STRING}|{_CHARACTER}|(?<![\w$.@])import\b[^;/\"'{{]*+;?+)"
    rf"|(?P<name>{_NAME})|(?P<open>\{{)|(?P<mark>\S)"
)
_KOTLIN_HEAD = (
    rf"(?P<skip>{_LINE_COMMENT}|{_CHARACTER}|(?<![\w$.@])import\b[^\r\n;/\"'{{`]*+)"
    rf"|(?P<nested>/\*)|(?P<string>\"\"\"|\")"
    rf"|(?P<name>{_NAME})|(?P<open>\{{)|(?P<mark>\S)"
)
_JAVA_BODY = rf"[^{{}}\"'/]*+(?:(?P<open>\{{)|(?P<close>\}})|(?P<skip>{_COMMENT}|{_JAVA_STRING}|{_CHARACTER}|/)|\Z)"
_KOTLIN_BODY = (
    rf"[^{{}}\"'/`]*+(?:(?P<open>\{{)|(?P<close>\}})|(?P<skip>{_LINE_COMMENT}|{_CHARACTER}|`[^`\r\n]*+`?+)"
    rf"|(?P<nested>/\*)|(?P<string>\"\"\"|\")|(?P<slash>/)|\Z)"
)
_GAP = rf"(?:\s|{_COMMENT})"
_WORD = r"(?!(?:import|package)\b)[A-Za-z_][A-Za-z0-9_]*+(?![\w$`])"
_PLAIN = (
    rf"{_GAP}*+package{_GAP}++(?P<package>{_WORD}(?:\.{_WORD})*+){_GAP}*+;"
    rf"{_GAP}*+(?:import{_GAP}++(?:static{_GAP}++)?+{_WORD}(?:\.{_WORD})*+(?:\.\*)?+{_GAP}*+;{_GAP}*+)*+"
    rf"(?:(?:public|abstract|final|strictfp){_GAP}++)*+(?:class|interface|enum){_GAP}++(?P<type>{_WORD})"
)
"""The head of most files of Java: a package, imports, and a type without annotations."""
_NESTED = r"/\*|\*/"
_LINE = r"(?:[^\"\\\r\n$]++|\\[^\r\n]|\$(?!\{))*+(?P<hole>\$\{)?+\"?+"
_RAW = r"(?:[^$\"]++|\"(?!\"\")|\$(?!\{))*+(?P<hole>\$\{)?+(?:\"\"\"\"*+)?+"
_JAVA_TYPES = frozenset(("class", "interface", "enum", "record"))
_KOTLIN_TYPES = frozenset(("class", "interface", "object"))
_PROPERTIES = frozenset(("val", "var"))


class Head(NamedTuple):
    """What the top level of a source file says.

    Attributes:
        package: The package, empty where the file names none.
        start: Where its name stands, in characters. end: Where that ends; both 0 where there is none.
        types: The names of top-level types, in order. members: Whether Kotlin functions or properties stand at
            the top level; the compiler makes a class of the same package for them.
    """

    package: str
    start: int
    end: int
    types: tuple[str, ...]
    members: bool


def read_head(text: str, *, kotlin: bool, whole: bool = True) -> Head:
    """Read the top level of a source file.

    Args:
        text: Its text, without byte order mark. kotlin: Whether it is Kotlin; else it is Java (or AIDL).
        whole: Whether all types are wanted; else reading ends with the first, or with the first member.
    """
    plain = re.match(_PLAIN, text) if not kotlin and not whole else None
    if plain is not None:
        return Head(plain["package"], *plain.span("package"), (plain["type"],), members=False)
    return _Scanner(text, kotlin=kotlin, whole=whole).read()


class _Scanner:
    """Walks through a text, word by word at the top level and from brace to brace below it.

    Attributes:
        inside: Round and square brackets that are open. last: The mark before this place, where it was one.
        pending: The word that announces the name of a type, until the name comes.
        candidate: The name behind ``record``, which is a type only where a bracket follows.
        function: Whether ``fun`` was the last word: a function, unless ``interface`` follows.
    """

    def __init__(self, text: str, *, kotlin: bool, whole: bool) -> None:
        self.text = text
        self.kotlin = kotlin
        self.whole = whole
        self.package: list[str] = []
        self.start = self.end = 0
        self.types: list[str] = []
        self.members = False
        self.inside = 0
        self.last = ""
        self.pending = ""
        self.candidate = ""
        self.function = False

    def read(self) -> Head:
        at = len(self.text.partition("\n")[0]) if self.text.startswith("#!") else 0
        head = re.compile(_KOTLIN_HEAD if self.kotlin else _JAVA_HEAD)
        while 0 <= at < len(self.text) and (self.whole or not (self.types or self.members)):
            at = self._head(head, at)
        return Head(".".join(self.package), self.start, self.end, tuple(self.types), self.members)

    def _head(self, head: re.Pattern[str], at: int) -> int:
        """Read on until something asks to go on from another place; -1 at the end."""
        for match in head.finditer(self.text, at):
            kind = match.lastgroup
            if kind == "skip":
                continue
            if kind == "name":
                if match[0] == "package" and self._may_name_package():
                    return self._package(match.end())
                self._word(match[0])
                if not self.whole and (self.types or self.members):
                    return -1
            elif kind == "mark":
                self._mark(match[0])
            elif kind == "open":
                self.pending = self.candidate = ""
                self.last = "{"
                return self._body(match.end())
            elif kind == "nested":
                return self._comment(match.start())
            else:
                return self._string(match.start(), match[0])
        return -1

    def _may_name_package(self) -> bool:
        return not (self.package or self.types or self.inside or self.last in {".", ":", "@"})

    def _package(self, at: int) -> int:
        """Read a dotted name, with comments in it, until something else comes."""
        wants_name = True
        while match := _PART.match(self.text, at):
            if match["name"] is not None and wants_name:
                self.start = self.start or match.start("name")
                self.end = match.end()
                self.package.append(match["name"].strip("`"))
            elif match["dot"] is None or wants_name:
                return match.start() if match["name"] is not None else match.end()
            wants_name = match["name"] is None
            at = match.end()
        return at

    def _word(self, word: str) -> None:
        before, self.last = self.last, ""
        if self.pending:
            self._name(word)
            return
        is_function, self.function = self.function, False
        if self.inside or before in {".", ":"}:
            return
        if word in (_KOTLIN_TYPES if self.kotlin else _JAVA_TYPES):
            self.pending = word
        elif self.kotlin:
            self.members = self.members or is_function or word in _PROPERTIES
            self.function = word == "fun"

    def _name(self, word: str) -> None:
        announced, self.pending = self.pending, ""
        if announced == "record":
            self.candidate = word
        else:
            self.types.append(word.strip("`"))

    def _mark(self, mark: str) -> None:
        if self.candidate:
            if mark in "(<":
                self.types.append(self.candidate)
            self.candidate = ""
        self.pending = ""
        if self.function:
            self.members, self.function = True, False
        if mark in "([":
            self.inside += 1
        elif mark in ")]" and self.inside:
            self.inside -= 1
        self.last = mark

    def _body(self, at: int) -> int:
        """Skip to behind the brace that closes what was opened before a place."""
        if not self.kotlin:
            return self._java_body(at)
        depth = 1
        body = re.compile(_KOTLIN_BODY)
        while match := body.match(self.text, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
                if not depth:
                    return at
            elif kind == "nested":
                at = self._comment(at - 2)
            elif kind == "string":
                at = self._string(match.start("string"), match["string"])
            elif kind is None:
                break
        return -1

    def _java_body(self, at: int) -> int:
        depth = 1
        for match in re.compile(_JAVA_BODY).finditer(self.text, at):
            kind = match.lastgroup
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
                if not depth:
                    return match.end()
        return -1

    def _comment(self, at: int) -> int:
        """Skip a comment of Kotlin, with those inside it."""
        depth = 0
        for mark in re.compile(_NESTED).finditer(self.text, at):
            depth += 1 if mark[0] == "/*" else -1
            if not depth:
                return mark.end()
        return len(self.text)

    def _string(self, at: int, quotes: str) -> int:
        """Skip a string of Kotlin, with the code in its holes and the strings in that."""
        line, raw, body = re.compile(_LINE), re.compile(_RAW), re.compile(_KOTLIN_BODY)
        strings = [(line if len(quotes) == 1 else raw, 0)]
        at += len(quotes)
        while strings:
            pattern, depth = strings[-1]
            if not depth:
                match = pattern.match(self.text, at)
                at = match.end() if match else len(self.text)
                if match is not None and match["hole"] is not None:
                    at = match.end("hole")
                    strings[-1] = (pattern, 1)
                else:
                    strings.pop()
                continue
            inner = body.match(self.text, at)
            if inner is None or inner.lastgroup is None:
                return len(self.text)
            at = inner.end()
            kind = inner.lastgroup
            if kind in {"open", "close"}:
                strings[-1] = (pattern, depth + (1 if kind == "open" else -1))
            elif kind == "nested":
                at = self._comment(at - 2)
            elif kind == "string":
                strings.append((line if len(inner["string"]) == 1 else raw, 0))
        return at


_PART = re.compile(rf"(?:\s|{_COMMENT})*+(?:(?P<name>{_NAME})|(?P<dot>\.)|(?P<other>\S))")
