"""``hapline hotpatch diagnose``: what it prints, its exit codes, standard input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from hapline_plugins.hotpatch.diagnosing.live import Live
from plugins.hotpatch.diagnosing.logs import CRASH, ILLEGAL, OFFLINE, START, WAY, Line, diagnose, export, request, text


def run(folder: Path, data: bytes, *line: str) -> Ended:
    log = folder / "app.log"
    log.write_bytes(data)
    return Bench().run("hotpatch", "diagnose", str(log), *line)


@pytest.mark.parametrize(
    ("lines", "code"),
    [([*WAY, START], 0), (WAY, 1), ([*WAY, START, *CRASH], 1), ([OFFLINE], 3), ([], 3)],
)
def test_exit_codes(tmp_path: Path, lines: list[Line], code: int) -> None:
    assert run(tmp_path, text(lines)).code == code
    assert run(tmp_path, export(lines)).code == code


REQUEST = "[T] rpc request: UnionResourceRequest{platform=android, productVersion=1.0.2, phoneBrand=HONOR, "
TEXT = f"""\
✓ the app asked for a patch
    line 1, 04-16 15:32:01.472: {REQUEST}phoneModel=HLK-AL00, apiLevel=29, osVersion=10, resourceParam=[U…  \
[mPaaS MDS guide, 5.2.1.2]
✗ checkLegal is false: the patch is not for this version, and not downloaded
    line 2, 04-16 15:32:03.472: checkLegal() = false  [mPaaS MDS guide, 5.2.1.3]
    do: the app asks for 1.0.2: the target version of the hotpatch must be that

the way of the patch:
  asked for  line 1, 04-16 15:32:01.472

phase: asked for
next: make the target version of the hotpatch equal to the versionName of the app, and start it again
"""


def test_the_text(tmp_path: Path) -> None:
    assert run(tmp_path, text([request(), ILLEGAL])) == Ended(1, TEXT, "")


def test_the_json(tmp_path: Path) -> None:
    document = json.loads(run(tmp_path, text([*WAY, START]), "--format", "json").out)
    assert (document["version"], document["phase"], document["inForce"]) == (1, "in-force", True)
    assert document["appVersion"] == "1.0.2"
    assert document["device"] == {"apiLevel": 29, "brand": "HONOR", "model": "HLK-AL00"}
    assert [one["phase"] for one in document["steps"]] == ["requested", "legal", "downloaded", "merged", "in-force"]
    first = document["statements"][0]
    assert (first["id"], first["level"], first["line"], first["time"]) == ("requested", "good", 2, "04-16 15:32:01.472")


def test_nothing_about_hotpatching(tmp_path: Path) -> None:
    ended = run(tmp_path, text([OFFLINE]))
    assert "nothing in this log is about hotpatching" in ended.err
    assert ended.out == ""


def test_one_app_of_several(tmp_path: Path) -> None:
    from plugins.hotpatch.diagnosing.logs import studio

    data = text([*WAY, START], studio)
    assert run(tmp_path, data, "--app", "com.example.shop").code == 0
    assert run(tmp_path, data, "--app", "com.other").code == 3


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert Bench().run("hotpatch", "diagnose", str(tmp_path / "none.log")).code == 4
    assert Bench().run("hotpatch", "diagnose", str(tmp_path)).code == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name here")
@pytest.mark.timeout(30)
def test_a_device_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for log in ("/dev/zero", str(pipe)):
        ended = Bench().run("hotpatch", "diagnose", log)
        assert ended.code == 4
        assert "give - to read standard input" in ended.err


def test_what_drives_terminals_is_not_printed(tmp_path: Path) -> None:
    bell = ILLEGAL._replace(message="checkLegal() = false \x1b]0;title\x07 \u202e")
    assert not {"\x1b", "\x07", "\u202e"} & {*run(tmp_path, text([bell])).out}


def test_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hapline", "hotpatch", "diagnose", "-"],
        input=text([*WAY, START]),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "phase: in force" in done.stdout.decode()


class _Logcat:
    """What ``adb logcat`` writes until somebody presses Ctrl-C."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read1(self, size: int, /) -> bytes:
        if not self.data:
            raise KeyboardInterrupt
        piece, self.data = self.data[: min(size, 100)], self.data[min(size, 100) :]
        return piece


def test_a_log_that_goes_on_is_judged_at_ctrl_c() -> None:
    log = text([*WAY, START])
    found = diagnose(Live(_Logcat(log)))
    assert found == diagnose(io.BytesIO(log))
    assert found is not None
    assert found.phase == "in-force"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "this is no logcat"),
        (b"PK\x03\x04\0\0", "this is no logcat"),
        (b"# Notes\n\nWhat we did: nothing.\n", "this is no logcat"),
        (b"--------- beginning of main\n", "nothing in this log is about hotpatching"),
        (text([Line(1, "Other", "hello")]), "nothing in this log is about hotpatching"),
        (text([Line(1, "Other", "hello")]).decode().encode("utf-16"), "nothing in this log is about hotpatching"),
        (text([Line(1, "DynamicRelease", "warming up")] * 3), "3 lines of the tags of hotpatching are in this log"),
    ],
)
def test_what_is_said_of_a_log_that_says_nothing(tmp_path: Path, data: bytes, what: str) -> None:
    ended = run(tmp_path, data)
    assert (ended.code, ended.out) == (3, "")
    assert what in " ".join(ended.err.split())
