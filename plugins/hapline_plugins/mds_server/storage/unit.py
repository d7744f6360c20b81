"""Units of work: what one operation changes, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_plugins.mds_server.storage.state import Record, State


class Unit:
    """The changes of one operation, before they are committed. Its time is that of the operation.

    Attributes:
        state: What was there before. now: The time, in seconds since 1970.
        puts: Records to be written. removals: Records to be taken away. counters: Last numbers, by kind.
        joined, left: Members of whitelists that come and go.
    """

    def __init__(self, state: State, now: float) -> None:
        """Begin with no changes."""
        self.state = state
        self.now = now
        self.puts: dict[tuple[str, int], Record] = {}
        self.removals: dict[tuple[str, int], Record] = {}
        self.counters: dict[str, int] = {}
        self.joined: list[tuple[int, frozenset[str]]] = []
        self.left: list[tuple[int, frozenset[str]]] = []

    @property
    def milliseconds(self) -> int:
        """The time, in milliseconds since 1970."""
        return int(self.now * 1000)

    def number(self, kind: str) -> int:
        """The next number of a kind; numbers are never used again."""
        last = self.counters.get(kind) or self.state.counters.get(kind, 0)
        self.counters[kind] = last + 1
        return last + 1

    def put(self, record: Record) -> None:
        """Write a record."""
        self.puts[record.kind, record.id] = record

    def remove(self, record: Record) -> None:
        """Take a record away."""
        self.removals[record.kind, record.id] = record

    def join(self, whitelist: int, members: Iterable[str]) -> None:
        """Add members to a whitelist."""
        self.joined.append((whitelist, frozenset(members)))

    def leave(self, whitelist: int, members: Iterable[str]) -> None:
        """Take members off a whitelist."""
        self.left.append((whitelist, frozenset(members)))

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.puts or self.removals or self.counters or self.joined or self.left)

    def apply(self) -> None:
        """Make the changes in memory, once they are committed."""
        state = self.state
        for (kind, _), record in self.removals.items():
            state.shelf(kind).remove(record)
        for (kind, _), record in self.puts.items():
            state.shelf(kind).put(record)
        for whitelist, members in self.joined:
            state.members.setdefault(whitelist, set()).update(members)
        for whitelist, members in self.left:
            state.members.get(whitelist, set()).difference_update(members)
        state.counters.update(self.counters)
        state.changes += 1
