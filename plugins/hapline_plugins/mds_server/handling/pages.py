"""Lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hapline_plugins.mds_server.handling.call import Call, Reply
from hapline_plugins.mds_server.wire.faults import RefusedError

T = TypeVar("T")
_USUAL = 10
_MOST = 1000


def page(call: Call, all_: Sequence[T]) -> tuple[Sequence[T], Reply]:
    """The page that a call asks for, and the fields that say which one it is.

    Pages are counted from 1; without a size they have ten entries (MDS guide, 6.6.3, samples).

    Raises:
        RefusedError: There is no page of such a number or size.
    """
    number = call.number("PageNum") or 1
    size = call.number("PageSize") or _USUAL
    if number < 1 or not 1 <= size <= _MOST:
        raise RefusedError(f"PageNum must be 1 or more, and PageSize 1 to {_MOST}")
    start = (number - 1) * size
    shown = all_[start : start + size]
    return shown, {
        "CurrentPage": number,
        "PageSize": size,
        "TotalCount": len(all_),
        "HasMore": start + len(shown) < len(all_),
    }
