"""Reads and edits the documents of projects: JSON5 and JSON, with exact places and minimal edits. Finds comments.

Nothing is imported before it is used: values need far less than places, and places less than edits.

The language is that of the JSON5 standard, with four limits: half of a surrogate pair is refused, since no file can
hold it; so are more than 100 objects and lists inside each other, numbers with more digits than Python prints, and
files above a size that the caller sets.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.documents.comments_by_kind import Comment, comments, holds_comments
    from hapline.documents.json5_document import Document, Duplicate
    from hapline.documents.json5_edits import duplicate_edits, text_edits
    from hapline.documents.json5_screens import has_duplicate_keys
    from hapline.documents.json5_tokens import Token, tokens
    from hapline.documents.json5_values import parse
    from hapline.documents.json5_writing import dumps
    from hapline.documents.text import DocumentError, Encoding, apply, decode, encoding_of

_HOMES = {
    "Comment": "comments_by_kind",
    "Document": "json5_document",
    "DocumentError": "text",
    "Duplicate": "json5_document",
    "Encoding": "text",
    "Token": "json5_tokens",
    "apply": "text",
    "comments": "comments_by_kind",
    "decode": "text",
    "dumps": "json5_writing",
    "duplicate_edits": "json5_edits",
    "encoding_of": "text",
    "has_duplicate_keys": "json5_screens",
    "holds_comments": "comments_by_kind",
    "parse": "json5_values",
    "text_edits": "json5_edits",
    "tokens": "json5_tokens",
}

__all__ = [
    "Comment",
    "Document",
    "DocumentError",
    "Duplicate",
    "Encoding",
    "Token",
    "apply",
    "comments",
    "decode",
    "dumps",
    "duplicate_edits",
    "encoding_of",
    "has_duplicate_keys",
    "holds_comments",
    "parse",
    "text_edits",
    "tokens",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
