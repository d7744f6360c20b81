"""Suppressions: comments and configuration entries, their reasons, and those that accept nothing."""

from __future__ import annotations

import calendar
import time
from pathlib import Path

import pytest

from hapline.dates import is_date, today
from hapline.engine.placing import Places
from hapline.testing import Bench, codes, lines
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
_TEXT = """{{
  "module": {{
    "name": "entry", "type": "entry", "deviceTypes": ["phone"], "deliveryWithInstall": true,
    "installationFree": true, "mainElement": "A", "pages": "$profile:main_pages", "abilities": [{{ "name": "A" }}],
    "atomicService": {{
      "preloads": [
        {own}
        {{ "moduleName": "nope" }}, {trailing}
      ]
    }}
  }}
}}
"""


def _files(own: str = "", trailing: str = "", top: str = "") -> dict[str, str | bytes]:
    text = top + _TEXT.format(own=own, trailing=trailing)
    return sample.project({ENTRY: {"raw": text}})


def _bench() -> Bench:
    return Bench(options={"check.ignore": "HOS372"})


def test_without_a_comment_it_is_found() -> None:
    assert codes(_bench().check(_files())) == ["HOS203"]


def test_a_comment_on_the_line_before() -> None:
    report = _bench().check(_files(own="// hapline: ignore[HOS203] comes with the next release"))
    assert codes(report) == []
    assert [(one.judged.finding.rule, one.reason, one.kind) for one in report.suppressed] == [
        ("HOS203", "comes with the next release", "comment")
    ]


def test_a_comment_at_the_end_of_the_line() -> None:
    assert codes(_bench().check(_files(trailing="/* hapline: ignore[preload-target-missing] later */"))) == []


def test_a_comment_for_the_whole_file() -> None:
    assert codes(_bench().check(_files(top="// hapline: ignore-file[HOS2] generated\n"))) == []


def test_other_comments_in_between_do_not_matter() -> None:
    own = "// hapline: ignore[HOS203] later\n        // 首页之后打开\n"
    assert codes(_bench().check(_files(own=own))) == []


def test_without_a_reason_it_has_no_effect() -> None:
    assert codes(_bench().check(_files(own="// hapline: ignore[HOS203]"))) == ["CFG102", "HOS203"]


def test_a_comment_on_another_line_is_unused() -> None:
    report = _bench().check(_files(top="// hapline: ignore[HOS203] wrong place\n"))
    assert codes(report) == ["CFG101", "HOS203"]
    assert lines(report, rule="CFG101") == [f"{ENTRY}:1:1 CFG101 nothing here is a finding of HOS203"]


def test_an_unknown_rule() -> None:
    report = _bench().check(_files(own="// hapline: ignore[HOS999] why not"))
    assert "CFG103" in codes(Bench().check(_files(own="// hapline: ignore[HOS999] why not")))
    assert codes(report) == ["HOS203"]  # with a selection the rule may merely not run


def test_the_configuration_accepts_by_rule_and_file() -> None:
    entry = '[{ rule: "HOS203", path: "entry/*", reason: "comes with the next release" }]'
    bench = Bench(options={"check.ignore": "HOS372", "check.suppress": entry})
    report = bench.check(_files())
    assert codes(report) == []
    assert [one.kind for one in report.suppressed] == ["configuration"]
    other = Bench(options={"check.ignore": "HOS372", "check.suppress": entry.replace("entry/*", "feat/*")})
    assert codes(other.check(_files())) == ["HOS203"]


_DAY = str(calendar.timegm((2026, 12, 31, 12, 0, 0)))
"""Noon of 2026-12-31, in seconds."""


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("2026-12-31", []),
        ("2099-01-01", []),
        ("2026-12-30", ["CFG104", "HOS203"]),
        ("2026-02-30", ["CFG104", "HOS203"]),
        ("31.12.2026", ["CFG104", "HOS203"]),
        ("", ["CFG104", "HOS203"]),
    ],
)
def test_a_suppression_holds_until_its_last_day(monkeypatch: pytest.MonkeyPatch, until: str, found: list[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _DAY)
    report = _bench().check(_files(own=f"// hapline: ignore[HOS203 until {until}] comes with release 2.1"))
    assert codes(report) == found


def test_what_is_said_of_one_that_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _DAY)
    report = _bench().check(_files(own="// hapline: ignore[HOS203, HOS2 until 2026-01-31] comes with release 2.1"))
    expected = "the suppression of HOS203, HOS2 held until 2026-01-31 and has no effect any more"
    assert lines(report, rule="CFG104") == [f"{ENTRY}:7:9 CFG104 {expected}"]
    assert [(one.severity, one.finding.rule) for one in report.findings] == [("warning", "CFG104"), ("error", "HOS203")]


@pytest.mark.parametrize(("until", "expected"), [("2026-12-31", []), ("2026-12-30", ["HOS203"])])
def test_an_entry_of_the_configuration_holds_until_its_last_day(
    monkeypatch: pytest.MonkeyPatch, until: str, expected: list[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _DAY)
    entry = f'[{{ rule: "HOS203", path: "entry/*", reason: "later", until: "{until}" }}]'
    assert codes(Bench(options={"check.ignore": "HOS372", "check.suppress": entry}).check(_files())) == expected


def test_entries_of_a_file_are_placed_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _DAY)
    config = tmp_path / "hapline.json5"
    config.write_text(
        """{
  check: {
    suppress: [
      { rule: "HOS203", path: "entry/src/main/module.json5", reason: "later", until: "2026-01-31" },
      { rule: "HOS204", path: "feat/src/main/module.json5", reason: "was so once" },
      { rule: "HOS102", path: "*.app!entry.hap", reason: "packages" },
    ],
  },
}
"""
    )
    bench = _bench()
    bench.settings.start = str(tmp_path / "project")
    bench.settings.read_file(str(config))
    report = bench.check(_files())
    assert lines(report) == [
        "../hapline.json5:4:86 CFG104 the suppression of HOS203 held until 2026-01-31 and has no effect any more",
        "../hapline.json5:5:7 CFG101 nothing here is a finding of HOS204",
        f"{ENTRY}:8:25 HOS203 entry preloads nope, but this app has no module of that name",
    ]
    place = report.findings[0].finding.location
    text = Places().text(place, report.findings[0].subject)
    assert text is not None
    assert place.span is not None
    assert text.splitlines()[place.span.start_line - 1].strip().startswith('{ rule: "HOS203"')


def test_today_is_that_of_the_build_or_of_the_clock() -> None:
    assert today({"SOURCE_DATE_EPOCH": "0"}) == "1970-01-01"
    assert today({"SOURCE_DATE_EPOCH": "1798761599"}) == "2026-12-31"
    assert today({"SOURCE_DATE_EPOCH": "1798761600"}) == "2027-01-01"
    now = time.strftime("%Y-%m-%d", time.gmtime())
    assert today({}) >= now
    for odd in ("", "soon", "-1", "9" * 30):
        assert now <= today({"SOURCE_DATE_EPOCH": odd}) <= time.strftime("%Y-%m-%d", time.gmtime())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-12-31", True), ("2024-02-29", True), ("2026-02-29", False), ("20261231", False), ("2026-1-1", False)],
)
def test_days_that_there_are(text: str, expected: bool) -> None:  # noqa: FBT001 a column of the table
    assert is_date(text) is expected
