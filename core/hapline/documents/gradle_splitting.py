"""Splits ranges of tokens into statements: where each ends, and the branches of those that have conditions."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.documents.gradle_conditions import Branch, Condition, condition_at, label_at
from hapline.documents.gradle_ends import CONTROLS, body_end, control_end, statement_end
from hapline.documents.gradle_heads import StatementKind
from hapline.documents.gradle_source import Source, is_mark, is_word, skip_newlines
from hapline.documents.gradle_statements import Statement
from hapline.documents.gradle_tokens import BROKEN, MARK, NAME, NEWLINE, OPEN

_NESTING = 30  # conditions inside conditions without braces
_MOST = 60  # conditions before the branch at hand that are kept
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
        control = CONTROLS.get(text[start:end]) if kind == NAME else None
        if control and (parent is None or parent.nesting < _NESTING):
            stop = control_end(source, at, last, 0)
        if not stop:
            control = None
            stop = statement_end(source, at, last, braces)
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


def _branch(source: Source, one: Statement, kind: str) -> None:
    first, last = one.tokens
    one.nesting += 1
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
    stop = body_end(source, at, last, 0) if at < last else last
    return Branch(conditions, tuple(split(source, at, stop, one, one.within, *conditions))), stop


def _if(source: Source, one: Statement, at: int, last: int) -> Iterator[Branch]:
    failed: tuple[Condition, ...] = ()
    while True:
        condition, at = condition_at(source, at + 1)
        branch, at = _statements(source, one, at, last, (*failed, condition))
        yield branch
        failed = (*failed, condition._replace(negated=True))[:_MOST]
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
        failed = (*failed, condition._replace(negated=True))[:_MOST]


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
        failed = (*failed, condition._replace(negated=True))[:_MOST]
        label = at
