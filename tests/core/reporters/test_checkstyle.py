"""The Checkstyle report: its whole output, and how severities and places are written."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from core.reporters.fixed import INJECTED, report, whole
from hapline.console import printable
from hapline.engine.report import Report
from hapline.reporters.checkstyle import render
from hapline.words import Words


def _parsed(found: Report, prefix: str = "") -> ET.Element:
    return ET.fromstring(render(found, Words("en"), prefix=prefix))  # noqa: S314 our own


def test_the_whole_output() -> None:
    assert render(report(), Words("en")) + "\n" == whole("report.checkstyle.xml")


def test_files_errors_and_places() -> None:
    found = [
        (file.attrib["name"], error.attrib["line"], error.attrib.get("column"), error.attrib["severity"])
        for file in _parsed(report())
        for error in file
    ]
    assert found == [
        ("demo.app!entry.hap!module.json", "1", "19", "error"),
        ("entry/src/main/module.json5", "0", None, "warning"),
        ("entry/src/main/module.json5", "4", "53", "error"),
        ("entry/src/main/module.json5", "4", "53", "warning"),
        ("首页 assets/a,b:c.json5", "1", "3", "info"),
        ("hapline", "0", None, "error"),
    ]


def test_odd_words_come_through() -> None:
    messages = [error.attrib["message"] for error in _parsed(report()).iter("error")]
    assert messages[3].split("\n") == [
        printable(INJECTED),
        "::warning::line two has no effect",
        "help: Run `hapline baseline prune`.",
    ]


def test_nothing_found() -> None:
    assert render(Report(subjects=[], faults=[]), Words("en")) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3"/>'
    )


def test_paths_start_at_the_workspace() -> None:
    assert next(iter(_parsed(report(), "apps"))).attrib["name"] == "apps/demo.app!entry.hap!module.json"
