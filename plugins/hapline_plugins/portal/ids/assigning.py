"""New package ids: stable, and such that two branches hardly choose the same one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.portal.official import OFFICIAL_IDS, OWN_IDS, RESERVED

ASSIGNABLE = tuple(number for number in OWN_IDS if number not in RESERVED and number not in OFFICIAL_IDS)
"""The ids that can be given to Bundles: those that may be held, are not mPaaS's and have no meaning of their own."""


def free_ids(used: Collection[int]) -> tuple[int, ...]:
    """The ids that can still be given, the least first."""
    return tuple(number for number in ASSIGNABLE if number not in used)


def ranges(ids: Iterable[int]) -> str:
    """Ids as people list them.

    >>> ranges([2, 3, 4, 29, 31, 32])
    '2-4, 29, 31-32'
    """
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in _runs(sorted(set(ids))))


def read_ranges(texts: Iterable[str]) -> frozenset[int]:
    """Ids as people list them: single ones and ranges, each in a text of its own or with commas between them.

    >>> sorted(read_ranges(["40-42", "7, 9"]))
    [7, 9, 40, 41, 42]

    Raises:
        hapline.errors.UsageError: One is neither.
    """
    found: set[int] = set()
    for text in (one.strip() for several in texts for one in several.split(",")):
        match = re.fullmatch(r"([0-9]{1,3})(?:\s*-\s*([0-9]{1,3}))?", text, re.ASCII)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            what = Phrase("{text} is neither a package id nor a range of them", text=text)
            raise UsageError(what, where="portal.reservedIds", todo='write single ids and ranges, such as "40-49"')
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset(found)


def assign(bundles: Iterable[str], registered: Mapping[str, int], used: Collection[int] = ()) -> dict[str, int]:
    """Give every Bundle a package id; those that are registered keep theirs.

    The free ids are counted off from a place that the name of the Bundle decides, so that branches that know nothing of
    each other rarely choose the same, and the same question always has the same answer, in whatever order it is asked.

    Args:
        bundles: ``group:artifact`` of each. registered: The ids that are given already, by Bundle.
        used: Further ids that are taken, such as those of Bundles that are not registered.

    Returns:
        The id of each of the Bundles, by name.

    Raises:
        hapline.errors.UsageError: There are fewer free ids than Bundles without one.
    """
    names = sorted(set(bundles))
    new = [name for name in names if name not in registered]
    taken = {*registered.values(), *used}
    free = free_ids(taken)
    if len(new) > len(free):
        raise _exhausted(len(new), free)
    given = _spread(new, free)
    return {name: registered[name] if name in registered else given[name] for name in names}


def _spread(names: Iterable[str], free: tuple[int, ...]) -> dict[str, int]:
    """An id for each name: the one at its place in the list, or the next that no name before it has."""
    from hashlib import sha256

    given: dict[str, int] = {}
    left = dict.fromkeys(free, True)
    for name in names:
        at = int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()) % len(free)
        number = next(one for one in (*free[at:], *free[:at]) if left[one])
        left[number] = False
        given[name] = number
    return given


def _runs(ids: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of neighbours."""
    first = last = None
    for number in ids:
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _exhausted(wanted: int, free: tuple[int, ...]) -> UsageError:
    total = len(ASSIGNABLE)
    what = Phrase("{wanted} Bundles need a package id, and all {total} are taken", wanted=wanted, total=total)
    if free:
        some = "{wanted} Bundles need a package id, and {left} of {total} are free: {ids}"
        what = Phrase(some, wanted=wanted, left=len(free), total=total, ids=ranges(free))
    return UsageError(
        what,
        todo="a Bundle without resources needs no id (127); Bundles that never meet in one Portal can have "
        "a registry of their own; Bundles can be joined",
    )
