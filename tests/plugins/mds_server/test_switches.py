"""Switches: MDS guide, 7.3."""

from __future__ import annotations

from typing import Any

import pytest

from .console import Console, switch, value


@pytest.mark.parametrize("key", ["", "a" * 51, "a-b", "a b", "a.b", "é", "٣", "a\n"])
def test_r120_a_key_is_digits_letters_and_underscores(console: Console, key: str) -> None:
    member, _ = console.refused("POST", "/switches", switch(key))
    assert member == "key"
    assert console.ask("GET", "/switches")["total"] == 0


def test_r120_a_key_is_there_once_and_cannot_be_changed(console: Console) -> None:
    longest = "Z_0" + "a" * 47
    made = console.ask("POST", "/switches", switch(longest), status=201)
    assert made["key"] == longest
    assert "there is a switch" in console.refused("POST", "/switches", switch(longest), status=409)[1]
    assert console.refused("PATCH", f"/switches/{longest}", {"key": "other"})[0] == "key"


def test_r120_a_note_is_needed(console: Console) -> None:
    for wrong in ({"key": "a", "values": [value()]}, switch("a", note="")):
        assert console.refused("POST", "/switches", wrong)[0] == "note"


def test_r121_a_key_has_values_by_platform(console: Console) -> None:
    values = (value("all"), value("droid", platform="Android"), value("apple", platform="iOS"))
    console.ask("POST", "/switches", switch("theme", *values, value("hm", platform="Harmony")), status=201)
    assert console.ask("GET", "/switches/theme")["values"][1] == {
        "value": "droid",
        "platform": "Android",
        "type": "Full",
    }
    check = console.rehearsal.check
    # All were changed at once: of these the first one given stays first.
    assert check(platform="Android")["switches"] == {"theme": "all"}
    console.ask(
        "PATCH", "/switches/theme", {"values": [value("droid", platform="Android"), value("hm", platform="Harmony")]}
    )
    assert check(platform="Android")["switches"] == {"theme": "droid"}
    assert check(platform="Harmony")["switches"] == {"theme": "hm"}
    assert check(platform="iOS")["switches"] == {}


def test_r121_a_value_has_what_its_type_needs(console: Console) -> None:
    console.rehearsal.whitelist("tester", name="testers")
    cases: tuple[tuple[dict[str, object], str], ...] = (
        (value(type="Percentage"), "values[0].percentage"),
        (value(percentage=10), "values[0].percentage"),
        (value(type="Percentage", percentage=101), "values[0].percentage"),
        (value(type="Percentage", percentage=-1), "values[0].percentage"),
        (value(type="Percentage", percentage=1.5), "values[0].percentage"),
        (value(type="Percentage", percentage=True), "values[0].percentage"),
        (value(type="Whitelist"), "values[0].whitelists"),
        (value(whitelists=["testers"]), "values[0].whitelists"),
        (value(type="Full amount"), "values[0].type"),
        (value(platform="android"), "values[0].platform"),
        (value(platfrom="All"), "values[0].platfrom"),
        ({"value": 1, "platform": "All", "type": "Full"}, "values[0].value"),
        ({"value": "\ud800", "platform": "All", "type": "Full"}, "values[0].value"),
        ({"platform": "All", "type": "Full"}, "values[0].value"),
    )
    for wrong, member in cases:
        assert console.refused("POST", "/switches", switch("a", wrong))[0] == member
    missing = value(type="Whitelist", whitelists=["nobody"])
    assert "nobody" in console.refused("POST", "/switches", switch("a", missing), status=404)[1]
    assert console.refused("POST", "/switches", switch("a") | {"values": []})[0] == "values"
    assert console.ask("GET", "/switches")["items"] == []


@pytest.mark.parametrize(
    ("rule", "fitting", "other"),
    [
        (("city", "1", "Shanghai City,Beijing City"), {"city": "Beijing City"}, {"city": "Beijing"}),
        (("city", "2", "Shanghai City"), {"city": "Wuhan City"}, {"city": "Shanghai City"}),
        (("mobileModel", "1", "VIVO X5M"), {"mobileModel": "VIVO X5M"}, {}),
        (("osVersion", "3", "9.2.1-10.0"), {"osVersion": "10.0.0"}, {"osVersion": "10.0.1"}),
        (("osVersion", "4", "9-10"), {"osVersion": "11"}, {"osVersion": "9.5"}),
        (("version", "3", "1.9-2.10"), {"clientVersion": "2.9"}, {"clientVersion": "2.11"}),
        (("version", "1", "2.0.0"), {"clientVersion": "2.0.0"}, {"clientVersion": "2.0.1"}),
    ],
)
def test_r121_advanced_rules_hold(
    console: Console, rule: tuple[str, str, str], fitting: dict[str, str], other: dict[str, str]
) -> None:
    given = dict(zip(("ruleElement", "operation", "value"), rule, strict=True))
    made = console.ask("POST", "/switches", switch("a", value(rules=[given])), status=201)
    assert made["values"][0]["rules"] == [given]
    assert console.rehearsal.check(**fitting)["switches"] == {"a": "on"}
    assert console.rehearsal.check(**other)["switches"] == {}


def test_r121_rules_are_refused_that_are_none(console: Console) -> None:
    for element, operation, text in (
        ("netType", "1", "4G"),
        ("city", "5", "x"),
        ("city", "3", "1-2"),
        ("version", "3", "2-1"),
        ("city", "1", "a,,b"),
    ):
        rule = {"ruleElement": element, "operation": operation, "value": text}
        member, error = console.refused("POST", "/switches", switch("a", value(rules=[rule])))
        assert "values[0].rules" in member + error
    assert console.refused("POST", "/switches", switch("a", value(rules=[{}])))[0] == "values[0].rules[0].ruleElement"


def test_r122_a_switch_is_active_until_it_is_not(console: Console) -> None:
    assert console.ask("POST", "/switches", switch("a"), status=201)["active"] is True
    check = console.rehearsal.check
    assert check()["switches"] == {"a": "on"}
    assert console.ask("POST", "/switches/a/deactivate")["active"] is False
    assert check()["switches"] == {}
    assert console.ask("POST", "/switches/a/activate")["active"] is True
    assert check()["switches"] == {"a": "on"}
    console.ask("DELETE", "/switches/a", status=204)
    assert check()["switches"] == {}
    for method, path in (("GET", "/switches/a"), ("DELETE", "/switches/a"), ("POST", "/switches/a/activate")):
        console.refused(method, path, status=404)


def test_r122_a_switch_can_be_edited(console: Console) -> None:
    console.ask("POST", "/switches", switch("a"), status=201)
    rules = [{"ruleElement": "city", "operation": "1", "value": "Wuhan City"}]
    edited = console.ask("PATCH", "/switches/a", {"note": "new", "values": [value("off", platform="iOS", rules=rules)]})
    assert (edited["note"], edited["values"]) == ("new", [value("off", platform="iOS", rules=rules)])
    assert console.ask("PATCH", "/switches/a", {"note": "newer"})["values"] == edited["values"]
    assert console.refused("PATCH", "/switches/a", {"active": False})[0] == "active"


def test_r122_switches_are_found_by_a_part_of_the_key(console: Console) -> None:
    for key in ("new_home", "old_home", "theme"):
        console.ask("POST", "/switches", switch(key), status=201)
    found = console.ask("GET", "/switches", query={"keyword": "HOME", "pageSize": 1})
    assert ([one["key"] for one in found["items"]], found["total"], found["hasMore"]) == (["old_home"], 2, True)
    second = console.ask("GET", "/switches", query={"keyword": "home", "pageSize": 1, "pageNum": 2})
    assert ([one["key"] for one in second["items"]], second["hasMore"]) == (["new_home"], False)


def test_r123_a_file_carries_switches_to_another_space(console: Console) -> None:
    console.rehearsal.whitelist("tester", name="testers")
    rules = [{"ruleElement": "version", "operation": "4", "value": "1.0-1.9"}]
    values = (
        value("x", type="Whitelist", whitelists=["testers"]),
        value("y", type="Percentage", percentage=7, rules=rules),
    )
    console.ask("POST", "/switches", switch("a", *values), status=201)
    console.ask("POST", "/switches", switch("b"), status=201)
    console.ask("POST", "/switches/b/deactivate")
    file = console.ask("GET", "/switch-file")
    assert file == {"version": 1, "switches": [switch("a", *values, active=True), switch("b", active=False)]}
    assert console.ask("GET", "/switch-file", query={"keys": "b"})["switches"] == file["switches"][1:]
    console.refused("GET", "/switch-file", query={"keys": "b,c"}, status=404)

    console.ask("DELETE", "/switches/b", status=204)
    first, second = console.ask("POST", "/switch-file", file)["results"]
    assert (first["key"], first["imported"], first["error"]) == ("a", False, "there is a switch a")
    assert second == {"key": "b", "imported": True}
    assert console.ask("GET", "/switch-file") == file

    elsewhere: dict[str, Any] = {"query": {"workspaceId": "sit"}}
    first, second = console.ask("POST", "/switch-file", file, **elsewhere)["results"]
    assert "testers" in first["error"]
    assert second == {"key": "b", "imported": True}
    assert [one["key"] for one in console.ask("GET", "/switches", **elsewhere)["items"]] == ["b"]


def test_r123_a_file_that_is_none_imports_nothing(console: Console) -> None:
    for file, member in (
        ({"version": 1, "switches": [switch("a"), switch("b b")]}, "switches[1].key"),
        ({"version": 2, "switches": []}, "version"),
        ({"version": 1, "switches": [switch("a")], "more": 1}, "more"),
        ([switch("a")], ""),
    ):
        assert console.refused("POST", "/switch-file", file)[0] == member
    twice = console.ask("POST", "/switch-file", {"version": 1, "switches": [switch("a"), switch("a")]})["results"]
    assert [one["imported"] for one in twice] == [True, False]
    assert console.ask("GET", "/switches")["total"] == 1


def test_a_whitelist_that_a_switch_names_stays(console: Console) -> None:
    number = console.rehearsal.whitelist("tester", name="testers")
    console.ask("POST", "/switches", switch("a", value(type="Whitelist", whitelists=["testers"])), status=201)
    assert "switch a" in console.rehearsal.refused("DeleteMcubeWhitelist", id=number)
    console.ask("DELETE", "/switches/a", status=204)
    console.rehearsal.done("DeleteMcubeWhitelist", id=number)
