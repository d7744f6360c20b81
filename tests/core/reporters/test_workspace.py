"""The folder that was checked, as seen from the workspace of a CI."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.reporters.workspace import prefix


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE"])
def test_a_folder_below_the_workspace(tmp_path: Path, name: str) -> None:
    (tmp_path / "apps" / "元服务").mkdir(parents=True)
    environment = {name: str(tmp_path)}
    assert prefix(str(tmp_path / "apps" / "元服务"), environment) == "apps/元服务"
    assert prefix(str(tmp_path), environment) == ""


def test_a_folder_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace-2").mkdir()
    (tmp_path / "workspace" / "..odd").mkdir()
    environment = {"GITHUB_WORKSPACE": str(tmp_path / "workspace")}
    assert prefix(str(tmp_path), environment) == ""
    assert prefix(str(tmp_path / "workspace-2"), environment) == ""
    assert prefix(str(tmp_path / "workspace" / "..odd"), environment) == "..odd"
    assert prefix(str(tmp_path), {}) == ""


def test_a_workspace_behind_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real" / "app").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path / "link" / "app")
    assert prefix(".", {"GITHUB_WORKSPACE": str(tmp_path / "link")}) == "app"
    assert prefix(".", {"GITHUB_WORKSPACE": str(tmp_path / "real")}) == "app"
