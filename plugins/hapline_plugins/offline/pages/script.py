"""Finds references in scripts: strings that are a whole address of a known host, or the path of a file.

What a string becomes is not known: it may be put behind an address, or name a module. So a path is no more than a
path, to be compared with the names of files; it is never said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from hapline_plugins.offline.pages.reference import Reference

STATIC = (
    r"html?|css|js|mjs|json|png|jpe?g|gif|svg|webp|avif|bmp|ico|woff2?|ttf|otf|eot|mp3|mp4|m4a|wav|ogg|webm|wasm|pdf"
)
"""How the names of files end that do not change from request to request."""
_PATH = re.compile(
    rf"(?P<quote>[\"'`])(?P<url>(?:[\w@~+.-]*+/)++[\w@~+.-]+\.(?:{STATIC}))(?:\?[\w=&.-]*+)?(?P=quote)(?!\s*+:)"
)
"""A key of an object is no reference: bundlers name their modules so."""


def finder(hosts: Sequence[str]) -> Callable[[str, int], Iterator[Reference]]:
    """What finds the references of a script.

    Args:
        hosts: The hosts that addresses are looked for of, with port if they have one.
    """
    names = "|".join(re.escape(one) for one in hosts if one)
    address = re.compile(
        rf"(?P<quote>[\"'`])(?P<url>(?:https?:)?//(?:{names})/[^\"'`\s\\<>{{}}]*+)(?P=quote)", re.IGNORECASE
    )

    def find(text: str, offset: int = 0) -> Iterator[Reference]:
        matches = [*_PATH.finditer(text)]
        if names and any(one in text for one in hosts if one):
            matches += address.finditer(text)
        for match in sorted(matches, key=re.Match.start):
            yield Reference(match["url"], match.start("url") + offset, match.end("url") + offset, "code")

    return find
