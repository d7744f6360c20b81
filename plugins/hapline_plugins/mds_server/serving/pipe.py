"""Pieces from the event loop to a thread that writes them, a few at a time."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
_AT_ONCE = 16
"""Pieces that may wait: with 64 KiB each, a megabyte."""
_OFTEN = 0.005
"""Seconds between two looks at whether there is room again."""


class GivenUpError(Exception):
    """The sender went away before the end."""


class Pipe:
    """One sender in the loop, one receiver in a thread."""

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self._waiting: queue.Queue[bytes | GivenUpError | None] = queue.Queue(_AT_ONCE)
        self._received = False

    async def send(self, piece: bytes) -> None:
        """Hand a piece over; waits while the receiver is busy with others. Whoever has stopped receiving misses it."""
        await self._put(piece)

    async def end(self) -> None:
        """There are no more pieces."""
        await self._put(None)

    async def give_up(self) -> None:
        """There will be no end: the receiver gets a ``GivenUpError``."""
        await self._put(GivenUpError())

    def received(self, by: Callable[[Iterator[bytes]], T]) -> T:
        """Let somebody receive the pieces, in the thread; when that ends, however it ends, the sender need not wait.

        Raises:
            GivenUpError: The sender gave up.
        """
        try:
            return by(self._pieces())
        finally:
            self._received = True

    def _pieces(self) -> Iterator[bytes]:
        while (piece := self._waiting.get()) is not None:
            if isinstance(piece, GivenUpError):
                raise piece
            yield piece

    async def _put(self, item: bytes | GivenUpError | None) -> None:
        while not self._received:
            try:
                self._waiting.put_nowait(item)
            except queue.Full:
                await asyncio.sleep(_OFTEN)
            else:
                return
