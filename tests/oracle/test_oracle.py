"""Under ``--profile official`` our verdict is the packing tool's, on every recorded case."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from oracle.compare import disagreement, held_out, judge, load, settings_for

FILES = sorted(Path(__file__).parent.glob("*.jsonl"))
CASES = [case for path in FILES for case in load(path)]
JUDGED = [case for case in CASES if settings_for(case) is not None]


@pytest.fixture(scope="module")
def host() -> Host:
    return Host(third_party=False)


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: f"{'held-' if held_out(case) else ''}{case['id']}")
def test_verdict(case: dict[str, object], host: Host) -> None:
    options = settings_for(case)
    assert options is not None
    assert disagreement(case, judge(host, case, options)) == ""


def test_few_cases_are_left_out() -> None:
    """Only what is about the tool's own command line: a handful, never a way to hide disagreement."""
    left_out = [case for case in CASES if settings_for(case) is None]
    assert all(case.get("args") for case in left_out)
    assert len(left_out) <= len(CASES) // 20


def test_the_comparison_can_fail(host: Host) -> None:
    """A recorded verdict turned round is a disagreement, and so are another code and another size."""
    accepted = next(case for case in JUDGED if case["expect"].get("sizes"))
    refused = next(case for case in JUDGED if case["expect"]["rc"] and case["expect"]["codes"][0].isdecimal())
    for case, expect in (
        (accepted, {**accepted["expect"], "rc": 1, "codes": ["10016009"]}),
        (accepted, {**accepted["expect"], "sizes": dict.fromkeys(accepted["expect"]["sizes"], 1)}),
        (refused, {**refused["expect"], "rc": 0}),
        (refused, {**refused["expect"], "codes": ["10099999"]}),
    ):
        options = settings_for(case) or {}
        assert disagreement({**case, "expect": expect}, judge(host, case, options)) != ""
