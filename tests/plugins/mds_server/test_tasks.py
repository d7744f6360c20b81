"""The life of a release task: MDS guide, 4.3, 5.4.1 and 6.6.3."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util.models import RuntimeOptions

from .rehearsal import Rehearsal
from .releases import (
    DAY,
    ENDED,
    PAUSED,
    RELEASING,
    change,
    change_refused,
    detail,
    period,
    shanghai,
    tasks,
    to_whitelist,
    to_window,
)

WAITING = 0
MOVES = {(RELEASING, PAUSED), (PAUSED, RELEASING), (RELEASING, ENDED), (PAUSED, ENDED)}


def _hotpatch(rehearsal: Rehearsal, version: str = "1.0.0") -> int:
    fields = {"platform": "Android", "product_version": version, "fix_desc": "test", "onex_flag": True}
    url = rehearsal.upload("mpaas_a.jar", b"a hotpatch")
    return int(rehearsal.done("CreateMcubeHotpatchResource", file_url=url, **fields)["HotpatchResourceId"])


@pytest.mark.parametrize(("start", "goal"), [*product((RELEASING, PAUSED, ENDED), (WAITING, RELEASING, ENDED, PAUSED))])
def test_r030_r031_r032_a_task_goes_where_the_guide_says(rehearsal: Rehearsal, start: int, goal: int) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    task = rehearsal.task(package)
    if start != RELEASING:
        change(rehearsal, package, task, start)
    if start == goal or (start, goal) in MOVES:
        change(rehearsal, package, task, goal)
        assert detail(rehearsal, task)["TaskStatus"] == goal
        return
    reason = change_refused(rehearsal, package, task, goal)
    assert "cannot become" in reason
    assert detail(rehearsal, task)["TaskStatus"] == start


def test_r031_a_task_that_has_ended_stays_so_and_a_new_one_releases_again(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    ended = rehearsal.task(package)
    change(rehearsal, package, ended, ENDED)
    for status in (WAITING, RELEASING, PAUSED):
        assert "ended" in change_refused(rehearsal, package, ended, status)
    assert rehearsal.versions() == {}
    rehearsal.task(package)
    assert rehearsal.versions() == {"20171228": "1.0.0.1"}


def test_r030_there_is_no_fifth_status(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    task = rehearsal.task(package)
    for status in (-1, 4, 99):
        assert "0, 1, 2 or 3" in change_refused(rehearsal, package, task, status)


def test_r033_a_new_task_releases(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    task = rehearsal.task(rehearsal.resource())
    assert detail(rehearsal, task)["TaskStatus"] == 1
    assert rehearsal.versions() == {"20171228": "1.0.0.1"}


def test_r034_a_change_names_task_package_and_kind(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package, other = rehearsal.resource("1.0.0.1"), rehearsal.resource("1.0.0.2")
    task = rehearsal.task(package)
    right = {"task_id": str(task), "package_id": str(package), "task_status": 3, "biz_type": "nebula"}
    for name, wrong in [
        ("package_id", str(other)),
        ("package_id", None),
        ("package_id", "1" * 30),
        ("task_id", str(task + 1)),
        ("task_id", "first"),
        ("task_id", None),
        ("biz_type", "hotpatch"),
    ]:
        rehearsal.refused("ChangeMcubeNebulaTaskStatus", **(right | {name: wrong}))
    assert detail(rehearsal, task)["TaskStatus"] == 1
    rehearsal.done("ChangeMcubeNebulaTaskStatus", **right)


def test_r034_the_kind_of_a_hotpatch_is_hotpatch(rehearsal: Rehearsal) -> None:
    package = _hotpatch(rehearsal)
    task = int(rehearsal.done("CreateMcubeHotpatchTask", package_id=package, publish_type=3)["HotpatchTaskId"])
    right = {"task_id": task, "package_id": package, "task_status": 3, "biz_type": "hotpatch"}
    assert "hotpatch" in rehearsal.refused("UpdateMcubeHotpatchTaskStatus", **(right | {"biz_type": "nebula"}))
    rehearsal.refused("UpdateMcubeHotpatchTaskStatus", **(right | {"package_id": package + 1}))
    rehearsal.refused("ChangeMcubeNebulaTaskStatus", task_id=str(task), package_id=str(package), task_status=3)
    rehearsal.done("UpdateMcubeHotpatchTaskStatus", **right)


def test_r035_numbers_of_an_offline_task(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    before = int(rehearsal.server.now * 1000)
    task = rehearsal.task(package)
    (listed,) = tasks(rehearsal, package)
    shown = detail(rehearsal, task)
    resource = rehearsal.done("GetMcubeNebulaResource", id=str(package))["NebulaResourceInfo"]
    for one in (listed, shown):
        assert (one["TaskType"], one["Status"], one["Percent"], one["BizType"]) == (0, 1, 0, "nebula")
        assert before <= one["TaskVersion"] <= int(rehearsal.server.now * 1000)
        written = datetime.fromtimestamp(one["TaskVersion"] / 1000, UTC) + timedelta(hours=8)
        assert one["GmtCreate"] == written.strftime("%Y-%m-%d %H:%M:%S")
        # It is that of the package: in the guide's sample the task is five minutes younger.
        assert re.fullmatch("20[0-9]{12}", one["ReleaseVersion"])
        assert one["ReleaseVersion"] == re.sub("[^0-9]", "", resource["GmtCreate"])
        assert one["Id"] == task
        assert one["PackageId"] == package
        assert one["ProductVersion"] == "1.0.0.1"
        assert one["TaskName"] == "Activity"
        assert one["Memo"] == "test"


def test_r035_numbers_of_a_hotpatch_task(rehearsal: Rehearsal) -> None:
    package = _hotpatch(rehearsal)
    task = int(rehearsal.done("CreateMcubeHotpatchTask", package_id=package, publish_type=3)["HotpatchTaskId"])
    shown = rehearsal.done("QueryMcubeHotpatchTaskDetail", task_id=task)["HotpatchTaskDetail"]
    assert shown["ReleaseVersion"] == "68e0696b4467a3cc7d69f395c2a66c72"  # md5sum of the file
    assert shown["GmtCreate"] == str(shown["TaskVersion"])


def test_r036_r038_a_gray_release_is_one_to_a_whitelist_or_in_a_time_window(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    for type_ in (0, 1, 4):
        reason = rehearsal.refused("CreateMcubeNebulaTask", id=0, package_id=package, publish_type=type_)
        assert "2 (gray) or 3 (official)" in reason
    for mode in (0, 3, 4, 5, 6, None):
        fields = {"id": 0, "package_id": package, "publish_type": 2, "publish_mode": mode}
        assert "1 (whitelist) or 2 (time window)" in rehearsal.refused("CreateMcubeNebulaTask", **fields)
    for mode in (1, 2, 3, 5):
        fields = {"id": 0, "package_id": package, "publish_type": 3, "publish_mode": mode}
        assert "PublishMode" in rehearsal.refused("CreateMcubeNebulaTask", **fields)
    assert tasks(rehearsal, package) == []


@pytest.mark.parametrize("mode", [None, 0, 4])
def test_r039_c01_an_official_task_shows_mode_4(rehearsal: Rehearsal, mode: int | None) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    task = rehearsal.task(package, publish_mode=mode)
    (listed,) = tasks(rehearsal, package)
    for one in (listed, detail(rehearsal, task)):
        assert (one["PublishType"], one["PublishMode"]) == (3, 4)


def test_r037_c01_an_official_hotpatch_shows_mode_0(rehearsal: Rehearsal) -> None:
    package, users = _hotpatch(rehearsal), rehearsal.whitelist("ada")
    rehearsal.done("CreateMcubeHotpatchTask", package_id=package, publish_type=3, publish_mode=0)
    rehearsal.done(
        "CreateMcubeHotpatchTask", package_id=package, publish_type=2, publish_mode=1, whitelist_ids=str(users)
    )
    end = shanghai(rehearsal, 60)
    window = {"publish_type": 2, "publish_mode": 2, "grey_num": 1, "grey_endtime_data": end}
    rehearsal.done("CreateMcubeHotpatchTask", package_id=package, **window)
    shown = rehearsal.done("ListMcubeHotpatchTasks", id=package)["HotpatchTaskInfo"]
    assert [(one["PublishType"], one["PublishMode"]) for one in shown] == [(2, 2), (2, 1), (3, 0)]


def test_c01_gray_tasks_show_mode_1_and_2(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    assert detail(rehearsal, to_whitelist(rehearsal, package, "ada"))["PublishMode"] == 1
    assert detail(rehearsal, to_window(rehearsal, package, 5))["PublishMode"] == 2


def test_r040_r041_c02_release_status_of_offline_packages(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    assert period(rehearsal, package) == 0
    gray = to_whitelist(rehearsal, package, "ada")
    assert detail(rehearsal, gray)["PublishPeriod"] == period(rehearsal, package) == 2
    full = rehearsal.task(package)
    assert detail(rehearsal, full)["PublishPeriod"] == period(rehearsal, package) == 3
    for task in (gray, full):
        change(rehearsal, package, task, ENDED)
    assert detail(rehearsal, full)["PublishPeriod"] == period(rehearsal, package) == 5
    (listed,) = rehearsal.done("ListMcubeNebulaResources", h_5id="20171228")["NebulaResourceInfo"]
    assert listed["PublishPeriod"] == 5


def test_r040_c02_release_status_of_hotpatches(rehearsal: Rehearsal) -> None:
    package = _hotpatch(rehearsal)

    def shown() -> int:
        (one,) = rehearsal.done("ListMcubeHotpatchResources")["HotpatchResourceInfo"]
        return int(one["PublishPeriod"])

    assert shown() == 0  # which the list of 5.4.1 leaves out: a package that is not released has to be something
    users = str(rehearsal.whitelist("ada"))
    rehearsal.done("CreateMcubeHotpatchTask", package_id=package, publish_type=2, publish_mode=1, whitelist_ids=users)
    assert shown() == 2
    rehearsal.done("CreateMcubeHotpatchTask", package_id=package, publish_type=3)
    assert shown() == 3
    back = int(rehearsal.done("CreateMcubeHotpatchRollbackTask", id=package)["RollbackTaskId"])
    assert shown() == 4
    change_to = {"package_id": package, "task_id": back, "biz_type": "hotpatch"}
    rehearsal.done("UpdateMcubeHotpatchTaskStatus", task_status=3, **change_to)
    assert shown() == 4
    rehearsal.done("UpdateMcubeHotpatchTaskStatus", task_status=2, **change_to)
    assert shown() == 5


def test_r042_a_whitelist_release_names_whitelists_that_are_there(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    fields = {"id": 0, "publish_type": 2, "publish_mode": 1}
    first, second = rehearsal.whitelist("ada"), rehearsal.whitelist("bob")
    for wrong in (None, "", " ", ",", f"{first},", f"{first}, {second + 1000}", "ada", f"{first};{second}"):
        assert "WhitelistIds" in rehearsal.refused(
            "CreateMcubeNebulaTask", package_id=package, **fields, whitelist_ids=wrong
        )
    task = rehearsal.task(package, **fields, whitelist_ids=f"{second}, {first}")
    assert detail(rehearsal, task)["WhitelistIds"] == f"{second},{first}"


def test_r042_a_time_window_says_until_when_and_for_how_many(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    end = shanghai(rehearsal, 600)
    fields = {"id": 0, "publish_type": 2, "publish_mode": 2}
    assert "GreyEndtimeData" in rehearsal.refused("CreateMcubeNebulaTask", package_id=package, **fields, grey_num=5)
    for number in (None, 0, -1):
        more = {"package_id": package, "grey_endtime_data": end, "grey_num": number}
        assert "GreyNum" in rehearsal.refused("CreateMcubeNebulaTask", **fields, **more)
    shown = detail(rehearsal, rehearsal.task(package, **fields, grey_endtime_data=end, grey_num=5))
    assert (shown["GreyEndtimeData"], shown["GreyEndtime"], shown["GreyNum"]) == (end, end, 5)


@pytest.mark.parametrize("seconds", [-60, -1, 7 * DAY + 60])
def test_r043_a_window_ends_within_seven_days(rehearsal: Rehearsal, seconds: float) -> None:
    rehearsal.app()
    fields = {"id": 0, "package_id": rehearsal.resource(), "publish_type": 2, "publish_mode": 2, "grey_num": 5}
    end = shanghai(rehearsal, seconds)
    assert "7 days" in rehearsal.refused("CreateMcubeNebulaTask", **fields, grey_endtime_data=end)


def test_r043_a_window_may_last_nearly_seven_days(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    to_window(rehearsal, rehearsal.resource(), 5, seconds=7 * DAY - 5)
    to_window(rehearsal, rehearsal.resource("1.0.0.2"), 5, seconds=5)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30 10:00:00", "2026-02-09", "2026-02-09T19:21:22", "2026/02/09 19:21:22", "1770636082000", "x", "0"],
)
def test_r043_a_window_ends_at_a_time_of_one_form(rehearsal: Rehearsal, text: str) -> None:
    rehearsal.app()
    fields = {"id": 0, "package_id": rehearsal.resource(), "publish_type": 2, "publish_mode": 2, "grey_num": 5}
    assert "of the form" in rehearsal.refused("CreateMcubeNebulaTask", **fields, grey_endtime_data=text)


def test_r043_a_window_that_is_over_does_not_go_on(alone: Rehearsal) -> None:
    alone.app()
    package = alone.resource()
    task = to_window(alone, package, 5, seconds=60)
    change(alone, package, task, PAUSED)
    alone.server.move(61)
    assert "window" in change_refused(alone, package, task, RELEASING)
    change(alone, package, task, ENDED)


def test_c03_the_end_of_a_window_is_spelled_as_the_sdk_does(rehearsal: Rehearsal) -> None:
    """The guide prints greyEndTimeData; what the official SDK sends is GreyEndtimeData."""
    rehearsal.app()
    package = rehearsal.resource()
    space = {"AppId": rehearsal.space["app_id"], "WorkspaceId": "default", "TenantId": "XVXXXXXXF"}
    fields = {**space, "Id": 0, "PackageId": package, "PublishType": 2, "PublishMode": 2, "GreyNum": 5}
    end = shanghai(rehearsal, 600)
    outcomes = {}
    for name in ("GreyEndtimeData", "GreyEndTimeData", "greyEndTimeData"):
        found = _raw(rehearsal, "CreateMcubeNebulaTask", {**fields, name: end})["CreateMcubeNebulaTaskResult"]
        outcomes[name] = found["Success"]
    assert outcomes == {"GreyEndtimeData": True, "GreyEndTimeData": False, "greyEndTimeData": False}


def test_r044_the_id_of_a_new_task_is_0(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    task = rehearsal.task(package)
    reason = rehearsal.refused("CreateMcubeNebulaTask", id=task, package_id=package, publish_type=3)
    assert "Id must be 0" in reason
    rehearsal.refused("CreateMcubeNebulaTask", id=0, package_id=package + 1000, publish_type=3)


def test_r045_a_hotpatch_task_is_for_the_platform_of_its_resource(rehearsal: Rehearsal) -> None:
    package = _hotpatch(rehearsal)
    fields = {"package_id": package, "publish_type": 3}
    assert "SyncMode" in rehearsal.refused("CreateMcubeHotpatchTask", **fields, sync_mode="1")
    assert "Android" in rehearsal.refused("CreateMcubeHotpatchTask", **fields, platform="iOS")
    rehearsal.done("CreateMcubeHotpatchTask", **fields, sync_mode="0", platform="Android")


def test_c12_an_app_code_has_a_hyphen(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    app, package = rehearsal.space["app_id"], rehearsal.resource()
    shown = detail(rehearsal, rehearsal.task(package))
    assert shown["AppCode"] == f"{app}-default"
    assert shown["ProductId"] == f"{app}-default-20171228"
    hotpatch = _hotpatch(rehearsal)
    (listed,) = rehearsal.done("ListMcubeHotpatchResources")["HotpatchResourceInfo"]
    assert listed["Id"] == hotpatch
    assert listed["AppCode"] == f"{app}-default"
    assert listed["ProductId"] == f"{app}_ANDROID-default"


def test_c14_whitelists_of_a_task_have_a_capital_l(rehearsal: Rehearsal) -> None:
    package, users = _hotpatch(rehearsal), rehearsal.whitelist("ada", "bob", name="testers")
    fields = {"package_id": package, "publish_type": 2, "publish_mode": 1, "whitelist_ids": str(users)}
    task = int(rehearsal.done("CreateMcubeHotpatchTask", **fields)["HotpatchTaskId"])
    space = {"AppId": rehearsal.space["app_id"], "WorkspaceId": "default", "TenantId": "XVXXXXXXF"}
    raw = _raw(rehearsal, "QueryMcubeHotpatchTaskDetail", {**space, "TaskId": task})
    (shown,) = raw["QueryHotpatchTaskDetailResult"]["HotpatchTaskDetail"]["Whitelist"]
    assert (shown["WhiteListCount"], shown["WhiteListName"], shown["Id"]) == (2, "testers", users)
    assert not {"WhitelistCount", "WhitelistName", "whiteListCount", "whiteListName"} & set(shown)


def _raw(rehearsal: Rehearsal, action: str, fields: dict[str, object]) -> dict[str, Any]:
    """Send a request whose fields are spelled as given, by the SDK's generic way."""
    parameters = openapi.Params(
        action=action,
        version="2020-10-28",
        protocol="HTTPS",
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    reply = rehearsal.client.call_api(parameters, openapi.OpenApiRequest(body=fields), RuntimeOptions())
    return dict(json.loads(json.dumps(reply["body"])))
