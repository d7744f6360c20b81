"""Rules on all projects together: they cost others nothing, and what they find is treated as any finding."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.engine.folders import folders
from core.inline import NOTES, finding, plugin, rule
from hapline.testing import Bench, MemoryTree, codes
from hapline_hooks import Finding, Location, Project, RuleFamily, Unreadable, Workspace
from repositories import TestRepository

TWO = {f"one/{NOTES}": "{ id: 7 }", f"two/{NOTES}": "// two\n{ id: 7 }"}


def test_findings_about_several_projects_are_placed() -> None:
    bench = Bench(plugins=[folders()])
    report = bench.check(TWO)
    assert bench.lines(report) == [f"two/{NOTES}:2:7 OPS201 found 7"]
    (related,) = report.findings[0].finding.related
    assert related.location.span is not None
    assert (related.location.path, related.location.span.start_column) == (f"one/{NOTES}", 7)
    assert bench.lines(bench.check({**TWO, f"two/{NOTES}": "{ id: 8 }"})) == []


def test_the_rules_are_imported_only_where_there_is_such_a_project(tmp_path: Path) -> None:
    (tmp_path / "oops_absent.py").write_text("raise RuntimeError('imported')\n")
    families = [
        RuleFamily(name="oops", module="oops", subjects=frozenset({"oops.project"}), codes="OPS1"),
        RuleFamily(name="absent", module="oops_absent", subjects=frozenset({"oops.folder[]"}), codes="OPS2"),
    ]
    module = plugin(rules=[rule(lambda _: [])], hapline_rules=lambda: families)
    sys.path.insert(0, str(tmp_path))
    try:
        assert codes(Bench(plugins=[module]).check({NOTES: "{ a: 1 }"})) == []
    finally:
        sys.path.remove(str(tmp_path))
    assert "oops_absent" not in sys.modules


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [("oops.other[]", True), ("oops.folder[]", True), ("workspace", True), ("oops.project[]", False)],
)
def test_a_kind_stands_for_those_derived_from_it_too(subject: str, *, wanted: bool) -> None:
    """An ``OtherFolder`` is a ``Folder``, as its classes say."""

    def together(workspace: Workspace) -> list[Finding]:
        return [finding(rule="OPS201", location=Location(path="x/other.json5")) for _ in workspace.projects]

    bench = Bench(plugins=[folders(together, lambda _: [], subject=subject)])
    assert codes(bench.check({"x/other.json5": "{}"})) == ["OPS201"] * wanted


def test_a_project_for_which_there_are_only_such_rules_is_one() -> None:
    family = RuleFamily(name="together", module="oops_together", subjects=frozenset({"oops.folder[]"}), codes="OPS2")
    report = Bench(plugins=[folders(hapline_rules=lambda: [family])]).check({f"one/{NOTES}": "{ id: 1 }"})
    assert report.applies
    assert [one.code for one in report.rules if one.code.startswith("OPS")] == ["OPS201"]


def test_findings_about_several_projects_are_accepted_by_comments() -> None:
    comment = "{\n  // hapline: ignore[OPS201] they share it\n  id: 7 }"
    bench = Bench(plugins=[folders()])
    for path in TWO:
        report = bench.check({**TWO, path: comment})
        assert (codes(report), [one.reason for one in report.suppressed]) == ([], ["they share it"])
    report = bench.check({f"one/{NOTES}": comment, f"two/{NOTES}": "{ id: 8 }"})
    assert bench.lines(report) == [f"one/{NOTES}:2:3 CFG101 nothing here is a finding of OPS201"]


def test_findings_about_several_projects_are_fixed() -> None:
    assert Bench(plugins=[folders()]).fix({**TWO, f"three/{NOTES}": "{ id: 7 }"}) == {
        f"three/{NOTES}": b'{ id: "7 of three" }',
        f"two/{NOTES}": b'// two\n{ id: "7 of two" }',
    }


def test_a_workspace_gives_the_files_of_its_projects() -> None:
    one, other = MemoryTree({"a": "1"}), MemoryTree({"b": "2"})
    workspace = Workspace([Project(one, "", "one"), Project(one, "x", "x"), Project(other, "", "other")])
    assert [workspace.source(Location(path=path)) for path in "ab"] == [b"1", b"2"]
    with pytest.raises(Unreadable) as caught:
        workspace.source(Location(path="c"))
    assert caught.value.absent
    assert one.record.files == {"b": False, "c": False}


def test_paths_limit_what_is_said_and_mended(tmp_path: Path) -> None:
    for path, content in TWO.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(content)
    bench = Bench(plugins=[folders()])
    said = f"two/{NOTES}:2:7: error[OPS201] found 7\n"
    assert bench.run("check", "-q", f"two/{NOTES}", cwd=tmp_path).out == said
    assert bench.run("check", "-q", f"one/{NOTES}", cwd=tmp_path).out == ""
    ended = bench.run("fix", f"two/{NOTES}", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, f"fixed OPS201 in two/{NOTES}: mend it\n")
    assert (tmp_path / "two" / NOTES).read_text() == '// two\n{ id: "7 of two" }'


def test_changes_limit_what_is_said(tmp_path: Path) -> None:
    made = TestRepository(tmp_path / "repo")
    made.commit({f"one/{NOTES}": "{ id: 7 }", f"two/{NOTES}": "{ id: 7 }", f"zero/{NOTES}": "{ id: 0 }"})
    bench = Bench(plugins=[folders()])
    made.write({f"zero/{NOTES}": "{ id: 1 }"})
    assert bench.run("check", "-q", "--changed", "--base", "HEAD", cwd=made.folder).out == ""
    # A change to one project makes a finding in another one: it is new, and so it is said.
    made.write({f"zero/{NOTES}": "{ id: 0 }", f"a/{NOTES}": "{ id: 0 }"})
    made.git("add", "-A")
    out = bench.run("check", "-q", "--staged", "--changed", cwd=made.folder).out
    assert out == f"zero/{NOTES}:1:7: error[OPS201] found 0\n"
