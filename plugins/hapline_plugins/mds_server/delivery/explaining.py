"""Explains a decision: for each task why it won, or why it did not.

The same questions as in a decision are asked, one task at a time and in words; a test holds that both agree. Nothing
is taken: whoever is told that a place in a time window would be had has none yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hapline_hooks import Phrase, noun
from hapline_plugins.mds_server.delivery.candidates import Candidate
from hapline_plugins.mds_server.delivery.conditions import condition_of
from hapline_plugins.mds_server.delivery.deciding import has_already
from hapline_plugins.mds_server.delivery.device import ATTRIBUTES, Device
from hapline_plugins.mds_server.delivery.plan import package_of
from hapline_plugins.mds_server.delivery.windows import Windows
from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineResource
from hapline_plugins.mds_server.model.rules import AdvancedRule, of_stored
from hapline_plugins.mds_server.model.tasks import Status
from hapline_plugins.mds_server.storage.state import State

_AUDIENCES = {"full": Phrase("a full release"), "whitelist": Phrase("a whitelist"), "window": Phrase("a time window")}
_STATUSES = {
    Status.WAITING: Phrase("the task is not released yet"),
    Status.PAUSED: Phrase("the task is paused"),
    Status.ENDED: Phrase("the task has ended"),
}


@noun
class Verdict:
    """What became of one task.

    Attributes:
        product: What it competed for. task: Its number. version: Of its package. won: Whether it won. why: The reason.
    """

    product: str
    task: int
    version: str
    won: bool
    why: Phrase


def explain(state: State, windows: Windows, space: str, device: Device, now: float) -> list[Verdict]:
    """Explain what a device gets in a space, and what not: all tasks, those of one product together.

    Args:
        state: What there is. windows: The places of time windows. space: The space.
        device: The device. now: The time, in seconds since 1970.
    """
    found = [
        Candidate(state, task, package)
        for task in state.tasks.of(space)
        if (package := package_of(state, task)) is not None
    ]
    found.sort(key=lambda one: one.precedence, reverse=True)
    found.sort(key=lambda one: one.product)
    verdicts: list[Verdict] = []
    for _, competing in groupby(found, key=lambda one: one.product):
        verdicts += _verdicts(windows, list(competing), device, now)
    return verdicts


def _verdicts(windows: Windows, competing: Sequence[Candidate], device: Device, now: float) -> Iterator[Verdict]:
    winner: Candidate | None = None
    for one in competing:
        reason = _against(windows, one, device, now)
        if reason is None and winner is not None:
            reason = _behind(one, winner)
        elif reason is None:
            winner = one
            if has_already(one, device):
                reason = _already(one)
        won = reason is None
        why = reason or Phrase("{audience} for this device", audience=_AUDIENCES[one.audience])
        yield Verdict(product=one.product, task=one.task.id, version=one.version, won=won, why=why)


def _against(windows: Windows, one: Candidate, device: Device, now: float) -> Phrase | None:
    """What keeps a task from this device; None for nothing."""
    task = one.task
    if task.status != Status.RELEASING:
        return _STATUSES[Status(task.status)]
    if not one.is_for(device.platform, device.client_version):
        return _not_for(one, device)
    for rule in of_stored(task.rules):
        attribute, holds = condition_of(rule)
        if not holds(attribute(device)):
            return _rule(rule, device)
    if one.audience == "whitelist" and not one.has_user(device.user_id):
        if not device.user_id:
            return Phrase("the device says no user id, which whitelists go by")
        return Phrase("user {user} is on none of its whitelists", user=device.user_id)
    if one.audience == "window" and not has_already(one, device):
        return _window(windows, one, device, now)
    return None


def _not_for(one: Candidate, device: Device) -> Phrase:
    package = one.package
    if package.platform not in {"all", device.platform}:
        return Phrase("the package is for {platform}", platform=package.platform)
    if isinstance(package, Hotpatch):
        return Phrase("the hotpatch is for app version {version}", version=package.product_version)
    if isinstance(package, OfflineResource):
        return Phrase(
            "client version {version} is not within {least} to {most}",
            version=device.client_version or "-",
            least=package.client_min,
            most=package.client_max or "-",
        )
    return Phrase("version {version} is no newer than {other}", version=package.version, other=device.client_version)


def _rule(rule: AdvancedRule, device: Device) -> Phrase:
    attribute = ATTRIBUTES.get(rule.element)
    value = attribute(device) if attribute else ""
    names = {"rule": rule.element, "value": value or "-", "values": rule.value}
    match rule.operation:
        case "1":
            return Phrase("{rule} is {value}, which is none of {values}", **names)
        case "2":
            return Phrase("{rule} is {value}, and {values} are excluded", **names)
        case "3":
            return Phrase("{rule} is {value}, which is not within {values}", **names)
        case _:
            return Phrase("{rule} is {value}, which is within {values}", **names)


def _window(windows: Windows, one: Candidate, device: Device, now: float) -> Phrase | None:
    task = one.task
    if not device.device_id:
        return Phrase("the device says no device id, by which time windows count")
    if now >= task.window_end:
        return Phrase("its time window closed at {end}", end=task.window_text)
    if windows.has(task, device.device_id) or windows.left(task) > 0:
        return None
    return Phrase("the {count} places of its time window are taken", count=task.window_users)


def _behind(one: Candidate, winner: Candidate) -> Phrase:
    if one.precedence[0] < winner.precedence[0]:
        return Phrase("task {task} brings the higher version {version}", task=winner.task.id, version=winner.version)
    if one.audience != winner.audience:
        return Phrase(
            "task {task} brings the same version by {audience}",
            task=winner.task.id,
            audience=_AUDIENCES[winner.audience],
        )
    return Phrase("task {task} brings the same version and was released later", task=winner.task.id)


def _already(one: Candidate) -> Phrase:
    if one.task.rollback:
        return Phrase("the device does not have this hotpatch, so there is nothing to take back")
    return Phrase("the device has version {version} or a newer one", version=one.version)
