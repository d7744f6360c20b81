"""What all tests share: no setting of the machine that runs them has a say."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("HAPLINE_") or name in {
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
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
