"""Ends a tool with all that it has started: asked first, killed after a while."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

_OFTEN = 0.02
"""Seconds between two looks at whether all of a group has ended."""
_KILLED = 2.0
"""Seconds after which even what was killed is not waited for: the system hangs on it, or nobody asks how it ended."""


def end_group(process: subprocess.Popen[bytes], *asked: int, grace: float) -> None:
    """End a tool and its group.

    A further Ctrl-C kills at once.

    Args:
        process: The tool. asked: Signals that ask it to end, one after the other. grace: Seconds that each has.
    """
    try:
        for number in asked:
            _ask(process, number)
            if _is_gone(process, grace):
                return
    finally:
        _kill(process)
        _is_gone(process, _KILLED)


def _is_gone(process: subprocess.Popen[bytes], grace: float) -> bool:
    """Whether the tool and its group end within so many seconds."""
    end = time.monotonic() + grace
    while True:
        process.poll()
        if process.returncode is not None and not _has_members(process.pid):
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(_OFTEN)


if sys.platform == "win32":

    def _ask(process: subprocess.Popen[bytes], _number: int) -> None:
        # A group of its own takes no Ctrl-C, only this; what has no console takes nothing.
        with suppress(OSError):
            process.send_signal(signal.CTRL_BREAK_EVENT)

    def _has_members(_group: int) -> bool:
        return False

    def _kill(process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            with suppress(OSError, subprocess.TimeoutExpired):
                command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
                subprocess.run(  # noqa: S603 a tool of Windows, and a number
                    command, capture_output=True, check=False, timeout=_KILLED
                )
            with suppress(OSError):
                process.kill()

else:

    def _ask(process: subprocess.Popen[bytes], number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)

    def _has_members(group: int) -> bool:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def _kill(process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None or _has_members(process.pid):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
