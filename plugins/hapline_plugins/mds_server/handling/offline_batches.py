"""Offline packages by the batch: imports, releases, and what of them can be released or deleted.

Source: MDS guide, 6.3 and 6.4.
"""

from __future__ import annotations

from collections.abc import Mapping

from hapline_plugins.mds_server.handling.call import Call
from hapline_plugins.mds_server.handling.lines import new_task, period, tasks_of
from hapline_plugins.mds_server.handling.offline_apps import app_of, new_app
from hapline_plugins.mds_server.handling.offline_resources import Prepared, add, versions_of
from hapline_plugins.mds_server.handling.offline_tasks import LINE
from hapline_plugins.mds_server.model.packages import OfflineResource
from hapline_plugins.mds_server.model.tasks import Mode
from hapline_plugins.mds_server.model.versions import order
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError

MOST_PACKAGES = 100
LARGEST_IMPORT = 300 * 2**20
"""Bytes of all files of one import (MDS guide, 6.3)."""
_FIRST_VERSION = "0.0.0.1"
_RELEASABLE = frozenset({0, 5})
"""To be released, and ended (MDS guide, 6.4)."""
_DEFAULTS: Mapping[str, str | int] = {
    "Platform": "all",
    "ClientVersionMin": "1.0.0;1.0.0;1.0.0",
    "ClientVersionMax": "",
    "MainUrl": "",
    "SubUrl": "",
    "ExtendInfo": "",
    "ResourceType": 1,
    "RepeatNebula": 0,
    "AutoInstall": 0,
    "InstallType": 1,
}


def settings_for(call: Call, h5_id: str) -> dict[str, str | int]:
    """What a package has that is imported, as the fields of a request for a version.

    An app that is there goes on with the settings of its highest version, and the next version after it; that the
    console does so is not said, but for the version.

    Args:
        call: Any call of the space. h5_id: The package id.
    """
    app, last = app_of(call, h5_id), highest(call, h5_id)
    known: dict[str, str | int] = {"H5Id": h5_id, "H5Name": app.name if app else h5_id}
    if last is None:
        return {**_DEFAULTS, **known, "H5Version": _FIRST_VERSION}
    return known | {
        "H5Version": _next(last.version),
        "Platform": last.platform,
        "ClientVersionMin": last.client_min,
        "ClientVersionMax": last.client_max,
        "MainUrl": last.main_url,
        "SubUrl": last.sub_url,
        "ExtendInfo": last.extend_info,
        "ResourceType": int(last.resource_type),
        "RepeatNebula": last.repeat,
        "AutoInstall": last.auto_install,
        "InstallType": last.install_type,
    }


def add_imported(call: Call, unit: Unit, prepared: Prepared) -> dict[str, object]:
    """Add a version that was imported, and its app where there is none.

    Raises:
        RefusedError: It does not go with what is there.
    """
    form = prepared.form
    app = app_of(call, form.h5_id)
    reply = add(call, unit, app or new_app(call, unit, form.h5_id, form.name), prepared)
    return {
        "imported": True,
        "id": int(str(reply["NebulaResourceId"])),
        "h5Id": form.h5_id,
        "version": form.version,
        "appCreated": app is None,
        "remarks": str(reply["ResultMsg"]),
    }


def release(call: Call, unit: Unit, h5_id: str) -> dict[str, object]:
    """Release the highest version of an app, if that is to be released or was.

    Args:
        call: Says to whom. unit: Takes the task. h5_id: The package id.

    Raises:
        RefusedError: It is not.
    """
    last = highest(call, h5_id)
    if app_of(call, h5_id) is None:
        raise NotThereError(f"there is no offline package {h5_id[:40]}")
    if last is None:
        raise ConflictError(f"{h5_id} has no version")
    if not is_releasable(call, last):
        raise ConflictError(f"{last.version}, the highest version of {h5_id}, is being released already")
    task = new_task(call, unit, LINE, last.id, official_mode=Mode.FULL)
    unit.put(task)
    return {"h5Id": h5_id, "released": True, "version": last.version, "task": task.id}


def highest(call: Call, h5_id: str) -> OfflineResource | None:
    """The highest version of an app; None where it has none."""
    return max(versions_of(call, h5_id), key=lambda one: (order(one.version), one.id), default=None)


def is_releasable(call: Call, one: OfflineResource) -> bool:
    """Whether a version is one that a batch may release."""
    return period(tasks_of(call.state, one.space, LINE, one.id)) in _RELEASABLE


def delete_version(call: Call, unit: Unit, h5_id: str, version: str) -> None:
    """Delete a version that was never released.

    Raises:
        RefusedError: It is not there, or it was.
    """
    found = next((one for one in versions_of(call, h5_id) if one.version == version), None)
    if found is None:
        raise NotThereError(f"there is no version {version[:40]} of {h5_id[:40]}")
    if tasks_of(call.state, call.space, LINE, found.id):
        raise ConflictError(f"version {version} of {h5_id} was released; only one that never was can be deleted")
    unit.remove(found)


def _next(version: str) -> str:
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}"
