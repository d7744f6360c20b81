"""Suppressions: comments and configuration entries, their reasons, and those that accept nothing."""

from __future__ import annotations

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
