"""The tokens of a Gradle script with its brackets paired, and what is wrong with them; nothing makes it fail."""

from __future__ import annotations

from hapline.documents.gradle_tokens import (
    BROKEN,
    CLOSE,
    COMMENT,
    FIRST,
    JOIN,
    MARK,
    NAME,
    NEWLINE,
    NUMBER,
    OPEN,
    STRING,
    Lexer,
    Place,
)
from hapline.documents.text import DocumentError, line_starts, position

MAX_DEPTH = 60
"""Brackets inside brackets that are read; real scripts have about ten."""
MOST_ERRORS = 20
"""Errors that are kept of one script: what follows the first is often its consequence."""

_PLAIN = frozenset((NAME, STRING, NUMBER, MARK))
"""Tokens that are kept as they are."""
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_UNENDED = {
    "/*": ("the comment is not closed", "add */ where it ends"),
    "'''": ("the string is not closed", "add ''' where it ends"),
    '"""': ("the string is not closed", 'add """ where it ends'),
    "$/": ("the string is not closed", "add /$ where it ends"),
}


class Source:
    """A text, its tokens without comments and white space, and where each bracket leads.

    Attributes:
        text: The text. kotlin: Whether it is Kotlin.
        tokens: The tokens, newlines among them. comments: The start and end of each comment.
        after: For the index of each opening bracket the index behind its closing one. Of a bracket that is not
            closed it is where what closes around it stands, or the end.
        opener: For the index of each closing bracket that of the opening one.
        unclosed: The opening brackets that are not closed. errors: What is wrong, in the order of the text.
        deep: The opening brackets beyond the depth that is read.
    """

    __slots__ = ("after", "comments", "deep", "errors", "kotlin", "opener", "text", "tokens", "unclosed")

    def __init__(self, text: str, *, kotlin: bool) -> None:
        """Split a text."""
        self.text = text
        self.kotlin = kotlin
        self.tokens: list[Place] = []
        self.comments: list[tuple[int, int]] = []
        self.after: dict[int, int] = {}
        self.opener: dict[int, int] = {}
        self.unclosed: set[int] = set()
        self.deep: set[int] = set()
        self.errors: list[DocumentError] = []
        self._read()
        self.errors.sort(key=lambda error: error.offset)

    def word(self, index: int) -> str:
        """The text of a token."""
        _, start, end = self.tokens[index]
        return self.text[start:end]

    def is_comma(self, index: int) -> bool:
        """Whether a token is a comma."""
        kind, start, _ = self.tokens[index]
        return kind == MARK and self.text[start] == ","

    def inside(self, index: int) -> tuple[int, int]:
        """The tokens between an opening bracket and its closing one: the first, and the one after the last."""
        return index + 1, max(index + 1, self.after[index] - (index not in self.unclosed))

    def end(self, index: int) -> int:
        """The offset at which what is before a token ends, without newlines."""
        while index and self.tokens[index - 1][0] == NEWLINE:
            index -= 1
        return self.tokens[index - 1][2] if index else 0

    def _read(self) -> None:  # noqa: C901, PLR0912 see below
        """One loop for tokens and brackets: this is where most of the time of reading a script goes."""
        text, tokens, plain, open_marks = self.text, self.tokens, _PLAIN, list[int]()
        add = tokens.append
        lexer = Lexer(text, kotlin=self.kotlin)
        at = lexer.shebang()
        if at:
            self.comments.append((0, at))
        while at >= 0:
            matches = lexer.scanner.finditer(text, at)
            at = -1
            for match in matches:
                kind = match.lastindex or 0
                start, end = match.span(kind)
                if kind in plain:
                    add((kind, start, end))
                elif kind == NEWLINE:
                    if not tokens or tokens[-1][0] != NEWLINE:
                        add((kind, start, end))
                elif kind == OPEN:
                    open_marks.append(len(tokens))
                    if len(open_marks) > MAX_DEPTH:
                        self._too_deep((kind, start, end), len(open_marks), len(tokens))
                    add((kind, start, end))
                elif kind == CLOSE:
                    self._close((kind, start, end), open_marks)
                elif kind == COMMENT:
                    self.comments.append((start, end))
                elif kind != JOIN:
                    stop = self._special(lexer, (kind, start, end))
                    if stop != end:
                        at = stop
                        break
        for index in open_marks:
            self._unclosed(index, len(tokens))

    def _special(self, lexer: Lexer, token: Place) -> int:
        """Take a string with holes, or what is not closed; returns where it ends."""
        place = lexer.special(*token, self.tokens[-1] if self.tokens else FIRST)
        kind, start, stop = place
        if kind == COMMENT:
            self.comments.append((start, stop))
            return stop
        if kind == BROKEN:
            self._broken(place)
        self.tokens.append(place)
        return stop

    def _close(self, token: Place, open_marks: list[int]) -> None:
        """Take a closing bracket."""
        kind, start, _ = token
        if not open_marks or _CLOSERS[self.text[self.tokens[open_marks[-1]][1]]] != self.text[start]:
            kind, _, _ = token = self._mismatch(token, open_marks)
        if kind == CLOSE:
            first = open_marks.pop()
            self.after[first] = len(self.tokens) + 1
            self.opener[len(self.tokens)] = first
        self.tokens.append(token)

    def _mismatch(self, token: Place, open_marks: list[int]) -> Place:
        """Close what is open inside the bracket that this one closes; where there is none, it closes nothing."""
        kind, start, end = token
        mark = self.text[start]
        wanted: int | None = None
        for one in reversed(open_marks[-MAX_DEPTH:]):
            opened = self.text[self.tokens[one][1]]
            if _CLOSERS[opened] == mark:
                wanted = one
                break
            if opened == "{":
                break  # a block is not closed by another bracket
        if wanted is None:
            if not open_marks:
                self._error(start, end, "{found} closes nothing", "remove it, or open what it closes", found=mark)
            else:
                self._wrong(token, open_marks[-1])
            return BROKEN, start, end
        self._wrong(token, open_marks[-1])
        while open_marks[-1] != wanted:
            index = open_marks.pop()
            self.after[index] = len(self.tokens)
            self.unclosed.add(index)
        return kind, start, end

    def _wrong(self, token: Place, index: int) -> None:
        if len(self.errors) >= MOST_ERRORS:
            return
        _, start, end = token
        opened = self.tokens[index][1]
        line, column = position(line_starts(self.text), opened)
        self._error(
            start,
            end,
            "{found} where {wanted} belongs, for the {opener} of line {line}, column {column}",
            "close what is open, or remove the wrong bracket",
            found=self.text[start],
            wanted=_CLOSERS[self.text[opened]],
            opener=self.text[opened],
            line=line,
            column=column,
        )

    def _unclosed(self, index: int, end: int) -> None:
        self.after[index] = end
        self.unclosed.add(index)
        _, start, stop = self.tokens[index]
        mark = self.text[start]
        hint = {"(": "add the ) that belongs to it", "[": "add the ] that belongs to it"}
        self._error(start, stop, "{found} is not closed", hint.get(mark, "add the } that belongs to it"), found=mark)

    def _too_deep(self, token: Place, depth: int, index: int) -> None:
        self.deep.add(index)
        if depth == MAX_DEPTH + 1:
            _, start, end = token
            hint = "a script of this depth is hardly meant; look at what wrote it"
            self._error(start, end, "more than {most} brackets inside each other", hint, most=MAX_DEPTH)

    def _broken(self, token: Place) -> None:
        _, start, end = token
        opener = next((one for one in _UNENDED if self.text.startswith(one, start)), "")
        what, hint = _UNENDED.get(opener, ("the string is not closed", "add the quote that ends it"))
        self._error(start, end if not opener else start + len(opener), what, hint)

    def _error(self, start: int, end: int, template: str, hint: str, **fields: object) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(DocumentError(template, text=self.text, offset=start, end=end, hint=hint, **fields))


def is_word(source: Source, index: int, last: int, *words: str) -> bool:
    """Whether a token is a name that is one of some words."""
    return index < last and source.tokens[index][0] == NAME and source.word(index) in words


def skip_newlines(source: Source, index: int, last: int) -> int:
    """The first token from an index on that is no newline."""
    tokens = source.tokens
    while index < last and tokens[index][0] == NEWLINE:
        index += 1
    return index


def is_mark(source: Source, index: int, last: int, *marks: str) -> bool:
    """Whether a token is one of some operators or brackets."""
    return index < last and source.tokens[index][0] not in {NAME, STRING} and source.word(index) in marks
