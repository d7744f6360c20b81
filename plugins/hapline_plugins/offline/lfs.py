"""Pointers of Git LFS: what lies in a checkout in place of a large file, where nobody fetched it."""

from __future__ import annotations

import re
from typing import NamedTuple

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})\n?"
)
_LONGEST = 1024


class Pointer(NamedTuple):
    """What a pointer says of the file.

    Attributes:
        sha256: Its digest. size: Its length in bytes.
    """

    sha256: str
    size: int


def pointer_of(data: bytes) -> Pointer | None:
    """The pointer that a file is; None for any other file."""
    match = _POINTER.fullmatch(data) if len(data) <= _LONGEST else None
    return Pointer(match[1].decode(), int(match[2])) if match else None
