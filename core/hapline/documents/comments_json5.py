"""Finds the comments of a JSON5 text; also of one with errors."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.documents.json5_tokens import BROKEN, COMMENT, END, scanner


def read(text: str, _language: str = "json5") -> Iterator[tuple[int, int]]:
    """The offsets of each comment: its first character, and the one after its last."""
    if "//" not in text and "/*" not in text:
        return
    for match in scanner().finditer(text):
        kind = match.lastindex or END
        # A comment that is not closed holds all the rest of the text.
        if kind == COMMENT or (kind == BROKEN and text.startswith("/*", match.start(kind))):
            yield match.span(kind)
