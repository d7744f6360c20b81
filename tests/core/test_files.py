"""Writing: a reader never sees half a file, and a failure leaves the old one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hapline.files import write


def test_it_replaces_content_and_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.json5"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a.json5"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json5"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json5"]


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json5"
    old, new = b"o" * 300_000, b"n" * 300_000
    target.write_bytes(old)
    code = (
        "import sys; from pathlib import Path; from hapline.files import write\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for content in (b'n' * 300_000, b'o' * 300_000): write(Path(sys.argv[1]), content)\n"
    )
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(20):
            assert target.read_bytes() in {old, new}
        process.kill()
        process.wait()
        process.stdout.close()
        assert target.read_bytes() in {old, new}
