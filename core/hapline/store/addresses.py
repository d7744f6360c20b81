"""Addresses of stores: a folder, or what fsspec reaches."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.store.store import Store

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")
"""Of two letters and more: one is a drive."""


def is_url(where: str) -> bool:
    """Whether a store is named by an address for fsspec, and not by a folder."""
    return bool(_SCHEME.match(where))


def open_store(where: str) -> Store:
    """A store, which need not be there yet.

    Args:
        where: A folder (``~`` is expanded), or an address such as ``s3://bucket/releases``.

    Raises:
        hapline.errors.HaplineError: It is an address, and fsspec or what it needs for it is missing, or it is none.
    """
    from hapline.store.store import Store

    if is_url(where):
        from hapline.store.remote import place_at

        return Store(place_at(where))
    from hapline.store.local import LocalPlace

    return Store(LocalPlace(os.path.expanduser(where)))
