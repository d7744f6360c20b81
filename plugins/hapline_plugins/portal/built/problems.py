"""What is malformed in a text that a build wrote: kept beside what could be read, for rules to say."""

from __future__ import annotations

from hapline_hooks import noun


@noun
class Malformed:
    """Something malformed.

    Attributes:
        line: The line, from 1. reason: What is wrong, an id that the reader's module lists.
        key: The key or column concerned, empty for none. value: What stands there.
    """

    line: int
    reason: str
    key: str = ""
    value: str = ""
