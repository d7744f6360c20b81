"""Problems: what is wrong with a file that is read all the same, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right

from hapline_hooks import Keys, Phrase, Span, noun

_BREAK = re.compile(r"\r\n?|\n")


@noun
class Problem:
    """Something in a file that could not be read as it should.

    Attributes:
        kind: A word for what it is, for rules to choose by. path: The file.
        message: What is wrong, for people. keys: The symbolic path of it in a document, empty for the file as a whole.
        span: The place in a text without symbolic paths.
    """

    kind: str
    path: str
    message: Phrase
    keys: Keys = ()
    span: Span | None = None


def span_of(text: str, start: int, end: int) -> Span:
    """A stretch of a text in lines and columns; CRLF, LF and CR end a line, nothing else does."""
    line, column = _position(text, start)
    end_line, end_column = _position(text, end)
    return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)


class Lines:
    """The lines of a text in which many places are asked for."""

    def __init__(self, text: str) -> None:
        """Find where lines start."""
        self._starts = [0, *(one.end() for one in _BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The same as ``span_of``."""
        line, end_line = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return Span(
            start_line=line,
            start_column=start - self._starts[line - 1] + 1,
            end_line=end_line,
            end_column=end - self._starts[end_line - 1] + 1,
        )


def _position(text: str, offset: int) -> tuple[int, int]:
    line, begin = 1, 0
    for one in _BREAK.finditer(text):
        if one.end() > offset:
            break
        line, begin = line + 1, one.end()
    return line, offset - begin + 1
