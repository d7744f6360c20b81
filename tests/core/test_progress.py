"""Progress: on a terminal only, after a while, and gone in the end."""

from __future__ import annotations

import io
import time

import pytest

from hapline import progress
from hapline.progress import Progress
from hapline.words import Words


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(stream: io.StringIO, total: int = 4, lang: str = "en") -> str:
    shown = Progress(Words(lang), total, stream)
    for _ in range(total):
        shown.step()
        time.sleep(0.002)
    shown.end()
    return stream.getvalue()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_OFTEN", 0)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("impatient")
def test_it_counts_and_goes() -> None:
    text = _shown(_Terminal())
    assert text.startswith("\r\x1b[Kchecked 1 of 4 projects\r\x1b[Kchecked 2 of 4 projects")
    assert text.endswith("checked 4 of 4 projects\r\x1b[K")
    assert "已检查 3/4 个工程" in _shown(_Terminal(), lang="zh")


@pytest.mark.usefixtures("impatient")
def test_several_processes_are_counted_together() -> None:
    stream = _Terminal()
    shown = Progress(Words(), 5, stream)
    shown.step(2)
    shown.step(2)
    shown.step(2)
    assert stream.getvalue().endswith("checked 5 of 5 projects")


def test_who_does_not_wait_long_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert _shown(_Terminal()) == ""


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("case", ["pipe", "dumb", "one"])
def test_elsewhere_there_is_none(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if case == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    assert _shown(io.StringIO() if case == "pipe" else _Terminal(), total=1 if case == "one" else 4) == ""
