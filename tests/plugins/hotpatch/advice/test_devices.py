"""Devices that are not reached: which ones an app still meets, which one is one, and how a release leaves them out."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.advice.devices import LIMITS, Device, concerned, limits_of
from hapline_plugins.hotpatch.advice.excluding import exclusions, together

BY_ID = {one.id: one for one in LIMITS}


@pytest.mark.parametrize(
    ("min_sdk", "expected"),
    [
        (0, ["x86-dalvik", "oppo-11", "samsung-5.0", "jit", "lemur", "art-4.4"]),
        (20, ["x86-dalvik", "oppo-11", "samsung-5.0", "jit", "lemur", "art-4.4"]),
        (21, ["oppo-11", "samsung-5.0", "jit", "lemur"]),
        (22, ["oppo-11", "jit", "lemur"]),
        (24, ["oppo-11", "lemur"]),
        (30, ["oppo-11", "lemur"]),
        (31, ["lemur"]),
    ],
)
def test_limits_that_an_app_still_meets(min_sdk: int, expected: list[str]) -> None:
    assert [one.id for one in limits_of("dexpatch", min_sdk)] == expected
    assert limits_of("instantrun", min_sdk) == ()


@pytest.mark.parametrize(
    ("limit", "device", "expected"),
    [
        ("oppo-11", Device(api=30, brand="OPPO"), "yes"),
        ("oppo-11", Device(api=30, brand="oppo"), "yes"),
        ("oppo-11", Device(api=30, brand="OnePlus"), "no"),
        ("oppo-11", Device(api=29, brand="OPPO"), "no"),
        ("oppo-11", Device(api=31, brand="OPPO"), "no"),
        ("oppo-11", Device(api=30), "maybe"),
        ("oppo-11", Device(brand="OPPO"), "maybe"),
        ("oppo-11", Device(), "maybe"),
        ("samsung-5.0", Device(api=21, brand="samsung"), "yes"),
        ("samsung-5.0", Device(api=22, brand="samsung"), "no"),
        ("x86-dalvik", Device(api=19, abis=("x86", "armeabi")), "yes"),
        ("x86-dalvik", Device(api=19, abis=("armeabi-v7a",)), "no"),
        ("x86-dalvik", Device(api=19), "maybe"),
        ("x86-dalvik", Device(api=21, abis=("x86",)), "no"),
        ("jit", Device(api=21), "maybe"),
        ("jit", Device(api=23), "maybe"),
        ("jit", Device(api=24), "no"),
        ("art-4.4", Device(api=19), "maybe"),
        ("art-4.4", Device(api=18), "no"),
        ("lemur", Device(api=30, brand="x"), "maybe"),
    ],
)
def test_whether_a_device_is_one(limit: str, device: Device, expected: str) -> None:
    assert concerned(BY_ID[limit], device) == expected


def test_rules_for_all_limits() -> None:
    found = {one.limit.id: one for one in exclusions(LIMITS)}
    assert {name: one.rule.value if one.rule else None for name, one in found.items()} == {
        "x86-dalvik": "1.0-4.4.4",
        "oppo-11": "11-11.99",
        "samsung-5.0": "5.0-5.0.99",
        "jit": "5.0-6.0.99",
        "lemur": None,
        "art-4.4": "4.4-4.4.4",
    }
    assert all(one.also for one in found.values())
    assert [rule.request for rule in together(found.values())] == [
        {"ruleElement": "osVersion", "operation": 4, "value": "1.0-4.4.4"},
        {"ruleElement": "osVersion", "operation": 4, "value": "5.0-6.0.99"},
        {"ruleElement": "osVersion", "operation": 4, "value": "11-11.99"},
    ]


def test_models_spare_the_other_brands() -> None:
    found = exclusions(limits_of("dexpatch", 24), {"oppo": ("PCLM10", "PEGM00"), "vivo": ("V1",)})
    assert [rule.request for rule in together(found)] == [
        {"ruleElement": "mobileModel", "operation": 2, "value": "PCLM10,PEGM00"}
    ]


def test_models_of_two_brands_are_one_rule() -> None:
    found = exclusions(limits_of("dexpatch", 21), {"oppo": ("A", "B"), "samsung": ("B", "C")})
    assert [rule.request["value"] for rule in together(found)] == ["5.0-6.0.99", "A,B,C"]


def test_no_limits_no_rules() -> None:
    assert together(exclusions(())) == []


def inside(version: str, value: str) -> bool:
    """As the service is taken to compare: number by number."""
    low, high = value.split("-")
    first, middle, last = ([int(part) for part in one.split(".")] for one in (low, version, high))
    return first <= middle <= last


@pytest.mark.parametrize(
    ("version", "left_out"),
    [
        ("4.1.2", True),
        ("4.4", True),
        ("4.4.4", True),
        ("5.0", True),
        ("5.0.2", True),
        ("5.1.1", True),
        ("6.0", True),
        ("6.0.1", True),
        ("7.0", False),
        ("7.1.2", False),
        ("10", False),
        ("11", True),
        ("11.0", True),
        ("12", False),
        ("8.1.0", False),
    ],
)
def test_versions_that_the_rules_leave_out(version: str, *, left_out: bool) -> None:
    rules = together(exclusions(LIMITS))
    assert any(inside(version, rule.value) for rule in rules) is left_out
