"""Fixes as replacements of text at lines and columns, for readers that know nothing of JSON5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline_hooks import Fix, Location, Subject, TextEdit, Unreadable

if TYPE_CHECKING:
    from hapline.documents import Document

Replacement = tuple[tuple[int, int], tuple[int, int], str]
"""Line and column (from 1, in characters) of the start and of the exclusive end, and the text in their place."""


class Replacements:
    """Works out fixes, in one file after the other; the document that was read last is kept."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._path = ""
        self._document: Document | None = None

    def of(self, fix: Fix, subject: Subject) -> list[Replacement]:
        """The replacements of a fix, in the order of the text; none where the file is not as the rule saw it."""
        from hapline.documents import DocumentError, text_edits

        try:
            document = self._opened(fix.path, subject)
            edits = [edit for edit in fix.edits if isinstance(edit, TextEdit)]
            if len(edits) < len(fix.edits):
                edits = text_edits(document, fix.edits)
        except (DocumentError, Unreadable, ValueError, KeyError):
            return []
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        return [(document.position(edit.start), document.position(edit.end), edit.text) for edit in ordered]

    def _opened(self, path: str, subject: Subject) -> Document:
        from hapline.documents import Document

        if self._document is None or self._path != path:
            self._document = Document(subject.source(Location(path=path)))
            self._path = path
        return self._document
