"""``.pre-commit-hooks.yaml`` names what there is, and what makes its hooks run is what hapline reads."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from ci.installing import ROOT
from hapline import arguments
from hapline.cli import COMMANDS, load
from hapline.config.settings import Settings
from hapline.engine.projects import judge
from hapline.plugins import Host
from hapline.trees import WorkingTree
from plugins.harmony import sample
from plugins.hotpatch import sample as hotpatch

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STAGES = {"pre-commit", "pre-merge-commit", "pre-push", "manual"}


@pytest.fixture(params=HOOKS, ids=lambda hook: hook["id"])
def hook(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_the_ids_that_people_have_in_their_configurations() -> None:
    assert [hook["id"] for hook in HOOKS] == ["hapline-check-staged", "hapline-check", "hapline-fix"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_configuration_that_init_writes_names_hooks_that_there_are(language: str) -> None:
    entry = (ROOT / f"templates/hapline_templates/init/{language}/pre-commit-entry.yaml").read_text(encoding="utf-8")
    named = re.findall(r"- id: (\S+)", entry)
    assert named
    assert set(named) <= {hook["id"] for hook in HOOKS}


def test_entries_are_command_lines(hook: dict[str, Any]) -> None:
    program, command, *options = shlex.split(hook["entry"])
    assert program == "hapline"
    assert command in COMMANDS
    assert arguments.read(load(command), options) is not None
    assert arguments.read(load(command), [*options, "a.json5", "b.json5"]) is not None
    assert arguments.read(load(command), [*options, "--no-such-option"]) is None


def test_hooks_run_once_and_in_the_stages_that_they_are_for(hook: dict[str, Any]) -> None:
    assert hook["language"] == "python"
    assert hook["require_serial"]
    assert set(hook["stages"]) <= STAGES
    assert hook["minimum_pre_commit_version"] == "3.2.0"  # the first that calls its stages so
    # Whoever judges a whole project has to run where files were only deleted, which pre-commit does not count.
    judges = hook["entry"].startswith("hapline check")
    assert (hook.get("always_run", False), hook.get("pass_filenames", True)) == (judges, not judges)


def test_all_that_is_read_is_asked_about(tmp_path: Path) -> None:
    """A file whose change can change the result is one of those that ``files`` names."""
    changes = {
        "entry/src/main/ets/pages/Index.ets": '{ text: "const x = 1" }',
        "entry/libs/arm64-v8a/libx.so": '{ text: "" }',
        "util/src/main/module.json5": None,
        "util/src/main/config.json": "{}",
    }
    for path, content in sample.project(dict(changes)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content.encode() if isinstance(content, str) else content)
    host = Host(third_party=False)
    for root in (tmp_path, ROOT / "examples/atomic-service"):
        tree = WorkingTree(root)
        report = judge(host, Settings(host.config_sections()), tree)
        asked = {path for path, found in tree.record.files.items() if found} | report.read
        asked |= {"hapline.json5", "apps/shop/hapline-baseline.json", "entry/libs/arm64-v8a/libx.so"}
        assert len(asked) > 15
        for hook in HOOKS[:2]:
            assert [path for path in sorted(asked) if not re.search(hook["files"], path)] == []


def test_all_that_rules_on_hotpatches_read_is_asked_about(tmp_path: Path) -> None:
    for path, content in hotpatch.files({"app/instantrun.xml": hotpatch.CONFIGURATION}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content.encode() if isinstance(content, str) else content)
    host = Host(third_party=False)
    tree = WorkingTree(tmp_path)
    report = judge(host, Settings(host.config_sections()), tree)
    asked = {path for path, found in tree.record.files.items() if found} | report.read
    assert {"app/instantrun.xml", "app/proguard-rules.pro"} <= asked
    for hook in HOOKS[:2]:
        assert [path for path in sorted(asked) if not re.search(hook["files"], path)] == []
    assert re.search(HOOKS[2]["files"], "app/instantrun.xml"), "of which rules mend what is wrong"


@pytest.mark.parametrize(
    "path", ["README.md", "a.json5.bak", "package.json", "entry/src/main/resources/base/media/a.png"]
)
def test_what_is_never_read_is_not_asked_about(path: str) -> None:
    assert not any(re.search(hook["files"], path) for hook in HOOKS)
