"""Selection: which rules run, and how grave their findings are."""

from __future__ import annotations

import pytest

from hapline.engine.selection import is_packing_code
from hapline.errors import UsageError
from hapline.testing import Bench, codes
from plugins.harmony import sample

FILES = sample.project(
    {"entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "nope" }] } } }'}
)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["HOS203", "HOS372"]),
        ({"check.select": "HOS2"}, ["HOS203"]),
        ({"check.select": "preload-target-missing"}, ["HOS203"]),
        ({"check.ignore": "HOS2"}, ["HOS372"]),
        ({"check.ignore": "hos203,feature-in-new-service"}, []),
        ({"check.severity": "{ HOS203: 'off' }"}, ["HOS372"]),
        ({"check.severity": "{ HOS: 'off', HOS203: 'note' }"}, ["HOS203"]),
        ({"check.profile": "official"}, ["HOS203"]),
    ],
)
def test_rules_that_run(options: dict[str, str], expected: list[str]) -> None:
    assert codes(Bench(options=options).check(FILES)) == expected


def test_the_most_precise_severity_wins() -> None:
    options = {"check.severity": "{ HOS: 'note', HOS2: 'warning', 'preload-target-missing': 'error' }"}
    report = Bench(options=options).check(FILES)
    assert [(one.finding.rule, one.severity) for one in report.findings] == [("HOS203", "error"), ("HOS372", "note")]


@pytest.mark.parametrize(("fail_on", "fails"), [("error", False), ("warning", True), ("note", True), ("never", False)])
def test_fail_on(fail_on: str, fails: bool) -> None:  # noqa: FBT001 a column of the table
    report = Bench(options={"check.ignore": "HOS203"}).check(FILES)
    assert report.fails(fail_on) is fails


def test_a_word_that_is_no_rule_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        Bench(options={"check.select": "HOS902"}).check(FILES)
    assert "HOS902 is no rule" in caught.value.what
    assert caught.value.todo == "did you mean HOS602?" or "HOS" in caught.value.todo


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("10016011", True),
        ("java:java.lang.NullPointerException", True),
        ("uncoded", True),
        ("AGC 7", False),
        ("MDS 12", False),
        ("ABC", False),
    ],
)
def test_only_the_packing_tools_codes_count_in_the_official_profile(code: str, expected: bool) -> None:  # noqa: FBT001 a parameter of the test
    assert is_packing_code(code) is expected
