"""A log that is still being written, such as that of ``adb logcat``: it ends when people end it."""

from __future__ import annotations

from typing import Protocol


class Stream(Protocol):
    """A stream that hands over what is there, such as ``sys.stdin.buffer``."""

    def read1(self, size: int, /) -> bytes:
        """The next bytes, at most so many, as soon as there are any; none at the end."""


class Live:
    """A stream that ends at Ctrl-C as if nothing followed: what was read until then is judged."""

    def __init__(self, stream: Stream) -> None:
        """Read from this stream."""
        self._stream = stream
        self._has_ended = False

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end, and after Ctrl-C."""
        found = bytearray()
        try:
            while not self._has_ended and len(found) < size:
                piece = self._stream.read1(size - len(found))
                found += piece
                self._has_ended = not piece
        except KeyboardInterrupt:
            self._has_ended = True
        return bytes(found)
