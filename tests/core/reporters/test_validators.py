"""Reports as tools of others read them: installed from npm and PyPI, each into a folder of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree  # type: ignore[import-untyped]

from core.reporters import test_markdown
from core.reporters.fixed import report
from hapline.engine.report import Report
from hapline.reporters.writing import FORMATS, Request, write
from hapline.testing import Bench
from hapline.words import Words
from plugins.harmony import sample

pytestmark = [pytest.mark.network, pytest.mark.timeout(600)]

NAMES = {"junit": "report.junit.xml", "checkstyle": "checkstyle.xml", "sarif": "report.sarif", "markdown": "report.md"}
KNOWN_NOTES = {
    "SARIF2002": "messages are texts, not ids: they are in the user's language",
    "SARIF2003": "no version control is looked at",
    "SARIF2005": "there is no page to point to",
    "SARIF2010": "no snippets: the source is where it is",
    "SARIF2011": "as above",
    "SARIF2012": "there is no page to point to",
    "SARIF2017": "a place inside an archive has no line in the archive",
}
"""What the validator would like and does not get, and why: notes and warnings, none of them an error."""
POLICY = """<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled" Type="Driver.RuleEnabledState" />
  </Properties>
</Properties>
"""
"""Keeps the validator from asking the network for the schema."""
MEASURED = """
import json, sys
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from junitparser import JUnitXml
suites = JUnitXml.fromfile(sys.argv[1])
cases = [[suite.name, case.classname, case.name, [[type(one).__name__, one.type, one.message] for one in case.result]]
         for suite in suites for case in suite]
errors = CheckstyleXmlDriver().parse_reports([open(sys.argv[2], encoding="utf-8").read()])
print(json.dumps({"cases": cases, "totals": [suites.tests, suites.failures, suites.errors],
                  "errors": {file: [[one.line, one.message] for one in several] for file, several in errors.items()}}))
"""
"""A script for the environment in which the readers are installed."""


def _run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the fixed report in every format, in both languages."""
    made = tmp_path_factory.mktemp("validators")
    for lang in ("en", "zh"):
        (made / lang).mkdir()
        wanted = [Request(format=name, path=str(made / lang / NAMES.get(name, f"report.{name}"))) for name in FORMATS]
        write(report(), Words(lang), wanted)
    return made


@pytest.fixture(scope="module")
def multitool(folder: Path) -> Path:
    """Microsoft's validator of SARIF, and the schema that comes with it."""
    _run(
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--prefix",
        folder / "npm",
        "@microsoft/sarif-multitool",
        cwd=folder,
    )
    programs = list((folder / "npm").glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool*"))
    program = next(one for one in programs if one.suffix in {"", ".exe", ".Multitool"})
    program.chmod(0o755)
    return program


@pytest.fixture(scope="module")
def python(folder: Path) -> Path:
    """An environment with readers of JUnit, Checkstyle, SARIF and Markdown."""
    environment = folder / "venv"
    _run(sys.executable, "-m", "venv", environment, cwd=folder)
    installed = environment / "bin" / "python"
    readers = ("junitparser", "junit2html", "diff-cover", "cmarkgfm", "sarif-tools")
    _run(installed, "-m", "pip", "install", "-q", "--retries", "5", *readers, cwd=folder)
    return installed


def _sarif_reports() -> Iterator[tuple[str, Report]]:
    yield "fixed", report()
    yield "empty", Report(subjects=[], faults=[])
    change = '{ module: { installationFree: "true", atomicService: { preloads: [{ moduleName: "Feat" }] } } }'
    yield "source", Bench().check(sample.project({"entry/src/main/module.json5": change}))
    packages = {
        "demo app 首页!.app": '{ modules: { "entry.hap": { module: { name: "1x", installationFree: false } } } }'
    }
    yield "package", Bench().verify(sample.write_packages(Path(), packages))


def _validated(multitool: Path, file: Path) -> list[dict[str, Any]]:
    """What the validator says of a file, by the rules of SARIF and those of GitHub."""
    policy, log = file.with_suffix(".xml"), file.with_suffix(".log")
    policy.write_text(POLICY, encoding="utf-8")
    options = ("--config", policy, "--rule-kind", "Sarif;Gh;Ghas", "--level", "Error;Warning;Note", "--output", log)
    subprocess.run([multitool, "validate", file, *options], capture_output=True, check=False)
    results: list[dict[str, Any]] = json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    return results


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_is_valid(multitool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    schema = json.loads((multitool.parent / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    for name, found in _sarif_reports():
        write(found, Words(lang), [Request(format="sarif", path=f"{name}.sarif")])
        jsonschema.validate(json.loads((tmp_path / f"{name}.sarif").read_text(encoding="utf-8")), schema)
        results = _validated(multitool, tmp_path / f"{name}.sarif")
        assert {"SARIF2005"} <= {one["ruleId"] for one in results} <= KNOWN_NOTES.keys()
        assert not [one for one in results if one.get("level") == "error"]


def test_the_validator_can_fail(multitool: Path, folder: Path, tmp_path: Path) -> None:
    content = json.loads((folder / "en" / "report.sarif").read_text(encoding="utf-8"))
    content["runs"][0]["results"][2]["locations"][0]["physicalLocation"]["region"]["endLine"] = 1
    content["runs"][0]["results"][2]["ruleIndex"] = 99
    content["runs"][0]["results"][3]["locations"] = []
    (tmp_path / "bad.sarif").write_text(json.dumps(content), encoding="utf-8")
    errors = {one["ruleId"] for one in _validated(multitool, tmp_path / "bad.sarif") if one.get("level") == "error"}
    assert errors >= {"SARIF1007", "GH1015"}


def test_sarif_is_read_by_sarif_tools(python: Path, folder: Path) -> None:
    _run(python, "-m", "sarif", "csv", "-o", folder / "sarif.csv", folder / "en" / "report.sarif", cwd=folder)
    rows = (folder / "sarif.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row for row in rows if "REP101" in row and "entry/src/main/module.json5" in row and ",4" in row]


@pytest.fixture(scope="module")
def measured(python: Path, folder: Path) -> dict[str, Any]:
    """What the readers of JUnit and Checkstyle make of the reports."""
    output = _run(
        python, "-c", MEASURED, folder / "en" / "report.junit.xml", folder / "en" / "checkstyle.xml", cwd=folder
    )
    content: dict[str, Any] = json.loads(output)
    return content


def test_junit_is_read_by_junitparser(measured: dict[str, Any]) -> None:
    assert measured["totals"] == [8, 5, 1]
    outcomes = [(class_name, *(one[0][:2] if one else ("passed",))) for _, class_name, _, one in measured["cases"]]
    assert outcomes == [
        ("hapline.REP101", "Failure", "error"),
        ("hapline.REP101", "Failure", "error"),
        ("hapline.REP101", "Skipped", None),
        ("hapline.REP201", "Failure", "warning"),
        ("hapline.REP301", "Failure", "warning"),
        ("hapline.REP301", "Failure", "note"),
        ("hapline.REP301", "Skipped", None),
        ("hapline.faults", "Error", "ValueError"),
    ]


def test_junit_is_read_by_junit2html(python: Path, folder: Path) -> None:
    _run(python, "-m", "junit2htmlreport", folder / "zh" / "report.junit.xml", folder / "junit.html", cwd=folder)
    page = (folder / "junit.html").read_text(encoding="utf-8")
    assert "module.atomicService.preloads[0].moduleName" in page
    assert "购物车" in page


def test_junit_is_as_jenkins_describes_it(folder: Path) -> None:
    """By the schema of the xUnit plugin, which pytest keeps among its tests."""
    command = ("-m", "pip", "download", "-q", "--no-deps", "--no-binary", "pytest", "pytest", "-d", folder / "sources")
    _run(sys.executable, *command, cwd=folder)
    with tarfile.open(next((folder / "sources").glob("pytest-*.tar.gz"))) as archive:
        member = next(one for one in archive.getmembers() if one.name.endswith("/junit-10.xsd"))
        content = archive.extractfile(member)
        assert content is not None
        schema = etree.XMLSchema(etree.parse(content))
    for lang in ("en", "zh"):
        schema.assertValid(etree.parse(folder / lang / "report.junit.xml"))
    empty = folder / "empty.xml"
    write(Report(subjects=[], faults=[]), Words("en"), [Request(format="junit", path=str(empty))])
    schema.assertValid(etree.parse(empty))
    assert not schema.validate(etree.fromstring(empty.read_bytes().replace(b' name="no findings"', b"")))


def test_checkstyle_is_read_by_diff_quality(measured: dict[str, Any]) -> None:
    errors = measured["errors"]
    assert list(errors) == [
        "demo.app!entry.hap!module.json",
        "entry/src/main/module.json5",
        "首页 assets/a,b:c.json5",
        "hapline",
    ]
    assert [line for line, _ in errors["entry/src/main/module.json5"]] == [0, 4, 4]
    assert errors["entry/src/main/module.json5"][1][1].startswith("error: entry preloads Orders, but this app")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_markdown_is_rendered_by_githubs_own(python: Path, folder: Path, lang: str) -> None:
    code = (
        "import sys, cmarkgfm; from cmarkgfm.cmark import Options; sys.stdout.reconfigure(encoding='utf-8'); "
        "text = open(sys.argv[1], encoding='utf-8').read(); "
        "print(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))"
    )
    rendered = _run(python, "-c", code, folder / lang / "report.md", cwd=folder)
    assert test_markdown.alive(rendered) == []
    rows = re.findall(r"<tr>(.*?)</tr>", rendered, flags=re.DOTALL)
    assert [len(re.findall(r"<t[hd]>", row)) for row in rows] == [3] * 6
    assert "<code>首页 assets/a,b:c.json5:1:3</code>" in rendered
