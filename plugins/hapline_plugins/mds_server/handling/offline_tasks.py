"""Offline packages: the tasks that release them.

Source: MDS guide, 6.4, 6.5 and 6.6.3.
"""

from __future__ import annotations

from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import release_version, written
from hapline_plugins.mds_server.handling.lines import change_status, new_task, task_of, tasks_of
from hapline_plugins.mds_server.handling.offline_resources import described, resource_of
from hapline_plugins.mds_server.model.rules import listed, of_stored
from hapline_plugins.mds_server.model.tasks import Mode, Task
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import RefusedError
from hapline_plugins.mds_server.wire.replies import filled

LINE = "nebula"


def _create(call: Call, unit: Unit) -> Reply:
    if call.number("Id"):
        raise RefusedError("Id must be 0: tasks are created, and not changed, by this operation")
    if call.number("TaskType"):
        # Replies know a task type for that; but only hotpatches can be taken back at once (MDS guide, 2).
        raise RefusedError("TaskType must be 0: only hotpatches are taken back; end the tasks of this version instead")
    resource = resource_of(call, call.numbered("PackageId"))
    task = new_task(call, unit, LINE, resource.id, official_mode=Mode.FULL)
    unit.put(task)
    return {"NebulaTaskId": str(task.id)}


def _list(call: Call) -> Reply:
    resource = resource_of(call, call.numbered("Id"))
    shape = call.arguments.operation.inner("NebulaTaskInfo")
    tasks = tasks_of(call.state, call.space, LINE, resource.id)[::-1]
    return {"NebulaTaskInfo": [filled(shape, _described(call, one)) for one in tasks]}


def _detail(call: Call) -> Reply:
    task = task_of(call, LINE, call.numbered("TaskId"))
    shape = call.arguments.operation.inner("NebulaTaskDetail")
    return {"NebulaTaskDetail": filled(shape, _described(call, task))}


def _change(call: Call, unit: Unit) -> Reply:
    if call.text("BizType") not in {"", LINE}:
        raise RefusedError('BizType must be "nebula"')
    task = task_of(call, LINE, call.numbered("TaskId"))
    if task.package != call.numbered("PackageId"):
        raise RefusedError(f"PackageId: the task is one of package {task.package}")
    change_status(call, unit, task, call.numbered("TaskStatus"))
    return {}


def _described(call: Call, task: Task) -> dict[str, object]:
    resource = resource_of(call, task.package)
    of_resource = described(call, resource)
    return {
        "AppCode": task.space,
        "AppId": call.text("AppId"),
        "BizType": LINE,
        "DownloadUrl": f"{of_resource['DownloadUrl']};{of_resource['DownloadUrl']}",
        "ExtraData": of_resource["ExtraData"],
        "FileSize": of_resource["FileSize"],
        "GmtCreate": written(task.created),
        "GmtModified": written(task.modified),
        "GmtModifiedStr": written(task.modified),
        "GreyConfigInfo": task.rules,
        "GreyEndtime": task.window_text,
        "GreyEndtimeData": task.window_text,
        "GreyEndtimeStr": task.window_text,
        "GreyNum": task.window_users,
        "Id": task.id,
        "Memo": task.memo,
        "PackageId": task.package,
        "Platform": resource.platform,
        "ProductId": f"{task.space}-{resource.h5_id}",
        "ProductVersion": resource.version,
        "PublishMode": task.mode,
        "PublishPeriod": of_resource["PublishPeriod"],
        "PublishType": task.publish_type,
        "ReleaseVersion": release_version(resource.created),
        "ResIds": str(resource.id),
        "RuleJsonList": listed(of_stored(task.rules)),
        "Status": 1,
        "TaskName": resource.name,
        "TaskStatus": int(task.status),
        "TaskType": 0,
        "TaskVersion": task.created,
        "WhitelistIds": ",".join(map(str, task.whitelists)),
        "WorkspaceId": call.text("WorkspaceId"),
    }


HANDLERS = {
    "CreateMcubeNebulaTask": Handler(write=_create),
    "ListMcubeNebulaTasks": Handler(read=_list),
    "GetMcubeNebulaTaskDetail": Handler(read=_detail),
    "ChangeMcubeNebulaTaskStatus": Handler(write=_change),
}
