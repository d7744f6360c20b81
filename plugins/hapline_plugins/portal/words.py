"""What is printed for people: the language of the run, and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hapline_hooks import Location


class Words(Protocol):
    """What fills a text in the language of the run."""

    def __call__(self, text: str, /, **args: object) -> str:
        """The text in that language, its fields filled."""

    def translate(self, text: str) -> str:
        """A phrase in that language."""


def place(location: Location | None) -> str:
    """A place as people write it, ``file:line``, or the file where no line is known; empty for none."""
    if location is None:
        return ""
    return f"{location.path}:{location.span.start_line}" if location.span is not None else location.path
