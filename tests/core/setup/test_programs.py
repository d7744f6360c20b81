"""Programs: found only where PATH says, asked within a time, and ended with all that they started."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from hapline.setup.programs import Answer, ask, find


def _program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_only_whole_paths_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        _program(tmp_path / name / "tool", "true")
    monkeypatch.chdir(tmp_path / "here")
    assert find("tool", {"PATH": os.pathsep.join([".", "", "../here"])}) == ""
    assert find("tool", {"PATH": os.pathsep.join([".", str(tmp_path / "there")])}) == str(tmp_path / "there" / "tool")


def test_what_lies_in_a_project_does_not_count(tmp_path: Path) -> None:
    for name in ("project", "tools"):
        (tmp_path / name).mkdir()
    _program(tmp_path / "project" / "tool", "true")
    (tmp_path / "tools" / "tool").symlink_to(tmp_path / "project" / "tool")
    path = {"PATH": os.pathsep.join(str(tmp_path / name) for name in ("project", "tools"))}
    assert find("tool", path) == str(tmp_path / "project" / "tool")
    assert find("tool", path, outside=[str(tmp_path / "project")]) == ""
    assert find("tool", path, outside=[str(tmp_path / "pro")]) == str(tmp_path / "project" / "tool")


def test_folders_and_files_that_cannot_be_run_are_no_programs(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("#!/bin/sh\n")
    assert [find(name, {"PATH": str(tmp_path)}) for name in ("folder", "file", "absent")] == ["", "", ""]


def test_what_it_says_and_ends_with(tmp_path: Path) -> None:
    tool = _program(tmp_path / "tool", 'echo "$1 in $PWD, $MORE"; echo and this >&2; read line; exit 3')
    answer = ask([tool, "x"], folder=str(tmp_path), seconds=10, MORE="m")
    assert answer == Answer(code=3, text=f"x in {tmp_path}, m\nand this\n")


def test_what_cannot_be_run_gives_no_code(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("\x7fELF")
    (tmp_path / "tool").chmod(0o755)
    assert ask([str(tmp_path / "tool")], folder=str(tmp_path), seconds=10) == Answer(code=None)
    assert ask([str(tmp_path / "absent")], folder=str(tmp_path), seconds=10) == Answer(code=None)


def test_what_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    sleep = f"sleep 300.{os.getpid()}"
    tool = _program(tmp_path / "tool", f"{sleep} & echo started; {sleep}")
    start = time.monotonic()
    assert ask([tool], folder=str(tmp_path), seconds=0.5) == Answer(code=None, text="started\n")
    assert time.monotonic() - start < 10
    assert sleep not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_a_child_that_lives_on_is_not_waited_for(tmp_path: Path) -> None:
    """It holds the output open, as daemons of build tools do."""
    tool = _program(tmp_path / "tool", 'sleep 20 & echo $! > "$1"; echo 1.0')
    start = time.monotonic()
    assert ask([tool, str(tmp_path / "pid")], folder=str(tmp_path), seconds=15).text == "1.0\n"
    assert time.monotonic() - start < 10
    os.kill(int((tmp_path / "pid").read_text()), 9)
