"""Finds references in scripts: what they load, and strings that are a whole address of some hosts, or a path of a file.

What another string becomes is not known: it may be put behind an address, or name a module. So a path is no more than a
path, to be compared with the names of files; it is never said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from hapline_plugins.offline.pages.code import Code
from hapline_plugins.offline.pages.development import HOST
from hapline_plugins.offline.pages.reference import Reference
from hapline_plugins.offline.pages.script_loads import loads

STATIC = (
    r"html?|css|js|mjs|json|png|jpe?g|gif|svg|webp|avif|bmp|ico|woff2?|ttf|otf|eot|mp3|mp4|m4a|wav|ogg|webm|wasm|pdf"
)
"""How the names of files end that do not change from request to request."""
_PATH = re.compile(
    rf"(?P<quote>[\"'`])(?P<url>(?:[\w@~+.-]*+/)++[\w@~+.-]+\.(?:{STATIC}))(?:\?[\w=&.-]*+)?(?P=quote)(?!\s*+:)"
)
"""A key of an object is no reference: bundlers name their modules so."""
_DEVELOPMENT = re.compile(
    rf"(?P<quote>[\"'`])(?P<url>(?:(?:https?|wss?):)?//{HOST}(?:(?<=\d)|(?=/[^\"'`/]))(?:/[^\"'`\s\\<>{{}}$]*+)?)(?P=quote)",
    re.IGNORECASE,
)
"""A name alone, ``http://localhost``, is no address of a server: programs resolve paths by it, or compare hosts."""


def finder(hosts: Sequence[str]) -> Callable[[str, int], Iterator[Reference]]:
    """What finds the references of a script.

    Args:
        hosts: The hosts that addresses are looked for of, with port if they have one.
    """
    names = "|".join(re.escape(one) for one in hosts if one)
    address = re.compile(
        rf"(?P<quote>[\"'`])(?P<url>(?:https?:)?//(?:{names})/[^\"'`\s\\<>{{}}]*+)(?P=quote)", re.IGNORECASE
    )

    def strings(text: str, code: Code) -> Iterator[re.Match[str]]:
        yield from _PATH.finditer(text)
        if names and any(one in text for one in hosts if one):
            yield from address.finditer(text)
        yield from (match for match in _DEVELOPMENT.finditer(text) if code.is_string(match.start()))

    def find(text: str, offset: int = 0) -> Iterator[Reference]:
        code = Code(text)
        found = {one.start: one for one in loads(text, code)}
        for match in strings(text, code):
            found.setdefault(match.start("url"), Reference(match["url"], *match.span("url"), "code"))
        for start in sorted(found):
            one = found[start]
            yield one._replace(start=start + offset, end=one.end + offset)

    return find
