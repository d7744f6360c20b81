"""Negates each condition of each rule, one at a time: a case of that rule must notice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hapline.plugins import Host
from plugins.harmony.cases import every, run
from plugins.mutations import AnyRule, mutants, survivors


def _rules() -> list[AnyRule]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("HOS")]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_every_condition_matters(rule: AnyRule, tmp_path: Path) -> None:
    cases = [case for case in every() if case.rule == rule.code]
    assert survivors(rule, [run(case, tmp_path / str(number)) for number, case in enumerate(cases)]) == []


def test_the_check_can_fail() -> None:
    """A rule without cases has survivors: otherwise this file would prove nothing."""
    rule = _rules()[0]
    assert list(mutants(rule)), sys.modules[rule.__module__]
