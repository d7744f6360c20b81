"""Every case of every rule on built packages, their examples, and that each condition of a rule matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import Bench, codes, lines
from plugins.mutations import AnyRule, survivors
from plugins.offline.sample import key
from plugins.offline.verifying.cases import CASES, KEY, Case, run
from plugins.offline.verifying.made import public, spki, write


def _rules() -> list[AnyRule]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("OFP7")]


def _filled(expected: str) -> str:
    from hashlib import sha256

    return expected.replace("DIGEST", sha256(public(key())).hexdigest()[:16]).replace("WHERE", f"{spki(key())[:40]}…")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    said = lines(run(case, tmp_path), rule=case.rule)
    assert tuple(line.replace(f"{tmp_path}/", "") for line in said) == tuple(map(_filled, case.expect))


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_a_finding_and_a_near_miss(rule: AnyRule) -> None:
    own = [case for case in CASES if case.rule == rule.code]
    assert [case for case in own if case.expect]
    assert [case for case in own if not case.expect]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: AnyRule, tmp_path: Path) -> None:
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        bench = Bench(options={} if (name, rule.code) == ("bad", "OFP726") else KEY)  # which is about there being none
        files, base = write(tmp_path / name, example)
        assert (rule.code in codes(bench.verify(files, base=base))) == (name == "bad")


@pytest.mark.slow
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: AnyRule, tmp_path: Path) -> None:
    own = [case for case in CASES if case.rule == rule.code]
    assert survivors(rule, [run(case, tmp_path / str(number)) for number, case in enumerate(own)]) == []


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))


def test_the_sample_has_no_findings(tmp_path: Path) -> None:
    files, _ = write(tmp_path, {"20171228_1.0.0.1.amr": "{}", "20171229.zip": '{ level: "20171229" }'})
    assert [code for code in codes(Bench(options=KEY).verify(files)) if code.startswith("OFP7")] == []
