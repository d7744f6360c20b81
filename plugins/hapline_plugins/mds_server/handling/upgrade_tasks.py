"""Upgrade packages: the tasks that offer them.

Source: MDS guide, 4.1.2, 4.3 and 4.4.
"""

from __future__ import annotations

from hapline_hooks import replace
from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.lines import change_status, new_task, task_of, tasks_of
from hapline_plugins.mds_server.handling.upgrades import (
    ENTERPRISE,
    LINE,
    TEST_FLIGHT,
    download_url,
    upgrade_of,
)
from hapline_plugins.mds_server.handling.whitelists import whitelist_fields
from hapline_plugins.mds_server.model.packages import UpgradePackage
from hapline_plugins.mds_server.model.rules import OPERATORS, listed, of_stored
from hapline_plugins.mds_server.model.tasks import Mode, PublishType, Task
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import RefusedError
from hapline_plugins.mds_server.wire.replies import filled

ONCE, FORCED_LATE, MULTIPLE, FORCED = 202, 203, 204, 206
"""Upgrade types: the codes that clients know them by, since those of the API are not public (MDS guide, 4.1.2)."""
_SILENCE = "3"
"""Days for which clients stay silent after an offer of the kind "once"; they may choose others (MDS guide, 4.2.2)."""
_TYPES = (ONCE, FORCED_LATE, MULTIPLE, FORCED)
_FORCED = frozenset({FORCED_LATE, FORCED})


def _create(call: Call, unit: Unit) -> Reply:
    package = upgrade_of(call, call.numbered("PackageInfoId"))
    type_ = call.number("UpgradeType")
    if type_ not in _TYPES:
        raise RefusedError("UpgradeType must be 202 (once), 204 (multiple), or 206 or 203 (forced)")
    task = replace(
        new_task(call, unit, LINE, package.id, official_mode=Mode.FULL),
        upgrade_type=type_,
        upgrade_text=call.text("UpgradeContent"),
        history_force=call.number("HistoryForce"),
    )
    _check_ios(package, task)
    unit.put(task)
    return {"upgradeTaskId": str(task.id)}


def _check_ios(package: UpgradePackage, task: Task) -> None:
    """What enterprise packages and TestFlight builds do not have (MDS guide, 4.4)."""
    if package.is_enterprise not in {ENTERPRISE, TEST_FLIGHT}:
        return
    name = "an enterprise package" if package.is_enterprise == ENTERPRISE else "a TestFlight build"
    if task.publish_type == PublishType.OFFICIAL:
        raise RefusedError(f"{name} can only be released gray")
    if package.is_enterprise == ENTERPRISE and task.mode != Mode.WHITELIST:
        raise RefusedError(f"{name} can only be released to whitelists")
    if package.is_enterprise == TEST_FLIGHT and task.upgrade_type in _FORCED:
        raise RefusedError(f"{name} cannot be a forced upgrade")


def _change(call: Call, unit: Unit) -> Reply:
    change_status(call, unit, task_of(call, LINE, call.numbered("TaskId")), call.numbered("TaskStatus"))
    return {"Data": "success"}


def _list(call: Call) -> Reply:
    package = upgrade_of(call, call.numbered("PackageId"))
    shape = call.arguments.operation.inner("TaskInfo")
    tasks = tasks_of(call.state, call.space, LINE, package.id)[::-1]
    return {"TaskInfo": [filled(shape, _described(call, one, package)) for one in tasks]}


def _get(call: Call) -> Reply:
    return {"TaskInfo": _detail(call, "TaskInfo")}


def _query(call: Call) -> Reply:
    return {"Content": _detail(call, "Data", "Content")}


def _detail(call: Call, *names: str) -> dict[str, object]:
    task = task_of(call, LINE, call.numbered("TaskId"))
    operation = call.arguments.operation
    found = [call.state.whitelists.get(call.space, one) for one in task.whitelists]
    inner = operation.inner(*names, "Whitelist")
    fields = _described(call, task, upgrade_of(call, task.package))
    fields["Whitelist"] = [filled(inner, whitelist_fields(call, one)) for one in found if one is not None]
    return filled(operation.inner(*names), fields)


def _described(call: Call, task: Task, package: UpgradePackage) -> dict[str, object]:
    official = int(task.publish_type == PublishType.OFFICIAL)
    return {
        **_by_element(task),
        "AppCode": task.space,
        "AppId": call.text("AppId"),
        "AppstoreUrl": package.appstore_url,
        "Appstoreurl": package.appstore_url,
        "Creater": "default",
        "Creator": "default",
        "DownloadUrl": download_url(call, package),
        "GmtCreate": written(task.created),
        "GmtCreateStr": written(task.created),
        "GmtModified": written(task.modified),
        "GreyConfigInfo": task.rules,
        "GreyEndtime": task.window_text,
        "GreyEndtimeData": task.window_text,
        "GreyNum": task.window_users,
        "GreyUv": len(call.state.devices.get(task.id, ())),
        "HistoryForce": task.history_force,
        "Id": task.id,
        "InnerVersion": package.version,
        "IsEnterprise": package.is_enterprise,
        "IsOfficial": official,
        "IsRelease": official,
        "Memo": task.memo,
        "Modifier": "default",
        "PackageInfoId": package.id,
        "PackageType": package.file_name.rpartition(".")[2].lower() if package.file_name else "",
        "Platform": package.platform,
        "ProductId": call.product_id(package.platform),
        "ProductVersion": package.version,
        "PublishMode": task.mode,
        "PublishType": task.publish_type,
        "PushContent": "",
        "QrcodeUrl": download_url(call, package),
        "RealGreyNum": len(call.state.devices.get(task.id, ())),
        "ReminderPeriod": _SILENCE if task.upgrade_type == ONCE else "",
        "RuleJsonList": listed(of_stored(task.rules)),
        "TaskStatus": int(task.status),
        "UpgradeContent": task.upgrade_text,
        "UpgradeType": task.upgrade_type,
        "WhitelistIds": ",".join(map(str, task.whitelists)),
        "WorkspaceId": call.text("WorkspaceId"),
    }


def _by_element(task: Task) -> dict[str, object]:
    """The rules once more, each in a field of its own, as details of upgrade tasks have them."""
    found: dict[str, object] = {}
    for rule in of_stored(task.rules):
        word = {"contains": "Contains", "excludes": "Excludes"}.get(OPERATORS[rule.operation], "")
        if rule.element in {"city", "mobileModel"} and word:
            found[f"{rule.element[0].upper()}{rule.element[1:]}{word}"] = rule.value
        elif rule.element in {"netType", "osVersion"}:
            found[f"{rule.element[0].upper()}{rule.element[1:]}"] = rule.value
    return found


HANDLERS = {
    "ChangeMcubePublicTaskStatus": Handler(write=_change),
    "CreateMcubeUpgradeTask": Handler(write=_create),
    "GetMcubeUpgradeTaskInfo": Handler(read=_get),
    "ListMcubeUpgradeTasks": Handler(read=_list),
    "QueryMdsUpgradeTaskDetail": Handler(read=_query),
}
