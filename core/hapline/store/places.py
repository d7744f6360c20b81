"""Where a store lies: what is asked of a folder or a bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol


class Place(Protocol):
    """Files by key: relative paths with forward slashes, made of letters, digits and ``. _ - + ~ @``.

    All methods raise an ``OSError`` where the place cannot do what it is asked for.

    Attributes:
        shown: What people call the place.
        folder: The folder on this machine where it is; empty where it is elsewhere.
    """

    shown: str
    folder: str

    def is_there(self) -> bool:
        """Whether there is such a folder, or something with that beginning in a bucket."""

    def size(self, key: str) -> int | None:
        """The length of a file in bytes; None where there is none."""

    def read(self, key: str) -> Iterator[bytes]:
        """A file in pieces.

        Raises:
            FileNotFoundError: There is none, when the first piece is asked for.
        """

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        """Write a new file, to the disk where the place has one; its folder is made. Where it fails nothing is left."""

    def move(self, key: str, target: str) -> None:
        """Give a file another name, in place of what has it: a reader sees the one or the other."""

    def create(self, key: str, target: str) -> bool:
        """Give a file another name, unless something has it; whether that was so. The file is gone either way."""

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted; none where there is no such folder."""

    def remove(self, key: str) -> None:
        """Remove a file; it may be gone already."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from replacing records meanwhile, as far as the place is able to."""
