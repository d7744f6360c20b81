"""What differs between two built files, as people and programs read it: one section for each part of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.difference import BuiltDifference

VERSION = 1
"""Of the JSON; it grows when a key changes its meaning or goes, not when one comes."""
Words = Callable[..., str]


class Section(Protocol):
    """A part of the report.

    Attributes:
        key: Its key in the JSON.
    """

    key: str

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:
        """What people read; with ``everything``, what is folded otherwise too."""
        ...

    def as_json(self, words: Words) -> dict[str, object]:
        """What programs read."""
        ...


def sections(difference: BuiltDifference) -> list[Section]:
    """The parts that were compared, in the order in which they are shown."""
    from hapline_plugins.hotpatch.comparing.shown.classes import ClassesSection

    found: list[Section] = []
    if difference.classes is not None:
        found.append(ClassesSection(difference.classes))
    return found


def as_json(difference: BuiltDifference, words: Words) -> str:
    """The document."""
    import json

    document = {
        "version": VERSION,
        "old": difference.old,
        "new": difference.new,
        "notes": [words(note) for note in difference.notes],
        **{one.key: one.as_json(words) for one in sections(difference)},
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
