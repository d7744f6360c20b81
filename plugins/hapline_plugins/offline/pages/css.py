"""Finds references in CSS: ``url()`` and ``@import``; strings, comments and escapes are followed (CSS Syntax 3, 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_plugins.offline.pages.reference import Reference, Use

_STRING = r"\"(?P<{0}double>(?:[^\"\\\n]++|\\(?s:.))*+)\"|'(?P<{0}single>(?:[^'\\\n]++|\\(?s:.))*+)'"
_TOKEN = re.compile(
    r"(?=[/\\@uU\"'])(?:"  # most characters begin nothing, and need no closer look
    r"/\*(?:[^*]++|\*(?!/))*+(?:\*/)?"
    r"|\\(?s:.)"
    r"|@(?:namespace|(?:-moz-)?document)\b[^;{]*+"  # these name things and load nothing
    rf"|@import\s*+(?:{_STRING.format('import_')})"
    r"|(?<![\w-])url\(\s*+(?:" + _STRING.format("url_") + r"|(?P<plain>(?:[^\"'()\\\s]++|\\[^\n])++))\s*+\)"
    r"|\"(?:[^\"\\\n]++|\\(?s:.))*+\"?|'(?:[^'\\\n]++|\\(?s:.))*+'?)",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(\r\n|\n)|(.))", re.DOTALL)
_FOR_OLD_BROWSERS = re.compile(r"\.eot(?:[?#]|$)", re.IGNORECASE)
_LAST = 0x10FFFF


def references(text: str, offset: int = 0) -> Iterator[Reference]:
    """The references of a style sheet.

    Args:
        text: All of it, or what a page has of CSS. offset: Where it begins in the text that places are counted in.
    """
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group is not None and match[group]:
            value = unescaped(match[group])
            use: Use = "hint" if _FOR_OLD_BROWSERS.search(value) else "load"
            yield Reference(value, match.start(group) + offset, match.end(group) + offset, use)


def unescaped(text: str) -> str:
    """A string or an address of CSS without its escapes."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    digits, line_break, plain = match.groups()
    if digits:
        number = int(digits, 16)
        return chr(number) if 0 < number <= _LAST and not 0xD800 <= number <= 0xDFFF else "\ufffd"  # noqa: PLR2004
    return "" if line_break else str(plain)
