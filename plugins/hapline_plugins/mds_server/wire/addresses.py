"""Addresses of files, as replies name them and as requests come back with them."""

from __future__ import annotations

from urllib.parse import quote


def address(base: str, path: str) -> str:
    """The address of a published file or folder.

    Args:
        base: The address of the service, without a slash at its end. path: Where it is published, readable: file names
            may have spaces, percent signs and any letters.
    """
    return f"{base}/{quote(path)}"
