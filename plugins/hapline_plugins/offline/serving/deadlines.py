"""Reads from a connection so that no client takes longer than it may, however slowly it sends."""

from __future__ import annotations

import io
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class DeadlineReader(io.RawIOBase):
    """The bytes of a connection, up to a point in time that is set for each request."""

    def __init__(self, connection: socket.socket) -> None:
        """Read from a connection; ``within`` has to be called before."""
        self._connection = connection
        self._end = 0.0

    def within(self, seconds: float) -> None:
        """Allow so many seconds from now on, for all that is read."""
        self._end = time.monotonic() + seconds

    def readable(self) -> bool:
        """Whether it can be read from: it can."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read some bytes.

        Raises:
            TimeoutError: Time is over. OSError: The connection broke.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)
