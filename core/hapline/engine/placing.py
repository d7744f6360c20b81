"""Finds the line and column of findings, in the documents that their symbolic paths lead into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import Finding, Keys, Location, Subject, Tree, Unreadable, replace

if TYPE_CHECKING:
    from hapline.documents import Document

_NAMING = ("name", "id", "uri", "path")
"""How the keys end by whose values people tell the items of a list apart, the best first."""


class Files(Subject):
    """The files of a run, for findings of the engine itself: about comments, the configuration, the baseline."""

    __slots__ = ("_others", "_read", "_tree")

    def __init__(
        self,
        tree: Tree | None,
        others: Mapping[str, str] | None = None,
        read: Callable[[str], bytes] | None = None,
    ) -> None:
        """Take files from the tree, and ``others`` (path in the finding to path on disk) by ``read``."""
        self._tree = tree
        self._others = others or {}
        self._read = read

    def source(self, location: Location) -> bytes:
        """The file of a place.

        Raises:
            hapline_hooks.Unreadable: There is no such file.
        """
        path = self._others.get(location.path)
        if path is None or self._read is None:
            if self._tree is None:
                raise Unreadable(location.path, "there is no such file", absent=True)
            return self._tree.read(location.path)
        try:
            return self._read(path)
        except OSError as error:
            raise Unreadable(location.path, error.strerror or str(error)) from None


class Places:
    """Documents of one run, each read at most once, and only when a finding points into it.

    Attributes:
        tree: That of the project, for comments in its files; None where built files are judged.
    """

    def __init__(
        self, tree: Tree | None = None, failed: Callable[[Subject, Exception], None] = lambda _subject, _error: None
    ) -> None:
        """Start with nothing read.

        Args:
            tree: See above. failed: Is told of a subject that crashes when it is asked for the file of a place.
        """
        self.tree = tree
        self._failed = failed
        self._documents: dict[str, Document | None] = {}
        self._texts: dict[str, str | None] = {}

    def document(self, location: Location, subject: Subject) -> Document | None:
        """The document of a place; None where it is no JSON5."""
        if location.file not in self._documents:
            try:
                found = _document(self._source(location, subject))
            except Unreadable:
                found = None
            self._documents[location.file] = found
        return self._documents[location.file]

    def text(self, location: Location, subject: Subject) -> str | None:
        """The text of the file of a place, in whatever encoding; None where it is no text."""
        if location.file not in self._texts:
            from hapline.documents import DocumentError, TolerantText

            try:
                file = TolerantText(self._source(location, subject))
                found = None if file.is_binary else file.text
            except (DocumentError, Unreadable):
                found = None
            self._texts[location.file] = found
        return self._texts[location.file]

    def _source(self, location: Location, subject: Subject) -> bytes:
        try:
            return subject.source(location)
        except Unreadable:
            raise
        except Exception as error:  # a finding without its place is better than none
            self._failed(subject, error)
            raise Unreadable(location.file, "cannot be read") from error

    def placed(self, finding: Finding, subject: Subject) -> Finding:
        """The finding with spans for all its places, as far as they can be found."""
        location = self._placed(finding.location, subject)
        related = tuple(replace(one, location=self._placed(one.location, subject)) for one in finding.related)
        return replace(finding, location=location, related=related)

    def _placed(self, location: Location, subject: Subject) -> Location:
        in_list = any(isinstance(key, int) for key in location.keys)
        if not in_list and (
            location.span is not None or not (location.keys or location.file.endswith((".json5", ".json")))
        ):
            return location
        document = self.document(location, subject)
        if document is None:
            return location
        span = location.span or document.place(location.keys, location.on)
        return replace(location, span=span, names=_names(document.value, location.keys) if in_list else ())


def _document(data: bytes) -> Document | None:
    # Imported here: a run without findings never needs places, which are the costly half of the reader.
    from hapline.documents import Document, DocumentError

    try:
        document = Document(data)
        _ = document.value
    except DocumentError:
        return None
    return document


def _names(value: object, keys: Keys) -> tuple[str, ...]:
    """The names of the list items on a symbolic path, as far as it leads."""
    names: list[str] = []
    for key in keys:
        if isinstance(key, str):
            value = value.get(key) if isinstance(value, dict) else None
        else:
            value = value[key] if isinstance(value, list) and 0 <= key < len(value) else None
            names.append(_name(value))
    return tuple(names)


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return item if isinstance(item, str) else ""
    for ending in _NAMING:
        # By key, since the order of members means nothing; all of them, since a bundle and a module name one thing.
        found = [value for key, value in sorted(item.items()) if key.lower().endswith(ending)]
        names = [value for value in found if isinstance(value, str) and value]
        if names:
            return "/".join(names)
    return ""
