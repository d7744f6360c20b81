"""Rules are vetted when they are loaded; a later one with a code or slug that is taken is refused."""

from __future__ import annotations

from typing import Any

import pytest

from core.inline import ABSENT, NOTES, Notes, plugin, rule
from hapline.plugins import Host
from hapline.testing import Bench, codes
from hapline_hooks import Artifact, Project, Rule, RuleFamily, Subject, Workspace


def _rules(host: Host) -> list[str]:
    return [one.code for one in host.rules(host.families()) if one.code.startswith("OPS")]


def _problems(host: Host) -> list[tuple[str, str, str]]:
    return [(fault.plugin, fault.what, str(fault.error)) for fault in host.faults]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": ABSENT}, "has no code"),
        ({"code": "ops101"}, "code ops101 is not three capital letters and three digits"),
        ({"code": "my-rule"}, "code my-rule is not three capital letters and three digits"),
        ({"code": "OPS1"}, "code OPS1 is not three capital letters and three digits"),
        ({"code": "HOS203"}, "code HOS203 does not begin with OPS, as all codes of family oops do"),
        *(({name: ABSENT}, f"has no {name}") for name in ("slug", "title", "since", "why", "help")),
        ({"title": ""}, "has no title"),
        ({"messages": ABSENT}, "messages must be texts by name"),
        ({"messages": {"m": 1}}, "messages must be texts by name"),
        ({"bad": ABSENT}, "bad must be texts by name"),
        ({"good": "{}"}, "good must be texts by name"),
        ({"official": "AGC 7"}, "official must be a tuple of texts"),
        ({"sources": ["a"]}, "sources must be a tuple of texts"),
        ({"severity": "fatal"}, "severity must be one of note, warning, error"),
        ({"fixable": "yes"}, "fixable must be one of no, safe, unsafe"),
        ({"subject": ABSENT}, "subject must be a class of subjects"),
        ({"subject": "oops.project"}, "subject must be a class of subjects"),
        ({"slug": "preload-target-missing"}, "preload-target-missing is already that of a rule of plugin harmony"),
    ],
)
def test_a_rule_that_lacks_something_is_refused_and_the_others_go_on(changes: dict[str, Any], problem: str) -> None:
    sound = rule(code="OPS102", slug="sound")
    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(**changes), sound])})
    assert _rules(host) == ["OPS102"]
    assert _rules(host) == ["OPS102"]
    ((name, what, text),) = _problems(host)
    assert name == "oops"
    assert what == f"rule {'Oops' if changes.get('code') is ABSENT else changes.get('code', 'OPS101')}"
    assert text == problem


def test_a_rule_without_a_check_is_refused() -> None:
    lacking = rule()
    del lacking.check
    host = Host(third_party=False, plugins={"oops": plugin(rules=[lacking])})
    assert _rules(host) == []
    assert _problems(host) == [("oops", "rule OPS101", "has no method check")]


def test_a_rule_on_subjects_of_another_kind_than_its_family_is_refused() -> None:
    class Other(Artifact):
        kind = "oops.other"

    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(subject=Other)])})
    assert _rules(host) == []
    assert _problems(host) == [("oops", "rule OPS101", "judges oops.other, and family oops is for oops.project")]


def test_a_rule_on_all_projects_is_fine() -> None:
    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(subject=Project)])})
    assert (_rules(host), _problems(host)) == (["OPS101"], [])


@pytest.mark.parametrize(
    ("subject", "subjects", "problem"),
    [
        (Workspace, ("oops.project[]",), ""),
        (Workspace, ("oops.project", "oops.project[]"), ""),
        (Workspace, ("workspace",), ""),
        (Notes, ("oops.project", "oops.project[]"), ""),
        (Workspace, ("oops.project",), "judges workspace, and family f is for oops.project"),
        (Notes, ("oops.project[]",), "judges oops.project, and family f is for oops.project[]"),
        (Project, ("oops.project[]",), "judges Project, and family f is for oops.project[]"),
    ],
)
def test_a_rule_on_all_projects_together_needs_a_family_that_says_so(
    subject: type[Subject], subjects: tuple[str, ...], problem: str
) -> None:
    def families() -> list[RuleFamily]:
        return [RuleFamily(name="f", module="oops", subjects=frozenset(subjects), codes="OPS")]

    module = plugin(rules=[rule(subject=subject)], hapline_rules=families)
    host = Host(third_party=False, plugins={"oops": module})
    assert _rules(host) == ([] if problem else ["OPS101"])
    assert [text for _, _, text in _problems(host)] == ([problem] if problem else [])


def test_base_classes_are_no_rules() -> None:
    base = type("Base", (Rule,), {"severity": "warning"})
    host = Host(third_party=False, plugins={"oops": plugin(rules=[base, rule()])})
    assert (_rules(host), _problems(host)) == (["OPS101"], [])


def test_of_two_rules_with_one_code_the_first_counts() -> None:
    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(), rule(slug="other")])})
    assert [one.slug for one in host.rules(host.families()) if one.code == "OPS101"] == ["oops"]
    assert _problems(host) == [("oops", "rule OPS101", "OPS101 is already that of a rule of plugin oops")]


def test_a_rule_may_be_imported_by_several_families() -> None:
    shared = rule()
    module = plugin(rules=[shared])
    plugin("oops_more", rules=[shared])
    families = [
        RuleFamily(name=name, module=name, subjects=frozenset({"oops.project"}), codes="OPS")
        for name in ("oops", "oops_more")
    ]
    host = Host(third_party=False, plugins={"oops": _replaced(module, families)})
    assert (_rules(host), _problems(host)) == (["OPS101"], [])


def _replaced(module: Any, families: list[RuleFamily]) -> object:  # noqa: ANN401 a module with any names
    from hapline_hooks import impl

    module.hapline_rules = impl(lambda: families)
    return module


def test_a_family_whose_module_does_not_load_names_the_plugin() -> None:
    family = RuleFamily(name="f", module="no_such_module", subjects=frozenset({"oops.project"}), codes="OPS")
    host = Host(third_party=False, plugins={"oops": plugin(hapline_rules=lambda: [family])})
    assert _rules(host) == []
    assert [(fault.plugin, fault.what) for fault in host.faults] == [("oops", "rules f")]


def test_our_own_plugins_keep_the_contract() -> None:
    host = Host(third_party=False)
    host.rules(host.families())
    host.config_sections()
    assert host.faults == []


def test_a_sound_rule_runs() -> None:
    report = Bench(plugins=[plugin(rules=[rule()])]).check({NOTES: "{ a: 1 }"})
    assert codes(report) == ["OPS101"]
