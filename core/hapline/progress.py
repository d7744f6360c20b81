"""Progress of a long run, on a terminal's standard error only: results stay clean, and logs of a CI short."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from hapline.words import Words

_PATIENCE = 0.5
"""Seconds after which people begin to wonder."""
_OFTEN = 0.1
"""Seconds between two changes of the line."""


class Progress:
    """One line that says how far a run is, and that is gone in the end."""

    def __init__(self, words: Words, total: int, stream: TextIO | None = None) -> None:
        """Count to this total.

        Args:
            words: The language. total: How many projects there are to judge. stream: Where to; standard error.
        """
        self._words = words
        self._total = total
        self._done = 0
        self._stream = stream or sys.stderr
        self._shown = False
        self._next = 0.0
        # One project is done before anybody has read the line.
        self._on = total > 1 and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        if self._on:
            self._next = _now() + _PATIENCE

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self._done = min(self._done + count, self._total)
        if self._on and _now() >= self._next:
            self._next = _now() + _OFTEN
            self._shown = True
            line = self._words("checked {done} of {total} projects", done=self._done, total=self._total)
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _now() -> float:
    import time

    return time.monotonic()
