"""What reporters say alike: clean lines, places as seen from the workspace, counts."""

from __future__ import annotations

import pytest

from core.reporters.fixed import INJECTED, report
from hapline.console import printable
from hapline.reporters.wording import below, by_severity, counts, where
from hapline.words import Words
from hapline_hooks import Location, Span


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 首页 é", "plain 首页 é"),
        ("wide\u3000space", "wide\u3000space"),
        ("bell\x07 escape\x1b[31m", "bell\ufffd escape\ufffd[31m"),
        ("turned\u202eround", "turned\ufffdround"),
        ("line\u2028break\r\n", "line\ufffdbreak\ufffd\ufffd"),
        ("half\udc80", "half\ufffd"),
    ],
)
def test_nothing_unseen_is_left(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_is_printable_can_be_written() -> None:
    assert printable(INJECTED).encode("utf-8").decode("utf-8").isprintable()


@pytest.mark.parametrize(
    ("prefix", "path", "seen"),
    [
        ("", "entry/module.json5", "entry/module.json5"),
        ("sub/app", "entry/module.json5", "sub/app/entry/module.json5"),
        ("sub/app", "../lib/module.json5", "sub/lib/module.json5"),
        ("sub", "/build/entry.hap", "/build/entry.hap"),
        ("sub", "C:\\build\\entry.hap", "C:\\build\\entry.hap"),
        ("sub", "./entry.hap", "sub/entry.hap"),
    ],
)
def test_paths_below_a_folder(prefix: str, path: str, seen: str) -> None:
    assert below(prefix, path) == seen


def test_a_place_inside_an_archive_names_all_of_it() -> None:
    span = Span(start_line=3, start_column=7, end_line=3, end_column=9)
    place = Location(path="demo.app", inner=("entry.hap", "module.json"), span=span)
    assert where(place) == "demo.app!entry.hap!module.json:3:7"
    assert where(place, "build") == "build/demo.app!entry.hap!module.json:3:7"


def test_counts() -> None:
    found = report()
    assert counts(found, Words("en")) == ["2 errors", "2 warnings", "1 note", "2 accepted"]
    assert counts(found, Words("zh")) == ["2 个错误", "2 个警告", "1 个提示", "已忽略 2 个"]
    found.findings = []
    assert counts(found, Words("en")) == ["2 accepted"]  # what crashed might have found something
    found.faults = []
    assert counts(found, Words("en")) == ["no findings", "2 accepted"]


def test_by_severity_keeps_the_order_otherwise() -> None:
    assert [(one.severity, one.finding.rule) for one in by_severity(report())] == [
        ("error", "REP101"),
        ("error", "REP101"),
        ("warning", "REP201"),
        ("warning", "REP301"),
        ("note", "REP301"),
    ]
    places = [one.finding.location.path for one in by_severity(report())[:2]]
    assert places == ["demo.app", "entry/src/main/module.json5"]
