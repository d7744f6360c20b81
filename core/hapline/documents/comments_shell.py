"""Finds the comments of shell scripts: a ``#`` that begins a word, but not in strings and here-documents.

Command substitutions in double quotes are followed. Not followed: those in back quotes, and a pattern of ``case``
with a lone parenthesis inside a substitution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from hapline.documents.comments_hash import lines

_CODE = re.compile(
    r"""(?P<comment>(?<![^\s;&|()<>`])\#[^\r\n]*+)
    |(?P<newline>\r\n?|\n)
    |(?P<skip>\\(?:\r\n|.)|'[^']*+'?|\$'(?:[^'\\]|\\.)*+'?|\$\{[^}\r\n]*+\}?|<<<)
    |(?P<here><<-?[ \t]*+(?:'(?P<single>[^'\r\n]++)'|"(?P<double>[^"\r\n]++)"|\\?(?P<bare>[A-Za-z_][\w.-]*+)))
    |(?P<quote>")
    |(?P<open>\()
    |(?P<close>\))
    |(?P<other>[^\s\\'"$<()\#`;&|>]++|.)""",
    re.DOTALL | re.VERBOSE,
)
_QUOTED = re.compile(r'(?P<skip>\\.)|(?P<hole>\$\()|(?P<end>")', re.DOTALL)


def read(text: str, _language: str = "shell") -> Iterator[tuple[int, int]]:
    """The offsets of each comment: its first character, and the one after its last."""
    return _Reader(text).comments()


class _Reader:
    """Walks through a script from token to token.

    Attributes:
        depth: The parentheses open in the innermost substitution that stands in double quotes. outer: The same
            for those around it. here: The ends of the here-documents that begin with the next line, each with whether
            tabs may stand before it. by_content: The offsets of all lines by what they hold, once that is asked for.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.outer: list[int] = []
        self.here: list[tuple[str, bool]] = []
        self.by_content: dict[str, list[tuple[int, int]]] | None = None

    def comments(self) -> Iterator[tuple[int, int]]:
        at = 0
        while match := _CODE.match(self.text, at):
            start, at = match.span()
            kind = next((name for name in ("comment", "newline", "quote", "here") if match[name] is not None), "")
            if kind == "comment":
                yield start, at
            elif kind == "newline":
                at = self._here_documents(at)
            elif kind == "quote":
                at = self._quoted(at)
            elif kind == "here":
                end = match["single"] or match["double"] or match["bare"]
                self.here.append((end, match[0].startswith("<<-")))
            elif match[0] == "(":
                self.depth += 1
            elif match[0] == ")":
                at = self._closed(at)

    def _closed(self, at: int) -> int:
        if self.outer and not self.depth:
            self.depth = self.outer.pop()
            return self._quoted(at)
        self.depth = max(0, self.depth - 1)
        return at

    def _quoted(self, at: int) -> int:
        while match := _QUOTED.search(self.text, at):
            at = match.end()
            if match.lastgroup == "hole":
                self.outer.append(self.depth)
                self.depth = 0
                return at
            if match.lastgroup == "end":
                return at
        return len(self.text)

    def _here_documents(self, at: int) -> int:
        for end, is_indented in self.here:
            known = self._lines_of(end)
            for start, stop in islice(known, bisect_left(known, (at, at)), None):
                if is_indented or self.text[start] != "\t":
                    at = stop
                    break
            # Without its end it is none: the << shifts a number.
        self.here.clear()
        return at

    def _lines_of(self, content: str) -> list[tuple[int, int]]:
        """The lines that hold nothing else, but for tabs before it."""
        if self.by_content is None:
            self.by_content = {}
            for start, stop in lines(self.text):
                self.by_content.setdefault(self.text[start:stop].lstrip("\t"), []).append((start, stop))
        return self.by_content.get(content, [])
