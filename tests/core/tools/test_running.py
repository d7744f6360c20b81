"""Tools that are run: real processes, well-behaved and not."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from core.tools.stand_ins import FAMILY, STUBBORN, is_alive, process_in, python, tool
from hapline.errors import MissingError, UsageError
from hapline.tools import Invocation, run

_POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and process groups are those of POSIX")


def test_output_is_shown_as_it_comes_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(tool("import sys; print('one'); print('two', file=sys.stderr); print('three', end=''); sys.exit(3)"))
    assert (ended.code, ended.is_fine, ended.limit) == (3, False, None)
    assert ended.tail == ("one", "two", "three")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("$ ")
    assert err.endswith("\none\ntwo\nthree\n")
    assert 0 < ended.seconds < 60


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tool("print('one')"), quiet=True).tail == ("one",)
    assert capsys.readouterr() == ("", "")


def test_secrets_are_masked_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    code = """
import os, sys, time
print(os.environ["PASSWORD"])
for letter in os.environ["PASSWORD"] + "\\n":
    sys.stdout.write(letter); sys.stdout.flush(); time.sleep(0.01)
print(sys.argv[1])
"""
    what = Invocation(argv=python(code, "-Ppass=hunter2"), environment={"PASSWORD": "hunter2"}, secrets=("hunter2",))
    ended = run(what)
    assert ended.tail == ("***", "***", "-Ppass=***")
    assert "hunter2" not in capsys.readouterr().err + ended.shown


def test_the_environment_is_added_to_and_taken_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT", "kept")
    monkeypatch.setenv("GONE", "gone")
    code = "import os; print(os.environ.get('KEPT'), os.environ.get('GONE'), os.environ.get('NEW'))"
    what = Invocation(argv=python(code), environment={"GONE": None, "NEW": "new"})
    assert run(what, quiet=True).tail == ("kept None new",)


def test_it_reads_nothing_from_us() -> None:
    assert run(tool("import sys; print(repr(sys.stdin.read()))"), quiet=True).tail == ("''",)


def test_a_mark_counts_also_where_it_is_not_kept() -> None:
    code = (
        "import sys, time; sys.stdout.write('auto patch end'); sys.stdout.flush(); time.sleep(0.1)\n"
        "print(' successfully'); print('at x\\n' * 5000)"
    )
    what = Invocation(argv=python(code), marks=("auto patch end successfully", "BUILD SUCCESSFUL"))
    ended = run(what, quiet=True, lines=10)
    assert ended.marks == {"auto patch end successfully"}
    assert not any("patch" in line for line in ended.tail)


def test_what_is_no_text_is_tolerated() -> None:
    code = "import os, sys; os.write(1, b'\\xff\\xfe caf\\xc3'); os.write(1, b'\\xa9\\x00\\xc3')"
    assert run(tool(code), quiet=True).tail == ("�� café��",)


@pytest.mark.timeout(120)
def test_200_mb_of_output_take_little_memory() -> None:
    code = """
import resource, sys
from hapline.tools import Invocation, run
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
made = "import os\\nfor _ in range(3200): os.write(1, b'x' * 65536)" if sys.argv[1] == "line" else \\
    "import os\\nfor _ in range(3200): os.write(1, b'some words of a build\\\\n' * 2979)"
ended = run(Invocation(argv=(sys.executable, "-c", made), secrets=("s3cret",)), quiet=True)
print(ended.is_fine, ended.omitted, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    for kind, omitted in (("line", 0), ("lines", 3200 * 2979 - 1000)):
        ended = run(tool(code, kind, seconds=100), quiet=True)
        assert ended.is_fine, ended.tail
        fine, count, grown = ended.tail[-1].split()
        assert (fine, int(count)) == ("True", omitted)
        assert int(grown) < 10


@_POSIX
@pytest.mark.timeout(60)
def test_the_time_limit_ends_the_whole_group(tmp_path: Path) -> None:
    ended = run(tool(FAMILY, str(tmp_path / "pid"), seconds=3, grace=0.3), quiet=True)
    assert (ended.limit, ended.is_fine, ended.code) == (3, False, -15)
    assert 3 <= ended.seconds < 20
    assert not is_alive(process_in(tmp_path / "pid"))


@_POSIX
@pytest.mark.timeout(60)
def test_what_does_not_end_when_it_is_asked_to_is_killed(tmp_path: Path) -> None:
    ended = run(tool(STUBBORN, str(tmp_path / "pid"), seconds=2, grace=0.2), quiet=True)
    assert (ended.code, ended.tail) == (-9, ("up",))
    assert not is_alive(process_in(tmp_path / "pid"))


@_POSIX
@pytest.mark.timeout(60)
def test_what_ends_when_it_is_asked_to_says_its_last_words() -> None:
    code = """
import signal, sys, time
def bye(*_): print("bye"); sys.exit(7)
signal.signal(signal.SIGTERM, bye)
print("up")
time.sleep(300)
"""
    ended = run(tool(code, seconds=2), quiet=True)
    assert (ended.code, ended.limit, ended.tail) == (7, 2, ("up", "bye"))


@_POSIX
@pytest.mark.timeout(60)
def test_a_grandchild_that_keeps_the_pipe_open_is_not_waited_for(tmp_path: Path) -> None:
    code = f"""
import subprocess, sys, os
subprocess.Popen([sys.executable, "-c", {STUBBORN!r}, sys.argv[1]])
while not os.path.exists(sys.argv[1]): pass
os.write(1, b"x" * 60000 + b"\\nlast words\\n")
"""
    ended = run(tool(code, str(tmp_path / "pid")), quiet=True)
    left = process_in(tmp_path / "pid")
    try:
        assert ended.is_fine
        assert ended.tail[-1] == "last words"
        assert ended.seconds < 30
        assert is_alive(left), "what a tool leaves behind, such as a daemon, is its own business"
    finally:
        os.kill(left, 9)


@_POSIX
@pytest.mark.timeout(60)
def test_a_grandchild_that_never_stops_talking_is_not_listened_to(tmp_path: Path) -> None:
    talker = "import os\nwhile True: os.write(1, b'x' * 1000)"
    code = (
        f"import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', {talker!r}])\n"
        "open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(0.5)"
    )
    ended = run(tool(code, str(tmp_path / "pid")), quiet=True)
    os.kill(process_in(tmp_path / "pid"), 9)
    assert ended.is_fine


def test_a_tool_in_a_thread() -> None:
    """Signals cannot be caught there, and need not be."""
    found = []
    thread = threading.Thread(target=lambda: found.append(run(tool("print(1)"), quiet=True)))
    thread.start()
    thread.join()
    assert found[0].tail == ("1",)


def test_no_files_stay_open() -> None:
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("there is no /proc here")
    run(tool("pass"), quiet=True)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        run(tool("print(1)"), quiet=True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_tool_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="no-such-tool is not installed, or not on the PATH") as caught:
        run(Invocation(argv=("no-such-tool",), todo="install it"), quiet=True)
    assert (caught.value.todo, caught.value.exit_code) == ("install it", 4)
    with pytest.raises(MissingError, match=r"there is no such tool: \./gradlew"):
        run(Invocation(argv=("./gradlew",), cwd=str(tmp_path)), quiet=True)
    with pytest.raises(MissingError, match="there is no such folder"):
        run(Invocation(argv=(sys.executable,), cwd=str(tmp_path / "gone")), quiet=True)
    (tmp_path / "folder").mkdir()
    with pytest.raises(MissingError, match="is a folder, and no tool"):
        run(Invocation(argv=("./folder",), cwd=str(tmp_path)), quiet=True)
    with pytest.raises(UsageError, match="zero byte"):
        run(Invocation(argv=(sys.executable, "a\0b")), quiet=True)


@_POSIX
def test_a_tool_that_cannot_be_run(tmp_path: Path) -> None:
    file = tmp_path / "gradlew"
    what = Invocation(argv=("./gradlew",), cwd=str(tmp_path))
    file.write_bytes(b"#!/bin/sh\n")
    with pytest.raises(MissingError, match="is not executable") as caught:
        run(what, quiet=True)
    assert caught.value.todo == "make it executable: chmod +x ./gradlew"
    file.chmod(0o755)
    assert run(what, quiet=True).is_fine
    file.write_bytes(b"#!/bin/sh\r\necho\r\n")
    with pytest.raises(MissingError, match=r"the program that the first line of \./gradlew names is not there"):
        run(what, quiet=True)
    file.write_bytes(b"no program\n")
    with pytest.raises(MissingError, match="cannot be run: "):
        run(what, quiet=True)


@_POSIX
def test_a_tool_is_looked_for_in_its_own_path(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"#!/bin/sh\necho mine\n")
    (tmp_path / "mine").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert run(Invocation(argv=("mine",), environment={"PATH": path}), quiet=True).tail == ("mine",)


@_POSIX
def test_it_has_no_terminal() -> None:
    code = "import os\ntry: os.open('/dev/tty', os.O_RDWR)\nexcept OSError: print(os.getsid(0) == os.getpid())"
    assert run(tool(code), quiet=True).tail == ("True",)
