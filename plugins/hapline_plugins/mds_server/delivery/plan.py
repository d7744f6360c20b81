"""Plans: everything that releases in one space, ready for decisions."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_plugins.mds_server.delivery.candidates import Candidate, Package
from hapline_plugins.mds_server.delivery.clients import Clients
from hapline_plugins.mds_server.delivery.switches import Switches
from hapline_plugins.mds_server.model.tasks import Status, Task
from hapline_plugins.mds_server.storage.state import State

_MOST_VERSIONS = 256
"""Versions of clients that are kept."""


class Plan:
    """What may be delivered in a space.

    Attributes:
        candidates: All tasks that release, those that win first first. switches: The active switches.
    """

    def __init__(self, state: State, space: str, tasks: Iterable[Task] | None = None) -> None:
        """Make a plan of what there is.

        Args:
            state: What there is. space: The space. tasks: The tasks to look at; those of the space by default.
        """
        found = [
            Candidate(state, task, package)
            for task in (state.tasks.of(space) if tasks is None else tasks)
            if task.status == Status.RELEASING and (package := package_of(state, task)) is not None
        ]
        self.candidates = sorted(found, key=lambda one: one.precedence, reverse=True)
        self.switches = Switches(state, space)
        self._clients: dict[tuple[str, str], Clients] = {}

    def clients(self, platform: str, client_version: str) -> Clients:
        """The clients of a platform and version."""
        key = (platform, client_version)
        found = self._clients.get(key)
        if found is None:
            if len(self._clients) >= _MOST_VERSIONS:
                self._clients.clear()
            found = Clients(one for one in self.candidates if one.is_for(platform, client_version))
            self._clients[key] = found
        return found


def package_of(state: State, task: Task) -> Package | None:
    """What a task releases; None where it is gone, or is nothing that devices ask for."""
    match task.line:
        case "nebula":
            return state.offline_resources.get(task.space, task.package)
        case "hotpatch":
            return state.hotpatches.get(task.space, task.package)
        case "upgrade":
            return state.upgrades.get(task.space, task.package)
        case _:
            return None
