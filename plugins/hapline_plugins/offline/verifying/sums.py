"""Sums of the files of a package, by which two of them are told to hold the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hapline.archives import ArchiveError
from hapline_hooks import Unreadable
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.content.kinds import own_files


class Sum(NamedTuple):
    """The length of a file in bytes, and its CRC-32: for telling files apart, not for proving anything."""

    size: int
    crc: int


def sums_of(content: Content) -> Mapping[str, Sum] | None:
    """The sums of files by path, without the one that the service adds; None where one of them cannot be read."""
    from zlib import crc32

    found: dict[str, Sum] = {}
    try:
        for one in own_files(content):
            data = one.read()
            found[one.path] = Sum(len(data), crc32(data))
    except (Unreadable, ArchiveError):
        return None
    return found
