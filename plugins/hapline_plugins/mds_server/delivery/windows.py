"""Time windows: how many devices a task has served, durably, at the cost of a commit every so many devices.

Places are reserved in blocks before they are given: a process that is killed wastes at most the rest of one block and
forgets who had places of it, and never serves more devices than it should.
Source: MDS guide, 4.3 and 6.6.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.storage.state import State

_LARGEST_BLOCK = 1000
_BLOCKS = 100
"""In how many blocks the places of a window are reserved, about."""


class PlacesNeededError(Exception):
    """A block is used up: reserve the next one, and decide again.

    Attributes:
        task: Whose block.
    """

    def __init__(self, task: Task) -> None:
        """Name the task."""
        super().__init__(task.id)
        self.task = task


class Windows:
    """The places of all time windows."""

    def __init__(self, state: State) -> None:
        """Begin with what is reserved; of that, nothing is free: nobody knows who was served last."""
        self._state = state
        self._free: dict[int, int] = {}
        self._fresh: dict[int, set[str]] = {}

    def serves(self, task: Task, device_id: str, now: float) -> bool:
        """Whether a device has a place in the window of a task; one that has none takes one.

        Raises:
            PlacesNeededError: There are places, and none is reserved.
        """
        if not device_id or now >= task.window_end:
            return False
        number = task.id
        served = self._state.devices.get(number)
        if served is None:
            served = self._state.devices[number] = set()
        if device_id in served:
            return True
        reserved, free = self._state.slots.get(number, 0), self._free.get(number, 0)
        users = self._users(task)
        if reserved - free >= users:
            return False
        if free:
            self._free[number] = free - 1
            served.add(device_id)
            self._fresh.setdefault(number, set()).add(device_id)
            return True
        raise PlacesNeededError(task)

    def has(self, task: Task, device_id: str) -> bool:
        """Whether a device has a place already."""
        return device_id in self._state.devices.get(task.id, ())

    def left(self, task: Task) -> int:
        """How many devices a task can serve yet."""
        return task.window_users - self._state.slots.get(task.id, 0) + self._free.get(task.id, 0)

    def reserve(self, task: Task, keep: Callable[[int, int, Iterable[str]], None]) -> None:
        """Reserve the next block of places.

        Args:
            task: The task. keep: Makes durable how many places a task has reserved, and who has them so far.
        """
        reserved = self._state.slots.get(task.id, 0)
        users = self._users(task)
        block = min(max(1, min(_LARGEST_BLOCK, users // _BLOCKS)), users - reserved)
        if block <= 0:
            return
        fresh = self._fresh.pop(task.id, set())
        keep(task.id, reserved + block, fresh)
        self._state.slots[task.id] = reserved + block
        self._free[task.id] = self._free.get(task.id, 0) + block

    def _users(self, task: Task) -> int:
        """How many devices a task serves: as it is now, since it may have been edited (MDS guide, 5.3)."""
        now = self._state.tasks.get(task.space, task.id)
        return task.window_users if now is None else now.window_users

    def close(self, keep: Callable[[int, int, Iterable[str]], None]) -> None:
        """Give back what is not used, and keep who was served."""
        for number, free in self._free.items():
            reserved = self._state.slots[number] - free
            keep(number, reserved, self._fresh.pop(number, set()))
            self._state.slots[number] = reserved
        self._free.clear()
