"""Offline packages: the apps of which resources are versions.

Source: MDS guide, 6.2, 6.3, 6.5 and 6.6.3.
"""

from __future__ import annotations

import re

from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.pages import page
from hapline_plugins.mds_server.model.packages import OfflineApp
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError

_ID = re.compile(r"[0-9]{8}")
_RESERVED = frozenset({"20000196", "66666692", "68687029", "68687209"})
_RESERVED_STARTS = ("666666", "20000")


def checked_id(call: Call) -> str:
    """The package id that a call names.

    Raises:
        RefusedError: It is not made of eight digits, or is the vendor's own.
    """
    h5_id = call.needed("H5Id")
    if not _ID.fullmatch(h5_id):
        raise RefusedError(f'H5Id must be eight digits, not "{h5_id[:40]}"')
    if h5_id in _RESERVED or h5_id.startswith(_RESERVED_STARTS):
        raise RefusedError(f"H5Id {h5_id} is reserved for packages of the vendor")
    return h5_id


def app_of(call: Call, h5_id: str) -> OfflineApp | None:
    """The app of this id in the call's space."""
    return next((one for one in call.state.offline_apps.of(call.space) if one.h5_id == h5_id), None)


def new_app(call: Call, unit: Unit, h5_id: str, name: str) -> OfflineApp:
    """A new app; noted."""
    made = OfflineApp(
        id=unit.number(OfflineApp.kind), space=call.space, h5_id=h5_id, name=name, created=unit.milliseconds
    )
    unit.put(made)
    return made


def _create(call: Call, unit: Unit) -> Reply:
    h5_id = checked_id(call)
    name = call.needed("H5Name")
    if app_of(call, h5_id):
        raise ConflictError(f"there is an offline package {h5_id}")
    new_app(call, unit, h5_id, name)
    return {}


def _delete(call: Call, unit: Unit) -> Reply:
    h5_id = call.needed("H5Id")
    app = app_of(call, h5_id)
    if app is None:
        raise NotThereError(f"there is no offline package {h5_id[:40]}")
    unit.remove(app)
    gone = {one.id: one for one in call.state.offline_resources.of(call.space) if one.h5_id == h5_id}
    for resource in gone.values():
        unit.remove(resource)
    for task in call.state.tasks.of(call.space):
        if task.line == "nebula" and task.package in gone:
            unit.remove(task)
    return {}


def _list(call: Call) -> Reply:
    keyword = call.text("Keyword")
    found = [one for one in call.state.offline_apps.of(call.space) if keyword in one.h5_id or keyword in one.name]
    shown, fields = page(call, found)
    return {**fields, "NebulaAppInfos": [{"H5Id": one.h5_id, "H5Name": one.name} for one in shown]}


HANDLERS = {
    "CreateMcubeNebulaApp": Handler(write=_create),
    "DeleteMcubeNebulaApp": Handler(write=_delete),
    "ListMcubeNebulaApps": Handler(read=_list),
}
