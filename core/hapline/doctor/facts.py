"""What an examination finds out: facts, and troubles with what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from hapline_hooks import noun


@noun
class Fact:
    """Something that is so.

    Attributes:
        name: Its name for programs. label: What people call it. text: What is so, for people.
        data: The same for programs: values that JSON has.
    """

    name: str
    label: str
    text: str
    data: Mapping[str, object]


@noun
class Trouble:
    """Something that needs attention.

    Attributes:
        what: What is wrong. todo: What to do about it.
    """

    what: str
    todo: str


@noun
class Examination:
    """All that was found out."""

    facts: tuple[Fact, ...]
    troubles: tuple[Trouble, ...]
