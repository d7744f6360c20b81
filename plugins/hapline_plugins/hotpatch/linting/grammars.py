"""The parsers of Java and Kotlin: loaded when the first file is read, and limited in time."""

from __future__ import annotations

from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Literal

from hapline.errors import MissingError

if TYPE_CHECKING:
    from tree_sitter import Language, Parser, Tree

Grammar = Literal["java", "kotlin"]
ENDINGS: dict[str, Grammar] = {".java": "java", ".kt": "kotlin"}
"""The endings of the files that are parsed, and their languages."""
SECONDS = 30.0
"""What one file may take; the slowest real ones take two."""
_CHUNK = 1 << 16
_MOST_OPEN = 5000
"""Signs ``<`` that no ``>`` closes: type arguments that are never closed cost the square of their number."""


class TooHardError(Exception):
    """A file that the parser does not get through in time."""


def grammar_of(path: str) -> Grammar | None:
    """The language of a file by its name; None for files that are not parsed."""
    return ENDINGS.get(path[path.rfind(".") :])


def parse(grammar: Grammar, data: bytes) -> Tree:
    """The syntax tree of a text in UTF-8; what is not understood is an ``ERROR`` in it.

    Raises:
        TooHardError: It takes too long.
        hapline.errors.MissingError: The parsers are not installed.
    """
    if data.count(b"<") - data.count(b">") > _MOST_OPEN:
        raise TooHardError
    parser = _parser(grammar)
    ends = monotonic() + SECONDS
    try:
        return parser.parse(
            lambda offset, _: data[offset : offset + _CHUNK], progress_callback=lambda _, __: monotonic() > ends
        )
    except ValueError:
        parser.reset()
        raise TooHardError from None


@cache
def language(grammar: Grammar) -> Language:
    """A grammar as the parser's library has it.

    Raises:
        hapline.errors.MissingError: It is not installed.
    """
    try:
        import tree_sitter
        import tree_sitter_java
        import tree_sitter_kotlin
    except ImportError:
        raise MissingError(
            "tree-sitter and its grammars of Java and Kotlin are not installed",
            todo='pip install "hapline[hotpatch]"',
        ) from None
    known = tree_sitter_java if grammar == "java" else tree_sitter_kotlin
    return tree_sitter.Language(known.language())


@cache
def _parser(grammar: Grammar) -> Parser:
    found = language(grammar)
    from tree_sitter import Parser

    return Parser(found)
