"""Conditions under which statements of Gradle scripts stand: those of ``if``, ``when``, ``switch`` and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hapline.documents.gradle_source import Source, is_word

if TYPE_CHECKING:
    from hapline.documents.gradle_statements import Statement


class Condition(NamedTuple):
    """A condition under which a statement stands.

    Attributes:
        text: The condition as it is written, without its parentheses; for a branch of ``when`` and ``switch`` its
            label. start: Where it starts. end: Where it ends. negated: Whether the statement stands where it is false.
        subject: What the label of a ``when`` or ``switch`` is compared with; empty for others.
    """

    text: str
    start: int
    end: int
    negated: bool = False
    subject: str = ""

    def __str__(self) -> str:
        """The condition as a reader would say it."""
        told = self.text.startswith(("is ", "in ", "!is ", "!in "))
        text = f"{self.subject} {'' if told else 'is '}{self.text}" if self.subject else self.text
        return f"not ({text})" if self.negated else text


class Branch(NamedTuple):
    """A part of an ``if``, ``when``, loop or ``try``.

    Attributes:
        conditions: When it runs. statements: What it does.
    """

    conditions: tuple[Condition, ...]
    statements: tuple[Statement, ...]


def condition_at(source: Source, index: int) -> tuple[Condition, int]:
    """The condition that stands in the parentheses at a token, and the token behind them."""
    first, last = source.inside(index)
    start, end = source.tokens[index][2], source.end(last)
    start = source.tokens[first][1] if first < last else start
    return Condition(source.text[start:end], start, max(start, end)), source.after[index]


def label_at(source: Source, first: int, last: int, subject: str) -> Condition:
    """The label of a branch, as a range of tokens, and what it is compared with."""
    start = source.tokens[first][1]
    if is_word(source, first, last, "case") and first + 1 < last:
        start = source.tokens[first + 1][1]
    end = max(start, source.end(last))
    return Condition(source.text[start:end], start, end, subject=subject)
