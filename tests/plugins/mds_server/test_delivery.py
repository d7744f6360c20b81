"""Which task wins: MDS guide, 4.3, 6.3, 6.4, 6.5 and 8."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .rehearsal import Rehearsal, Server
from .releases import DAY, ENDED, PAUSED, RELEASING, change, period, to_whitelist, to_window

ID = "20171228"


def _task(rehearsal: Rehearsal, **device: object) -> int | None:
    """Of the one offline package: by which task a device gets it."""
    found = rehearsal.check(**device)["packages"]
    return int(found[0]["task"]) if found else None


def test_r001_the_higher_version_wins(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    new, old = rehearsal.resource("1.0.0.2"), rehearsal.resource("1.0.0.1")
    to_whitelist(rehearsal, new, "ada")
    rehearsal.task(old)
    assert rehearsal.versions(userId="ada") == {ID: "1.0.0.2"}  # though the other is for all, and later
    assert rehearsal.versions(userId="bob") == {ID: "1.0.0.1"}
    assert rehearsal.versions() == {ID: "1.0.0.1"}


def test_r001_what_a_device_has_is_not_delivered_again(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    rehearsal.task(rehearsal.resource("1.0.0.2"))
    assert rehearsal.versions(packages={ID: "1.0.0.1"}) == {ID: "1.0.0.2"}
    assert rehearsal.versions(packages={ID: "1.0.0.2"}) == {}
    assert rehearsal.versions(packages={ID: "1.0.0.10"}) == {}


def test_r002_full_before_whitelist_before_time_window(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    full = rehearsal.task(package)
    listed = to_whitelist(rehearsal, package, "ada")
    window = to_window(rehearsal, package, 10)  # the latest of the three
    ada = {"userId": "ada", "deviceId": "d"}
    assert _task(rehearsal, **ada) == full
    change(rehearsal, package, full, PAUSED)
    assert _task(rehearsal, **ada) == listed
    assert _task(rehearsal, deviceId="e") == window
    change(rehearsal, package, listed, ENDED)
    assert _task(rehearsal, **ada) == window


def test_r003_of_equal_tasks_the_latest_wins_until_it_is_stopped(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    first, second = (to_whitelist(rehearsal, package, "ada") for _ in range(2))
    assert _task(rehearsal, userId="ada") == second
    change(rehearsal, package, second, PAUSED)
    assert _task(rehearsal, userId="ada") == first
    change(rehearsal, package, second, RELEASING)
    assert _task(rehearsal, userId="ada") == second  # to go on does not make it older or later
    change(rehearsal, package, second, ENDED)
    assert _task(rehearsal, userId="ada") == first


def test_r004_a_package_has_ten_tasks_at_once(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package, other = rehearsal.resource("1.0.0.1"), rehearsal.resource("1.0.0.2")
    made = [rehearsal.task(package) for _ in range(10)]
    eleventh = {"id": 0, "package_id": package, "publish_type": 3}
    assert "10 tasks" in rehearsal.refused("CreateMcubeNebulaTask", **eleventh)
    change(rehearsal, package, made[0], PAUSED)
    assert "10 tasks" in rehearsal.refused("CreateMcubeNebulaTask", **eleventh)
    rehearsal.task(other)
    change(rehearsal, package, made[0], ENDED)
    rehearsal.task(package)
    assert "10 tasks" in rehearsal.refused("CreateMcubeNebulaTask", **eleventh)


def test_r005_the_status_of_a_package_is_that_of_its_tasks(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    assert period(rehearsal, package) == 0
    gray = to_whitelist(rehearsal, package, "ada")
    assert period(rehearsal, package) == 2
    full = rehearsal.task(package)
    assert period(rehearsal, package) == 3
    for stopped in (PAUSED, ENDED):
        change(rehearsal, package, full, stopped)
        assert period(rehearsal, package) == 2
    change(rehearsal, package, gray, PAUSED)
    assert period(rehearsal, package) == 2  # the later task, to all, has ended
    change(rehearsal, package, gray, ENDED)
    assert period(rehearsal, package) == 5


def test_r005_paused_tasks_alone_show_the_latest(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    gray, full = to_whitelist(rehearsal, package, "ada"), rehearsal.task(package)
    for one in (gray, full):
        change(rehearsal, package, one, PAUSED)
    assert period(rehearsal, package) == 3
    assert rehearsal.versions(userId="ada") == {}


def test_r006_upgrades_go_by_the_same_order(rehearsal: Rehearsal) -> None:
    numbers = {}
    for version in ("3.0.0", "2.5.0"):
        numbers[version] = int(
            rehearsal.done(
                "CreateMcubeUpgradePackage",
                platform="Android",
                app_version=version,
                file_url=rehearsal.upload("app.apk", version.encode()),
                onex_flag=True,
            )["Data"]
        )
    users = str(rehearsal.whitelist("ada"))
    fields = {"upgrade_type": 204, "publish_type": 2, "publish_mode": 1, "whitelist_ids": users}
    rehearsal.done("CreateMcubeUpgradeTask", package_info_id=numbers["3.0.0"], **fields)
    rehearsal.done("CreateMcubeUpgradeTask", package_info_id=numbers["2.5.0"], upgrade_type=204, publish_type=3)
    assert rehearsal.check(userId="ada")["upgrade"]["version"] == "3.0.0"
    assert rehearsal.check(userId="bob")["upgrade"]["version"] == "2.5.0"
    assert rehearsal.check(userId="bob", clientVersion="2.5.0")["upgrade"] is None
    assert rehearsal.check(userId="ada", clientVersion="2.10.0")["upgrade"]["version"] == "3.0.0"


def test_r007_the_version_below_an_ended_one_is_delivered(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    old, new = rehearsal.resource("1.0"), rehearsal.resource("1.1")
    rehearsal.task(old)
    ended = rehearsal.task(new)
    assert rehearsal.versions() == {ID: "1.1"}
    change(rehearsal, new, ended, ENDED)
    assert rehearsal.versions() == {ID: "1.0"}


@pytest.mark.parametrize(
    ("platform", "version", "delivered"),
    [
        ("iOS", "1.9.9", False),
        ("iOS", "2.0.0", True),
        ("iOS", "2.0.10", True),
        ("iOS", "3.0.0", True),
        ("iOS", "3.0.1", False),
        ("Android", "4.0.0", True),
        ("Android", "3.9.9", False),
        ("Android", "5.0", True),
        ("Android", "5.0.0.1", False),
        ("Harmony", "6.0.0", True),
        ("Harmony", "7.1", False),
        ("Harmony", "5.0.0", False),
    ],
)
def test_r008_a_client_is_within_the_range_of_its_platform(
    ranged: Rehearsal, platform: str, version: str, *, delivered: bool
) -> None:
    assert (ranged.versions(platform=platform, clientVersion=version) != {}) is delivered


@pytest.fixture(scope="module")
def ranged(server: Server) -> Rehearsal:
    made = Rehearsal(server, {"app_id": "ALIPUBRANGED", "workspace_id": "default", "tenant_id": "XVXXXXXXF"})
    made.app()
    made.task(made.resource(client_version_min="2.0.0;4.0.0;6.0.0", client_version_max="3.0.0;5.0.0;7.0"))
    return made


def test_r008_without_a_highest_version_all_later_ones_get_it(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    rehearsal.task(rehearsal.resource(platform="Android", client_version_min=";4.0.0;"))
    assert rehearsal.versions(clientVersion="99.0") == {ID: "1.0.0.1"}
    assert rehearsal.versions(clientVersion="3.0") == {}
    assert rehearsal.versions(clientVersion="99.0", platform="iOS") == {}
    assert rehearsal.versions(clientVersion="99.0", platform="Harmony") == {}


def test_r009_all_advanced_rules_must_hold(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    rules = (
        '[{"ruleElement":"city","operation":1,"value":"Shanghai City"},'
        '{"ruleElement":"netType","operation":2,"value":"2G"},'
        '{"ruleElement":"osVersion","operation":3,"value":"9.2.1-10.0"}]'
    )
    to_whitelist(rehearsal, rehearsal.resource(), "ada", grey_config_info=rules)
    device = {"userId": "ada", "city": "Shanghai City", "netType": "4G", "osVersion": "9.3"}
    assert rehearsal.versions(**device) == {ID: "1.0.0.1"}
    for other in ({"city": "Weifang City"}, {"netType": "2G"}, {"osVersion": "9.2"}, {"userId": "bob"}):
        assert rehearsal.versions(**(device | other)) == {}


@pytest.fixture
def delayed(tmp_path: Path) -> Iterator[Rehearsal]:
    """A server whose devices learn of changes a minute later."""
    server = Server(tmp_path / "mds", delivery_delay=60)
    server.start()
    yield Rehearsal(server)
    server.stop()


def test_r011_devices_get_a_change_after_a_minute_where_that_is_asked_for(delayed: Rehearsal) -> None:
    delayed.app()
    package = delayed.resource()
    delayed.server.move(DAY)  # however long nobody has changed anything
    task = delayed.task(package)
    assert delayed.versions() == {}
    delayed.server.move(59)
    assert delayed.versions() == {}
    delayed.server.move(2)
    assert delayed.versions() == {ID: "1.0.0.1"}
    delayed.server.move(DAY)
    change(delayed, package, task, ENDED)
    assert delayed.versions() == {ID: "1.0.0.1"}
    delayed.server.move(61)
    assert delayed.versions() == {}


def test_r011_further_changes_do_not_put_the_first_one_off(delayed: Rehearsal) -> None:
    delayed.app()
    delayed.task(delayed.resource())
    for number in range(4):
        assert delayed.versions() == {}
        delayed.whitelist(name=f"list {number}")
        delayed.server.move(16)
    assert delayed.versions() == {ID: "1.0.0.1"}


def test_r011_without_a_delay_a_change_is_delivered_at_once(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    assert rehearsal.versions() == {}
    task = rehearsal.task(package)
    assert rehearsal.versions() == {ID: "1.0.0.1"}
    change(rehearsal, package, task, PAUSED)
    assert rehearsal.versions() == {}


def test_r012_a_normal_whitelist_is_matched_exactly(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    to_whitelist(rehearsal, rehearsal.resource(), "ada", "a.c")
    assert rehearsal.versions(userId="ada") == {ID: "1.0.0.1"}
    assert rehearsal.versions(userId="a.c") == {ID: "1.0.0.1"}
    for other in ("Ada", "adam", " ada", "abc", ""):
        assert rehearsal.versions(userId=other) == {}


def test_r012_an_expression_matches_the_whole_id(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    number = rehearsal.whitelist("1380000[0-9]{4}", "test-.*", type_="regular")
    to_whitelist(rehearsal, rehearsal.resource(), whitelist_ids=str(number))
    for user in ("13800001234", "test-", "test-ada"):
        assert rehearsal.versions(userId=user) == {ID: "1.0.0.1"}
    for user in ("138000012345", "x13800001234", "my-test-1", ""):
        assert rehearsal.versions(userId=user) == {}


def test_r012_any_of_several_whitelists_is_enough_and_they_are_looked_at_as_they_are_now(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    plain, regular = rehearsal.whitelist("ada"), rehearsal.whitelist("b.*", type_="regular")
    to_whitelist(rehearsal, rehearsal.resource(), whitelist_ids=f"{plain},{regular}")
    assert rehearsal.versions(userId="ada") == rehearsal.versions(userId="bob") == {ID: "1.0.0.1"}
    rehearsal.done("UpdateMcubeWhitelist", id=str(plain), key_ids="eve", onex_flag=True)
    rehearsal.done("DeleteMdsWhitelistContent", whitelist_id=str(plain), whitelist_value="ada")
    rehearsal.done("DeleteMdsWhitelistContent", whitelist_id=str(regular), whitelist_value="b.*")
    assert rehearsal.versions(userId="eve") == {ID: "1.0.0.1"}
    assert rehearsal.versions(userId="ada") == rehearsal.versions(userId="bob") == {}


def test_r013_a_window_closes_at_its_end(alone: Rehearsal) -> None:
    alone.app()
    to_window(alone, alone.resource(), 10, seconds=60)
    assert alone.versions(deviceId="d") == {ID: "1.0.0.1"}
    alone.server.move(61)
    assert alone.versions(deviceId="d") == {}
    assert alone.versions(deviceId="e") == {}


def test_r013_a_window_closes_when_its_places_are_taken(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    task = to_window(rehearsal, package, 3)
    assert [_task(rehearsal, deviceId=f"d{number}") for number in range(5)] == [task, task, task, None, None]
    change(rehearsal, package, task, PAUSED)
    assert _task(rehearsal, deviceId="d0") is None
    change(rehearsal, package, task, RELEASING)
    assert _task(rehearsal, deviceId="d0") == task
    assert _task(rehearsal, deviceId="d4") is None
    later = to_window(rehearsal, package, 1)
    assert [_task(rehearsal, deviceId="d4"), _task(rehearsal, deviceId="d3")] == [later, None]


def test_r014_devices_are_counted_and_not_requests(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    task = to_window(rehearsal, rehearsal.resource(), 2)
    assert [_task(rehearsal, deviceId="d", userId=user) for user in ("a", "b", "c")] == [task] * 3
    assert _task(rehearsal, deviceId="e") == task
    assert _task(rehearsal, deviceId="f") is None


def test_r014_who_says_no_device_id_has_no_place_and_takes_none(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    task = to_window(rehearsal, rehearsal.resource(), 1)
    assert _task(rehearsal, platform="iOS") is None
    assert _task(rehearsal, platform="iOS", packages={ID: "1.0.0.1"}, deviceId="has it") is None
    assert _task(rehearsal, platform="iOS", deviceId="d") == task
