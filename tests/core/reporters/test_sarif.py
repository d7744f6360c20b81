"""The SARIF report: what code scanning and Jenkins rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hapline.reporters.sarif import render
from hapline.testing import Bench
from hapline.words import Words
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"


def _run(report: Any) -> dict[str, Any]:  # noqa: ANN401 a report of the bench
    content = json.loads(render(report, Words("en")))
    assert content["version"] == "2.1.0"
    assert len(content["runs"]) == 1
    run: dict[str, Any] = content["runs"][0]
    return run


def _checked() -> dict[str, Any]:
    change = (
        "{ module: { atomicService: { preloads: [\n"
        "  { moduleName: 'nope' },\n"
        "  // hapline: ignore[HOS203] comes later\n"
        "  { moduleName: 'later' } ] } } }"
    )
    files = sample.project()
    files[ENTRY] = change.replace(
        "module: {", 'module: { name: "entry", type: "entry", deviceTypes: ["phone"], installationFree: true,', 1
    )
    return _run(Bench().check(files))


def test_every_result_points_to_its_rule_and_place() -> None:
    run = _checked()
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert len(result["partialFingerprints"]["hapline/v1"]) == 32
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        assert not physical["artifactLocation"]["uri"].startswith("/")


def test_a_place_in_source_has_a_region() -> None:
    found = next(one for one in _checked()["results"] if one["ruleId"] == "HOS203" and "suppressions" not in one)
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 17, "endLine": 2, "endColumn": 23}
    assert found["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == (
        "module.atomicService.preloads[0].moduleName"
    )


def test_accepted_findings_are_there_with_their_reason() -> None:
    accepted = [one for one in _checked()["results"] if "suppressions" in one]
    assert [one["suppressions"][0]["justification"] for one in accepted] == ["comes later"]


def test_a_place_in_a_package_is_logical(tmp_path: Path) -> None:
    files = sample.write_packages(tmp_path, {"entry.hap": "{ module: { installationFree: false } }"})
    run = _run(Bench().verify(files))
    found = next(one for one in run["results"] if one["ruleId"] == "HOS301")
    place = found["locations"][0]
    assert "region" not in place["physicalLocation"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "module.json!module.installationFree"
