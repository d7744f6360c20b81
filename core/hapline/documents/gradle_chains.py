"""Reads chains in Gradle scripts, such as ``project(':a').projectDir``: names, what they are given, what follows."""

from __future__ import annotations

from hapline.documents.gradle_source import Source, is_mark, skip_newlines
from hapline.documents.gradle_tokens import MARK, NAME, NEWLINE, OPEN, STRING
from hapline.documents.gradle_values import Link

_ARITHMETIC = frozenset(("+", "-", "*", "/", "%", "<<"))
_COMPARING = frozenset(("==", "!=", "===", "!==", "<", ">", "<=", ">=", "<=>", "=~", "==~"))
BINARY = _ARITHMETIC | _COMPARING | {"&&", "||", "?:"}
"""Operators between two values."""
DOTS = frozenset((".", "?.", "*.", "::", ".&", ".@"))
_MARKED = frozenset((MARK, NEWLINE))


def read_links(  # noqa: C901, PLR0912 one loop over what may follow a name
    source: Source, at: int, last: int, links: list[Link], *, first: bool
) -> int:
    """Read the steps of a chain.

    Args:
        source: The script.
        at: The token to begin at.
        last: The end of the range.
        links: Where the steps go.
        first: Whether a name comes first, without a dot.

    Returns:
        The token behind the chain.
    """
    tokens, text = source.tokens, source.text
    if first:
        _, start, end = tokens[at]
        links.append(Link(source, text[start:end].strip("`\"'"), start, end))
        at += 1
    while at < last:
        kind, start, end = tokens[at]
        if kind in _MARKED:
            dot = skip_newlines(source, at, last)
            mark = source.word(dot) if dot < last and tokens[dot][0] == MARK else ""
            if mark in DOTS:
                following = skip_newlines(source, dot + 1, last)
                if following >= last or tokens[following][0] not in {NAME, STRING}:
                    return at
                at = following
                _, start, end = tokens[at]
                name = text[start:end].strip("`\"'")
                links.append(Link(source, name, start, end))
                at += 1
                continue
            if mark == "!!":
                at = dot + 1
                continue
            if mark == "<" and dot == at and source.kotlin and tokens[at - 1][2] == start:
                after = type_arguments(source, at, last)
                if after:
                    at = after
                    continue
            if kind != NEWLINE or not is_mark(source, dot, last, "{") or not links or links[-1].called:
                return at
            at = dot  # the splitter has found that the block goes with the name
            kind, start, end = tokens[at]
        if kind != OPEN:
            return at
        mark = text[start]
        joined = tokens[at - 1][2] == start
        if mark == "(" and (joined or (links and not links[-1].called)):
            if not links or links[-1].called:
                links.append(Link(source, "()", start, start))
            links[-1].give(*source.inside(at))
        elif mark == "[" and joined:
            links.append(Link(source, "[]", start, source.end(source.after[at])))
            links[-1].give(*source.inside(at))
        elif mark == "{" and links and links[-1].name != "[]":
            links[-1].give_block(at)
        else:
            return at
        at = min(source.after[at], last)
    return at


def type_arguments(source: Source, at: int, last: int) -> int:
    """The token behind type arguments; 0 where a smaller-than sign begins none."""
    depth = 0
    for index in range(at, min(last, at + 60)):
        kind, start, end = source.tokens[index]
        word = source.text[start:end]
        if word == "<":
            depth += 1
        elif word == ">":
            depth -= 1
            if not depth:
                return index + 1
        elif kind != NAME and word not in {",", ".", "?", "*", "::"}:
            return 0
    return 0
