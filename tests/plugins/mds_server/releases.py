"""Releases of offline packages in the words of the guide: to whitelists, in time windows, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from .rehearsal import Rehearsal

RELEASING, ENDED, PAUSED = 1, 2, 3
DAY = 24 * 60 * 60


def to_whitelist(rehearsal: Rehearsal, package: int, *users: str, **more: object) -> int:
    """A task that releases to a whitelist of these users."""
    fields: dict[str, object] = {"publish_type": 2, "publish_mode": 1}
    if "whitelist_ids" not in more:
        fields["whitelist_ids"] = str(rehearsal.whitelist(*users))
    return rehearsal.task(package, **(fields | more))


def to_window(rehearsal: Rehearsal, package: int, devices: int, *, seconds: float = 3600, **more: object) -> int:
    """A task that releases to so many devices until so many seconds from now."""
    return rehearsal.task(
        package,
        publish_type=2,
        publish_mode=2,
        grey_num=devices,
        grey_endtime_data=shanghai(rehearsal, seconds),
        **more,
    )


def to_all_with(rehearsal: Rehearsal, package: int, rules: str) -> int:
    """A task that releases to everybody whom advanced rules let in: there are many places, for many days."""
    return to_window(rehearsal, package, 1000, seconds=6 * DAY, grey_config_info=rules)


def shanghai(rehearsal: Rehearsal, seconds: float) -> str:
    """A time so many seconds from the server's now, as requests write it."""
    moment = datetime.fromtimestamp(rehearsal.server.now + seconds, UTC) + timedelta(hours=8)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def change(rehearsal: Rehearsal, package: int, task: int, status: int) -> None:
    """Move a task to another status."""
    rehearsal.done("ChangeMcubeNebulaTaskStatus", **_change(package, task, status))


def change_refused(rehearsal: Rehearsal, package: int, task: int, status: int) -> str:
    """Try to move a task to a status that it cannot have, and return why not."""
    return rehearsal.refused("ChangeMcubeNebulaTaskStatus", **_change(package, task, status))


def detail(rehearsal: Rehearsal, task: int) -> dict[str, Any]:
    """A task as its detail shows it."""
    return dict(rehearsal.done("GetMcubeNebulaTaskDetail", task_id=task)["NebulaTaskDetail"])


def tasks(rehearsal: Rehearsal, package: int) -> list[dict[str, Any]]:
    """The tasks of a package as they are listed."""
    return list(rehearsal.done("ListMcubeNebulaTasks", id=package)["NebulaTaskInfo"])


def period(rehearsal: Rehearsal, package: int) -> int:
    """The release status of a package, as it is shown."""
    return int(rehearsal.done("GetMcubeNebulaResource", id=str(package))["NebulaResourceInfo"]["PublishPeriod"])


def _change(package: int, task: int, status: int) -> dict[str, object]:
    return {"package_id": str(package), "task_id": str(task), "task_status": status, "biz_type": "nebula"}
