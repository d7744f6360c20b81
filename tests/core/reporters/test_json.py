"""The JSON report: its whole output, and names that are no text."""

from __future__ import annotations

import json
import os

from core.reporters.fixed import Missing, judged, report, whole
from hapline.engine.report import Report
from hapline.reporters.json import render
from hapline.words import Words
from hapline_hooks import Finding, Location


def test_the_whole_output() -> None:
    assert render(report(), Words("en")) + "\n" == whole("report.json")


def test_a_name_that_is_no_utf_8_survives() -> None:
    name = os.fsdecode(b"entry/\xd6.json5")
    found = Report(subjects=[], faults=[])
    args = {"module": "a", "target": "b"}
    found.findings = [
        judged(Missing, Finding(rule="REP101", message="missing", args=args, location=Location(path=name)))
    ]
    content = json.loads(render(found, Words("en")).encode("utf-8"))
    assert os.fsencode(content["findings"][0]["location"]["path"]) == b"entry/\xd6.json5"
