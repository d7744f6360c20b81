"""What tests that install something share: one environment of a kind, made by the first of them that needs it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all processes of this run of the tests know."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def once(folder: Path) -> Iterator[bool]:
    """Whether the work in a folder is still to be done; others wait until it is, and do it again if it failed."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        yield not done.exists()
        done.touch()


def installed(folder: Path, packages: Iterable[str | Path]) -> Path:
    """The folder of the programs of a virtual environment that has these packages."""
    with once(folder) as missing:
        if missing:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True)
            pip = [folder / "venv/bin/python", "-m", "pip", "install", "-q", "--retries", "5", *packages]
            result = subprocess.run(pip, capture_output=True, text=True, check=False)
            assert result.returncode == 0, result.stderr
    return folder / "venv/bin"


def source(folder: Path) -> str:
    """The URL of a repository whose one commit is this work tree as it is now, with what nobody has committed yet."""
    place = folder / "source"
    with once(folder) as missing:
        if missing:
            listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
            names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
            for name in filter(None, names):
                if (ROOT / name).is_file():
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                    (place / name).write_bytes((ROOT / name).read_bytes())
            person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
            for command in (["init", "-q"], ["add", "-A"], [*person, "commit", "-q", "--no-verify", "-m", "all"]):
                subprocess.run(["git", *command], cwd=place, check=True)
    return place.as_uri()
