"""Candidates: tasks that release, with all that a decision looks at, in the order in which they win.

Source: MDS guide, 4.3 and 4.4: the higher version, then full before whitelist before time window, then the latest.
They are stated for upgrades; that the other lines go by the same order is hapline's reading.
"""

from __future__ import annotations

from typing import Literal

from hapline_plugins.mds_server.delivery.conditions import Condition, conditions
from hapline_plugins.mds_server.delivery.membership import Membership, membership
from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineResource, UpgradePackage
from hapline_plugins.mds_server.model.rules import of_stored
from hapline_plugins.mds_server.model.tasks import Mode, PublishType, Task
from hapline_plugins.mds_server.model.versions import order
from hapline_plugins.mds_server.storage.state import State

Audience = Literal["full", "whitelist", "window"]
Package = OfflineResource | Hotpatch | UpgradePackage
RANKS: dict[Audience, int] = {"full": 3, "whitelist": 2, "window": 1}
_PLACES = {"iOS": 0, "Android": 1, "Harmony": 2}
"""Of a platform in ``ios;android;harmony``."""


class Candidate:
    """One task that may win.

    Attributes:
        task: The task. package: What it releases. product: What it competes for: an offline package id, or the line.
        version: The version of the package, as it is shown. audience: To whom it releases.
        members: The members of its whitelists, as they are now. matches: Whether a user id matches an expression of
            them; None without any. conditions: Its advanced rules.
        precedence: By what candidates of one product are ordered, the highest first.
    """

    __slots__ = ("audience", "conditions", "matches", "members", "package", "precedence", "product", "task", "version")

    def __init__(self, state: State, task: Task, package: Package) -> None:
        """Make a task ready to be decided on."""
        self.task = task
        self.package = package
        self.product, self.version = _product(package)
        self.audience: Audience = _audience(task)
        self.members, self.matches = membership(state, task.space, task.whitelists)
        self.conditions: tuple[Condition, ...] = conditions(of_stored(task.rules))
        # Of several hotpatches for one app version the later one is the higher.
        height = (package.created,) if isinstance(package, Hotpatch) else order(self.version)
        self.precedence = (height, RANKS[self.audience], task.created, task.id)

    def is_for(self, platform: str, client_version: str) -> bool:
        """Whether its package is for this app at all (MDS guide, 5.3 and 6.3)."""
        package = self.package
        if isinstance(package, OfflineResource):
            return package.platform in {"all", platform} and _in_range(package, platform, client_version)
        if isinstance(package, Hotpatch):
            return package.platform == platform and package.product_version == client_version
        return package.platform == platform and order(package.version) > order(client_version)

    def has_user(self, user_id: str) -> bool:
        """Whether a user is on one of its whitelists."""
        return Membership(self.members, self.matches).has_user(user_id)


def _product(package: Package) -> tuple[str, str]:
    if isinstance(package, OfflineResource):
        return package.h5_id, package.version
    if isinstance(package, Hotpatch):
        return "hotpatch", package.md5
    return "upgrade", package.version


def _audience(task: Task) -> Audience:
    if task.publish_type == PublishType.OFFICIAL:
        return "full"
    return "whitelist" if task.mode == Mode.WHITELIST else "window"


def _in_range(package: OfflineResource, platform: str, client_version: str) -> bool:
    if not client_version:
        return False
    place = _PLACES[platform]
    least = package.client_min.split(";")[place]
    most = package.client_max.split(";")[place] if package.client_max else ""
    if not least:
        return False
    version = order(client_version)
    return order(least) <= version and (not most or version <= order(most))
