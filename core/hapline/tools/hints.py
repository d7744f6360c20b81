"""Hints: what tools say when they fail in a known way, what it means, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from hapline_hooks import Phrase, noun


@noun
class Hint:
    """A known failure.

    Attributes:
        pattern: A regular expression for one line of the output, in which words have one blank between them; it must
            not take long on any line of 2,000 characters.
        what: What it means, with the named groups of the pattern as fields. todo: What to do, with the same fields.
    """

    pattern: str
    what: str
    todo: str


@noun
class Advice:
    """A known failure that was found.

    Attributes:
        what: What it means. todo: What to do. line: The line of the output that tells.
    """

    what: Phrase
    todo: Phrase
    line: str


def hints_in(lines: Sequence[str], hints: Iterable[Hint]) -> tuple[Advice, ...]:
    """What is known of the failures in these lines, each hint once and by its first line, in the order of the hints."""
    found = []
    # With single blanks no pattern has much to try out, however the tool has laid out its lines.
    text = "\n".join(" ".join(line.split()) for line in lines)
    for hint in hints:
        match = _compiled(hint.pattern).search(text)
        if match is not None:
            fields = {name: (value or "").strip() for name, value in match.groupdict().items()}
            line = lines[text.count("\n", 0, match.start())].strip()
            found.append(Advice(what=_filled(hint.what, fields), todo=_filled(hint.todo, fields), line=line))
    return tuple(found)


def _filled(text: str, fields: dict[str, str]) -> Phrase:
    # Without fields of its own a phrase is not filled, and a text may hold braces.
    return Phrase(text, **fields) if fields else Phrase(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)
