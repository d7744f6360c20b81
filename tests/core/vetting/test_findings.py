"""Findings are vetted when they are made: one that could not be shown, kept or mended is a fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.inline import NOTES, finding, plugin, rule
from hapline.config.settings import Settings
from hapline.engine.run import run
from hapline.plugins import Host
from hapline.testing import codes
from hapline.trees.memory import MemoryTree
from hapline_hooks import Artifact, Finding, Fix, JsonEdit, Location, Related, RuleFamily, Span, TextEdit

PLACE = Location(path=NOTES)
EDIT = JsonEdit(action="set", keys=("a",), value=1)


def _fix(**changes: Any) -> dict[str, object]:  # noqa: ANN401 also what is wrong
    sound: dict[str, Any] = {"title": "mend", "path": NOTES, "edits": (EDIT,)}
    return {"fixes": (Fix(**sound | changes),)}


def _at(**changes: Any) -> dict[str, object]:  # noqa: ANN401 see above
    return {"location": Location(**{"path": NOTES} | changes)}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("bad", "yields something of type str, and no Finding: 'bad'"),
        (finding(rule="OPS999"), "yields a finding of rule OPS999"),
        (finding(severity="fatal"), "severity fatal is not one of note, warning, error"),
        (finding(message="nope"), "has no message nope"),
        (finding(args={}), "args do not fill message found: KeyError: 'what'"),
        (finding(args={"what": {1, 2}}), "args of message found must be texts, numbers and lists"),
        (finding(args=["what"]), "args of message found must be texts, numbers and lists"),
        (finding(location=NOTES), "a location is of type str"),
        (finding(**_at(path=Path(NOTES))), "a path is of type PosixPath"),
        *(
            (finding(**_at(path=path)), f"the path {path} is not relative to the root of the tree")
            for path in ("/etc/hosts.json5", "../a.json5", "./notes.json5", "entry\\module.json5", "C:/a.json5")
        ),
        (finding(**_at(path="")), 'the path "" is not relative to the root of the tree, with forward slashes'),
        (finding(**_at(keys=["a"])), "keys must be a tuple of str, int"),
        (finding(**_at(keys="ab")), "keys must be a tuple of str, int"),
        (finding(**_at(inner=["a"])), "inner must be a tuple of str"),
        (finding(**_at(on="item")), "on must be one of value, key"),
        (finding(**_at(span=(1, 1, 1, 2))), "the span of a location is of type tuple"),
        (finding(related=Related(location=PLACE, message="mend")), "related must be a tuple of Related"),
        (finding(related=(Related(location=PLACE, message="nope"),)), "has no message nope"),
        (finding(related=(Related(location=PLACE, message="found"),)), "args do not fill message found: KeyError"),
        (finding(official=["1"]), "official must be a tuple of str"),
        (finding(products="default"), "products must be a tuple of str"),
        (finding(fixes=Fix(title="mend", path=NOTES, edits=(EDIT,))), "fixes must be a tuple of Fix"),
        (finding(**_fix(title="remove it")), "has no message remove it"),
        (finding(**_fix(path="../a.json5")), "the path ../a.json5 is not relative to the root of the tree"),
        (finding(**_fix(edits=())), "a fix has no edits"),
        (finding(**_fix(edits=[EDIT])), "edits must be a tuple of TextEdit, JsonEdit"),
        (finding(**_fix(edits=(JsonEdit(action="delete", keys=("a",)),))), "action must be one of append, remove"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_finding_is_a_fault_and_the_others_count(wrong: Any, problem: str) -> None:  # noqa: ANN401 what a rule yields
    first, second = finding(args={"what": "1"}), finding(args={"what": "2"})
    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(lambda _: [first, wrong, second])])})
    settings = Settings(host.config_sections())
    tree = MemoryTree({NOTES: "{ a: 1 }"})
    report = run(host, settings, host.projects(tree, settings), tree)
    assert codes(report) == ["OPS101", "OPS101"]
    ((name, what, text),) = [(fault.plugin, fault.what, str(fault.error)) for fault in host.faults]
    assert (name, what) == ("oops", "rule OPS101")
    assert text.startswith(problem)


def test_everything_that_a_finding_may_hold() -> None:
    span = Span(start_line=1, start_column=1, end_line=1, end_column=2)
    full = finding(
        args={"what": ["a", 1, 1.5, True, None, {"b": ("c",)}], "more": "than is needed"},
        location=Location(path="a b/元服务.json5", keys=("a", 0), on="key", span=span),
        related=(Related(location=PLACE, message="found", args={"what": "y"}),),
        severity="note",
        official=("AGC 7",),
        products=("default",),
        fixes=(Fix(title="mend", path=NOTES, edits=(EDIT, TextEdit(start=0, end=0, text=""))),),
    )
    host = Host(third_party=False, plugins={"oops": plugin(rules=[rule(lambda _: [full])])})
    settings = Settings(host.config_sections())
    tree = MemoryTree({NOTES: "{ a: 1 }"})
    report = run(host, settings, host.projects(tree, settings), tree)
    assert (codes(report), host.faults) == (["OPS101"], [])


class Built(Artifact):
    """A built file."""

    kind = "oops.built"

    def source(self, location: Location) -> bytes:
        """A crash, where a place is looked for."""
        raise ZeroDivisionError(location.path)


def test_built_files_are_named_as_the_user_names_them_and_a_crash_costs_no_more_than_the_place() -> None:
    def found(subject: Built) -> list[Finding]:
        return [finding(location=Location(path=subject.path, keys=("a",)))]

    module = plugin(
        rules=[rule(found, subject=Built)],
        hapline_rules=lambda: [
            RuleFamily(name="built", module="oops", subjects=frozenset({"oops.built"}), codes="OPS")
        ],
    )
    host = Host(third_party=False, plugins={"oops": module})
    report = run(host, Settings(), [Built("/somewhere/else.json", 1)])
    assert codes(report) == ["OPS101"]
    assert [(fault.what, type(fault.error)) for fault in host.faults] == [("source of oops.built", ZeroDivisionError)]
