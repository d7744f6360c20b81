"""Results of rules on all projects together: kept as those of each project, and as long."""

from __future__ import annotations

import itertools
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.engine.folders import Folder, at, folders
from core.inline import NOTES, finding
from hapline import cachefolder
from hapline.config.settings import Settings
from hapline.engine import workers
from hapline.engine.projects import judge, judge_again
from hapline.engine.report import Report
from hapline.engine.results import _mark
from hapline.plugins import Host
from hapline.reporters.json import render
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Finding, Location, Workspace


class Counted(WorkingTree):
    """A folder that counts what it is asked for."""

    def __init__(self, root: Path) -> None:
        """Start with nothing asked for."""
        super().__init__(root)
        self.counts: Counter[tuple[str, str]] = Counter()

    def read(self, path: str) -> bytes:
        """Count, and read."""
        self.counts["read", path] += 1
        return super().read(path)

    def digest(self, path: str) -> str:
        """Count, and compare."""
        self.counts["digest", path] += 1
        return super().digest(path)


class Bed:
    """A folder of projects, which is checked over and over with what is kept.

    Attributes:
        judged: What was judged by the last run: roots, and ``[]``. counts: What its tree was asked for.
    """

    def __init__(self, root: Path, *functions: Any, **names: Any) -> None:  # noqa: ANN401 as for folders
        self.root = root
        self.judged: Counter[str] = Counter()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.host = Host(third_party=False, plugins={"oops": folders(*functions, judged=self.judged, **names)})
        self.settings = Settings(self.host.config_sections())

    def write(self, **notes: str | None) -> None:
        """Write notes; None removes a project."""
        for name, content in notes.items():
            file = self.root / name / NOTES
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content)

    def check(self) -> list[str]:
        """The findings as ``CODE path``, the same with and without what is kept."""
        fresh = judge(self.host, self.settings, WorkingTree(self.root))
        self.judged.clear()
        kept = self.again()
        assert _shown(kept) == _shown(fresh)
        return [f"{one.finding.rule} {one.finding.location.path}" for one in kept.findings]

    def again(self) -> Report:
        """The report with what is kept."""
        tree = Counted(self.root)
        report = judge_again(self.host, self.settings, tree, kind="working", root=str(self.root))
        self.counts = tree.counts
        return report


def _shown(report: Report) -> str:
    return render(report, Words())


@pytest.fixture
def bed(tmp_path: Path) -> Bed:
    made = Bed(tmp_path)
    made.write(one="{ id: 1 }", two="{ id: 2 }", three="{ id: -1 }")
    return made


def test_what_has_not_changed_is_not_judged_again(bed: Bed) -> None:
    assert bed.check() == ["OPS101 three/notes.json5"]
    assert set(bed.judged) == {"[]", "one", "two", "three"}
    for _ in range(2):
        assert bed.check() == ["OPS101 three/notes.json5"]
        assert not bed.judged
        assert {what for what, _ in bed.counts} == {"digest"}


def test_a_change_in_one_project_makes_all_together_be_judged_again_and_no_other(bed: Bed) -> None:
    bed.check()
    bed.write(two="{ id: 1 }")
    assert bed.check() == ["OPS101 three/notes.json5", "OPS201 two/notes.json5"]
    assert set(bed.judged) == {"[]", "two"}
    assert bed.check() == ["OPS101 three/notes.json5", "OPS201 two/notes.json5"]
    assert not bed.judged
    # The document of this project is parsed while all are judged together, and kept: its own result came from it too.
    bed.write(three="{ id: 3 }")
    assert bed.check() == ["OPS201 two/notes.json5"]
    assert set(bed.judged) == {"[]", "three"}


def test_each_file_is_compared_once(bed: Bed) -> None:
    bed.check()
    bed.again()
    digests = {path: count for (what, path), count in bed.counts.items() if what == "digest"}
    assert digests == {f"{name}/{NOTES}": 1 for name in ("one", "two", "three")}


def test_projects_that_come_and_go(bed: Bed) -> None:
    bed.check()
    bed.write(a="{ id: 2 }")
    assert bed.check() == ["OPS101 three/notes.json5", "OPS201 two/notes.json5"]
    assert set(bed.judged) == {"[]", "a"}
    bed.write(a=None, b="{ id: 5 }")
    assert bed.check() == ["OPS101 three/notes.json5"]
    assert set(bed.judged) == {"[]", "b"}
    bed.write(b=None)
    assert bed.check() == ["OPS101 three/notes.json5"]
    assert set(bed.judged) == {"[]"}


def test_the_projects_themselves_count_although_nothing_of_them_was_read(tmp_path: Path) -> None:
    def together(workspace: Workspace) -> list[Finding]:
        args = {"what": f"{len(workspace.projects)} projects"}
        return [finding(rule="OPS201", args=args, location=Location(path=f"one/{NOTES}"))]

    bed = Bed(tmp_path, together)
    bed.write(one="{}")
    for name in "abc":
        bed.write(**{name: "{}"})
        bed.check()
        assert bed.judged["[]"] == 1
        bed.check()
        assert bed.judged["[]"] == 0


def test_a_fault_is_not_kept(bed: Bed) -> None:
    made = Bed(bed.root, _crash)
    made.write(one="{ id: 1 }")
    for _ in range(2):
        made.judged.clear()
        report = made.again()
        assert [str(fault.error) for fault in report.faults] == ["crash"]
        assert set(made.judged) == {"[]", "one", "two", "three"}
        made.host.faults.clear()


def _crash(_workspace: Workspace) -> list[Finding]:
    raise RuntimeError("crash")


def test_what_is_found_together_counts_for_a_project_only_where_it_is_near(tmp_path: Path) -> None:
    """Beside notes of others, each project has kept what was read of files in no project, and what was not there."""

    def together(workspace: Workspace) -> list[Finding]:
        for one in workspace.projects:
            seen[one.root] = [
                one.tree.is_file("shared.txt"),
                one.tree.is_file(f"{one.root}/extra.txt"),
                [name.name for name in one.tree.list(f"{one.root}/more")],
            ]
        return []

    def alone(project: Folder) -> list[Finding]:
        return [at(project, args={"what": repr(seen[project.root])})]

    seen: dict[str, list[bool | list[str]]] = {}
    bed = Bed(tmp_path, together, alone)
    bed.write(one="{ id: 1 }", two="{ id: 2 }")
    for path, judged in (
        ("one/extra.txt", {"[]", "one"}),
        ("two/more/x", {"[]", "two"}),
        ("shared.txt", {"[]", "one", "two"}),
    ):
        bed.check()
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
        bed.check()
        assert set(bed.judged) == judged, path


def test_what_lies_outside_counts_by_length_and_time(tmp_path: Path) -> None:
    """For all together and for each project, said when it was found or while it was judged."""
    registry = tmp_path / "registry.json"
    repository = tmp_path / "repository"

    def together(workspace: Workspace) -> list[Finding]:
        workspace.projects[0].tree.depends_on(str(registry))
        return []

    def alone(project: Folder) -> list[Finding]:
        there = project.root == "one" and project.tree.depends_on(str(repository))
        return [at(project)] if there else []

    bed = Bed(tmp_path / "workspace", together, alone)
    bed.write(one="{ id: 1 }", two="{ id: 2 }")

    def judged() -> set[str]:
        again = []
        for _ in range(2):
            bed.check()
            again.append(set(bed.judged))
        assert not again[1]
        return again[0]

    judged()
    for text, seconds in (("1", 1), ("2", 2), ("333", 2)):
        registry.write_text(text)
        os.utime(registry, (seconds, seconds))
        # What is in no project and was looked at for all of them may have been kept by each.
        assert judged() == {"[]", "one", "two"}
    repository.mkdir()
    assert judged() == {"one"}
    (repository / "added").mkdir()
    assert judged() == {"one"}
    assert bed.check() == [f"OPS101 one/{NOTES}"]
    registry.unlink()
    # When this one was judged last, nothing had been looked at for all of them in that run.
    assert judged() == {"[]", "two"}


def test_what_lies_outside_counts_when_projects_are_found_by_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"

    def projects(tree: WorkingTree) -> list[Folder]:
        return [Folder(tree, "one", name=str(tree.depends_on(str(shared))))]

    def alone(project: Folder) -> list[Finding]:
        return [at(project, args={"what": project.name})]

    bed = Bed(tmp_path / "workspace", lambda _: [], alone, hapline_projects=projects)
    bed.write(one="{ id: 1 }")
    for _ in range(2):
        bed.check()
    assert not bed.judged
    shared.write_text("")
    bed.check()
    assert set(bed.judged) == {"[]", "one"}


def test_a_comment_accepts_what_is_kept(bed: Bed) -> None:
    bed.write(two="// hapline: ignore-file[OPS201] they share it\n{ id: 1 }")
    for _ in range(3):
        assert bed.check() == ["OPS101 three/notes.json5"]
        (accepted,) = bed.again().suppressed
        assert accepted.reason == "they share it"


def test_nothing_is_kept_or_compared_where_no_family_is_for_all_together(tmp_path: Path) -> None:
    bed = Bed(tmp_path, lambda _: [], _nothing, subject="oops.project[]")
    bed.write(one="{ id: 1 }", two="{ id: 1 }")
    bed.check()
    assert set(bed.judged) == {"one", "two"}
    assert not bed.counts
    bed.check()
    assert not bed.judged
    assert not bed.counts


def _nothing(_project: Folder) -> list[Finding]:
    return []


@pytest.mark.parametrize("at_once", [2, 3])
def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    bed = Bed(tmp_path)
    numbers = itertools.cycle((1, 2, 3, -4, 5, 6, 7))
    bed.write(**{f"p{number}": f"{{ id: {next(numbers)} }}" for number in range(40)})
    monkeypatch.setattr("hapline.engine.results.processors", lambda: at_once)
    monkeypatch.setattr(workers, "processors", lambda: at_once)
    found = bed.check()
    assert (len([one for one in found if "OPS201" in one]), len(found)) == (33, 39)
    assert bed.judged["[]"] == 1
    assert bed.check() == found
    assert not bed.judged
    # What each process kept of the projects counts as if there had been one: a change is seen, and by no more of them.
    bed.write(p17="{ id: -8 }")
    assert bed.check() != found
    assert set(bed.judged) == {"[]", "p17"}


def test_what_is_kept_in_another_form_is_made_anew(bed: Bed) -> None:
    found = bed.check()
    damages: list[dict[str, object]] = [{"projects": 3}, {"reads": None}, {"findings": [{}]}]
    for damage in damages:
        for kept in (Path(cachefolder.folder()) / "results").iterdir():
            body = json.loads(kept.read_bytes().partition(b"\n")[2])
            if "workspace" in body:
                body["workspace"] |= damage
                content = json.dumps(body).encode()
                kept.write_bytes(f"{_mark(content)}\n".encode() + content)
        assert bed.check() == found
        assert set(bed.judged) == {"[]"}
