"""Two threads for work that zlib does: it lets other threads run while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_WORKERS = 2


def in_parallel(work: Callable[[T], R], items: Sequence[T], meanwhile: Callable[[], None] | None = None) -> list[R]:
    """Map over items with as many threads as pay: zlib lets other threads run while it works.

    Not concurrent.futures: importing it costs more than most packages take.

    Args:
        work: What is done with each item. items: The items. meanwhile: What this thread does before it helps.
    """
    results: dict[int, R] = {}
    errors: list[BaseException] = []
    todo = iter(enumerate(items))
    lock = threading.Lock()

    def worker() -> None:
        while not errors:
            with lock:
                number, item = next(todo, (-1, None))
            if number < 0:
                return
            try:
                results[number] = work(item)  # type: ignore[arg-type]
            except BaseException as error:  # noqa: BLE001 raised again below, in the caller's thread
                errors.append(error)

    helpers = min(_WORKERS, len(items)) - 1
    threads = [threading.Thread(target=worker) for _ in range(helpers)]
    for thread in threads:
        thread.start()
    if meanwhile:
        meanwhile()
    worker()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in range(len(items))]
