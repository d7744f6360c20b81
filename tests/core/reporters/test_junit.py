"""The JUnit report: its whole output, and what Jenkins and GitLab rely on."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from core.reporters.fixed import Missing, judged, report, whole
from hapline.engine.report import Report
from hapline.reporters.junit import render
from hapline.words import Words
from hapline_hooks import Finding, Location


def _parsed(found: Report, prefix: str = "") -> ET.Element:
    return ET.fromstring(render(found, Words("en"), prefix=prefix))  # noqa: S314 our own


def test_the_whole_output() -> None:
    assert render(report(), Words("en")) + "\n" == whole("report.junit.xml")


def test_totals_are_true() -> None:
    root = _parsed(report())
    cases = root.findall(".//testcase")
    assert int(root.attrib["tests"]) == len(cases) == 8
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == 5
    assert int(root.attrib["errors"]) == len(root.findall(".//error")) == 1
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))


def test_no_two_tests_have_one_name() -> None:
    names = [(case.attrib["classname"], case.attrib["name"]) for case in _parsed(report()).iter("testcase")]
    assert len(set(names)) == len(names)


def test_a_test_keeps_its_name_when_lines_move() -> None:
    assert not any(":4:" in case.attrib["name"] for case in _parsed(report()).iter("testcase"))


def test_a_run_without_findings_has_a_test_that_passes() -> None:
    root = _parsed(Report(subjects=[], faults=[]))
    (case,) = root.iter("testcase")
    assert (case.attrib, len(case)) == ({"classname": "hapline.check", "name": "no findings"}, 0)
    assert (root.attrib["tests"], root.attrib["failures"]) == ("1", "0")


def test_what_xml_cannot_hold_is_replaced() -> None:
    found = Report(subjects=[], faults=[])
    args = {"module": "a\x00b\x0b\ufffe\x7f", "target": "]]>\t&\r\n<"}
    finding = Finding(rule="REP101", message="missing", args=args, location=Location(path="a\x01\udc80.json5"))
    found.findings = [judged(Missing, finding)]
    (case,) = _parsed(found).iter("testcase")
    assert case.attrib["name"] == "a\ufffd\ufffd.json5"
    assert case[0].attrib["message"].startswith("a\ufffdb\ufffd\ufffd\ufffd preloads ]]>\ufffd&\ufffd")


def test_paths_start_at_the_workspace() -> None:
    root = _parsed(report(), "apps/shop")
    first = next(root.iter("testcase"))
    assert first.attrib["name"] == "apps/shop/demo.app!entry.hap!module.json module.name"
    assert "\napps/shop/orders/src/main/module.json5:1:23: orders is the nearest\n" in "".join(root.itertext())
