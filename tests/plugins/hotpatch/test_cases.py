"""Every case of every rule, and that every rule has one with a finding and one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import Bench, codes, lines
from hapline_hooks import Rule, Subject
from plugins.hotpatch import built_sample, sample
from plugins.hotpatch.cases import Case, every, run
from plugins.mutations import AnyRule, survivors

OPTIONS = {"HOT514": {"hotpatch.archive": "no/such/archive"}}
"""What examples need besides files."""


def _rules() -> list[type[Rule[Subject]]]:
    host = Host(third_party=False)
    rules = host.rules(host.families())
    # Those of the source lint judge changes, in repositories: see linting.
    return [rule for rule in rules if rule.code.startswith("HOT") and not rule.code.startswith("HOT4")]


@pytest.mark.parametrize("case", every(), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    said = lines(run(case, tmp_path), rule=case.rule)
    assert tuple(line.replace(f"{tmp_path}/", "") for line in said) == case.expect


@pytest.mark.parametrize("case", [case for case in every() if case.fixed is not None], ids=lambda case: case.id)
def test_fixed(case: Case) -> None:
    files = case.all_files
    changed = Bench(options={**case.options, "check.select": case.rule}).fix(files, unsafe=True)
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
        Bench().check_examples(rule)
        return
    bench = Bench(options=OPTIONS.get(rule.code, {}))
    assert rule.code in codes(bench.verify(built_sample.write(tmp_path / "bad", rule.bad)))
    assert rule.code not in codes(bench.verify(built_sample.write(tmp_path / "good", rule.good)))


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
