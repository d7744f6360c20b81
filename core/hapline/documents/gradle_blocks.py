"""Blocks of Gradle scripts: what stands between braces, split into statements when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.documents.gradle_reading import Level
    from hapline.documents.gradle_source import Source
    from hapline.documents.gradle_statements import Statement


class Block:
    """The statements between braces.

    Attributes:
        source: The script. owner: The statement that the block belongs to; None for one inside a value.
    """

    __slots__ = ("_index", "_level", "_statements", "owner", "source")

    def __init__(self, source: Source, index: int, owner: Statement | None) -> None:
        """Take the block of an opening brace."""
        self.source = source
        self.owner = owner
        self._index = index
        self._statements: tuple[Statement, ...] | None = None
        self._level: Level | None = None

    @property
    def start(self) -> int:
        """The offset of the opening brace."""
        return self.source.tokens[self._index][1]

    @property
    def inside(self) -> int:
        """The offset behind the opening brace."""
        return self.source.tokens[self._index][2]

    @property
    def inside_end(self) -> int:
        """The offset of the closing brace; where it is missing, of the end of what is in the block."""
        source, last = self.source, self.source.inside(self._index)[1]
        if self._index in source.unclosed:
            return max(source.end(last), self.inside)
        return source.tokens[last][1]

    @property
    def end(self) -> int:
        """The offset behind the closing brace."""
        return self.inside_end + (self._index not in self.source.unclosed)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, parameters of the closure left out."""
        if self._statements is None:
            from hapline.documents.gradle_splitting import body

            owner = self.owner
            within = owner.path if owner is not None else ()
            self._statements = tuple(body(self.source, self._index, owner, within))
        return self._statements

    @property
    def level(self) -> Level:
        """The statements with those in branches, to be found by name."""
        if self._level is None:
            from hapline.documents.gradle_reading import Level

            self._level = Level(self.statements)
        return self._level

    def walk(self) -> Iterator[Statement]:
        """All statements in it and in their blocks, in the order of the text."""
        from hapline.documents.gradle_statements import walk

        return walk(self.statements)
