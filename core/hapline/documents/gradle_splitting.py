"""Splits ranges of tokens into statements: where each ends, and the branches of those that have conditions."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.documents.gradle_chains import BINARY
from hapline.documents.gradle_conditions import Branch, Condition, condition_at, label_at
from hapline.documents.gradle_heads import StatementKind
from hapline.documents.gradle_source import MAX_DEPTH, Source, is_mark, is_word, skip_newlines
from hapline.documents.gradle_statements import Statement
from hapline.documents.gradle_tokens import BROKEN, CLOSE, MARK, NAME, NEWLINE, OPEN

_GO_ON = (BINARY - {">"}) | {",", "=", "+=", "-=", "?", ":", ".", "?.", "->", "::", "!", "&", "|"}
"""Operators behind which a statement goes on in the next line."""
_GO_ON_WORDS = frozenset(("as", "in", "instanceof", "to", "by", "new"))
_GOES_ON = frozenset((".", "?.", "*.", "?:", "&&", "||", "?", ":", "::", "!!"))
"""Operators that go on with the statement of the line before."""
_CONTROLS = {"if": "if", "for": "loop", "while": "loop", "when": "when", "switch": "when", "try": "try"}
_PASSED = frozenset((NEWLINE, BROKEN))
_LABELS = frozenset(("case", "default"))

_Within = tuple[str, ...]


def split(
    source: Source, first: int, last: int, parent: Statement | None, within: _Within, *conditions: Condition
) -> Iterator[Statement]:
    """The statements in a range of tokens.

    Args:
        source: The script.
        first: The first token.
        last: The one after the last.
        parent: The statement that they are part of.
        within: The names of the blocks around them.
        conditions: The conditions of the branch that they are in.
    """
    tokens, text = source.tokens, source.text
    at = first
    while at < last:
        kind, start, end = tokens[at]
        if kind in _PASSED or (kind == MARK and text[start] == ";"):
            at += 1
            continue
        braces: list[int] = []
        stop = 0
        control = _CONTROLS.get(text[start:end]) if kind == NAME else None
        if control:
            stop = _control_end(source, at, last, 0)
        if not stop:
            control = None
            stop = _end(source, at, last, braces)
        one = Statement(source, (at, stop), tuple(braces), parent, within, conditions)
        if control:
            _branch(source, one, control)
        yield one
        at = stop


def body(
    source: Source, index: int, parent: Statement | None, within: _Within, *conditions: Condition
) -> Iterator[Statement]:
    """The statements behind an opening brace; parameters of a closure are passed over."""
    if index in source.deep:
        return iter(())
    first, last = source.inside(index)
    at = first
    while at < last:
        kind, start, end = source.tokens[at]
        mark = source.text[start:end]
        if mark == "->" and kind == MARK:
            first = at + 1
            break
        if kind == OPEN and mark == "(":
            at = source.after[at]
        elif kind in {NAME, NEWLINE} or mark in {",", ":", "<", ">", "?", "."}:
            at += 1
            if kind == NEWLINE and at > first + 1 and not is_mark(source, at - 2, last, ","):
                break
        else:
            break
    return split(source, first, last, parent, within, *conditions)


def _end(source: Source, at: int, last: int, braces: list[int]) -> int:
    """The token behind the statement that begins at one; its blocks are noted on the way."""
    tokens, text, after = source.tokens, source.text, source.after
    first = at
    while at < last:
        kind, start, _ = tokens[at]
        if kind == OPEN:
            if text[start] == "{":
                braces.append(at)
            elif at + 1 < last and tokens[at + 1][0] == OPEN and text[tokens[at + 1][1]] == "{":
                braces.append(at + 1)
            at = min(after[at], last)
            continue
        if kind == NEWLINE:
            following = skip_newlines(source, at, last)
            if following < last and _goes_on(source, at, following, first):
                at = following
                continue
            return at
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
    if before == NAME:
        if kind == OPEN and source.text[start] == "{":
            return True
        return newline - 1 > first and source.word(newline - 1) in _GO_ON_WORDS
    return before == CLOSE and kind == OPEN and source.text[start] == "{" and source.word(newline - 1) == ")"


def _control_end(source: Source, at: int, last: int, depth: int) -> int:
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
    at = _body_end(source, at, last, depth)
    while word == "if":
        following = skip_newlines(source, at, last)
        if is_mark(source, following, last, ";"):
            following = skip_newlines(source, following + 1, last)
        if not is_word(source, following, last, "else"):
            break
        following = skip_newlines(source, following + 1, last)
        if is_word(source, following, last, "if") and is_mark(source, following + 1, last, "("):
            following = min(source.after[following + 1], last)
        at = _body_end(source, following, last, depth)
    return at


def _body_end(source: Source, at: int, last: int, depth: int) -> int:
    at = skip_newlines(source, at, last)
    if at >= last:
        return last
    if is_mark(source, at, last, "{"):
        return min(source.after[at], last)
    if depth < MAX_DEPTH and source.tokens[at][0] == NAME and source.word(at) in _CONTROLS:
        stop = _control_end(source, at, last, depth + 1)
        if stop:
            return stop
    return _end(source, at, last, [])


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


def _branch(source: Source, one: Statement, kind: str) -> None:
    first, last = one.tokens
    made: dict[str, StatementKind] = {"if": "if", "loop": "loop", "when": "when", "try": "try"}
    read = {"if": _if, "loop": _loop, "when": _when, "try": _try}[kind]
    one.branch(made[kind], tuple(read(source, one, first, last)))


def _statements(
    source: Source, one: Statement, at: int, last: int, conditions: tuple[Condition, ...]
) -> tuple[Branch, int]:
    at = skip_newlines(source, at, last)
    if is_mark(source, at, last, "{"):
        found = tuple(body(source, at, one, one.within, *conditions))
        return Branch(conditions, found), min(source.after[at], last)
    stop = _body_end(source, at, last, 0) if at < last else last
    return Branch(conditions, tuple(split(source, at, stop, one, one.within, *conditions))), stop


def _if(source: Source, one: Statement, at: int, last: int) -> Iterator[Branch]:
    failed: tuple[Condition, ...] = ()
    while True:
        condition, at = condition_at(source, at + 1)
        branch, at = _statements(source, one, at, last, (*failed, condition))
        yield branch
        failed = (*failed, condition._replace(negated=True))
        at = skip_newlines(source, at, last)
        if is_mark(source, at, last, ";"):
            at = skip_newlines(source, at + 1, last)
        if not is_word(source, at, last, "else"):
            return
        at = skip_newlines(source, at + 1, last)
        if not (is_word(source, at, last, "if") and is_mark(source, at + 1, last, "(")):
            yield _statements(source, one, at, last, failed)[0]
            return


def _loop(source: Source, one: Statement, at: int, last: int) -> Iterator[Branch]:
    condition, after = condition_at(source, at + 1)
    word = source.word(at)
    text = source.text[one.start : condition.end] + ")"
    condition = condition._replace(text=text if word == "for" else condition.text)
    yield _statements(source, one, after, last, (condition,))[0]


def _try(source: Source, one: Statement, at: int, last: int) -> Iterator[Branch]:
    conditions: tuple[Condition, ...] = ()
    while at < last:
        at += 1
        if is_mark(source, at, last, "("):
            caught, after = condition_at(source, at)
            conditions = (caught._replace(text=f"catch ({caught.text})"),)
            at = after
        branch, at = _statements(source, one, at, last, conditions)
        yield branch
        conditions = ()
        at = skip_newlines(source, at, last)


def _when(source: Source, one: Statement, at: int, last: int) -> Iterator[Branch]:
    is_switch = source.word(at) == "switch"
    subject = ""
    at += 1
    if is_mark(source, at, last, "("):
        condition, at = condition_at(source, at)
        subject = condition.text
    at = skip_newlines(source, at, last)
    first, last = source.inside(at)
    yield from (_cases if is_switch else _entries)(source, one, first, last, subject)


def _entries(source: Source, one: Statement, at: int, last: int, subject: str) -> Iterator[Branch]:
    failed: tuple[Condition, ...] = ()
    while True:
        while at < last and (source.tokens[at][0] == NEWLINE or is_mark(source, at, last, ";")):
            at += 1
        label = at
        while at < last and not is_mark(source, at, last, "->"):
            at = source.after.get(at, at + 1)
        if at >= last:
            return
        condition = label_at(source, label, at, subject)
        other = is_word(source, label, at, "else") and at == label + 1
        branch, at = _statements(source, one, at + 1, last, failed if other else (condition,))
        yield branch
        failed = (*failed, condition._replace(negated=True))


def _cases(source: Source, one: Statement, at: int, last: int, subject: str) -> Iterator[Branch]:
    failed: tuple[Condition, ...] = ()
    label = at
    while at < last:
        while label < last and not is_word(source, label, last, *_LABELS):
            label += 1
        if label >= last:
            return
        at, stop, other = label, label, False
        while is_word(source, at, last, *_LABELS):  # labels without statements between them
            other = other or source.word(at) == "default"
            while at < last and not is_mark(source, at, last, ":", "->"):
                at = source.after.get(at, at + 1)
            stop = at
            at = skip_newlines(source, at + 1, last)
        condition = label_at(source, label, stop, subject)
        first = at
        while at < last and not is_word(source, at, last, *_LABELS):
            at = source.after.get(at, at + 1)
        conditions = failed if other else (condition,)
        yield Branch(conditions, tuple(split(source, first, at, one, one.within, *conditions)))
        failed = (*failed, condition._replace(negated=True))
        label = at
