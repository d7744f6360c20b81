"""Checking Portals and Bundles, beside reading and tokenising the same files with nothing but the token pattern.

The same files are those that the check has read; as processes both start an interpreter, in one process neither does.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import portals
from ratios import HAPLINE, pairs, report, seconds

from hapline.documents.gradle_tokens import scanner
from hapline.engine.projects import judge
from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import WorkingTree

ROUNDS = 7
BUNDLES = 300
LIMIT = 5
_SCAN = f"""
import re, sys
pattern = re.compile({scanner(kotlin=False).pattern!r}, re.DOTALL)
for name in sys.stdin.read().split("\\n"):
    with open(name, encoding="utf-8") as file:
        for token in pattern.finditer(file.read()):
            pass
"""


def main() -> None:
    """Print the ratios."""
    gc.set_threshold(100_000, 20, 100)  # as the command line does
    with tempfile.TemporaryDirectory() as name:
        os.environ["HAPLINE_CACHE_DIR"] = str(Path(name, "cache"))
        root = Path(name, str(BUNDLES))
        portals.write(root, BUNDLES)
        _both(root, f"{BUNDLES} Bundles")
        _commands(root)
        alone = Path(name, "alone")
        portals.write(alone, BUNDLES, sources=False)
        _both(alone, f"a Portal alone that declares {BUNDLES}")
        _growth(Path(name))


def _both(root: Path, what: str) -> None:
    session = Session(str(root), {}, CHECK_OPTIONS)
    read = _names(root, session)
    floor = [sys.executable, "-c", _SCAN]
    command = [HAPLINE, "check", str(root)]
    scan = partial(seconds, floor, "\n".join(read))
    report(f"{what}, cold : one process that scans", LIMIT, pairs(partial(_cold, command), scan, ROUNDS))
    seconds(command)
    report(f"{what}, warm : one process that scans", LIMIT, pairs(partial(seconds, command), scan, ROUNDS))
    inside = pairs(partial(_judged, session, root), partial(_scanned, read), ROUNDS)
    report(f"{what}, in one process : scanning there", LIMIT, inside)


def _commands(root: Path) -> None:
    """What finding out what is static, and which package ids collide, costs on top of a check."""
    command = partial(_cold, [HAPLINE, "check", str(root)])
    for name in ("slinks", "package-ids"):
        asked = [HAPLINE, "portal", name, "--check", str(root / "portal")]
        if subprocess.run([*asked[:-2], "--help"], capture_output=True, check=False).returncode:
            print(f"hapline portal {name}: there is no such command")
            continue
        report(f"check, portal {name} : check", 1.3, pairs(lambda: command() + _cold(asked), command, ROUNDS))  # noqa: B023 called at once


def _growth(folder: Path) -> None:
    """Whether the time for each Bundle stays the same: the ratios should."""
    for count in (75, 150, 300, 600):
        root = folder / f"of{count}"
        portals.write(root, count)
        names = "\n".join(_names(root, Session(str(root), {}, CHECK_OPTIONS)))
        scan = partial(seconds, [sys.executable, "-c", _SCAN], names)
        measured = pairs(partial(_cold, [HAPLINE, "check", str(root)]), scan, ROUNDS)
        report(
            f"{count} Bundles, {measured[0] / count * 1000:.2f} ms each, cold : one process that scans", LIMIT, measured
        )


def _names(root: Path, session: Session) -> list[str]:
    """The files that a check reads."""
    return sorted(str(root / one) for one in judge(session.host, session.settings, WorkingTree(root)).read)


def _judged(session: Session, root: Path) -> float:
    """The time that a check takes in this process; nothing is kept of it."""
    start = time.perf_counter()
    judge(session.host, session.settings, WorkingTree(root))
    return time.perf_counter() - start


def _scanned(names: Iterable[str]) -> float:
    pattern = scanner(kotlin=False)
    start = time.perf_counter()
    for name in names:
        with open(name, encoding="utf-8") as file:
            for _ in pattern.finditer(file.read()):
                pass
    return time.perf_counter() - start


def _cold(command: list[str]) -> float:
    shutil.rmtree(os.environ["HAPLINE_CACHE_DIR"], ignore_errors=True)
    return seconds(command)


if __name__ == "__main__":
    main()
