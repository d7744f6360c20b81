"""``action.yml``: its steps are run as a runner runs them, with a hapline that is there already."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from ci.installing import ROOT
from ci.repositories import BAD, ENTRY, FEAT, GOOD, Repository, environment
from ci.runner import Runner

FILE = ROOT / "action.yml"
SARIF = "build/hapline.sarif"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    found = Repository(tmp_path / "workspace", environment(tmp_path))
    found.write_sample()
    found.commit()
    return found


@pytest.fixture
def runner(repository: Repository, tmp_path: Path) -> Runner:
    """A job in which the first step has been run."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    found = Runner(FILE, repository.folder, temporary, repository.environment)
    programs = tmp_path / "bin"
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (programs / "python").chmod(0o755)
    found.outputs["steps.install.outputs.bin"] = str(programs)
    return found


def check(runner: Runner, **inputs: str) -> int:
    """Run the second step."""
    return runner.run({name.replace("_", "-"): value for name, value in inputs.items()}, only=["check"])


def test_a_sound_project(runner: Runner) -> None:
    assert check(runner, sarif=SARIF) == 0
    assert runner.commands() == []
    file = runner.workspace / SARIF
    assert runner.results == {"findings": "0", "errors": "0", "sarif": str(file), "exit-code": "0"}
    assert json.loads(file.read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert "no findings\n" in runner.log


def test_findings_fail_the_step_and_are_reported(runner: Runner, repository: Repository) -> None:
    repository.write_sample("apps/shop/")
    repository.replace(f"apps/shop/{ENTRY}", GOOD, BAD)
    assert check(runner, path="apps/shop", sarif=SARIF, reports="junit:build/junit.xml\nmarkdown:build/comment.md") == 1
    file = runner.workspace / SARIF
    assert runner.results == {"findings": "1", "errors": "1", "sarif": str(file), "exit-code": "1"}
    results = json.loads(file.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["HOS203"]
    place = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == f"apps/shop/{ENTRY}", "as the repository has it, not the project"
    said = "entry preloads nope, but this app has no module of that name"
    assert f"error[HOS203] {said}\n  --> {ENTRY}:22:25" in runner.log
    (command,) = runner.commands()
    assert command.startswith(f"error: {said}")
    assert f"::error file=apps/shop/{ENTRY},line=22," in runner.log
    assert said in runner.summary.read_text(encoding="utf-8")
    assert said in (runner.workspace / "build/comment.md").read_text(encoding="utf-8")
    assert said in (runner.workspace / "build/junit.xml").read_text(encoding="utf-8")


def test_fail_on(runner: Runner, repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    assert check(runner, fail_on="never") == 0
    assert runner.results == {"findings": "1", "errors": "1", "sarif": "", "exit-code": "0"}
    assert check(runner, fail_on="sometimes") == 2
    assert "'sometimes' is not one of" in runner.log


def test_arguments_are_lines(runner: Runner, repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    assert check(runner, args="--ignore\nHOS203,HOS372\n\n--severity\nHOS613=note\n") == 0
    assert check(runner, args="--severity=HOS203=note --lang zh") == 2
    assert "RULE=LEVEL" in runner.log


def test_folders(runner: Runner, repository: Repository) -> None:
    repository.write_sample("apps/商城 1/")
    repository.replace(f"apps/商城 1/{ENTRY}", GOOD, BAD)
    assert check(runner) == 0
    assert check(runner, path="apps/商城 1") == 1
    assert check(runner, path="商城 1", working_directory="apps", sarif=SARIF) == 1
    assert runner.results["sarif"] == str(runner.workspace / "apps" / SARIF)
    assert check(runner, working_directory="apps/商城 1") == 1
    assert check(runner, path="nowhere", sarif=SARIF) == 4
    assert runner.results == {"findings": "0", "errors": "0", "sarif": "", "exit-code": "4"}
    assert "nowhere: error: there is no such file or folder" in runner.log
    (runner.workspace / "empty").mkdir()
    assert check(runner, path="empty") == 3
    assert "no project found here" in runner.log
    assert check(runner, working_directory="nowhere") == 4
    assert "nowhere: No such file or directory" in runner.log


def test_what_a_pull_request_brings(runner: Runner, repository: Repository) -> None:
    """As checked out for a pull request: the merge with the base branch, which is only there as a remote's."""
    repository.replace(FEAT, '"installationFree": true', '"installationFree": "true"')
    repository.commit()
    repository.git("update-ref", "refs/remotes/origin/release", "HEAD")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD~1")
    repository.git("checkout", "-q", "--detach")
    runner.environment["GITHUB_BASE_REF"] = "release"
    repository.write({"README.md": "x"})
    repository.commit()
    assert check(runner) == 1
    assert check(runner, changed="true") == 0
    assert check(runner, base="origin/main") == 1
    assert check(runner, base="nope") == 2
    assert "fetch-depth: 0" in runner.log
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    assert check(runner, changed="true") == 1
    assert runner.results["findings"] == "1"
    assert check(runner, changed="yes") == 2


def test_a_base_branch_that_was_not_fetched(runner: Runner, repository: Repository) -> None:
    """Another branch must not take its place: what is compared with would be something else, and nobody would know."""
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    runner.environment["GITHUB_BASE_REF"] = "release"
    assert check(runner, changed="true") == 2
    assert "there is no revision origin/release" in runner.log
    assert "fetch-depth: 0" in runner.log


HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "x\ntouch pwned",
    "x\nexit-code=0\nfindings=0",
    "::x::\n::set-output name=findings::0\n##[add-mask]x",
    "> pwned",
    "*",
    "\\",
    "${{ github.token }}",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_inputs(value: str, runner: Runner, repository: Repository, tmp_path: Path) -> None:
    """Whatever an input holds is a value: nothing of it is run, or obeyed by the runner."""
    repository.replace(ENTRY, GOOD, BAD)
    before = _files(tmp_path)
    inputs = {"path", "changed", "base", "fail_on", "args", "reports"}
    assert check(runner, **dict.fromkeys(inputs, value)) == 2
    assert runner.results == {"findings": "0", "errors": "0", "sarif": "", "exit-code": "2"}
    assert check(runner, working_directory=value) == 4
    assert _files(tmp_path) == before
    assert check(runner, sarif=value) == 1
    assert runner.results["exit-code"] == "1"
    if "/" not in value:
        assert runner.results["sarif"] == str(runner.workspace / value)
        assert _files(tmp_path) == before | {f"workspace/{value}"}
    assert {command.partition(",")[0] for command in runner.commands()} == {"error: entry preloads nope"}
    assert set(runner.outputs) == {f"steps.{name}" for name in _OUTPUTS}
    assert "Traceback" not in runner.log


_OUTPUTS = ["install.outputs.bin", *(f"check.outputs.{name}" for name in ("findings", "errors", "sarif", "exit-code"))]


@pytest.mark.parametrize("name", ["path", "changed", "base", "fail_on", "working_directory"])
def test_no_input_but_args_gives_options(name: str, runner: Runner, repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    assert check(runner, **{name: "--exit-zero"}) in {1, 2, 4}


def _files(folder: Path) -> set[str]:
    """All files but those that steps keep for themselves."""
    return {
        os.path.relpath(os.path.join(place, name), folder)
        for place, _, names in os.walk(folder)
        for name in names
        if not place.startswith(str(folder / "temporary"))
    }


def test_checked_files_give_no_commands(runner: Runner, repository: Repository) -> None:
    name = "##[add-mask]n\\n::set-output name=findings::0"
    repository.replace(ENTRY, GOOD, f'"moduleName": "{name}"')
    repository.write({"::error ::x/AppScope/app.json5": "{"})
    assert check(runner) == 1
    assert "##[add-mask]" in runner.log
    shown = name.replace("\\n", "%0A")
    assert [command.partition(",")[0] for command in runner.commands()] == [f"error: entry preloads {shown}"]
    assert check(runner, path="::error ::x") == 1
    assert len(runner.commands()) > 1
    assert {command.partition(":")[0] for command in runner.commands()} == {"error"}
    assert runner.results["findings"] == "2"


@pytest.mark.parametrize(
    "value", ["1.0; touch pwned", "git+https://example.org/x", "--pre", "$(touch pwned)", "1\n2", " "]
)
def test_only_versions_are_installed(value: str, runner: Runner) -> None:
    before = _files(runner.workspace)
    assert runner.run({"version": value}, only=["install"]) == 2
    assert runner.commands() == ["error: version is no version; write one such as 0.1.0, or leave it out"]
    assert _files(runner.workspace) == before


def test_an_old_python_is_refused(runner: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("python3", "python"):
        (folder / name).write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.10.12 || exit 1\n')
        (folder / name).chmod(0o755)
    for name in ("bash", "cat", "head"):
        (folder / name).symlink_to(next(path for path in (f"/usr/bin/{name}", f"/bin/{name}") if os.path.exists(path)))
    runner.environment["PATH"] = str(folder)
    assert runner.run(only=["install"]) == 4
    assert runner.commands() == [
        "error: Python 3.11 or later is needed, and here is Python 3.10.12: use actions/setup-python before"
    ]


def _expressions(text: str) -> set[str]:
    return set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", text))


def test_inputs_come_by_the_environment_and_are_all_used(runner: Runner) -> None:
    used: set[str] = set()
    for step in runner.action["runs"]["steps"]:
        assert "uses" not in step
        assert not _expressions(step["run"]), step["id"]
        variables = {name for name in step["env"] if not name.startswith("PIP_")}
        assert [
            name
            for name in sorted(variables)
            if f"${name}" not in step["run"].replace("{", "") and f'["{name}"]' not in step["run"]
        ] == []
        used |= {one for value in step["env"].values() for one in _expressions(value)}
    assert used == {*(f"inputs.{name}" for name in runner.action["inputs"]), "steps.install.outputs.bin"}


def test_outputs_are_those_of_the_steps(runner: Runner) -> None:
    assert check(runner) == 0
    named = {one for output in runner.action["outputs"].values() for one in _expressions(output["value"])}
    assert named == {name for name in runner.outputs if name.startswith("steps.check.")}
