"""Work that is shared among processes: each does a part, and what it makes of it comes back as bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_MOST = 8


def processors() -> int:
    """How many processes can work at once; one where a process cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    return min(_MOST, len(affinity(0)) if affinity else os.cpu_count() or 1)


def shared(items: Sequence[T], work: Callable[[Sequence[T]], bytes], own: Callable[[Sequence[T]], None]) -> list[bytes]:
    """Share items among as many processes as there are processors, this one among them.

    A process that fails brings nothing back: whoever calls this does what is left by itself.

    Args:
        items: What is to be done. work: Does a part of it in another process. own: Does a part in this one.

    Returns:
        What the other processes made.
    """
    count = min(processors(), len(items))
    started = [_start(items[number::count], work) for number in range(1, count)]
    try:
        own(items[::count])
    finally:
        made = [_content(pipe) for _, pipe in started]
        ended = [os.waitpid(process, 0)[1] for process, _ in started]
    return [content for content, status in zip(made, ended, strict=True) if status == 0]


def _start(items: Sequence[T], work: Callable[[Sequence[T]], bytes]) -> tuple[int, int]:
    """Fork a process that works; returns its number, and the pipe that its result comes through."""
    reading, writing = os.pipe()
    # What is still in the buffers would be written twice.
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    code = 1
    try:
        os.close(reading)
        with open(writing, "wb") as pipe:
            pipe.write(work(items))
        code = 0
    finally:
        os._exit(code)


def _content(pipe: int) -> bytes:
    with open(pipe, "rb") as file:
        return file.read()
