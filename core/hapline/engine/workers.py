"""Work that is shared among processes: each does a part, and what it makes of it comes back as bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_MOST = 8
_SHARES = 128
"""Into how many shares items are divided at most: each is one byte in a pipe, and all fit into it."""


def processors() -> int:
    """How many processes can work at once; one where a process cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    return min(_MOST, len(affinity(0)) if affinity else os.cpu_count() or 1)


def shared(
    items: Sequence[T],
    work: Callable[[Iterable[T]], bytes],
    own: Callable[[Callable[[], None], Iterable[T]], None],
) -> list[bytes]:
    """Share items among as many processes as there are processors, this one among them.

    Whoever is ready takes the next few: this process may do something else first, and each processor may have other
    work. A process that fails brings nothing back: whoever calls this does what is left by itself.

    Args:
        items: What is to be done. work: Does what it is given in another process.
        own: Does the same in this one. It is also given what starts the others, to be called when all that they need
            too has been read and imported; after the first time that does nothing.

    Returns:
        What the other processes made.
    """
    queue, writing = os.pipe()
    size = -(-len(items) // _SHARES)
    os.write(writing, bytes(range(-(-len(items) // size))))
    os.close(writing)  # whoever then finds the pipe empty knows that all is taken
    started: list[tuple[int, int]] = []

    def start() -> None:
        while len(started) < min(processors(), len(items)) - 1:
            started.append(_start(_taken(items, size, queue), work))

    try:
        own(start, _taken(items, size, queue))
    finally:
        os.close(queue)
        made = [_content(pipe) for _, pipe in started]
        ended = [os.waitpid(process, 0)[1] for process, _ in started]
    return [content for content, status in zip(made, ended, strict=True) if status == 0]


def _taken(items: Sequence[T], size: int, queue: int) -> Iterator[T]:
    """The items of the shares that are taken from a queue, until there are no more."""
    while share := os.read(queue, 1):
        first = share[0] * size
        yield from items[first : first + size]


def _start(items: Iterable[T], work: Callable[[Iterable[T]], bytes]) -> tuple[int, int]:
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
