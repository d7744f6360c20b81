"""What ``hapline hotpatch init`` has git ignore: the files that ``restore`` lays, unless a line does already."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plugins.changing import Change
from plugins.hotpatch.configuring.projects import GROOVY, init, write

ADDED = (
    "# hapline hotpatch restore\n/hotpatch/\n/instantrun/mapping.txt\n/instantrun/methodsMap.instantrun\n"
    "/instantrun/InstantRunMapping.txt.gz\n"
)
LAID = (
    "app/hotpatch/old.apk",
    "app/instantrun/mapping.txt",
    "app/instantrun/methodsMap.instantrun",
    "app/instantrun/InstantRunMapping.txt.gz",
)
KEPT = ("app/instantrun/README.md", "app/instantrun.xml", "app/build.gradle")


def _repository(folder: Path, changes: dict[str, Change] | None = None) -> Path:
    write(folder, GROOVY, changes)
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


def _ignored(folder: Path) -> list[str]:
    ended = subprocess.run(
        ["git", "check-ignore", *LAID, *KEPT], cwd=folder, check=False, capture_output=True, text=True
    )
    return ended.stdout.splitlines()


def test_what_restore_lays_is_ignored(tmp_path: Path) -> None:
    _repository(tmp_path)
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / "app/.gitignore").read_text() == ADDED
    assert _ignored(tmp_path) == [*LAID]
    assert init(tmp_path, "--check").code == 0


def test_what_is_there_stays(tmp_path: Path) -> None:
    _repository(tmp_path, {"app/.gitignore": "/build\r\n*.txt"})
    assert init(tmp_path, "--write").code == 0
    # Which patterns with asterisks match is git's to know: a line too many does no harm.
    assert (tmp_path / "app/.gitignore").read_bytes() == b"/build\r\n*.txt\r\n" + ADDED[:-1].replace(
        "\n", "\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ("app/.gitignore", "hotpatch/\ninstantrun/*\n!instantrun/README.md\n"),
        (".gitignore", "/app/hotpatch/\n/app/instantrun/*\n"),
        (".gitignore", "**/hotpatch\n**/instantrun/\n"),
        (".gitignore", "hotpatch\nmapping.txt\nmethodsMap.instantrun\nInstantRunMapping.txt.gz\n"),
        ("app/.gitignore", "hotpatch\n/instantrun\n"),
    ],
)
def test_a_line_that_is_there_is_enough(place: str, lines: str, tmp_path: Path) -> None:
    _repository(tmp_path, {place: lines})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / place).read_text() == lines
    assert len(list(tmp_path.rglob(".gitignore"))) == 1


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (".gitignore", "/hotpatch/\ninstantrun/*\n"),  # those of the root
        (".gitignore", "# hotpatch\n"),
        ("app/.gitignore", "hotpatch-notes\n"),
        (".gitignore", "/cart/hotpatch/\n"),
    ],
)
def test_a_line_about_something_else_is_not(place: str, lines: str, tmp_path: Path) -> None:
    _repository(tmp_path, {place: lines})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / "app/.gitignore").read_text().endswith(ADDED)
    assert _ignored(tmp_path) == [*LAID]


def test_another_place_of_the_old_apk(tmp_path: Path) -> None:
    _repository(tmp_path)
    options = {"hotpatch.oldApk": "old.apk"}
    assert init(tmp_path, "--write", "--method", "dexpatch", options=options).code == 0
    assert (tmp_path / "app/.gitignore").read_text() == "# hapline hotpatch restore\n/old.apk\n"


def test_outside_of_git_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    assert init(tmp_path, "--write").code == 0
    assert list(tmp_path.rglob(".gitignore")) == []
