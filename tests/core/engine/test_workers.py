"""Work that is shared among processes: each item is done once, by whoever is ready for it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable

import pytest

from hapline.engine import workers


def _work(items: Iterable[int]) -> bytes:
    return json.dumps([*items]).encode()


@pytest.mark.parametrize("count", [2, 3, 128, 129, 1000])
@pytest.mark.parametrize("processes", [2, 3])
def test_each_item_is_done_once(count: int, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: processes)
    done: list[int] = []

    def own(start: Callable[[], None], items: Iterable[int]) -> None:
        start()
        start()
        done.extend(items)

    made = workers.shared(range(count), _work, own)
    assert len(made) == min(processes, count) - 1
    assert sorted([*done, *(one for part in made for one in json.loads(part))]) == [*range(count)]


def test_what_this_process_has_no_time_for_is_done_by_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    reading, writing = os.pipe()

    def work(items: Iterable[int]) -> bytes:
        found = _work(items)
        os.write(writing, b".")
        return found

    def own(start: Callable[[], None], items: Iterable[int]) -> None:
        start()
        os.read(reading, 1)  # until the other process has done all
        assert not [*items]

    assert [json.loads(one) for one in workers.shared(range(300), work, own)] == [[*range(300)]]
    os.close(reading)
    os.close(writing)


def test_who_does_all_alone_starts_nobody() -> None:
    done: list[int] = []
    assert workers.shared(range(20), _work, lambda _start, items: done.extend(items)) == []
    assert done == [*range(20)]


def test_a_process_that_fails_brings_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 3)
    here = os.getpid()

    def work(items: Iterable[int]) -> bytes:
        assert os.getpid() != here
        next(iter(items))
        os._exit(3)

    def own(start: Callable[[], None], items: Iterable[int]) -> None:
        start()
        assert set(items) <= {*range(300)}

    assert workers.shared(range(300), work, own) == []


def test_who_is_interrupted_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    reading, writing = os.pipe()

    def work(items: Iterable[int]) -> bytes:
        os.write(writing, f"{os.getpid()}".encode())
        return _work(items)

    def own(start: Callable[[], None], _items: Iterable[int]) -> None:
        start()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workers.shared(range(20), work, own)
    with pytest.raises(ProcessLookupError):
        os.kill(int(os.read(reading, 20)), 0)
    os.close(reading)
    os.close(writing)
