"""Types as the compiled code has them: without arguments, annotations and packages."""

from __future__ import annotations

import re

_ARGUMENTS = re.compile(r"<[^<>]*>")
_ANNOTATION = re.compile(r"@[\w.]+(\([^()]*\))?\s*")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_QUALIFIED = re.compile(r"(?:\w+\s*\.\s*)+(\w+)")
_LONGEST = 1000
_SPACE = re.compile(r"\s+")
_PRIMITIVES = frozenset({"Int", "Long", "Short", "Byte", "Char", "Boolean", "Float", "Double"})


def erased(text: bytes) -> str:
    """A type without its arguments, annotations and package: ``java.util.List<String>[]`` is ``List[]``.

    Of a type of Kotlin the question mark stays where it makes another type of it: ``Int?`` is a class.
    """
    word = text.decode("utf-8", "replace")
    if word.isalnum():
        return word
    if len(word) > _LONGEST:
        return _SPACE.sub("", word)
    if "/" in word:
        word = _COMMENT.sub("", word)
    if "@" in word:
        word = _ANNOTATION.sub("", word)
    if "->" in word:
        return _SPACE.sub("", word)
    while "<" in word:
        shorter = _ARGUMENTS.sub("", word)
        if shorter == word:
            break
        word = shorter
    word = _SPACE.sub("", _QUALIFIED.sub(r"\1", word))
    return word if word.removesuffix("?") in _PRIMITIVES else word.replace("?", "")
