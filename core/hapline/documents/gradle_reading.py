"""What is read of the text of a Gradle script, as far as somebody looks: tokens, statements, and ways to find them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hapline.documents.gradle_source import Source
from hapline.documents.gradle_statements import Statement, walk
from hapline.documents.text import line_starts
from hapline_hooks.once import cached_property


class Reading:
    """A text that is parsed as far as it is looked at; scripts of the same text share one.

    Attributes:
        text: The text. kotlin: Whether it is Kotlin. made: What others have made of it, by what makes it.
    """

    def __init__(self, text: str, *, kotlin: bool) -> None:
        """Begin with nothing read."""
        self.text = text
        self.kotlin = kotlin
        self.made: dict[Callable[..., object], object] = {}

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
    def level(self) -> Level:
        """The same with those in branches, to be found by name."""
        return Level(self.statements)

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


class Level:
    """Statements that stand side by side, those of branches among them, found by how their names begin.

    Attributes:
        statements: The statements, in the order of the text.
    """

    __slots__ = ("_by_name", "statements")

    def __init__(self, statements: Sequence[Statement]) -> None:
        """Take statements, and those of their branches in their place."""
        self.statements = list(_flat(statements))
        self._by_name: dict[str, list[Statement]] | None = None

    def leading(self, name: str) -> Sequence[Statement]:
        """The statements whose names begin with a part, and those without a name; all for ``*``."""
        if name == "*":
            return self.statements
        if self._by_name is None:
            self._by_name = {}
            for one in self.statements:
                self._by_name.setdefault(one.name.partition(".")[0], []).append(one)
        found = self._by_name
        if "" in found:
            return [one for one in self.statements if one.name.partition(".")[0] in {"", name}]
        return found.get(name, ())


def reach(level: Level, path: Sequence[str]) -> Iterator[Statement]:
    """The statements of a path; of other blocks nothing is read. ``*`` is any name."""
    for one in level.leading(path[0]):
        names = one.names
        if not _leads(names, path):
            continue
        if len(names) == len(path):
            yield one
        else:
            for block in one.blocks:
                yield from reach(block.level, path[len(names) :])


def levels(level: Level, within: Sequence[str]) -> Iterator[Level]:
    """What stands in blocks of these names, in closures without a name too; of other blocks nothing is read."""
    if not within:
        yield level
    for one in level.leading(within[0] if within else ""):
        names = one.names
        if one.has_blocks and _leads(names, within):
            for block in one.blocks:
                yield from levels(block.level, within[len(names) :])


def _flat(statements: Sequence[Statement]) -> Iterator[Statement]:
    for one in statements:
        if one.branches:
            for branch in one.branches:
                yield from _flat(branch.statements)
        else:
            yield one


def _leads(names: Sequence[str], path: Sequence[str]) -> bool:
    """Whether names are the beginning of a path."""
    for wanted, name in zip(path, names, strict=False):
        if wanted not in {name, "*"}:
            return False
    return len(names) <= len(path)
