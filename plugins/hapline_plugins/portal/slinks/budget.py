"""Which Bundles a budget on the main dex takes: those that are loaded early first, the smaller of them first."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import noun


@noun
class Candidate:
    """A Bundle that may be static.

    Attributes:
        key: ``group:artifact``. init_level: When it is loaded: smaller is earlier.
        size: How long its dex files are together, in bytes; None where that is not known.
    """

    key: str
    init_level: int
    size: int | None


def spend(candidates: Iterable[Candidate], budget: int) -> frozenset[str]:
    """The keys of those that are taken.

    One that does not fit is passed over, and a smaller one after it may still be taken. What has no known size is not.

    Args:
        candidates: The candidates, in any order. budget: The bytes that are left; nothing where it is negative.
    """
    chosen: set[str] = set()
    known = [(one.init_level, one.size, one.key) for one in candidates if one.size is not None]
    for _, size, key in sorted(known):
        if size <= budget:
            budget -= size
            chosen.add(key)
    return frozenset(chosen)
