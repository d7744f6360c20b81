"""Plans: which contents go where, so that every package and their total are within the limits; weighed, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate
from hapline_plugins.harmony.advisor.lightening import lighten
from hapline_plugins.harmony.advisor.loads import Load, Total
from hapline_plugins.harmony.advisor.relief import relieve
from hapline_plugins.harmony.advisor.work import Step, Work
from hapline_plugins.harmony.module import Module


class Plan(NamedTuple):
    """How to get within the limits.

    Attributes:
        steps: What to do. draft: The app afterwards.
        stuck: What stays too large whatever is moved: as it would be with nothing movable left in it.
    """

    steps: tuple[Step, ...]
    draft: Draft
    stuck: tuple[Load | Total, ...]

    @property
    def reached(self) -> bool:
        """Whether all limits are kept afterwards."""
        return not self.draft.broken


def plan(draft: Draft, found: Sequence[Duplicate]) -> Plan | None:
    """A plan for an app that breaks limits; None for one that keeps them.

    As few contents as possible go, the largest first. Copies of what comes along anyway go before all others.
    Where all that may be moved is not enough for a package, nothing is moved for it.

    Args:
        draft: The app as it is. found: The duplicates in it that may be moved.

    Raises:
        hapline_plugins.harmony.advisor.scales.DamagedError: A package cannot be read.
    """
    if not draft.broken:
        return None
    work = Work(draft, found)
    over = [one for one in draft.loads if one.over]
    for load in sorted(over, key=lambda one: (len(one.parts), one.headroom)):
        if isinstance(load.package, Module):
            relieve(work, load.package)
    for total in draft.totals:
        lighten(work, total.devices[0])
    return Plan(tuple(work.steps), work.draft, tuple(one for one in work.stuck if _still_over(work.draft, one)))


def _still_over(draft: Draft, one: Load | Total) -> bool:
    """Whether nothing that was done later, for another limit, has helped this one."""
    if isinstance(one, Total):
        return draft.total(one.devices[0]).over
    return not isinstance(one.package, Module) or draft.load(one.package).over
