"""Every case of the source lint as a repository, and that every rule has one with a finding and one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import codes
from hapline_hooks import Rule, Subject
from plugins.hotpatch.linting import sample
from plugins.hotpatch.linting.cases import CASES, Case
from plugins.hotpatch.linting.repositories import Files, compared, lint, released, said, write
from plugins.mutations import survivors


def _rules() -> list[type[Rule[Subject]]]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("HOT4")]


def _files(case: Case, number: int) -> Files:
    found = case.files(number)
    return {path: text.encode("utf-8", "surrogateescape") if text else text for path, text in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    write(released(tmp_path, _files(case, 0)), _files(case, 1))
    assert said(lint(tmp_path), case.rule) == case.expect


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_a_finding_and_a_near_miss(rule: type[Rule[Subject]]) -> None:
    own = [case for case in CASES if case.rule == rule.code]
    assert [case for case in own if case.expect]
    assert [case for case in own if not case.expect]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: type[Rule[Subject]], tmp_path: Path) -> None:
    for name, example, wanted in (("bad", rule.bad, True), ("good", rule.good, False)):
        folder = tmp_path / name
        folder.mkdir()
        release = sample.WITHOUT_INSTANTRUN if wanted and rule.code == "HOT425" else sample.FILES
        write(released(folder, release), dict(example))
        assert (rule.code in codes(lint(folder))) == wanted, name


@pytest.mark.slow
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: type[Rule[Subject]]) -> None:
    reports = [compared(_files(case, 0), _files(case, 1)) for case in CASES if case.rule == rule.code]
    assert survivors(rule, reports) == []


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))
