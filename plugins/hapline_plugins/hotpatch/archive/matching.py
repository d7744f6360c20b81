"""Whether a mapping.txt is that of an apk, as far as both say it."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from hapline_plugins.hotpatch.archive.apk import Apk, belongs, map_id_of
from hapline_plugins.hotpatch.obfuscation.mapping import class_names

_MOST = 1000
"""Classes of a mapping that are looked for in the apk."""
_REMOVED = "R8$$REMOVED$$"
"""How R8 calls classes that are in no apk any more, such as those whose methods were all inlined."""


class Match(NamedTuple):
    """How far a mapping and an apk are of one build.

    Attributes:
        by_id: Whether R8 gave both the same id; None where one of them has none.
        total: How many classes with other names were looked for in the apk; none where the ids tell, or where the apk
            hides its classes. there: How many of them are in it.
    """

    by_id: bool | None
    total: int = 0
    there: int = 0

    @property
    def is_foreign(self) -> bool:
        """Whether the mapping is surely of another build."""
        return self.by_id is False or (self.total > 0 and not self.there)

    @property
    def is_doubtful(self) -> bool:
        """Whether most classes are missing."""
        return 0 < self.there * 2 < self.total


def match(mapping: str, apk: Apk) -> Match:
    """Compare a mapping with an apk, by the ids of both, else by the names of classes.

    Args:
        mapping: The path of a mapping that is sound. apk: The apk.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        hapline.documents.DocumentError: It is no mapping.
        hapline.errors.MissingError: It cannot be read.
    """
    map_id = map_id_of(mapping)
    if map_id and apk.map_ids:
        return Match(belongs(map_id, apk))
    if apk.hides_classes:
        return Match(None)
    names = (one.obfuscated for one in class_names(mapping) if one.obfuscated != one.original)
    looked_for = list(islice((one for one in names if not one.startswith(_REMOVED)), _MOST))
    return Match(None, len(looked_for), sum(one in apk.classes for one in looked_for))
