"""How tags of releases are named: a text with ``{id}`` and ``{version}`` in it."""

from __future__ import annotations

import re

from hapline_plugins.offline.ids import LIKE_ID

_PARTS = {"{id}": f"(?P<id>{LIKE_ID})", "{version}": r"(?P<version>[0-9]{1,9}(?:\.[0-9]{1,9}){0,7})"}


def is_tag_pattern(text: str) -> bool:
    """Whether a text names the id and the version, each once."""
    return all(text.count(part) == 1 for part in _PARTS)


def tag_expression(text: str) -> str | None:
    """An expression for tags such as ``offline/{id}/{version}``; None where it does not name both, each once."""
    if not is_tag_pattern(text):
        return None
    pieces = re.split(r"(\{id\}|\{version\})", text)
    return "".join(_PARTS.get(piece) or re.escape(piece) for piece in pieces)
