"""Publishing-rule resources: MDS guide, 9."""

from __future__ import annotations

import json

import pytest

from .console import Console


def _rule(type_: str, value: str, **more: str) -> dict[str, str]:
    return {"type": type_, "value": value, **more}


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("City", "Hinggan League"),
        ("Model", "iPhone 6s"),
        ("Network", "WWAN"),
        ("OS version", "10.0.1"),
    ],
)
def test_r060_a_resource_has_a_type_a_platform_a_name_and_one_value(console: Console, type_: str, value: str) -> None:
    made = console.ask("POST", "/publishing-rules", _rule(type_, value, platform="iOS", name="shown"), status=201)
    assert (made["type"], made["platform"], made["name"], made["value"]) == (type_, "iOS", "shown", value)
    usual = console.ask("POST", "/publishing-rules", _rule(type_, value), status=201)
    assert (usual["platform"], usual["name"]) == ("All", value)
    assert console.ask("GET", "/publishing-rules", query={"type": type_})["items"] == [usual, made]
    other = "City" if type_ == "Model" else "Model"
    assert console.ask("GET", "/publishing-rules", query={"type": other})["total"] == 0
    assert "is defined" in console.refused("POST", "/publishing-rules", _rule(type_, value), status=409)[1]


def test_r060_what_is_no_resource_is_refused(console: Console) -> None:
    for wrong, member in (
        (_rule("Country", "x"), "type"),
        (_rule("City", "x", platform="Harmony"), "platform"),
        (_rule("City", "Shanghai City,Beijing City"), "value"),
        (_rule("City", ""), "value"),
        (_rule("City", "x", name=""), "name"),
        ({"type": "City"}, "value"),
        (_rule("City", "x", id="1"), "id"),
    ):
        assert console.refused("POST", "/publishing-rules", wrong)[0] == member
    assert console.ask("GET", "/publishing-rules")["total"] == 0


def test_resources_are_changed_and_deleted(console: Console) -> None:
    first, second, third = (
        console.ask("POST", "/publishing-rules", _rule("Network", value), status=201)["id"]
        for value in ("2G", "3G", "4G")
    )
    edited = console.ask("PUT", f"/publishing-rules/{first}", _rule("Network", "5G", platform="Android"))
    assert (edited["id"], edited["value"], edited["name"], edited["platform"]) == (first, "5G", "5G", "Android")
    console.refused("PUT", f"/publishing-rules/{first}", _rule("Network", "3G"), status=409)
    console.ask("PUT", f"/publishing-rules/{first}", _rule("Network", "5G", platform="Android"))
    console.refused("POST", "/publishing-rule-deletions", {"ids": [second, 999_999]}, status=404)
    assert console.ask("GET", "/publishing-rules")["total"] == 3
    console.ask("POST", "/publishing-rule-deletions", {"ids": [second, third, second]}, status=204)
    console.ask("DELETE", f"/publishing-rules/{first}", status=204)
    assert console.ask("GET", "/publishing-rules")["total"] == 0
    for method in ("DELETE", "PUT"):
        body = _rule("City", "x") if method == "PUT" else None
        console.refused(method, f"/publishing-rules/{first}", body, status=404)
    assert console.refused("DELETE", "/publishing-rules/first")[0] == "id"


def test_r060_a_task_with_values_that_are_not_defined_is_remarked_on(console: Console) -> None:
    rehearsal = console.rehearsal
    for rule in (_rule("City", "Shanghai City"), _rule("Network", "WIFI", platform="iOS"), _rule("OS version", "9")):
        console.ask("POST", "/publishing-rules", rule, status=201)
    rules = [
        {"ruleElement": "city", "operation": 1, "value": "Shanghai City,Shanghai"},
        {"ruleElement": "netType", "operation": 2, "value": "WIFI"},
        {"ruleElement": "osVersion", "operation": 3, "value": "9-10"},
        {"ruleElement": "isp", "operation": 1, "value": "somebody"},
    ]
    rehearsal.app()
    whitelist = rehearsal.whitelist("tester")
    task = rehearsal.task(
        rehearsal.resource(),
        publish_type=2,
        publish_mode=1,
        whitelist_ids=str(whitelist),
        grey_config_info=json.dumps(rules),
    )
    found = console.ask("GET", f"/tasks/{task}")
    assert found["rules"] == [rule | {"operation": str(rule["operation"])} for rule in rules]
    assert found["remarks"] == [
        'city "Shanghai" is not defined as a publishing rule',
        'osVersion "10" is not defined as a publishing rule',
        "no publishing rules are defined for isp",
    ]


def test_r059_values_are_compared_as_clients_say_them(console: Console) -> None:
    """The name is for people: the value, letter by letter, is what must be the same."""
    rehearsal = console.rehearsal
    console.ask("POST", "/publishing-rules", _rule("City", "Shanghai City", name="Shanghai"), status=201)
    rehearsal.app()
    rules = [{"ruleElement": "city", "operation": 1, "value": "Shanghai City"}]
    rehearsal.task(
        rehearsal.resource(),
        publish_type=2,
        publish_mode=2,
        grey_num=10,
        grey_endtime_data=_tomorrow(console),
        grey_config_info=json.dumps(rules),
    )
    for city, versions in (("Shanghai City", {"20171228": "1.0.0.1"}), ("Shanghai", {}), ("shanghai city", {})):
        assert rehearsal.versions(deviceId="d", city=city) == versions


def _tomorrow(console: Console) -> str:
    from datetime import UTC, datetime, timedelta

    at = datetime.fromtimestamp(console.rehearsal.server.now, UTC) + timedelta(hours=8 + 24)
    return at.strftime("%Y-%m-%d %H:%M:%S")
