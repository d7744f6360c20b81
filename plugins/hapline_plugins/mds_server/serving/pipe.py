"""Pieces from the event loop to a thread that writes them, a few at a time."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Iterator

_AT_ONCE = 16
"""Pieces that may wait: with 64 KiB each, a megabyte."""


class BrokenPipe(Exception):
    """The sender went away before the end."""


class Pipe:
    """One sender in the loop, one receiver in a thread."""

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self._waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(_AT_ONCE)

    async def send(self, piece: bytes) -> None:
        """Hand a piece over; waits while the receiver is busy with others."""
        await self._put(piece)

    async def end(self) -> None:
        """There are no more pieces."""
        await self._put(None)

    async def give_up(self) -> None:
        """There will be no end: the receiver gets a ``BrokenPipe``."""
        await self._put(BrokenPipe())

    def pieces(self) -> Iterator[bytes]:
        """The pieces, for the receiver.

        Raises:
            BrokenPipe: The sender gave up.
        """
        while (piece := self._waiting.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece

    async def _put(self, item: bytes | BaseException | None) -> None:
        try:
            self._waiting.put_nowait(item)
        except queue.Full:
            await asyncio.to_thread(self._waiting.put, item)
