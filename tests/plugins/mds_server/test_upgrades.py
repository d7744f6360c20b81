"""Upgrade packages and the tasks that offer them: MDS guide, 4."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from .rehearsal import Rehearsal


def _package(rehearsal: Rehearsal, version: str = "5.0.0", **fields: object) -> int:
    known: dict[str, object] = {"platform": "Android", "app_version": version, "desc": "new", "onex_flag": True}
    if "platform" not in fields:
        known["file_url"] = rehearsal.upload("app.apk", version.encode())
    return int(rehearsal.done("CreateMcubeUpgradePackage", **(known | fields))["Data"])


def _fields(package: int, **fields: object) -> dict[str, object]:
    known: dict[str, object] = {"package_info_id": package, "upgrade_type": 204, "publish_type": 3, "publish_mode": 4}
    return known | fields


def _task(rehearsal: Rehearsal, package: int, **fields: object) -> int:
    return int(rehearsal.done("CreateMcubeUpgradeTask", **_fields(package, **fields))["upgradeTaskId"])


def _end(rehearsal: Rehearsal, task: int, status: int = 2) -> None:
    rehearsal.done("ChangeMcubePublicTaskStatus", task_id=str(task), task_status=str(status))


def _offered(rehearsal: Rehearsal, **device: object) -> int | None:
    found = rehearsal.check(**({"clientVersion": "4.0"} | device))["upgrade"]
    return int(found["task"]) if found else None


def _period(rehearsal: Rehearsal, package: int) -> int:
    info = rehearsal.done("GetMcubeUpgradePackageInfo", package_id=package)["PackageInfo"]["UpgradeBaseInfoDO"]
    return int(info["PublishPeriod"])


def test_r001_r006_the_higher_version_comes_first(rehearsal: Rehearsal) -> None:
    higher, lower = _package(rehearsal, "5.10.0"), _package(rehearsal, "5.9.0")
    users = rehearsal.whitelist("u1")
    some = _task(rehearsal, higher, publish_type=2, publish_mode=1, whitelist_ids=str(users))
    everyone = _task(rehearsal, lower)
    assert _offered(rehearsal, userId="u1") == some
    assert _offered(rehearsal, userId="u2") == everyone


def test_r002_r003_full_then_whitelist_then_window_then_the_latest(rehearsal: Rehearsal) -> None:
    package = _package(rehearsal)
    users = str(rehearsal.whitelist("u1"))
    full = _task(rehearsal, package)
    a = _task(rehearsal, package, publish_type=2, publish_mode=1, whitelist_ids=users, upgrade_type=202)
    b = _task(rehearsal, package, publish_type=2, publish_mode=1, whitelist_ids=users, upgrade_type=206)
    assert _offered(rehearsal, userId="u1") == full
    _end(rehearsal, full)
    assert _offered(rehearsal, userId="u1") == b
    _end(rehearsal, b, 3)
    assert _offered(rehearsal, userId="u1") == a


def test_r004_ten_tasks_at_once(rehearsal: Rehearsal) -> None:
    package = _package(rehearsal)
    tasks = [_task(rehearsal, package) for _ in range(10)]
    assert "10 tasks" in rehearsal.refused("CreateMcubeUpgradeTask", **_fields(package))
    _end(rehearsal, tasks[0])
    _task(rehearsal, package)


def test_r005_the_status_of_a_package(rehearsal: Rehearsal) -> None:
    package = _package(rehearsal)
    assert _period(rehearsal, package) == 0
    gray = _task(rehearsal, package, publish_type=2, publish_mode=1, whitelist_ids=str(rehearsal.whitelist("u1")))
    assert _period(rehearsal, package) == 2
    full = _task(rehearsal, package)
    assert _period(rehearsal, package) == 3
    _end(rehearsal, full, 3)
    assert _period(rehearsal, package) == 2
    _end(rehearsal, full)
    _end(rehearsal, gray)
    assert _period(rehearsal, package) == 5


def test_r010_advanced_rules_are_for_gray_releases(rehearsal: Rehearsal) -> None:
    package = _package(rehearsal)
    rules = json.dumps([{"ruleElement": "city", "operation": 1, "value": "Shanghai City"}])
    assert "gray" in rehearsal.refused("CreateMcubeUpgradeTask", **_fields(package, grey_config_info=rules))
    users = rehearsal.whitelist("u1")
    task = _task(rehearsal, package, publish_type=2, publish_mode=1, whitelist_ids=str(users), grey_config_info=rules)
    info = rehearsal.done("GetMcubeUpgradeTaskInfo", task_id=task)["TaskInfo"]
    detail = rehearsal.done("QueryMdsUpgradeTaskDetail", task_id=task)["Data"]["Content"]
    for one in (info, detail):
        assert one["RuleJsonList"] == [
            {"Operation": "1", "RuleElement": "city", "RuleType": "0", "Value": "Shanghai City"}
        ]
        assert [(white["Id"], white["WhiteListCount"]) for white in one["Whitelist"]] == [(users, 1)]
        assert one["WhitelistIds"] == str(users)
    assert detail["CityContains"] == "Shanghai City"
    assert _offered(rehearsal, userId="u1", city="Shanghai City") == task
    assert _offered(rehearsal, userId="u1", city="Beijing City") is None


def test_r015_forms_of_ios(rehearsal: Rehearsal) -> None:
    store = {"platform": "iOS", "appstore_url": "https://apps.example/1"}
    _task(rehearsal, _package(rehearsal, "5.0.0", **store), upgrade_type=206)
    users = str(rehearsal.whitelist("u1"))
    gray: dict[str, object] = {"publish_type": 2, "publish_mode": 1, "whitelist_ids": users}
    window = {"publish_type": 2, "publish_mode": 2, "grey_endtime_data": "2099-01-01 00:00:00", "grey_num": 1}
    flight = _package(rehearsal, "5.1.0", valid_days=90, install_amount=100, **store)
    assert "gray" in rehearsal.refused("CreateMcubeUpgradeTask", **_fields(flight))
    assert "forced" in rehearsal.refused("CreateMcubeUpgradeTask", **_fields(flight, upgrade_type=206, **gray))
    _task(rehearsal, flight, **gray)
    ipa = rehearsal.upload("app.ipa", b"ipa")
    inside = _package(rehearsal, "5.2.0", platform="iOS", is_enterprise=1, file_url=ipa)
    rehearsal.refused("CreateMcubeUpgradeTask", **_fields(inside, **window))
    assert "gray" in rehearsal.refused("CreateMcubeUpgradeTask", **_fields(inside))
    _task(rehearsal, inside, upgrade_type=206, **gray)


@pytest.mark.parametrize("code", [202, 203, 204, 206])
def test_r016_codes_of_reminders(rehearsal: Rehearsal, code: int) -> None:
    package = _package(rehearsal)
    _task(rehearsal, package, upgrade_type=code, upgrade_content="Please upgrade.")
    found = rehearsal.check(clientVersion="4.0")["upgrade"]
    assert (found["type"], found["text"], found["version"]) == (code, "Please upgrade.", "5.0.0")
    assert requests.get(found["url"], timeout=20).content == b"5.0.0"
    assert _offered(rehearsal, clientVersion="5.0.0") is None
    for wrong in (0, 201, 205):
        rehearsal.refused("CreateMcubeUpgradeTask", **_fields(package, upgrade_type=wrong))


def test_r017_once_is_silent_for_three_days(rehearsal: Rehearsal) -> None:
    package = _package(rehearsal)
    for code, days in ((202, "3"), (204, "")):
        task = _task(rehearsal, package, upgrade_type=code)
        assert rehearsal.done("QueryMdsUpgradeTaskDetail", task_id=task)["Data"]["Content"]["ReminderPeriod"] == days


def test_symbols_and_icons_are_published_with_an_enterprise_package(rehearsal: Rehearsal) -> None:
    files: dict[str, Any] = {
        "platform": "iOS",
        "is_enterprise": 1,
        "file_url": rehearsal.upload("app.ipa", b"ipa"),
        "icon_file_url": rehearsal.upload("icon.png", b"icon"),
        "ios_symbolfile_url": rehearsal.upload("app.tgz", b"symbols"),
    }
    package = _package(rehearsal, **files)
    info = rehearsal.done("GetMcubeUpgradePackageInfo", package_id=package)["PackageInfo"]["UpgradeBaseInfoDO"]
    assert requests.get(info["IosSymbol"], timeout=20).content == b"symbols"
    (listed,) = rehearsal.done("ListMcubeUpgradePackages", page_num=1, page_size=10)["Packages"]
    assert (listed["PackageType"], listed["ClientName"], listed["ClientFileSize"]) == ("ipa", "app.ipa", 3)
    wrong: dict[str, object] = {"ios_symbolfile_url": files["file_url"], "app_version": "5.0.1", "onex_flag": True}
    assert ".tgz" in rehearsal.refused("CreateMcubeUpgradePackage", **(files | wrong))
