"""What is read of the text of a Gradle script, as far as somebody looks: tokens, statements, and ways to find them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from hapline.documents.gradle_source import Source
from hapline.documents.gradle_statements import Statement, walk
from hapline.documents.text import line_starts


class Reading:
    """A text that is parsed as far as it is looked at; scripts of the same text share one.

    Attributes:
        text: The text. kotlin: Whether it is Kotlin.
    """

    def __init__(self, text: str, *, kotlin: bool) -> None:
        """Begin with nothing read."""
        self.text = text
        self.kotlin = kotlin

    @cached_property
    def source(self) -> Source:
        """The tokens."""
        return Source(self.text, kotlin=self.kotlin)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that stand in no block and in no branch."""
        from hapline.documents.gradle_splitting import split

        return tuple(split(self.source, 0, len(self.source.tokens), None, ()))

    @cached_property
    def lines(self) -> list[int]:
        """Where lines start."""
        return line_starts(self.text)

    @cached_property
    def by_name(self) -> dict[str, list[Statement]]:
        """All statements by the last part of their name."""
        found: dict[str, list[Statement]] = {}
        for one in walk(self.statements):
            path = one.path
            found.setdefault(path[-1] if path and not one.branches else "", []).append(one)
        return found


def reach(statements: Sequence[Statement], path: Sequence[str]) -> Iterator[Statement]:
    """The statements of a path; of other blocks nothing is read. ``*`` is any name."""
    for one in statements:
        if one.branches:
            for branch in one.branches:
                yield from reach(branch.statements, path)
            continue
        names = one.name.split(".") if one.name else ()
        if not _leads(names, path):
            continue
        if len(names) == len(path):
            yield one
        else:
            for block in one.blocks:
                yield from reach(block.statements, path[len(names) :])


def inside(statements: Sequence[Statement], within: Sequence[str]) -> Iterator[Statement]:
    """The statements that stand in blocks of these names, of branches too; of other blocks nothing is read."""
    for one in statements:
        if one.branches:
            for branch in one.branches:
                yield from inside(branch.statements, within)
            continue
        names = one.name.split(".") if one.name else ()
        if not within:
            yield one
        if not names or (within and _leads(names, within)):
            for block in one.blocks:
                yield from inside(block.statements, within[len(names) :])


def _leads(names: Sequence[str], path: Sequence[str]) -> bool:
    """Whether names are the beginning of a path."""
    if len(names) > len(path):
        return False
    return all(wanted in {name, "*"} for name, wanted in zip(names, path, strict=False))
