"""Every case of every rule, and that every rule has one with a finding and one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import Bench, codes
from hapline_hooks import Rule, Subject
from plugins.mutations import AnyRule, survivors
from plugins.portal import built_sample, making, sample
from plugins.portal.cases import Case, every, run, said

EXAMPLES = {"BND502": {"a/app/libs/titles.aar": making.aar("com.example.titles", string="title")}}
"""What examples need besides texts."""


def _rules() -> list[type[Rule[Subject]]]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("BND")]


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    assert said(run(case, tmp_path), case, tmp_path) == case.expect


@pytest.mark.parametrize("case", [case for case in every() if case.fixed is not None], ids=lambda case: case.id)
def test_fixed(case: Case, tmp_path: Path) -> None:
    files = case.all_files
    changed = Bench(options={**case.all_options(tmp_path), "check.select": case.rule}).fix(files, unsafe=True)
    for path, line in (case.fixed or {}).items():
        before = files[path]
        assert line not in (before if isinstance(before, str) else before.decode("utf-8", "replace")).splitlines()
        assert line in changed[path].decode("utf-8", "replace").splitlines()


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_a_finding_and_a_near_miss(rule: AnyRule) -> None:
    own = [case for case in every() if case.rule == rule.code]
    assert [case for case in own if case.expect]
    assert [case for case in own if not case.expect]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: type[Rule[Subject]], tmp_path: Path) -> None:
    if not any(map(built_sample.is_built, rule.bad)):
        Bench().check_examples(rule, EXAMPLES.get(rule.code))
        return
    assert rule.code in codes(Bench().verify(built_sample.write(tmp_path / "bad", rule.bad)))
    assert rule.code not in codes(Bench().verify(built_sample.write(tmp_path / "good", rule.good)))


@pytest.mark.slow
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: AnyRule, tmp_path: Path) -> None:
    own = [case for case in every() if case.rule == rule.code]
    assert survivors(rule, [run(case, tmp_path / str(number)) for number, case in enumerate(own)]) == []


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in every()]
    assert len(ids) == len(set(ids))


def test_the_sample_has_no_findings() -> None:
    assert codes(Bench().check(sample.files())) == []


def test_the_built_sample_has_no_findings(tmp_path: Path) -> None:
    files = built_sample.write(tmp_path, {"launcher.jar": {}, "cashier.jar": {}, "portal.apk": {}})
    assert codes(Bench().verify(files)) == []
