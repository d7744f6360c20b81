"""Contents: the sha256 and the length by which they are known."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Self

from hapline_hooks import noun

PIECE = 1024 * 1024
"""Bytes that are read at a time."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@noun
class Content:
    """What is kept.

    Attributes:
        sha256: Its checksum, 64 small hexadecimal digits. size: Its length in bytes.
    """

    sha256: str
    size: int

    @property
    def key(self) -> str:
        """Where a store keeps it: two digits name the folder, so that none holds too many files."""
        return f"sha256/{self.sha256[:2]}/{self.sha256[2:]}"

    @classmethod
    def of(cls, value: object) -> Self | None:
        """A content as records name it, ``{"sha256": ..., "size": ...}``; None where the value is none."""
        if not isinstance(value, dict):
            return None
        checksum, size = value.get("sha256"), value.get("size")
        if not isinstance(checksum, str) or not _SHA256.fullmatch(checksum) or type(size) is not int or size < 0:
            return None
        return cls(sha256=checksum, size=size)


class Measure:
    """Takes pieces and knows at any time what they are."""

    def __init__(self) -> None:
        """Start with nothing."""
        import hashlib

        self._digest = hashlib.sha256()
        self.size = 0

    def passed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Hand pieces on and measure them on the way."""
        for piece in pieces:
            self._digest.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def content(self) -> Content:
        """What has passed so far."""
        return Content(sha256=self._digest.hexdigest(), size=self.size)


def measured(pieces: Iterable[bytes]) -> Content:
    """What these pieces are together."""
    measure = Measure()
    for _ in measure.passed(pieces):
        pass
    return measure.content


def pieces_of(path: str | os.PathLike[str]) -> Iterator[bytes]:
    """A file in pieces of at most 1 MiB.

    Raises:
        hapline.errors.MissingError: It is not there, is no regular file, or cannot be read.
    """
    from hapline.errors import of

    try:
        with regular_file(path) as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        error.filename = error.filename or os.fspath(path)
        raise of(error) from None


@contextmanager
def regular_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file to be read; what is none, such as a pipe that somebody put in its place, is not waited for.

    Raises:
        OSError: It cannot be opened, or is no regular file.
    """
    with open(path, "rb", buffering=0, opener=lambda name, _: os.open(name, _FLAGS)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "is not a regular file", os.fspath(path))
        yield file
