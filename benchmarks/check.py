"""Checking source: a staged change beside a bare interpreter, and large workspaces beside reading and parsing them.

The floor of a workspace is one process that opens every JSON5 file whose name it is given and parses it by pyjson5. A
second floor finds the files first, as hapline has to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import workspaces
from ratios import BARE, HAPLINE, pairs, report, seconds

ROUNDS = 21
LARGE_ROUNDS = 7
_PARSE = """
import sys, pyjson5
for name in sys.stdin.read().split("\\n"):
    with open(name, encoding="utf-8") as file:
        pyjson5.decode(file.read())
"""
_FIND_AND_PARSE = """
import os, sys, pyjson5
for folder, folders, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".json5"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                pyjson5.decode(file.read())
"""
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["HAPLINE_CACHE_DIR"] = str(Path(name, "cache"))
        _staged(Path(name, "staged"))
        for modules in (100, 1000, 5000):
            for per_service in (workspaces.PER_SERVICE, modules):
                _workspace(Path(name, f"{modules}-{per_service}"), modules, per_service)


def _staged(root: Path) -> None:
    workspaces.write(root, workspaces.PER_SERVICE)
    git = ["git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *command], check=True)
    changed = root / "part3/src/main/module.json5"
    changed.write_text(changed.read_text(encoding="utf-8").replace("part5", "part6"), encoding="utf-8")
    subprocess.run([*git, "add", "-A"], check=True)
    for arguments in (["--staged"], ["--staged", "--changed"]):
        command = [HAPLINE, "check", *arguments, str(root)]
        asked = f"check {' '.join(arguments)}"
        report(f"{asked}, one module changed : python -c pass", 7, pairs(partial(_cold, command), _bare, ROUNDS))
        seconds(command)
        report(f"{asked}, asked again : python -c pass", 7, pairs(partial(seconds, command), _bare, ROUNDS))


def _workspace(root: Path, modules: int, per_service: int) -> None:
    workspaces.write(root, modules, per_service)
    files = "\n".join(map(str, sorted(root.rglob("*.json5"))))
    floor = [sys.executable, "-c", _PARSE]
    command = [HAPLINE, "check", str(root)]
    shape = "one service" if per_service == modules else f"services of {per_service}"

    parse = partial(seconds, floor, files)
    cold = pairs(partial(_cold, command), parse, LARGE_ROUNDS)
    report(f"{modules:,} modules, {shape}, cold : reading and parsing", 5, cold)
    find = partial(seconds, [sys.executable, "-c", _FIND_AND_PARSE, str(root)])
    found = pairs(partial(_cold, command), find, LARGE_ROUNDS)
    report(f"{modules:,} modules, {shape}, cold : finding, reading and parsing", 5, found)
    seconds(command)
    warm = pairs(partial(seconds, command), parse, LARGE_ROUNDS)
    report(f"{modules:,} modules, {shape}, warm : reading and parsing", 2, warm)
    most = max(_memory(command, forget=True), _memory(command, forget=False))
    print(f"{'':4}memory at most {most / 1024:.0f} MB (limit at 1,000 modules: 150)")


def _memory(command: list[str], *, forget: bool) -> int:
    """The most memory that a run takes, in KB."""
    if forget:
        _forget()
    result = subprocess.run([sys.executable, "-c", _PEAK, *command], capture_output=True, text=True, check=True)
    return int(result.stdout.split()[-1])


def _cold(command: list[str]) -> float:
    _forget()
    return seconds(command)


def _forget() -> None:
    shutil.rmtree(os.environ["HAPLINE_CACHE_DIR"], ignore_errors=True)


def _bare() -> float:
    return seconds(BARE)


if __name__ == "__main__":
    main()
