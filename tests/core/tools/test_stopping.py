"""Ctrl-C, and what CI servers and closed terminals send, while a tool runs: it is ended first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.tools.stand_ins import FAMILY, STUBBORN, is_alive, process_in
from hapline.tools.signals import raised

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX"),
    pytest.mark.timeout(90),
]
RUNNER = """
import signal, sys
from hapline.tools import Invocation, run
if sys.argv[3] == "handled": signal.signal(signal.SIGTERM, lambda *_: print("handled", flush=True))
# Whoever runs the tests may ignore it, as nohup does, and children would too.
signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[3] == "ignored" else signal.SIG_DFL)
try:
    ended = run(Invocation(argv=(sys.executable, "-u", "-c", sys.argv[1], sys.argv[2]), grace=float(sys.argv[4])))
    print("ended", ended.code, flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
POLITE = """
import os, signal, sys, time
def bye(number, _): print("asked by", number, flush=True); time.sleep(0.2); sys.exit(0)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(number, bye)
with open(sys.argv[1] + ".new", "w") as file: file.write(str(os.getpid()))
os.rename(sys.argv[1] + ".new", sys.argv[1])
time.sleep(300)
"""


def _started(code: str, file: Path, mode: str = "", grace: float = 5) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", RUNNER, code, str(file), mode, str(grace)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_tool_is_told_and_waited_for(tmp_path: Path, number: signal.Signals) -> None:
    process = _started(POLITE, tmp_path / "pid")
    child = process_in(tmp_path / "pid")
    process.send_signal(number)
    out, err = process.communicate()
    assert not is_alive(child)
    assert f"asked by {int(number)}\n" in err
    if number == signal.SIGINT:
        assert (out, process.returncode) == ("interrupted\n", 0)
    else:
        assert (out, process.returncode) == ("", -number), "a process that a signal ends must end by that signal"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_all_of_its_group_ends(tmp_path: Path, number: signal.Signals) -> None:
    process = _started(FAMILY, tmp_path / "pid", grace=0.3)
    child = process_in(tmp_path / "pid")
    process.send_signal(number)
    process.communicate()
    assert not is_alive(child)


def test_a_second_ctrl_c_kills_at_once(tmp_path: Path) -> None:
    process = _started(STUBBORN, tmp_path / "pid", grace=1000)
    child = process_in(tmp_path / "pid")
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert is_alive(child)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate()
    assert (out, is_alive(child)) == ("interrupted\n", False)


def _signalled(*, opened: bool) -> None:
    with raised() as gate:
        signal.raise_signal(signal.SIGINT)
        if opened:
            gate.open()


@pytest.mark.parametrize("opened", [True, False], ids=["started", "not started"])
def test_a_signal_while_a_tool_is_started_waits_until_it_can_be_ended(opened: bool) -> None:  # noqa: FBT001 a table
    with pytest.raises(KeyboardInterrupt):
        _signalled(opened=opened)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    process = _started(POLITE, tmp_path / "pid", "ignored")
    process_in(tmp_path / "pid")
    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.communicate()[0] == "interrupted\n"


def test_a_handler_of_the_program_around_us_has_its_say(tmp_path: Path) -> None:
    process = _started(POLITE, tmp_path / "pid", "handled")
    process_in(tmp_path / "pid")
    process.send_signal(signal.SIGTERM)
    assert process.communicate()[0] == "handled\ninterrupted\n"


def test_nobody_reads_what_it_says(tmp_path: Path) -> None:
    """As with ``2>&1 | head``: the tool ends as well."""
    code = "import sys, time\nfile = open(sys.argv[1], 'w')\nwhile True: print('x' * 1000); time.sleep(0.01)"
    process = _started(code, tmp_path / "pid")
    assert process.stderr is not None
    process.stderr.readline()
    process.stderr.close()
    assert process.wait(60) == 1
    assert process.stdout is not None
    process.stdout.close()
