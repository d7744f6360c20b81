"""Chooses among what plugins contribute by name: all of it, or what the command line names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from hapline.errors import NothingToDoError, UsageError
from hapline_hooks import Phrase

T = TypeVar("T")


def chosen(known: Mapping[str, T], only: Collection[str], unknown: Callable[[str], str], nothing: str) -> dict[str, T]:
    """What is asked, by name.

    Args:
        known: All that there is. only: The names that are wanted; all, where it is empty.
        unknown: Says that there is none of a name. nothing: Says that there is none at all.

    Raises:
        hapline.errors.HaplineError: There is none, or none of such a name.
    """
    for name in only:
        if name not in known:
            listed = ", ".join(sorted(known)) or "-"
            raise UsageError(unknown(name), todo=Phrase("known are {names}", names=listed))
    if not known:
        raise NothingToDoError(nothing, todo="see `hapline plugins`")
    return {name: one for name, one in known.items() if not only or name in only}
