"""Takes typed values out of a JSON object, and notes what is of another type instead of failing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from hapline.builds import Problem
from hapline_hooks import Keys, Phrase

if TYPE_CHECKING:
    from hapline.documents import Document

T = TypeVar("T")

MAX_SIZE = 16 * 1024 * 1024
"""Bytes. The tools write some 200 KB."""


class JsonReader:
    """Reads the members of objects in one document.

    Attributes:
        path: The document. problems: What was of another type.
    """

    def __init__(self, path: str) -> None:
        """Start with nothing wrong."""
        self.path = path
        self.problems: list[Problem] = []

    def root(self, document: Document) -> Mapping[str, object]:
        """The object that a document is.

        Raises:
            hapline.documents.DocumentError: It is no JSON.
        """
        return self._object(document.value, ())

    def text(self, within: Mapping[str, object], at: Keys, key: str) -> str:
        """A string; empty where it is absent or null, or of another type (which is noted)."""
        value = within.get(key)
        if isinstance(value, str) or value is None:
            return value or ""
        return self._wrong((*at, key), Phrase("a string"), "")

    def text_or_number(self, within: Mapping[str, object], at: Keys, key: str) -> str:
        """A string, or a whole number as one: the tools write both."""
        value = within.get(key)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.text(within, at, key)

    def number(self, within: Mapping[str, object], at: Keys, key: str) -> int | None:
        """A whole number; None where there is none."""
        value = within.get(key)
        if (isinstance(value, int) and not isinstance(value, bool)) or value is None:
            return value
        return self._wrong((*at, key), Phrase("a whole number"), None)

    def flag(self, within: Mapping[str, object], at: Keys, key: str) -> bool:
        """A truth value; false where there is none."""
        value = within.get(key)
        if isinstance(value, bool) or value is None:
            return bool(value)
        return self._wrong((*at, key), Phrase("true or false"), default=False)

    def texts(self, within: Mapping[str, object], at: Keys, key: str) -> tuple[tuple[Keys, str], ...]:
        """The strings in a list, with their places; the tools write null among them, which is passed over."""
        found: list[tuple[Keys, str]] = []
        for place, value in self._items(within, at, key):
            if isinstance(value, str):
                found.append((place, value))
            elif value is not None:
                self._wrong(place, Phrase("a string"), None)
        return tuple(found)

    def objects(self, within: Mapping[str, object], at: Keys, key: str) -> list[tuple[Keys, Mapping[str, object]]]:
        """The objects in a list, with their places."""
        found: list[tuple[Keys, Mapping[str, object]]] = []
        for place, value in self._items(within, at, key):
            before = len(self.problems)
            one = self._object(value, place)
            if len(self.problems) == before:
                found.append((place, one))
        return found

    def _items(self, within: Mapping[str, object], at: Keys, key: str) -> list[tuple[Keys, object]]:
        value = within.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            return self._wrong((*at, key), Phrase("a list"), [])
        return [((*at, key, number), one) for number, one in enumerate(value)]

    def _object(self, value: object, at: Keys) -> Mapping[str, object]:
        if isinstance(value, dict):
            return value
        nothing: Mapping[str, object] = {}
        return self._wrong(at, Phrase("an object"), nothing)

    def _wrong(self, keys: Keys, wanted: Phrase, default: T) -> T:
        message = Phrase("{wanted} belongs here", wanted=wanted)
        self.problems.append(Problem(kind="type", path=self.path, message=message, keys=keys))
        return default
