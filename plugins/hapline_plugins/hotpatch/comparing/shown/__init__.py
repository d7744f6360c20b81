"""What differs between two built files, as people and programs read it: one section for each part of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.difference import BuiltDifference
    from hapline_plugins.hotpatch.comparing.source_names import SourceNames

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


def sections(
    difference: BuiltDifference, names: SourceNames | None = None, bare: Sequence[tuple[str, str]] = ()
) -> list[Section]:
    """The parts that were compared, in the order in which they are shown.

    Args:
        difference: What differs. names: What classes are called in the source, where a mapping was given.
        bare: Methods that the release has not instrumented, with their classes.
    """
    from hapline_plugins.hotpatch.comparing.shown import parts
    from hapline_plugins.hotpatch.comparing.shown.classes import ClassesSection

    found: list[Section] = []
    if difference.classes is not None:
        found.append(ClassesSection(difference.classes, names, bare))
    if difference.libraries is not None:
        found.append(parts.LibrariesSection(difference.libraries))
    if difference.resources is not None:
        found.append(parts.ResourcesSection(difference.resources))
    if difference.manifest is not None:
        found.append(parts.ManifestSection(difference.manifest))
    if difference.signers is not None:
        found.append(parts.SignersSection(difference.signers))
    return found


def as_json(
    difference: BuiltDifference,
    words: Words,
    names: SourceNames | None = None,
    bare: Sequence[tuple[str, str]] = (),
) -> str:
    """The document; the arguments are those of ``sections``."""
    import json

    document = {
        "version": VERSION,
        "old": difference.old,
        "new": difference.new,
        "notes": [words(note) for note in difference.notes],
        **{one.key: one.as_json(words) for one in sections(difference, names, bare)},
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
