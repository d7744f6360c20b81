"""Decides what a device gets. This is the part that is asked ten thousand times a second."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from hapline_plugins.mds_server.delivery.candidates import Candidate
from hapline_plugins.mds_server.delivery.device import Device
from hapline_plugins.mds_server.delivery.plan import Plan
from hapline_plugins.mds_server.delivery.switches import NO_SWITCHES
from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.model.versions import order

UPGRADE, HOTPATCH, SWITCHES = "upgrade", "hotpatch", "switches"


class Places(Protocol):
    """Who serves time windows."""

    def serves(self, task: Task, device_id: str, now: float) -> bool:
        """Whether a device has a place in the window of a task; one that has none takes one."""


class Decision(NamedTuple):
    """What a device gets.

    Attributes:
        upgrade: A newer app; None for none. hotpatch: A hotpatch, or that one is taken back (the task says which).
        packages: Offline packages that are newer than what it has. switches: Values of switches, by key.
    """

    upgrade: Candidate | None
    hotpatch: Candidate | None
    packages: list[Candidate]
    switches: Mapping[str, str] = NO_SWITCHES


def decide(plan: Plan, device: Device, places: Places, now: float, wanted: Collection[str] | None = None) -> Decision:
    """Decide what a device gets.

    Args:
        plan: What may be delivered. device: The device. places: Who serves time windows. now: Seconds since 1970.
        wanted: What the device asks for: ``upgrade``, ``hotpatch``, ``switches`` and offline package ids; None for all.
    """
    outcomes = plan.clients(device.platform, device.client_version).outcomes(device)
    upgrade = hotpatch = None
    packages: list[Candidate] = []
    asked: Iterable[str] = outcomes if wanted is None else wanted
    for product in asked:
        outcome = outcomes.get(product)
        if outcome is None:
            continue
        windows, winner = outcome
        for one in windows:
            # A device that has the version already must not take a place from another one.
            if has_already(one, device) or places.serves(one.task, device.device_id, now):
                winner = one
                break
        if winner is None or has_already(winner, device):
            continue
        if product == UPGRADE:
            upgrade = winner
        elif product == HOTPATCH:
            hotpatch = winner
        else:
            packages.append(winner)
    if plan.switches and (wanted is None or SWITCHES in wanted):
        return Decision(upgrade, hotpatch, packages, plan.switches.of(device))
    return Decision(upgrade, hotpatch, packages)


def has_already(candidate: Candidate, device: Device) -> bool:
    """Whether a device has what a candidate would bring, or something newer."""
    product = candidate.product
    if product == HOTPATCH:
        return candidate.task.rollback != (device.hotpatch == candidate.version)
    installed = device.installed.get(product)
    return installed is not None and order(installed) >= order(candidate.version)
