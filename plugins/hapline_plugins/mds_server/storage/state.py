"""Everything that the service keeps, in memory: what reads and delivery decisions look at.

A team's rehearsal is some thousand records and a few hundred thousand user ids, and one process owns the database:
so reads never wait for it. What is here was committed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineApp, OfflineResource, UpgradePackage
from hapline_plugins.mds_server.model.resources import PublishingResource
from hapline_plugins.mds_server.model.settings import SigningKey, Upload, VirtualDomain
from hapline_plugins.mds_server.model.switches import Switch
from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.model.whitelists import Whitelist


class Record(Protocol):
    """What all records have."""

    @property
    def kind(self) -> str:
        """What it is; its table, so to speak."""

    @property
    def id(self) -> int:
        """Its number among its kind."""

    @property
    def space(self) -> str:
        """The space that it lives in."""


R = TypeVar("R", bound=Record)


class Shelf(Generic[R]):
    """All records of one kind."""

    __slots__ = ("_by_id", "_by_space")

    def __init__(self) -> None:
        """Begin empty."""
        self._by_id: dict[int, R] = {}
        self._by_space: dict[str, dict[int, R]] = {}

    def put(self, record: R) -> None:
        """Add a record, or put it in the place of the one of its number."""
        self._by_id[record.id] = record
        self._by_space.setdefault(record.space, {})[record.id] = record

    def remove(self, record: R) -> None:
        """Take a record away."""
        del self._by_id[record.id]
        del self._by_space[record.space][record.id]

    def get(self, space: str, number: int) -> R | None:
        """A record of a space by its number."""
        return self._by_space.get(space, {}).get(number)

    def of(self, space: str) -> Iterable[R]:
        """The records of a space, oldest first."""
        return self._by_space.get(space, {}).values()

    def __iter__(self) -> Iterator[R]:
        """All records."""
        return iter(self._by_id.values())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)


KINDS: tuple[type[Any], ...] = (
    VirtualDomain,
    SigningKey,
    Upload,
    OfflineApp,
    OfflineResource,
    Hotpatch,
    UpgradePackage,
    Task,
    Whitelist,
    Switch,
    PublishingResource,
)
"""All kinds of records."""


class State:
    """All records, and what belongs to them.

    Attributes:
        members: Whitelist number to its members. slots: Task number to how many places of its time window are
            reserved. changes: How many changes there were since the start: who has seen that many is up to date.
    """

    kinds: ClassVar[dict[str, type[Any]]] = {one.kind: one for one in KINDS}

    def __init__(self) -> None:
        """Begin empty."""
        self.virtual_domains: Shelf[VirtualDomain] = Shelf()
        self.signing_keys: Shelf[SigningKey] = Shelf()
        self.uploads: Shelf[Upload] = Shelf()
        self.offline_apps: Shelf[OfflineApp] = Shelf()
        self.offline_resources: Shelf[OfflineResource] = Shelf()
        self.hotpatches: Shelf[Hotpatch] = Shelf()
        self.upgrades: Shelf[UpgradePackage] = Shelf()
        self.tasks: Shelf[Task] = Shelf()
        self.whitelists: Shelf[Whitelist] = Shelf()
        self.switches: Shelf[Switch] = Shelf()
        self.publishing_resources: Shelf[PublishingResource] = Shelf()
        self.members: dict[int, set[str]] = {}
        self.slots: dict[int, int] = {}
        self.devices: dict[int, set[str]] = {}
        self.counters: dict[str, int] = {}
        self.changes = 0
        self._shelves: dict[str, Shelf[Any]] = {
            VirtualDomain.kind: self.virtual_domains,
            SigningKey.kind: self.signing_keys,
            Upload.kind: self.uploads,
            OfflineApp.kind: self.offline_apps,
            OfflineResource.kind: self.offline_resources,
            Hotpatch.kind: self.hotpatches,
            UpgradePackage.kind: self.upgrades,
            Task.kind: self.tasks,
            Whitelist.kind: self.whitelists,
            Switch.kind: self.switches,
            PublishingResource.kind: self.publishing_resources,
        }

    def shelf(self, kind: str) -> Shelf[Any]:
        """All records of a kind."""
        return self._shelves[kind]
