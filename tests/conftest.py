"""What all tests share: no setting of the machine that runs them has a say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SETTINGS = {
    "NO_COLOR",
    "FORCE_COLOR",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "COLUMNS",
    "TERM",
    "GITHUB_WORKSPACE",
    "GITHUB_STEP_SUMMARY",
    "CI_PROJECT_DIR",
    "WORKSPACE",
}


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, _cache: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("HAPLINE_", "GIT_", "GITHUB_")) or name in _SETTINGS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(_cache))
