"""Runs a tool to its end, or ends it."""

from __future__ import annotations

import signal
import subprocess
import time

from hapline import console
from hapline.tools.ending import end_group
from hapline.tools.invocation import LINES, SIZE, Ended, Invocation, masked_values
from hapline.tools.output import Output
from hapline.tools.reading import Reader
from hapline.tools.signals import Stopped, raised
from hapline.tools.starting import start
from hapline.tools.tail import Tail

_OFTEN = 0.25
"""Seconds between two looks at whether what the tool says can still be shown."""


def run(what: Invocation, *, quiet: bool = False, lines: int = LINES, size: int = SIZE) -> Ended:
    """Run a tool; what it says goes to standard error as it comes.

    When this returns or raises, the tool has ended. After its time limit, after Ctrl-C and after the signals that end
    this process, all of its group has: it is asked to end, and killed where it does not. What a tool leaves behind that
    ends by itself, such as a daemon, is left alone, and not waited for.

    Args:
        what: The tool. quiet: Whether nothing is shown. lines: How many lines are kept. size: How many bytes of them.

    Raises:
        hapline.errors.MissingError: The tool or its folder is not there, or cannot be run.
        hapline.errors.UsageError: An argument cannot be handed over.
        KeyboardInterrupt: Ctrl-C.
        OSError: Nobody reads standard error any more; the tool was ended.
    """
    tail = Tail(lines, size)
    output = Output(masked_values(what.secrets), what.marks, tail, quiet=quiet)
    if not quiet:
        console.err(console.printable(f"$ {what.shown}"))
    began = time.monotonic()
    with raised() as gate:
        process = start(what)
        reader = Reader(process, output)
        try:
            gate.open()
            is_late = not _is_over(process, reader, what.seconds)
        except BaseException as error:
            end_group(process, *_signals(error), grace=what.grace)
            raise
        finally:
            if process.returncode is None:
                end_group(process, signal.SIGTERM, grace=what.grace)
            reader.end()
    if reader.error is not None:
        raise reader.error
    return Ended(
        shown=what.shown,
        code=process.returncode if process.returncode is not None else -signal.SIGTERM,
        seconds=time.monotonic() - began,
        limit=what.seconds if is_late else None,
        tail=tail.lines,
        omitted=tail.omitted,
        marks=frozenset(output.seen),
    )


def _is_over(process: subprocess.Popen[bytes], reader: Reader, seconds: float | None) -> bool:
    """Wait for a tool; whether it has ended in time. One whose output nobody reads any more is not waited for."""
    end = None if seconds is None else time.monotonic() + seconds
    while reader.error is None:
        left = _OFTEN if end is None else min(_OFTEN, end - time.monotonic())
        if left <= 0:
            return process.poll() is not None
        try:
            process.wait(left)
        except subprocess.TimeoutExpired:
            continue
        return True
    return True


def _signals(error: BaseException) -> tuple[int, ...]:
    """What a tool is asked to end with: what we were asked with."""
    if isinstance(error, KeyboardInterrupt):
        return signal.SIGINT, signal.SIGTERM
    return (error.number,) if isinstance(error, Stopped) else (signal.SIGTERM,)
