"""``--report``: several reports of one run, in files and on standard output."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.test_commands import hapline, write
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
BAD = {ENTRY: '{ module: { installationFree: "true" } }'}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "sub/project", BAD)


def test_several_at_once(project: Path) -> None:
    reports = ("--report", "sarif:out/a.sarif", "--report", "junit:out/j.xml", "--report", "markdown:out/m.md")
    result = hapline("check", "--select", "HOS613", "-q", *reports, cwd=project)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{ENTRY}:9:25: error[HOS613]")
    (run,) = json.loads((project / "out/a.sarif").read_text(encoding="utf-8"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["HOS613"]
    assert ET.parse(project / "out/j.xml").getroot().get("failures") == "1"  # noqa: S314 we wrote it
    assert "HOS613" in (project / "out/m.md").read_text(encoding="utf-8")


def test_on_github_paths_start_at_the_workspace_and_the_summary_is_written(project: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    result = hapline(
        "check",
        "--select",
        "HOS613",
        "--report",
        "github",
        "--report",
        "text",
        "-q",
        cwd=project,
        GITHUB_WORKSPACE=str(tmp_path),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    first, second = result.stdout.splitlines()
    assert first.startswith(f"::error file=sub/project/{ENTRY},line=9,endLine=9,col=25,title=HOS613 wrong-type::")
    assert second.startswith(f"{ENTRY}:9:25: error[HOS613]")
    assert f"sub/project/{ENTRY}:9:25" in summary.read_text(encoding="utf-8")


def test_built_packages_too(tmp_path: Path) -> None:
    sample.write_packages(tmp_path, {"entry.hap": '{ payload: "2048 KB" }'})
    result = hapline("verify", "entry.hap", "--report", "checkstyle:c.xml", "--select", "HOS101", cwd=tmp_path)
    assert result.returncode == 1
    assert 'source="hapline.HOS101"' in (tmp_path / "c.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("reports", "code", "says"),
    [
        (("sarf:x",), 2, "sarf is no format of a report"),
        (("sarif:",), 2, "the file has no name"),
        (("sarif:x", "json:x"), 2, "two reports go to"),
        (("json", "text"), 2, "two reports go to standard output: json, text"),
    ],
)
def test_errors_come_before_any_work(tmp_path: Path, reports: tuple[str, ...], code: int, says: str) -> None:
    options = [word for one in reports for word in ("--report", one)]
    result = hapline("check", *options, cwd=tmp_path)
    assert (result.returncode, says in result.stderr) == (code, True), result.stderr
