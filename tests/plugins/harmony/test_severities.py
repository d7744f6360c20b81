"""Findings whose severity is not that of their rule."""

from __future__ import annotations

import pytest

from hapline.testing import Bench
from hapline_hooks import Severity
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
APP: sample.Json = {"app": {"bundleType": "app"}}


def _module(**content: object) -> sample.Json:
    return {"module": content}


@pytest.mark.parametrize(
    ("rule", "changes", "severity"),
    [
        pytest.param("HOS304", {"util/src/main/module.json5": _module(atomicService={})}, "warning", id="in a HAR"),
        pytest.param("HOS352", {ENTRY: _module(type="feature")}, "error", id="no entry in a service"),
        pytest.param(
            "HOS352",
            {"AppScope/app.json5": APP, ENTRY: _module(type="feature", installationFree=False)},
            "warning",
            id="no entry in an app",
        ),
        pytest.param(
            "HOS352",
            {"feat/src/main/module.json5": _module(deviceTypes=["tv"])},
            "error",
            id="a feature of a service where there is no entry",
        ),
        pytest.param(
            "HOS352",
            {"AppScope/app.json5": APP, "feat/src/main/module.json5": _module(deviceTypes=["tv"])},
            "warning",
            id="a feature of an app where there is no entry",
        ),
        pytest.param(
            "HOS352",
            {"lib/src/main/module.json5": _module(deviceTypes=["phone", "tv"])},
            "note",
            id="an HSP where there is no entry",
        ),
        pytest.param("HOS375", {ENTRY: _module(pages=None)}, "warning", id="no pages"),
        pytest.param("HOS375", {ENTRY: _module(pages="$profile:nope")}, "error", id="no such profile"),
    ],
)
def test_severity(rule: str, changes: dict[str, sample.Json], severity: Severity) -> None:
    report = Bench().check(sample.project(changes))
    assert [one.severity for one in report.findings if one.finding.rule == rule] == [severity]


def test_the_layout_of_the_guide_has_no_error() -> None:
    """An entry that preloads a feature, an HSP and a HAR."""
    report = Bench().check(sample.project())
    assert [one.finding.rule for one in report.findings if one.severity == "error"] == []
