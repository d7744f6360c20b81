"""Every case of the rules on descriptors, releases, keys and presets."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from hapline.plugins import Host
from hapline.testing import Bench, codes, lines
from hapline_hooks import Rule, Subject
from plugins.mutations import AnyRule, survivors
from plugins.offline import sample
from plugins.offline.release import cases
from plugins.offline.release.case import Case, check, example_files, lay, run
from plugins.offline.release.packages import write
from repositories import TestRepository

OURS = ("OFP1", "OFP5", "OFP8")
EXAMPLES = {
    "OFP107": {"offline.tag": "offline/{id}/{version}"},
    "OFP108": {"offline.tag": "offline/{id}/{version}"},
    "OFP109": {"offline.tag": "offline/{id}/{version}"},
    "OFP112": {"offline.iosVersion": "1.5.0"},
}
"""What examples need besides files."""
UNCOMMITTED = frozenset({"OFP502"})
"""Rules that are about what is not in git yet."""


def _every() -> list[Case]:
    found: list[Case] = []
    for module in pkgutil.iter_modules(cases.__path__):
        found += importlib.import_module(f"{cases.__name__}.{module.name}").CASES
    return found


def _rules() -> list[type[Rule[Subject]]]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith(OURS)]


EVERY = _every()


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    said = lines(run(case, tmp_path), rule=case.rule)
    assert tuple(line.replace(f"{tmp_path}/", "") for line in said) == case.expect


@pytest.mark.parametrize("case", [case for case in EVERY if case.fixed], ids=lambda case: case.id)
def test_fixed(case: Case, tmp_path: Path) -> None:
    lay(case, tmp_path)
    before = {path: (tmp_path / path).read_text().splitlines() for path in case.fixed}
    bench = Bench(options={**case.options, "check.select": case.rule})
    bench.run("fix", "--unsafe", cwd=tmp_path)
    for path, line in case.fixed.items():
        assert line not in before[path]
        assert line in (tmp_path / path).read_text().splitlines()


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_a_finding_and_a_near_miss(rule: AnyRule) -> None:
    own = [case for case in EVERY if case.rule == rule.code]
    assert [case for case in own if case.expect]
    assert [case for case in own if not case.expect]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: AnyRule, tmp_path: Path) -> None:
    for name, wanted in (("bad", True), ("good", False)):
        folder = tmp_path / name
        repository = TestRepository(folder)
        write(folder, sample.WORKSPACE)
        repository.commit()
        repository.git("tag", f"offline/{sample.ID}/1.0.0.1")
        write(folder, example_files(getattr(rule, name)))
        if rule.code not in UNCOMMITTED:
            repository.commit()
        assert (rule.code in codes(check(folder, EXAMPLES.get(rule.code)))) == wanted, name


@pytest.mark.slow
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: AnyRule, tmp_path: Path) -> None:
    own = [case for case in EVERY if case.rule == rule.code]
    assert survivors(rule, [run(case, tmp_path / str(number)) for number, case in enumerate(own)]) == []


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in EVERY]
    assert len(ids) == len(set(ids))


def test_the_sample_has_no_findings(tmp_path: Path) -> None:
    write(tmp_path, sample.WORKSPACE)
    assert [code for code in codes(check(tmp_path)) if code.startswith(OURS)] == []
