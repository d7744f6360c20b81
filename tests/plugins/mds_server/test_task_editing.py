"""Editing tasks, and what people see of them: MDS guide, 4.3, 5.3 and 6.5."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from .console import Console
from .rehearsal import Rehearsal


@pytest.fixture
def package(console: Console) -> int:
    console.rehearsal.app()
    return console.rehearsal.resource()


def _at(rehearsal: Rehearsal, **later: float) -> str:
    """A time in Shanghai, so much later than now."""
    at = datetime.fromtimestamp(rehearsal.server.now, UTC) + timedelta(hours=8) + timedelta(**later)
    return at.strftime("%Y-%m-%d %H:%M:%S")


def _window(console: Console, package: int, users: int) -> int:
    rehearsal = console.rehearsal
    return rehearsal.task(
        package, publish_type=2, publish_mode=2, grey_endtime_data=_at(rehearsal, days=1), grey_num=users
    )


def test_the_memo_can_be_edited_until_the_task_ends(console: Console, package: int) -> None:
    rehearsal = console.rehearsal
    task = rehearsal.task(package)
    assert console.ask("PATCH", f"/tasks/{task}", {"memo": "发布"})["memo"] == "发布"
    detail = rehearsal.done("GetMcubeNebulaTaskDetail", task_id=task)["NebulaTaskDetail"]
    assert (detail["Memo"], detail["PublishType"], detail["TaskStatus"]) == ("发布", 3, 1)
    change = {"package_id": str(package), "task_id": str(task), "biz_type": "nebula"}
    rehearsal.done("ChangeMcubeNebulaTaskStatus", task_status=3, **change)
    assert console.ask("PATCH", f"/tasks/{task}", {"memo": "paused"})["status"] == "paused"
    rehearsal.done("ChangeMcubeNebulaTaskStatus", task_status=2, **change)
    assert "ended" in console.refused("PATCH", f"/tasks/{task}", {"memo": "late"}, status=409)[1]
    assert console.ask("GET", f"/tasks/{task}")["memo"] == "paused"


def test_whitelists_and_rules_can_be_edited(console: Console, package: int) -> None:
    rehearsal = console.rehearsal
    old, new = rehearsal.whitelist("old"), rehearsal.whitelist("new")
    task = rehearsal.task(package, publish_type=2, publish_mode=1, whitelist_ids=str(old))
    assert rehearsal.versions(userId="old")
    console.ask("PATCH", f"/tasks/{task}", {"whitelistIds": [new]})
    assert (rehearsal.versions(userId="old"), rehearsal.versions(userId="new")) == ({}, {"20171228": "1.0.0.1"})
    rules = [{"ruleElement": "city", "operation": "1", "value": "Wuhan City"}]
    edited = console.ask("PATCH", f"/tasks/{task}", {"rules": rules})
    assert (edited["rules"], edited["whitelistIds"]) == (rules, [new])
    assert rehearsal.versions(userId="new") == {}
    assert rehearsal.versions(userId="new", city="Wuhan City")
    detail = rehearsal.done("GetMcubeNebulaTaskDetail", task_id=task)["NebulaTaskDetail"]
    assert detail["GreyConfigInfo"] == (
        '{"operator":"and","defaultResult":false,"subRules":[{"operator":"contains","defaultResult":false,'
        '"left":["Wuhan City"],"right":"city"}]}'
    )
    console.ask("PATCH", f"/tasks/{task}", {"rules": []})
    assert rehearsal.versions(userId="new")


def test_a_time_window_can_be_made_larger_and_smaller(console: Console, package: int) -> None:
    rehearsal = console.rehearsal
    task = _window(console, package, 2)

    def served(*devices: str) -> list[bool]:
        return [bool(rehearsal.versions(deviceId=one)) for one in devices]

    assert served("a", "b", "c") == [True, True, False]
    console.ask("PATCH", f"/tasks/{task}", {"greyNum": 3})
    assert served("d", "e", "a") == [True, False, True]
    window = console.ask("GET", f"/tasks/{task}")["window"]
    assert (window["greyNum"], window["served"]) == (3, 3)
    member, error = console.refused("PATCH", f"/tasks/{task}", {"greyNum": 2}, status=409)
    assert (member, "3 devices" in error) == ("greyNum", True)
    end = _at(rehearsal, days=6)
    console.ask("PATCH", f"/tasks/{task}", {"greyEndtimeData": end})
    assert console.ask("GET", f"/tasks/{task}")["window"]["greyEndtimeData"] == end


def test_places_that_were_reserved_are_not_given_when_the_window_is_made_smaller(
    console: Console, package: int
) -> None:
    task = _window(console, package, 100_000)
    assert console.rehearsal.versions(deviceId="a")
    assert console.ask("GET", f"/tasks/{task}")["window"]["served"] == 1
    console.ask("PATCH", f"/tasks/{task}", {"greyNum": 2})
    found = [bool(console.rehearsal.versions(deviceId=one)) for one in "bcda"]
    assert found == [True, False, False, True]


def test_what_does_not_go_with_a_task_is_refused(console: Console, package: int) -> None:
    rehearsal = console.rehearsal
    whitelist = rehearsal.whitelist("tester")
    listed = rehearsal.task(package, publish_type=2, publish_mode=1, whitelist_ids=str(whitelist))
    window, official = _window(console, package, 10), rehearsal.task(package)
    rules = [{"ruleElement": "city", "operation": "1", "value": "x"}]
    for task, change, member in (
        (listed, {"greyNum": 3}, "greyNum"),
        (listed, {"greyEndtimeData": _at(rehearsal, days=1)}, "greyEndtimeData"),
        (listed, {"whitelistIds": []}, "whitelistIds"),
        (window, {"whitelistIds": [whitelist]}, "whitelistIds"),
        (window, {"greyEndtimeData": _at(rehearsal, days=-1)}, "greyEndtimeData"),
        (window, {"greyEndtimeData": _at(rehearsal, days=8)}, "greyEndtimeData"),
        (window, {"greyEndtimeData": "tomorrow"}, "greyEndtimeData"),
        (window, {"greyNum": 0}, "greyNum"),
        (window, {"greyNum": "10"}, "greyNum"),
        (official, {"rules": rules}, "rules"),
        (window, {"rules": [rules[0] | {"operation": "3"}]}, "rules"),
        (window, {"rules": [rules[0] | {"value1": "x"}]}, "rules[0].value1"),
        (official, {"publishType": 2}, "publishType"),
        (official, {"packageId": 1}, "packageId"),
        (official, {}, ""),
    ):
        assert console.refused("PATCH", f"/tasks/{task}", change)[0] == member
    missing = console.refused("PATCH", f"/tasks/{listed}", {"whitelistIds": [999_999], "memo": "x"}, status=404)
    assert missing[0] == "whitelistIds"
    assert console.ask("GET", f"/tasks/{listed}")["memo"] == "test"
    console.refused("PATCH", "/tasks/999999", {"memo": "x"}, status=404)
    console.refused("GET", f"/tasks/{listed}", query={"workspaceId": "other"}, status=404)


def test_people_see_spaces_and_tasks(console: Console, package: int) -> None:
    rehearsal = console.rehearsal
    task, official = _window(console, package, 5), rehearsal.task(package)
    rehearsal.done(
        "ChangeMcubeNebulaTaskStatus", package_id=str(package), task_id=str(official), task_status=2, biz_type="nebula"
    )
    for device in ("a", "b", "a"):
        rehearsal.check(deviceId=device)
    code = f"{rehearsal.space['app_id']}-default"
    (space,) = [one for one in console.ask("GET", "/spaces", space=False)["items"] if one["appCode"] == code]
    assert space == {
        "appCode": code,
        "appId": rehearsal.space["app_id"],
        "workspaceId": "default",
        "offlineApps": 1,
        "offlinePackages": 1,
        "hotpatches": 0,
        "upgrades": 0,
        "tasks": 2,
        "whitelists": 0,
        "switches": 0,
        "publishingRules": 0,
        "releasing": 1,
    }
    found = console.ask("GET", "/tasks", query={"line": "nebula"})
    assert [one["id"] for one in found["items"]] == [official, task]
    last = found["items"][1]
    assert last["package"] == {"id": package, "name": "20171228", "version": "1.0.0.1", "platform": "all"}
    assert (last["window"]["served"], last["window"]["greyNum"]) == (2, 5)
    assert 2 <= last["window"]["reserved"] <= 5
    assert console.ask("GET", "/tasks", query={"line": "hotpatch"})["items"] == []
    assert task in {one["id"] for one in console.ask("GET", "/tasks", space=False, query={"pageSize": 1000})["items"]}
    assert console.refused("GET", "/tasks", query={"line": "apps"})[0] == "line"
    assert console.refused("GET", "/tasks", space=False, query={"appId": "x"})[0] == "workspaceId"
