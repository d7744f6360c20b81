"""A reference as it stands in a text."""

from __future__ import annotations

from typing import Literal, NamedTuple

Use = Literal["load", "run", "page", "hint", "code"]
"""What a reference is for: a page loads it; a script does once it comes to it; a link leads to it; a page may load it
and works without (icons, fonts for old browsers); a script has it as a string, which says little of what becomes of it.
"""
Start = Literal["text", "page", "worker"]
"""Where a reference starts from that says no host: from where it stands, from the page that runs the script, or from
the worker that does, whose own script it most often is."""
MOST = 10_000
"""References that are taken from one text; no honest page comes near."""


class Reference(NamedTuple):
    """A reference.

    Attributes:
        value: As a browser reads it, escapes resolved. start: Its first character in the text. end: The one after its
            last. use: What it is for. starts: Where it starts from.
    """

    value: str
    start: int
    end: int
    use: Use
    starts: Start = "text"


class Found(NamedTuple):
    """What was found in a text.

    Attributes:
        references: In the order of the text. base: What ``<base href>`` says relative ones start from; empty: nothing.
    """

    references: tuple[Reference, ...]
    base: str = ""
