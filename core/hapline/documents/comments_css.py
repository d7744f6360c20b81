"""Finds ``/* */`` comments of CSS, which has no others: strings and addresses without quotes are followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<comment>/\*.*?(?:\*/|\Z))"
    r"|\\."
    # A string ends with its line, closed or not; a line that goes on has a backslash at its end.
    r"|\"(?:[^\"\\\r\n\f]++|\\(?:\r\n|.))*+\"?|'(?:[^'\\\r\n\f]++|\\(?:\r\n|.))*+'?"
    r"|(?<![\w-])url\(\s*+(?=[^\s\"'])(?:[^)\\]++|\\.)*+",
    re.DOTALL | re.IGNORECASE,
)


def read(text: str, language: str) -> Iterator[tuple[int, int]]:  # noqa: ARG001 as the others of its kind
    """The offsets of each comment: its first character, and the one after its last."""
    return (match.span() for match in _TOKEN.finditer(text) if match["comment"] is not None)
