"""Everything about documents holds for a process that has read little and for one that has read much."""

from __future__ import annotations

import sys

import pytest

from hapline.documents import json5_values

_BOTH = ("properties", "values", "standard", "mutations")


@pytest.fixture(autouse=True)
def _few_or_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json5_values, "FEW", getattr(request, "param", sys.maxsize))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what reads values twice: with the parser that is quick to import, and with the one that reads fast."""
    if any(name in metafunc.module.__name__ for name in _BOTH):
        metafunc.parametrize("_few_or_many", [sys.maxsize, -1], ids=["few", "many"], indirect=True)
