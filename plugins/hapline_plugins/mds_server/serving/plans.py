"""Plans of all spaces: what devices are answered by, at once or a while after a change, as the real service does.

Its console says that a change reaches clients after about a minute, since servers cache (MDS guide, 6.4). Here a change
is passed on a given time after it was made; what else has changed by then goes with it. Who is on a whitelist is looked
at as it is now.
"""

from __future__ import annotations

from collections.abc import Callable

from hapline_plugins.mds_server.delivery.plan import Plan
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit


class Plans:
    """What may be delivered in each space."""

    def __init__(self, state: State, clock: Callable[[], float], delay: int) -> None:
        """Begin with none made.

        Args:
            state: What there is. clock: Tells the time, in seconds since 1970.
            delay: Seconds for which devices get what was released before a change.
        """
        self._state = state
        self._clock = clock
        self._delay = delay
        self._made: dict[str, tuple[int, Plan]] = {}
        self._outdated: dict[str, float] = {}
        """Since when there is something that a plan does not know."""

    def of(self, space: str) -> Plan:
        """The plan of a space by which devices are answered now."""
        known = self._made.get(space)
        if known is not None:
            changes, plan = known
            if changes == self._state.changes:
                return plan
            since = self._outdated.get(space)
            if since is not None and self._clock() - since < self._delay:
                return plan
        plan = Plan(self._state, space)
        self._made[space] = (self._state.changes, plan)
        self._outdated.pop(space, None)
        return plan

    def outdate(self, unit: Unit) -> None:
        """Hold fast what there was before a change, which is about to be made."""
        if not self._delay:
            return
        for space in {one.space for one in (*unit.puts.values(), *unit.removals.values())}:
            self.of(space)
        now = self._clock()
        for space in self._made:
            self._outdated.setdefault(space, now)
