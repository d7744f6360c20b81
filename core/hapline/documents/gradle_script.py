"""A Gradle script, Groovy or Kotlin, read without running it: its statements and values, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

from hapline.documents.gradle_blocks import Block
from hapline.documents.gradle_reading import Reading, levels, reach
from hapline.documents.gradle_source import Source
from hapline.documents.gradle_statements import Statement, walk
from hapline.documents.gradle_values import Value
from hapline.documents.text import DocumentError, Encoding, TolerantText, check_size, position
from hapline_hooks import Span, TextEdit

GRADLE_LIMIT = 1024 * 1024
"""Bytes that a script may have unless the caller says otherwise; real ones have some thousand."""
T = TypeVar("T")


class GradleScript:
    """A script that is parsed as far as it is looked at.

    Attributes:
        text: The text, without byte order mark; each byte that is not UTF-8 is one U+FFFD.
        path: How the file is called; what ends in ``.kts`` is Kotlin. kotlin: Whether it is.
        encoding: How it was written as bytes.
    """

    def __init__(self, data: bytes, path: str = "", *, kotlin: bool | None = None, limit: int = GRADLE_LIMIT) -> None:
        """Decode a script; it is parsed later.

        Args:
            data: The file.
            path: Its path, for the language and for places.
            kotlin: The language, where the path does not say it.
            limit: The most bytes that are read.

        Raises:
            hapline.documents.DocumentError: It is no text, or too large. Bytes in another encoding are no error.
        """
        check_size(data, limit)
        self.path = path
        self.kotlin = path.endswith(".kts") if kotlin is None else kotlin
        self._file = TolerantText(data)
        self.text = self._file.text
        self.encoding: Encoding = self._file.encoding
        self._refuse_binary()
        self._reading = Reading(self.text, kotlin=self.kotlin)

    def once(self, make: Callable[[GradleScript], T]) -> T:
        """What a function makes of the statements; of scripts that share a reading it is made once."""
        made = self._reading.made
        if make not in made:
            made[make] = make(self)
        return cast("T", made[make])

    def called(self, path: str) -> GradleScript:
        """The same script under another path, in the same language; what is read of one is read of both."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.path = path
        return other

    def _refuse_binary(self) -> None:
        at = self.text.find("\0")
        if at >= 0:
            raise DocumentError(
                "a zero byte: the file is no text",
                text=self.text,
                offset=at,
                end=at + 1,
                hint="a script is a text; look at what wrote this file",
            )

    @property
    def source(self) -> Source:
        """The tokens."""
        return self._reading.source

    @property
    def errors(self) -> tuple[DocumentError, ...]:
        """What is wrong with strings, comments and brackets, in order; the rest is read all the same."""
        return tuple(self.source.errors)

    @property
    def undecoded(self) -> DocumentError | None:
        """The first byte that is not UTF-8; None where there is none."""
        return self._file.undecoded

    def check(self) -> None:
        """Refuse a script with errors.

        Raises:
            hapline.documents.DocumentError: The first of its errors.
        """
        if self.source.errors:
            raise self.source.errors[0]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that stand in no block and in no branch."""
        return self._reading.statements

    def walk(self) -> Iterator[Statement]:
        """All statements, those in blocks and branches too, in the order of the text."""
        return walk(self.statements)

    def select(self, *path: str, conditional: bool = True) -> list[Statement]:
        """The statements of a path, whether written as ``android { minSdk 1 }`` or as ``android.minSdk = 1``.

        Args:
            path: The names of the blocks around the statement and its own. ``*`` is any name, ``**`` any number of
                names.
            conditional: Whether those are taken that stand under conditions.
        """
        found: Iterable[Statement]
        if "**" in path or not path:
            found = (one for one in self._named(path[-1] if path else "**") if matches(one.path, path))
        else:
            found = reach(self._reading.level, path)
        return [one for one in found if conditional or not one.conditions]

    def blocks(self, *path: str) -> list[Block]:
        """The blocks of a path; several statements may each have one."""
        return [one.block for one in self.select(*path) if one.block is not None]

    def calls(self, name: str, within: tuple[str, ...] | None = None) -> list[Statement]:
        """The calls of a name.

        Args:
            name: The name, dotted where it is; ``*`` for every name.
            within: The names of the blocks around them (``*`` and ``**`` as in ``select``); None for all.
        """
        found: Iterable[Statement]
        if within is None or "**" in within:
            named = self._named(name.rpartition(".")[2])
            found = (one for one in named if within is None or matches(one.within, within))
        else:
            first = name.partition(".")[0]
            inner = list(levels(self._reading.level, within))
            found = [one for level in inner for one in level.leading(first)]
            if len(inner) > 1:
                found.sort(key=lambda one: one.start)
        if name != "*":
            found = [one for one in found if one.name == name]
        return [one for one in found if one.kind == "call"]

    def values(self, *path: str) -> list[Statement]:
        """The statements of a path that give one value: ``packageId 36``, ``packageId = 36``, ``packageId(36)``."""
        return [one for one in self.select(*path) if one.value is not None]

    def value(self, *path: str) -> Value | None:
        """The value that is given last, conditions or not; None where there is none."""
        found = self.values(*path)
        return found[-1].value if found else None

    def comments(self) -> list[tuple[int, int]]:
        """The start and end of each comment."""
        return list(self.source.comments)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1; an offset outside the text counts as its start or end."""
        return position(self._reading.lines, min(max(offset, 0), len(self.text)))

    def place(self, start: int, end: int) -> Span:
        """A stretch of the text in lines and columns."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with edits applied; all else stays byte for byte, in whatever encoding it is.

        Raises:
            ValueError: Edits overlap, or one is not inside the text.
        """
        return self._file.edited(edits)

    def _named(self, last: str) -> list[Statement]:
        if last in {"*", "**"}:
            return [one for one in self.walk() if one.name]
        return self._reading.by_name.get(last, [])


def matches(names: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether names fit a pattern, in which ``*`` is any name and ``**`` any number of names."""
    reached = {0}
    for name in names:
        reached = _closed(reached, pattern)
        reached = {
            at + (pattern[at] != "**") for at in reached if at < len(pattern) and pattern[at] in {name, "*", "**"}
        }
    return len(pattern) in _closed(reached, pattern)


def _closed(reached: set[int], pattern: tuple[str, ...]) -> set[int]:
    found = set(reached)
    for at in range(len(pattern)):
        if at in found and pattern[at] == "**":
            found.add(at + 1)
    return found
