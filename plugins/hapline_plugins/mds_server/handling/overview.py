"""What people look at: spaces and tasks of all lines, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hapline_plugins.mds_server.delivery.plan import package_of
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineResource
from hapline_plugins.mds_server.model.rules import of_stored
from hapline_plugins.mds_server.model.tasks import Status, Task
from hapline_plugins.mds_server.storage.state import Shelf, State


def spaces(state: State) -> list[dict[str, object]]:
    """All spaces, with how much is in each; an app id has no hyphen in any sample, so the first one ends it."""
    counted: Mapping[str, Shelf[Any]] = {
        "offlineApps": state.offline_apps,
        "offlinePackages": state.offline_resources,
        "hotpatches": state.hotpatches,
        "upgrades": state.upgrades,
        "tasks": state.tasks,
        "whitelists": state.whitelists,
        "switches": state.switches,
        "publishingRules": state.publishing_resources,
    }
    shelves = (*counted.values(), state.virtual_domains, state.signing_keys, state.uploads)
    names = sorted({one.space for shelf in shelves for one in shelf})
    return [
        {
            "appCode": name,
            "appId": name.partition("-")[0],
            "workspaceId": name.partition("-")[2],
            **{what: sum(1 for _ in shelf.of(name)) for what, shelf in counted.items()},
            "releasing": sum(1 for one in state.tasks.of(name) if one.status == Status.RELEASING),
        }
        for name in names
    ]


def task_shown(state: State, task: Task) -> dict[str, object]:
    """A task of whatever line, with how many devices its time window has served."""
    return {
        "id": task.id,
        "appCode": task.space,
        "line": task.line,
        "package": _package(state, task),
        "rollback": task.rollback,
        "publishType": task.publish_type,
        "publishMode": task.mode,
        "taskStatus": int(task.status),
        "status": Status(task.status).name.lower(),
        "memo": task.memo,
        "whitelistIds": list(task.whitelists),
        "rules": [
            {"ruleElement": one.element, "operation": one.operation, "value": one.value}
            for one in of_stored(task.rules)
        ],
        "window": _window(state, task) if task.window_end else None,
        "created": written(task.created),
        "modified": written(task.modified),
    }


def platform_of(state: State, task: Task) -> str:
    """The platform of a task's package; ``all`` where it is gone or for several."""
    package = package_of(state, task)
    return package.platform if package else "all"


def _package(state: State, task: Task) -> dict[str, object]:
    package = package_of(state, task)
    if package is None:
        return {"id": task.package, "name": "", "version": "", "platform": ""}
    if isinstance(package, OfflineResource):
        name, version = package.h5_id, package.version
    elif isinstance(package, Hotpatch):
        name, version = package.product_version, package.md5
    else:
        name, version = package.bundle_id or package.file_name, package.version
    return {"id": package.id, "name": name, "version": version, "platform": package.platform}


def _window(state: State, task: Task) -> dict[str, object]:
    return {
        "greyEndtimeData": task.window_text,
        "greyNum": task.window_users,
        "served": len(state.devices.get(task.id, ())),
        "reserved": state.slots.get(task.id, 0),
    }
