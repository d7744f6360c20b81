"""Colour and width as the surroundings say, first by themselves and then at a real pseudo-terminal."""
# ruff: noqa: RUF001 Chinese punctuation is what is printed

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest

from hapline.console import terminal_width, wants_color
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"


class _Terminal(io.StringIO):
    """A stream that is a terminal, of which nothing is known."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(
    ("setting", "environment", "piped", "terminal"),
    [
        ("auto", {}, False, True),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": ""}, False, True),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ("auto", {"FORCE_COLOR": ""}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colour(setting: str, environment: dict[str, str], *, piped: bool, terminal: bool) -> None:
    assert wants_color(setting, io.StringIO(), environment) is piped
    assert wants_color(setting, _Terminal(), environment) is terminal


def test_width() -> None:
    assert terminal_width(io.StringIO(), {"COLUMNS": "60"}) is None
    assert terminal_width(_Terminal(), {"COLUMNS": "60"}) == 60
    assert terminal_width(_Terminal(), {"COLUMNS": "wide"}) is None
    assert terminal_width(_Terminal(), {"COLUMNS": "0"}) is None
    assert terminal_width(_Terminal(), {}) is None


def _at_a_terminal(folder: Path, wide: int, *arguments: str, **environment: str) -> str:
    """What a command prints at a terminal that is so many columns wide."""
    leader, follower = os.openpty()
    termios.tcsetwinsize(follower, (40, wide))
    shown = bytearray()

    def read() -> None:
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # Linux says so when the other end is closed
                return
            if not piece:
                return
            shown.extend(piece)

    reader = threading.Thread(target=read)
    reader.start()
    subprocess.run(
        [sys.executable, "-m", "hapline", "check", *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", **environment},
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(follower)
    reader.join(30)
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    change = '{ module: { atomicService: { preloads: [{ moduleName: "购物车" }] } } }'
    for path, content in sample.project({ENTRY: change}).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path


LONG = (
    "   = help: Name a module of this app as in its module.json5, "
    "and give it all device types of the one that preloads it.\n"
)
HELP = {
    "en": """\
   = help: Name a module of this app as in its
           module.json5, and give it all device
           types of the one that preloads it.
""",
    "zh": """\
   = 建议：填写此应用中已有模块的名称（与其
           module.json5 一致），并让该模块支持预加
           载方的所有设备类型。
""",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_is_broken_to_the_width_of_the_terminal(project: Path, lang: str) -> None:
    assert HELP[lang] in _at_a_terminal(project, 50, "--select", "HOS203", "--lang", lang, "--color", "never")


def test_colour_changes_nothing_of_that(project: Path) -> None:
    shown = _at_a_terminal(project, 50, "--select", "HOS203")
    assert "\x1b[1mhelp\x1b[0m" in shown
    assert HELP["en"] in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_columns_is_believed_before_the_terminal(project: Path) -> None:
    assert LONG in _at_a_terminal(project, 50, "--select", "HOS203", "--color", "never", COLUMNS="200")


def test_a_dumb_terminal_has_width_but_no_colour(project: Path) -> None:
    shown = _at_a_terminal(project, 50, "--select", "HOS203", TERM="dumb")
    assert "\x1b" not in shown
    assert HELP["en"] in shown


@pytest.mark.parametrize("columns", ["", "40"])
def test_what_is_piped_is_never_broken(project: Path, columns: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "hapline", "check", "--select", "HOS203"],
        cwd=project,
        env={**os.environ, "COLUMNS": columns, "FORCE_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert LONG in re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)
    assert "\x1b[1mhelp\x1b[0m: Name a module" in result.stdout
