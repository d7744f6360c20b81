"""Tests of a plugin with hapline's own test bench."""

from hapline.testing import Bench, lines


def test_a_version_without_notes_is_found() -> None:
    files = {"release-notes.json5": "{}", "AppScope/app.json5": '{ app: { versionName: "1.0.0" } }'}
    report = Bench(third_party=True).check(files)
    assert lines(report, rule="NOT101") == ["AppScope/app.json5:1:24 NOT101 version 1.0.0 has no release notes"]
