"""A configuration file: its sections, and refusals with the place in it that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from hapline.config.values import closest
from hapline.documents import Document, DocumentError, has_duplicate_keys
from hapline.errors import HaplineError, MissingError, UsageError, of
from hapline.files import shown
from hapline_hooks import ConfigSection, Keys, Phrase, Span


class ConfigFile:
    """A ``hapline.json5``.

    Attributes:
        shown: The file as people call it: relative to where they are.
    """

    def __init__(self, path: str, content: bytes | None = None) -> None:
        """Read it; from disk, unless its content is given.

        Raises:
            hapline.errors.HaplineError: It cannot be read, is no JSON5, or holds a key twice.
        """
        self.shown = shown(path)
        data = _read(path, self.shown) if content is None else content
        try:
            self._document = Document(data)
            self._content = self._document.value
        except DocumentError as error:
            raise of(error, self.shown) from None
        if has_duplicate_keys(data, self._content):
            for duplicate in self._document.duplicates():
                line, column = self._document.position(duplicate.again[0])
                span = Span(start_line=line, start_column=column, end_line=line, end_column=column)
                what = Phrase("the key {name} is given twice", name=str(duplicate.keys[-1]))
                raise UsageError(what, where=self.shown, span=span, todo="remove one")

    def refusal(self, keys: Keys, what: str, todo: str, on: Literal["key", "value"] = "value") -> HaplineError:
        """An error about a place in the file."""
        return UsageError(what, where=self.shown, span=self._document.place(keys, on), todo=todo)

    def line(self, keys: Keys) -> int:
        """The line of a place."""
        return self._document.place(keys).start_line

    @property
    def schema(self) -> str:
        """The schema that its ``$schema`` line names for editors; empty where it names none."""
        line = self._content.get("$schema") if isinstance(self._content, dict) else ""
        return line if isinstance(line, str) else ""

    def sections(self, known: Mapping[str, ConfigSection]) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The sections with their values.

        Raises:
            hapline.errors.HaplineError: One is not known, or no object.
        """
        if not isinstance(self._content, dict):
            raise self.refusal((), "the configuration must be an object", "start with { and name sections inside")
        for name, values in self._content.items():
            if name == "$schema":
                continue
            if name not in known:
                todo = closest(name, known) or Phrase("known sections are {names}", names=", ".join(known))
                raise self.refusal((name,), Phrase("unknown section {name}", name=name), todo, on="key")
            if not isinstance(values, dict):
                raise self.refusal((name,), Phrase("{name} must be an object", name=name), known[name].help)
            yield name, values


def _read(path: str, name: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        what = Phrase("the configuration cannot be read: {reason}", reason=error.strerror or str(error))
        raise MissingError(what, where=name) from None
