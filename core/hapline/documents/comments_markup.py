"""Finds ``<!-- -->`` comments: XML, HTML and Markdown.

Tags, CDATA sections, scripts and styles are followed, and so are fenced code and code spans of Markdown. Not followed:
comments inside scripts and styles, entities with markup in a DOCTYPE, and code of Markdown that is only indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_XML = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(?P<comment><!--.*?(?:-->|\Z))", re.DOTALL)
_TAG = r"""</?[A-Za-z](?:[^<>"']|"[^"]*+"|'[^']*+')*+>"""
_HTML = re.compile(
    r"<(script|style|textarea|title)\b(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>.*?(?:</\1(?=[\s/>])|\Z)"
    rf"|{_TAG}"
    # Three characters may be the whole of one, and so may they be of its end.
    r"|(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))",
    re.DOTALL | re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\r\n`]*\r?$.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*\r?$|\Z)"
    # A span ends with its paragraph, which a comment at the start of a line ends too.
    r"|(?P<span>(?<!`)`+(?!`))(?:(?!\r?\n[ \t]*(?:\r?\n|<!--)).)+?(?<!`)(?P=span)(?!`)"
    r"|\\[`<]"
    r"|(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))",
    re.DOTALL | re.MULTILINE,
)
_PATTERNS = {"xml": _XML, "html": _HTML, "markdown": _MARKDOWN}


def read(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The offsets of each comment: its first character, and the one after its last."""
    found = _PATTERNS[language].finditer(text)
    return (match.span("comment") for match in found if match["comment"] is not None)
