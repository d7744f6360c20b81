"""Signals that are to end this process while a tool runs: the tool is ended first, then they have their effect."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signal import _HANDLER

_NAMES = ("SIGTERM", "SIGHUP")
"""What CI servers and closed terminals send."""


class Stopped(BaseException):
    """This process is to end, by a signal.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        """Say by which."""
        super().__init__(number)
        self.number = number


class Gate:
    """Turns signals into exceptions, but not before it is open: a tool that is being started must not be lost.

    Attributes:
        waiting: The signal that came before it was.
    """

    def __init__(self) -> None:
        """Begin closed."""
        self._is_open = False
        self.waiting: int | None = None

    def open(self) -> None:
        """Let signals through from now on.

        Raises:
            KeyboardInterrupt: Ctrl-C came meanwhile.
            Stopped: Another signal did.
        """
        self._is_open = True
        number, self.waiting = self.waiting, None
        if number is not None:
            self.handle(number, None)

    def handle(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal.

        Raises:
            KeyboardInterrupt: It is Ctrl-C.
            Stopped: It is another.
        """
        if not self._is_open:
            self.waiting = number
        elif number == signal.SIGINT:
            raise KeyboardInterrupt
        else:
            raise Stopped(number)


@contextmanager
def raised() -> Iterator[Gate]:
    """Turn signals that would end the process into exceptions; send ``Stopped`` again when it leaves the block."""
    gate = Gate()
    before = _replaced(gate) if threading.current_thread() is threading.main_thread() else {}
    try:
        yield gate
    except Stopped as stopped:
        _restored(before)
        signal.raise_signal(stopped.number)
        raise KeyboardInterrupt from None  # whoever embeds us handles the signal and lives on
    finally:
        _restored(before)
        if gate.waiting is not None:
            signal.raise_signal(gate.waiting)


def _replaced(gate: Gate) -> dict[int, _HANDLER]:
    before: dict[int, _HANDLER] = {}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, gate.handle)
    for name in _NAMES:
        number = getattr(signal, name, None)
        # What is ignored, as under nohup, stays ignored.
        if number is not None and signal.getsignal(number) not in {signal.SIG_IGN, None}:
            before[int(number)] = signal.signal(number, gate.handle)
    return before


def _restored(before: dict[int, _HANDLER]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
