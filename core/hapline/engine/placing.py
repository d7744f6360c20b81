"""Finds the line and column of findings, in the documents that their symbolic paths lead into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hapline_hooks import Finding, Location, Subject, Tree, Unreadable, replace

if TYPE_CHECKING:
    from hapline.documents import Document


class Places:
    """Documents of one run, each read at most once, and only when a finding points into it."""

    def __init__(
        self, tree: Tree | None = None, failed: Callable[[Subject, Exception], None] = lambda _subject, _error: None
    ) -> None:
        """Start with nothing read.

        Args:
            tree: That of the project, for comments in its files.
            failed: Is told of a subject that crashes when it is asked for the file of a place.
        """
        self._tree = tree
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

    def project_document(self, path: str) -> Document | None:
        """A document of the project's tree; None where it is no JSON5."""
        if path not in self._documents and self._tree is not None:
            try:
                self._documents[path] = _document(self._tree.read(path))
            except Unreadable:
                self._documents[path] = None
        return self._documents.get(path)

    def text(self, location: Location, subject: Subject) -> str | None:
        """The text of the file of a place; None where it is no text."""
        if location.file not in self._texts:
            from hapline.documents import DocumentError, decode

            try:
                found: str | None = decode(self._source(location, subject))
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
        if location.span is not None or not (location.keys or location.file.endswith((".json5", ".json"))):
            return location
        document = self.document(location, subject)
        return location if document is None else replace(location, span=document.place(location.keys, location.on))


def _document(data: bytes) -> Document | None:
    # Imported here: a run without findings never needs places, which are the costly half of the reader.
    from hapline.documents import Document, DocumentError

    try:
        document = Document(data)
        _ = document.value
    except DocumentError:
        return None
    return document
