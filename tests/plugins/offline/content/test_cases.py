"""Every case of every rule on content, and that every rule has one with a finding and one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import Bench, lines
from hapline_hooks import Rule, Subject
from plugins.mutations import AnyRule, survivors
from plugins.offline import sample
from plugins.offline.content.cases import DESCRIPTOR, TARGET, Case, every, expanded, run

FAMILIES = ("names", "layout", "strays", "global_layout", "references", "addresses", "together", "weight")
OPTIONS = {"OFP309": {"offline.hosts": '["static.example.org"]'}, "OFP312": {"offline.virtualDomain": "h5app.com"}}
"""What examples need besides files."""


def _rules() -> list[type[Rule[Subject]]]:
    host = Host(third_party=False)
    modules = {f"hapline_plugins.offline.rules.{name}" for name in FAMILIES}
    return host.rules([one for one in host.families() if one.module in modules])


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    report = run(case.files, case.options, tmp_path)
    assert tuple(lines(report, rule=case.rule)) == case.expect
    if case.severity:
        assert {one.severity for one in report.findings if one.finding.rule == case.rule} == {case.severity}


@pytest.mark.parametrize("case", [case for case in every() if case.fixed is not None], ids=lambda case: case.id)
def test_fixed(case: Case) -> None:
    files = {path: expanded(content) for path, content in case.files.items()}
    changed = Bench(options={**case.options, "check.select": case.rule}).fix(files, unsafe=True)
    assert {path: content.decode() for path, content in changed.items()} == dict(case.fixed or {})


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_a_finding_and_a_near_miss(rule: AnyRule) -> None:
    own = [case for case in every() if case.rule == rule.code]
    assert [case for case in own if case.expect]
    assert [case for case in own if not case.expect]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: type[Rule[Subject]], tmp_path: Path) -> None:
    for name, example, wanted in (("bad", rule.bad, True), ("good", rule.good, False)):
        files: dict[str, str | bytes] = dict(example)
        if DESCRIPTOR in files:
            files[DESCRIPTOR] = '{ id: "20171228", version: "1.0.0.1", ' + str(files[DESCRIPTOR]).strip()[1:]
        report = run(files, OPTIONS.get(rule.code, {}), tmp_path / name)
        assert bool(lines(report, rule=rule.code)) == wanted, name


@pytest.mark.slow
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: AnyRule, tmp_path: Path) -> None:
    own = [case for case in every() if case.rule == rule.code]
    assert survivors(rule, [run(one.files, one.options, tmp_path / str(at)) for at, one in enumerate(own)]) == []


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in every()]
    assert len(ids) == len(set(ids))


def test_the_sample_has_no_findings() -> None:
    report = Bench(options=TARGET).check(sample.WORKSPACE)
    assert [line for line in lines(report) if " OFP2" in line or " OFP3" in line or " OFP4" in line] == []
