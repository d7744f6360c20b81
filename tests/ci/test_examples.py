"""What docs/ci says is what there is, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ci.examples import DOCUMENTS, blocks, table
from ci.installing import ROOT
from ci.repositories import HOOK
from hapline.setup.plan import REPOSITORY

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def test_each_document_has_its_chinese() -> None:
    assert sorted(DOCUMENTS) == ["github-actions.md", "github-actions.zh.md", "pre-commit.md", "pre-commit.zh.md"]


@pytest.mark.parametrize(("document", "title"), [("github-actions.md", "input"), ("github-actions.zh.md", "输入")])
def test_inputs(document: str, title: str) -> None:
    listed = table(document, title)
    assert list(listed) == list(ACTION["inputs"])
    for name, default in listed.items():
        known = ACTION["inputs"][name]["default"]
        assert (default == f"`{known}`") == bool(known), name


@pytest.mark.parametrize(("document", "title"), [("github-actions.md", "output"), ("github-actions.zh.md", "输出")])
def test_outputs(document: str, title: str) -> None:
    assert list(table(document, title)) == list(ACTION["outputs"])


def test_the_workflow_uses_inputs_and_outputs_that_there_are() -> None:
    (text,) = blocks("github-actions.md", "yaml")
    steps = yaml.safe_load(text)["jobs"]["check"]["steps"]
    ours = next(step for step in steps if step.get("id") == "hapline")
    assert f"https://github.com/{ours['uses'].partition('@')[0]}" == REPOSITORY
    assert set(ours["with"]) <= set(ACTION["inputs"])
    assert "steps.hapline.outputs.sarif " in text
    for step in steps:
        assert len(step["uses"].partition("@")[2]) == 40


@pytest.mark.parametrize(("document", "title"), [("pre-commit.md", "hook"), ("pre-commit.zh.md", "钩子")])
def test_hooks(document: str, title: str) -> None:
    (text,) = blocks(document, "yaml")
    configuration = yaml.safe_load(text)
    assert configuration["repos"][0]["repo"] == REPOSITORY, "as `hapline init` writes it"
    assert {hook["id"] for hook in configuration["repos"][0]["hooks"]} == set(HOOKS)
    types = set(configuration["default_install_hook_types"])
    assert types == {stage for hook in HOOKS.values() for stage in hook["stages"]} - {"manual"}
    assert set(table(document, title)) >= set(HOOKS)
    assert f"`{HOOKS['hapline-check-staged']['entry']}`" in DOCUMENTS[document]
    assert blocks(document, "sh") == [HOOK]
