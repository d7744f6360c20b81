"""How grave findings are that a release has no place for: an error where it is said that this is one."""

from __future__ import annotations

import pytest

from hapline.testing import Bench
from plugins.changing import changed
from plugins.hotpatch import sample

FILE = "app/instantrun.xml"


@pytest.mark.parametrize(("release", "severity"), [("true", "error"), ("false", "note")])
@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("HOT104", "InstantRun>true", "InstantRun>false"),
        ("HOT105", "patchLog>false", "patchLog>true"),
        ("HOT105", "ReflectException>true", "ReflectException>false"),
    ],
)
def test_values_for_tests(rule: str, old: str, new: str, release: str, severity: str) -> None:
    files = changed(sample.FILES, {FILE: ((old, new),)})
    report = Bench(options={"hotpatch.release": release}).check(files)
    assert [one.severity for one in report.findings if one.finding.rule == rule] == [severity]


def test_a_module_whose_build_is_not_seen_is_no_error() -> None:
    files = {path.removeprefix("app/"): text for path, text in sample.FILES.items() if path.startswith("app/")}
    report = Bench().check(files)
    assert [(one.finding.rule, one.severity) for one in report.findings] == [("HOT201", "note")]
