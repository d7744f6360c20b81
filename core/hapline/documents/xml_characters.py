"""Characters and references in XML: which may stand in a text, and what is wrong with those that may not."""

from __future__ import annotations

import re

from hapline.documents.text import DocumentError

ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML 1.0 does not have, not even as a reference. Those that it has would take ten times as long to
compile, which every run over XML would wait for."""
_REFERENCE = re.compile(r"&(?:#(?:(?P<number>[0-9]++)|x(?P<hex>[0-9a-fA-F]++));|(?P<name>[^\W\d][\w.\-]*+);)?+")
_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}
_LAST = 0x10FFFF


def odd_character(text: str, start: int, end: int) -> DocumentError | None:
    """The first character of a stretch that XML does not have."""
    found = ODD.search(text, start, end)
    if found is None:
        return None
    return DocumentError(
        "the character {code} cannot stand in XML",
        text=text,
        offset=found.start(),
        end=found.end(),
        hint="remove it",
        code=f"U+{ord(found[0]):04X}",
    )


def in_references(text: str, start: int, end: int) -> DocumentError | None:
    """The first ``&`` of a stretch that begins no reference that is known."""
    for match in _REFERENCE.finditer(text, start, end):
        template, hint = "", ""
        digits = match["number"] or match["hex"]
        if digits:
            # Python refuses to convert what is too long.
            code = int(digits.lstrip("0")[:8] or "0", 10 if match["number"] else 16)
            if code > _LAST or ODD.match(chr(code)):
                template, hint = "{found} is no character of XML", "write the number of a character"
        elif match["name"] is None:
            template, hint = "an & that is not escaped", "write &amp;"
        elif match["name"] not in _ENTITIES:
            template = "{found} is not known"
            hint = "write the character itself, or &amp; for the mark; XML knows &amp; &lt; &gt; &quot; &apos;"
        if template:
            return DocumentError(
                template, text=text, offset=match.start(), end=match.end(), hint=hint, found=match[0][:40]
            )
    return None
