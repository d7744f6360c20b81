"""Hotpatches: the tasks that release them and take them back.

Source: MDS guide, 5.3 and 5.4.1.
"""

from __future__ import annotations

from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.hotpatches import (
    DONE,
    LINE,
    described,
    hotpatch_of,
    platform_of,
)
from hapline_plugins.mds_server.handling.lines import change_status, end_tasks, new_task, task_of, tasks_of
from hapline_plugins.mds_server.handling.whitelists import whitelist_fields
from hapline_plugins.mds_server.model.rules import listed, of_stored
from hapline_plugins.mds_server.model.tasks import Mode, PublishType, Status, Task
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, RefusedError
from hapline_plugins.mds_server.wire.replies import filled


def _create(call: Call, unit: Unit) -> Reply:
    hotpatch = hotpatch_of(call, call.numbered("PackageId"))
    if call.text("Platform") and platform_of(call) != hotpatch.platform:
        raise RefusedError(f"Platform must be that of the hotpatch: {hotpatch.platform}")
    if call.text("SyncMode") not in {"", "0"}:
        raise RefusedError('SyncMode must be "0"')
    task = new_task(call, unit, LINE, hotpatch.id, official_mode=Mode.OFFICIAL)
    unit.put(task)
    return {"HotpatchTaskId": str(task.id)}


def _roll_back(call: Call, unit: Unit) -> Reply:
    """Take a hotpatch back: its other tasks end, and clients that have it are told to drop it."""
    hotpatch = hotpatch_of(call, call.numbered("Id"))
    if call.text("ProductVersion") not in {"", hotpatch.product_version}:
        raise RefusedError(f"ProductVersion must be that of the hotpatch: {hotpatch.product_version}")
    if call.text("ProductId") not in {"", call.product_id(hotpatch.platform)}:
        raise RefusedError(f"ProductId must be {call.product_id(hotpatch.platform)}")
    tasks = tasks_of(call.state, call.space, LINE, hotpatch.id)
    if not tasks:
        raise ConflictError("this hotpatch was never released")
    if any(one.rollback and one.status == Status.RELEASING for one in tasks):
        raise ConflictError("this hotpatch is being taken back already")
    end_tasks(unit, tasks)
    number = unit.number(Task.kind)
    unit.put(
        Task(
            id=number,
            space=call.space,
            line=LINE,
            package=hotpatch.id,
            rollback=True,
            publish_type=PublishType.OFFICIAL,
            mode=Mode.OFFICIAL,
            status=Status.RELEASING,
            memo="",
            created=unit.milliseconds,
            modified=unit.milliseconds,
        )
    )
    return {"RollbackTaskId": str(number)}


def _list(call: Call) -> Reply:
    hotpatch = hotpatch_of(call, call.numbered("Id"))
    shape = call.arguments.operation.inner("HotpatchTaskInfo")
    tasks = tasks_of(call.state, call.space, LINE, hotpatch.id)[::-1]
    return {"HotpatchTaskInfo": [filled(shape, _described(call, one)) for one in tasks]}


def _detail(call: Call) -> Reply:
    task = task_of(call, LINE, call.numbered("TaskId"))
    shape = call.arguments.operation.inner("HotpatchTaskDetail")
    return {"HotpatchTaskDetail": filled(shape, _described(call, task))}


def _update(call: Call, unit: Unit) -> Reply:
    if call.text("BizType") not in {"", LINE}:
        raise RefusedError(f'BizType must be "{LINE}"')
    task = task_of(call, LINE, call.numbered("TaskId"))
    if "PackageId" in call.arguments and task.package != call.numbered("PackageId"):
        raise RefusedError(f"PackageId: the task is one of package {task.package}")
    change_status(call, unit, task, call.numbered("TaskStatus"))
    return {"Result": DONE}


def _described(call: Call, task: Task) -> dict[str, object]:
    of_hotpatch = described(call, hotpatch_of(call, task.package))
    shape = call.arguments.operation
    whitelists = [call.state.whitelists.get(call.space, one) for one in task.whitelists]
    fields = {
        **of_hotpatch,
        "AppId": call.text("AppId"),
        "Bundles": [],
        "GmtCreate": str(task.created),
        "GmtModified": str(task.modified),
        "GmtModifiedStr": written(task.modified),
        "GreyConfigInfo": task.rules,
        "GreyEndtime": task.window_text,
        "GreyEndtimeData": task.window_text,
        "GreyNum": task.window_users,
        "Id": task.id,
        "Memo": task.memo,
        "PackageId": task.package,
        "PublishMode": task.mode,
        "PublishType": task.publish_type,
        "ResIds": str(task.package),
        "RuleJsonList": listed(of_stored(task.rules)),
        "TaskStatus": int(task.status),
        "TaskVersion": task.created,
        "WhitelistIds": ",".join(map(str, task.whitelists)),
        "WorkspaceId": call.text("WorkspaceId"),
    }
    if shape.name == "QueryMcubeHotpatchTaskDetail":
        inner = shape.inner("HotpatchTaskDetail", "Whitelist")
        fields["Whitelist"] = [filled(inner, whitelist_fields(call, one)) for one in whitelists if one is not None]
    return fields


HANDLERS = {
    "CreateMcubeHotpatchTask": Handler(write=_create),
    "CreateMcubeHotpatchRollbackTask": Handler(write=_roll_back),
    "ListMcubeHotpatchTasks": Handler(read=_list),
    "QueryMcubeHotpatchTaskDetail": Handler(read=_detail),
    "UpdateMcubeHotpatchTaskStatus": Handler(write=_update),
}
