"""Finds where statements of Gradle scripts end: at a newline that nothing carries on, or behind all branches."""

from __future__ import annotations

from hapline.documents.gradle_chains import BINARY
from hapline.documents.gradle_source import MAX_DEPTH, Source, is_mark, is_word, skip_newlines
from hapline.documents.gradle_tokens import BROKEN, CLOSE, MARK, NAME, NEWLINE, OPEN

CONTROLS = {"if": "if", "for": "loop", "while": "loop", "when": "when", "switch": "when", "try": "try"}
"""Words that begin statements with branches."""
_GO_ON = (BINARY - {">"}) | {",", "=", "+=", "-=", "?", ":", ".", "?.", "->", "::", "!", "&", "|"}
"""Operators behind which a statement goes on in the next line."""
_GO_ON_WORDS = frozenset(("else", "as", "in", "instanceof", "to", "by", "new"))
_GOES_ON = frozenset((".", "?.", "*.", "?:", "&&", "||", "?", ":", "::", "!!"))
"""Operators that go on with the statement of the line before."""
_CHOICE_LENGTHS = frozenset((len("if"), len("else")))


def statement_end(source: Source, at: int, last: int, braces: list[int], *, is_body: bool = False) -> int:
    """The token behind the statement that begins at one; its blocks are noted on the way.

    What an ``if`` without braces does ends at the ``else`` of that ``if``.
    """
    tokens, text, after = source.tokens, source.text, source.after
    first = at
    choices = 0  # values such as Kotlin's if (a) b else c that are open
    while at < last:
        kind, start, end = tokens[at]
        if kind == OPEN:
            if text[start] == "{":
                braces.append(at)
            elif at + 1 < last and tokens[at + 1][0] == OPEN and text[tokens[at + 1][1]] == "{":
                braces.append(at + 1)
            at = min(after[at], last)
            continue
        if kind == NEWLINE:
            following = skip_newlines(source, at, last)
            goes_on = following < last and _goes_on(source, at, following, first)
            if goes_on or (choices and is_word(source, following, last, "else")):
                at = following
                continue
            return at
        if kind == NAME and end - start in _CHOICE_LENGTHS and at > first:
            word = text[start:end]
            if word == "if":
                choices += 1
            elif word == "else" and is_body and not choices:
                return at
            elif word == "else" and choices:
                choices -= 1
        if kind == BROKEN or (kind == MARK and text[start] == ";"):
            return max(at, first + 1)
        at += 1
    return at


def _goes_on(source: Source, newline: int, following: int, first: int) -> bool:
    """Whether a statement goes on behind a newline."""
    before, _, _ = source.tokens[newline - 1]
    kind, start, _ = source.tokens[following]
    if kind == MARK and source.word(following) in _GOES_ON:
        return True
    if before == MARK:
        return source.word(newline - 1) in _GO_ON
    if before == CLOSE and source.word(newline - 1) == ")" and newline - 2 > first:
        opened = source.opener.get(newline - 1, 0)
        if opened > first and is_word(source, opened - 1, newline, "if"):
            return True  # the value of a choice stands in the next line
    if before == NAME:
        if kind == OPEN and source.text[start] == "{":
            return True
        return newline - 1 > first and source.word(newline - 1) in _GO_ON_WORDS
    return before == CLOSE and kind == OPEN and source.text[start] == "{" and source.word(newline - 1) == ")"


def control_end(source: Source, at: int, last: int, depth: int) -> int:
    """The token behind an ``if``, ``when``, loop or ``try``; 0 where the word is none of these."""
    word = source.word(at)
    if word == "try":
        return _try_end(source, at, last)
    at += 1
    if is_mark(source, at, last, "("):
        at = min(source.after[at], last)
    elif word != "when":
        return 0
    if word in {"when", "switch"}:
        at = skip_newlines(source, at, last)
        return min(source.after[at], last) if is_mark(source, at, last, "{") else 0
    at = body_end(source, at, last, depth)
    while word == "if":
        following = skip_newlines(source, at, last)
        if is_mark(source, following, last, ";"):
            following = skip_newlines(source, following + 1, last)
        if not is_word(source, following, last, "else"):
            break
        following = skip_newlines(source, following + 1, last)
        if is_word(source, following, last, "if") and is_mark(source, following + 1, last, "("):
            following = min(source.after[following + 1], last)
        at = body_end(source, following, last, depth)
    return at


def body_end(source: Source, at: int, last: int, depth: int) -> int:
    """The token behind what an ``if`` or loop does, with braces or without; ``depth`` of them lie around it."""
    at = skip_newlines(source, at, last)
    if at >= last:
        return last
    if is_mark(source, at, last, "{"):
        return min(source.after[at], last)
    if depth < MAX_DEPTH and source.tokens[at][0] == NAME and source.word(at) in CONTROLS:
        stop = control_end(source, at, last, depth + 1)
        if stop:
            return stop
    return statement_end(source, at, last, [], is_body=True)


def _try_end(source: Source, at: int, last: int) -> int:
    if not is_mark(source, at + 1, last, "{"):
        return 0
    at = min(source.after[at + 1], last)
    while True:
        following = skip_newlines(source, at, last)
        if not is_word(source, following, last, "catch", "finally"):
            return at
        following += 1
        if is_mark(source, following, last, "("):
            following = source.after[following]
        following = skip_newlines(source, following, last)
        if not is_mark(source, following, last, "{"):
            return at
        at = min(source.after[following], last)
