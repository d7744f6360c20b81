"""Logs: what happened and where, and only the last ones are kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from hapline.bugs import KEPT, write_faults, write_log
from hapline.plugins import Fault


def _error() -> ValueError:
    try:
        raise ValueError("two\nlines")  # noqa: TRY301 what a log is of
    except ValueError as error:
        return error


def test_a_log_holds_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    text = write_log(_error(), ["check", "-q"]).read_text(encoding="utf-8")
    assert "arguments: ['check', '-q']" in text
    assert 'raise ValueError("two\\nlines")' in text
    faults = write_faults([Fault(plugin="oops", what="rule OPS101", error=_error())], ["check"])
    assert "plugin oops, rule OPS101:\nTraceback" in faults.read_text(encoding="utf-8")


def test_only_the_last_logs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "hapline-notes.txt").write_text("no log")
    (tmp_path / "hapline-link.log").symlink_to(tmp_path / "hapline-notes.txt")
    written = []
    for number in range(KEPT + 3):
        written.append(write_log(_error(), []))
        os.utime(written[-1], (number, number))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["hapline-notes.txt", "hapline-link.log", *(path.name for path in written[-KEPT:])]
    )
