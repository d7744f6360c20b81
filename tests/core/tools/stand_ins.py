"""Stand-ins for outside tools: small scripts that behave as badly as tools do."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hapline.tools import Invocation


def python(code: str, *arguments: str) -> tuple[str, ...]:
    """A tool that is a Python program."""
    return (sys.executable, "-u", "-c", code, *arguments)


def tool(code: str, *arguments: str, seconds: float | None = 60, grace: float = 5) -> Invocation:
    """A run of a Python program."""
    return Invocation(argv=python(code, *arguments), seconds=seconds, grace=grace)


STUBBORN = """
import os, signal, sys, time
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
print("up", flush=True)
with open(sys.argv[1] + ".new", "w") as file: file.write(str(os.getpid()))
os.rename(sys.argv[1] + ".new", sys.argv[1])
time.sleep(300)
"""
"""Takes no signal for an answer, and writes its process id into a file."""
FAMILY = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}, sys.argv[1]])
time.sleep(300)
"""
"""Has a child that takes no signal for an answer."""


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def process_in(file: Path) -> int:
    """The process id that a stand-in writes, waited for."""
    for _ in range(2000):
        if file.exists():
            return int(file.read_text())
        time.sleep(0.01)
    raise AssertionError(file)
