"""Who gets which value of a switch: MDS guide, 7.3, and what hapline has decided where it is silent."""

from __future__ import annotations

import json
from contextlib import closing
from http.client import HTTPConnection

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .console import Console, switch, value
from .rehearsal import Rehearsal


def test_r125_a_whitelist_comes_before_a_percentage_before_all(console: Console) -> None:
    console.rehearsal.whitelist("tester", name="testers")
    console.rehearsal.whitelist(r"qa-\d+", name="qa", type_="regex")
    listed = value("listed", type="Whitelist", whitelists=["testers", "qa"])
    drawn = value("drawn", type="Percentage", percentage=100)
    console.ask("POST", "/switches", switch("a", value("all"), drawn, listed), status=201)
    check = console.rehearsal.check
    assert check(userId="tester")["switches"] == {"a": "listed"}
    assert check(userId="qa-7")["switches"] == {"a": "listed"}
    assert check(userId="somebody")["switches"] == {"a": "drawn"}
    assert check(deviceId="something")["switches"] == {"a": "drawn"}
    assert check()["switches"] == {"a": "all"}
    console.ask("PATCH", "/switches/a", {"values": [value("all"), drawn | {"percentage": 0}, listed]})
    assert check(userId="somebody")["switches"] == {"a": "all"}


def test_r125_of_equals_the_one_that_was_changed_last_comes_first(alone: Rehearsal) -> None:
    console = Console(alone)
    rule = {"ruleElement": "city", "operation": "1", "value": "Wuhan City"}
    first, second = value("first"), value("second", rules=[rule])
    console.ask("POST", "/switches", switch("a", first, second), status=201)
    check = console.rehearsal.check
    console.rehearsal.server.move(60)
    console.ask("PATCH", "/switches/a", {"values": [first, value("third", rules=[rule])]})
    assert check(city="Wuhan City")["switches"] == {"a": "third"}
    assert check()["switches"] == {"a": "first"}
    console.rehearsal.server.move(60)
    console.ask("PATCH", "/switches/a", {"values": [value("fourth"), value("third", rules=[rule])]})
    assert check(city="Wuhan City")["switches"] == {"a": "fourth"}


def test_r126_the_same_users_are_drawn_always(console: Console) -> None:
    """Who is in a percentage must not change with a new hapline: these users were drawn by the first one."""
    drawn = value(type="Percentage", percentage=10)
    console.ask("POST", "/switches", switch("new_home", drawn), status=201)
    found = [user for user in range(40) if console.rehearsal.check(userId=f"user{user}")["switches"]]
    assert found == [15, 17, 25, 29, 31, 33]


def test_r126_users_are_drawn_by_themselves_and_devices_without_a_user_too(console: Console) -> None:
    console.ask("POST", "/switches", switch("a", value(type="Percentage", percentage=50)), status=201)
    check = console.rehearsal.check
    for number in range(10):
        as_user = check(userId=f"id{number}", deviceId="d1")["switches"]
        assert (
            as_user
            == check(userId=f"id{number}", deviceId="d2")["switches"]
            == check(deviceId=f"id{number}")["switches"]
        )


def test_r126_a_percentage_that_grows_only_adds_users(console: Console) -> None:
    by_city = [
        value(
            type="Percentage", percentage=share, rules=[{"ruleElement": "city", "operation": "1", "value": str(share)}]
        )
        for share in range(0, 101, 2)
    ]
    for key in ("a", "Z_9"):
        console.ask("POST", "/switches", switch(key, *by_city), status=201)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(user=st.text(min_size=1, max_size=30), low=st.integers(0, 50), more=st.integers(0, 50))
    def only_adds(user: str, low: int, more: int) -> None:
        few, many = (set(_switches(console, user, city)) for city in (min(2 * low, 100), min(2 * (low + more), 100)))
        assert few <= many
        assert not _switches(console, user, 0)
        assert set(_switches(console, user, 100)) == {"a", "Z_9"}

    only_adds()


def test_r126_percentages_are_even(console: Console) -> None:
    shares = (1, 10, 50, 90)
    for share in shares:
        for key in (f"a{share}", f"b{share}"):
            console.ask("POST", "/switches", switch(key, value(type="Percentage", percentage=share)), status=201)
    counts = dict.fromkeys((f"{key}{share}" for share in shares for key in ("a", "b", "both")), 0)
    with closing(HTTPConnection(console.rehearsal.server.address)) as connection:
        for number in range(10_000):
            found = _asked(connection, console, f"user{number}")
            for key in found:
                counts[key] += 1
            for share in shares:
                counts[f"both{share}"] += f"a{share}" in found and f"b{share}" in found
    for share in shares:
        _assert_near(counts[f"a{share}"], share / 100)
        _assert_near(counts[f"b{share}"], share / 100)
        # Who is drawn for one key says nothing of another.
        _assert_near(counts[f"both{share}"], (share / 100) ** 2)


def test_a_device_that_asks_for_something_else_gets_no_switches(console: Console) -> None:
    console.ask("POST", "/switches", switch("a"), status=201)
    check = console.rehearsal.check
    assert check(wanted=["upgrade"])["switches"] == {}
    assert check(wanted=["switches"]) == {"upgrade": None, "hotpatch": None, "packages": [], "switches": {"a": "on"}}


def _switches(console: Console, user: str, city: int) -> dict[str, str]:
    found: dict[str, str] = console.rehearsal.check(userId=user, city=str(city))["switches"]
    return found


def _asked(connection: HTTPConnection, console: Console, user: str) -> dict[str, str]:
    space = console.rehearsal.space
    device = {"appId": space["app_id"], "workspaceId": space["workspace_id"], "platform": "iOS", "userId": user}
    connection.request("POST", "/delivery/check", json.dumps(device))
    found: dict[str, str] = json.loads(connection.getresponse().read())["switches"]
    return found


def _assert_near(count: int, share: float) -> None:
    """Within four standard deviations of what 10,000 draws give."""
    assert abs(count - 10_000 * share) < 4 * (10_000 * share * (1 - share)) ** 0.5
