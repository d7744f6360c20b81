"""Signals that are to end this process while a tool runs: the tool is ended first, then they have their effect."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")
"""What CI servers and closed terminals send; Ctrl-C is a KeyboardInterrupt by itself."""


class Stopped(BaseException):
    """This process is to end, by a signal.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        """Say by which."""
        super().__init__(number)
        self.number = number


@contextmanager
def raised() -> Iterator[None]:
    """Raise ``Stopped`` for signals that would end the process, and send them again when the block is left by one."""
    before = _replaced() if threading.current_thread() is threading.main_thread() else {}
    try:
        yield
    except Stopped as stopped:
        _restored(before)
        signal.raise_signal(stopped.number)
        raise KeyboardInterrupt from None  # whoever embeds us handles the signal and lives on
    finally:
        _restored(before)


def _replaced() -> dict[int, Callable[[int, FrameType | None], object] | int | None]:
    before = {}
    for name in _NAMES:
        number = getattr(signal, name, None)
        # What is ignored, as under nohup, stays ignored.
        if number is not None and signal.getsignal(number) not in {signal.SIG_IGN, None}:
            before[int(number)] = signal.signal(number, _stop)
    return before


def _restored(before: dict[int, Callable[[int, FrameType | None], object] | int | None]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)
