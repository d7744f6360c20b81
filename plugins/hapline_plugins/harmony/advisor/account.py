"""The account: all that the split advisor has to say about one app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hapline_hooks import Phrase, VerifyRequest, replace
from hapline_plugins.harmony.advisor.alternatives import OnDemand, on_demand, with_room
from hapline_plugins.harmony.advisor.downloads import Delivery, deliveries
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate, duplicates, movable
from hapline_plugins.harmony.advisor.growth import Growth, growth
from hapline_plugins.harmony.advisor.plan import Plan, plan
from hapline_plugins.harmony.advisor.scales import Content, Scales
from hapline_plugins.harmony.advisor.sharing import Shared, comes_with, shares
from hapline_plugins.harmony.apps import PackageSet, open_files
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.sums import EndlessDependencyError, counted, sums


class Account(NamedTuple):
    """All that there is to say about one app.

    Attributes:
        scales: The packages, weighed. now: The app as it is.
        duplicates: Contents that are there several times. shared: How those that may be moved could be shared.
        sharing: The app if all of them were. plan: How to get within the limits; None where all are kept.
        on_demand: Dependencies that could be loaded on demand instead, for packages that are too large.
        rooms: Subpackages with room for all that the plan moves. deliveries: What devices fetch, in which order.
        missing: Dependencies that are not among these packages, and so are not counted: of which module, and which.
        circle: The names of modules that depend on each other in a circle, so that nothing can be added up.
        growth: What changed since earlier builds.
    """

    scales: Scales
    now: Draft
    duplicates: Sequence[Duplicate]
    shared: Sequence[Shared]
    sharing: Draft
    plan: Plan | None
    on_demand: Sequence[OnDemand]
    rooms: Sequence[Module]
    deliveries: Sequence[Delivery]
    missing: Sequence[tuple[Module, str]]
    circle: Sequence[str]
    growth: Sequence[Growth]

    @property
    def counted(self) -> Phrase:
        """How the sizes were counted, to be read after that word."""
        return counted(self.scales.bundle, self.scales.bundle.modules)

    @property
    def broken(self) -> bool:
        """Whether a limit is broken."""
        return bool(self.now.broken)


def accounts(request: VerifyRequest) -> list[Account]:
    """An account of each app among the files of a request.

    Raises:
        hapline_plugins.harmony.advisor.scales.DamagedError: A file cannot be read.
    """
    earlier = [Scales(one) for one in _sets(request, request.base)]
    found: list[Account] = []
    for packages in _sets(request, request.files):
        scales = Scales(packages)
        name = scales.bundle.first.bundle_name
        same = [one for one in earlier if one.bundle.first.bundle_name == name]
        found.append(account(scales, same or earlier))
    return found


def _sets(request: VerifyRequest, files: tuple[str, ...]) -> list[PackageSet]:
    subjects = open_files(replace(request, files=files, base=()))
    return [one for one in subjects if isinstance(one, PackageSet)]


def account(scales: Scales, bases: Sequence[Scales] = ()) -> Account:
    """An account of an app, beside earlier builds of it.

    Raises:
        hapline_plugins.harmony.advisor.scales.DamagedError: A file cannot be read.
    """
    now = Draft(scales)
    found = duplicates(scales)
    may_move = movable(found)
    shared = shares(now, may_move, comes_with(now))
    sharing = now
    for one in shared:
        sharing = one.applied(sharing)
    planned = plan(now, may_move)
    moved = [one for step in planned.steps if step.kind == "move" for one in step.contents] if planned else []
    return Account(
        scales=scales,
        now=now,
        duplicates=found,
        shared=shared,
        sharing=sharing,
        plan=planned,
        on_demand=list(dict.fromkeys(other for one in now.loads if one.over for other in on_demand(now, one))),
        rooms=_rooms(now, moved) if moved else (),
        deliveries=deliveries(now),
        missing=_missing(scales),
        circle=_circle(scales),
        growth=[growth(base, scales) for base in bases],
    )


def _rooms(now: Draft, moved: Sequence[Content]) -> Sequence[Module]:
    over = [one.package for one in now.loads if one.over]
    away_from = [one for one in over if isinstance(one, Module)]
    devices = dict.fromkeys(device for one in moved for device in one.module.devices)
    return with_room(now, away_from, devices, sum(one.bytes for one in moved))


def _missing(scales: Scales) -> list[tuple[Module, str]]:
    bundle = scales.bundle
    return [
        (module, one.module or "null")
        for module in bundle.modules
        for one in module.dependencies
        if one.bundle == module.bundle_name and one.module not in bundle.by_name
    ]


def _circle(scales: Scales) -> Sequence[str]:
    try:
        for _ in sums(scales.bundle, scales.sizes):
            pass
    except EndlessDependencyError as endless:
        return endless.names
    return ()
