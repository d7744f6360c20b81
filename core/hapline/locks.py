"""Locks on files, which the system takes from a process that dies.

Public: who owns a folder or a database holds one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hapline.errors import HaplineError


@contextmanager
def held(path: str, taken: HaplineError) -> Iterator[None]:
    """Hold the lock of a file for as long as the context lasts. The file is made, and stays; its folder must be there.

    Where there are no locks, as on some network shares, everybody is let in.

    Args:
        path: The file. taken: What to say when another process holds it.

    Raises:
        hapline.errors.HaplineError: ``taken``.
        OSError: The file cannot be written to.
    """
    with open(path, "ab") as file:
        if not lock(file.fileno(), wait=False):
            raise taken
        yield


def lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed.

    Returns:
        False where another process holds the lock and nobody should wait for it.
    """
    if os.name == "nt":
        return _lock_on_windows(descriptor, wait=wait)
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _lock_on_windows(descriptor: int, *, wait: bool) -> bool:
    # Whoever would wait is let in: those who replace one record at once are not kept apart there.
    if wait:
        return True
    import importlib

    windows = importlib.import_module("msvcrt")  # by name: type checkers on other systems know nothing of it
    try:
        windows.locking(descriptor, windows.LK_NBLCK, 1)
    except OSError:
        return False
    return True
