"""Every case of every rule, and that every rule has one with a finding and one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from plugins.harmony.cases import Case, every, run, said


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    report = run(case, tmp_path)
    assert said(report, case, tmp_path) == case.expect
    if case.official is not None:
        found = [one.finding.official for one in report.findings if one.finding.rule == case.rule]
        assert tuple(code for codes in found for code in codes) == case.official


def test_every_rule_has_a_finding_and_a_near_miss() -> None:
    host = Host(third_party=False)
    rules = {rule.code for rule in host.rules(host.families()) if rule.code.startswith("HOS")}
    with_finding = {case.rule for case in every() if case.expect}
    without = {case.rule for case in every() if not case.expect}
    assert rules - with_finding == set()
    assert rules - without == set()


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in every()]
    assert len(ids) == len(set(ids))
