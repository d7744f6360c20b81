"""Checking Portals and Bundles, beside reading and tokenising the same files with nothing but the token pattern.

The same files are those that the check has read; as processes both start an interpreter, in one process neither does.
What slinks and package ids add is the check against one without their rules; the commands' own time is a note.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import portals
from ratios import HAPLINE, pairs, processor_seconds, report, seconds

from hapline.documents.gradle_tokens import scanner
from hapline.engine.projects import judge
from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import WorkingTree

ROUNDS = 7
BUNDLES = 300
LIMIT = 5
MOST_ADDED = 1.3
OF_SLINKS_AND_IDS = ("BND1", "BND20", "BND21")
"""The rules on package ids, on what must be static or exported, and on the files slinks and dev_slinks."""
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
    gc.set_threshold(1_000_000, 20, 100)  # as the command line does
    with tempfile.TemporaryDirectory() as name:
        os.environ["HAPLINE_CACHE_DIR"] = str(Path(name, "cache"))
        root = Path(name, str(BUNDLES))
        portals.write(root, BUNDLES)
        _both(root, f"{BUNDLES} Bundles")
        _added(root)
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


def _added(root: Path) -> None:
    """What finding out what must be static, and which package ids collide, costs on top of the other rules."""
    command = [HAPLINE, "check", str(root)]
    without = [*command, *(word for code in OF_SLINKS_AND_IDS for word in ("--ignore", code))]
    added = pairs(partial(_cold, command), partial(_cold, without), ROUNDS)
    report("check : check --ignore the rules on slinks and ids, cold", MOST_ADDED, added)
    for name in ("slinks", "package-ids"):
        asked = [HAPLINE, "portal", name, "--check", str(root)]
        own, of_check, ratio = pairs(partial(_cold, asked), partial(_cold, command), ROUNDS)
        print(f"    portal {name} by itself: {own * 1000:.1f} ms, {ratio:.2f} of a check ({of_check * 1000:.1f} ms)")


def _growth(folder: Path) -> None:
    """Whether the processor time for each Bundle stays the same: the ratios should."""
    for count in (75, 150, 300, 600):
        root = folder / f"of{count}"
        portals.write(root, count)
        names = "\n".join(_names(root, Session(str(root), {}, CHECK_OPTIONS)))
        scan = partial(processor_seconds, [sys.executable, "-c", _SCAN], names)
        check = partial(_cold, [HAPLINE, "check", str(root)], measure=processor_seconds)
        measured = pairs(check, scan, ROUNDS)
        each = measured[0] / count * 1000
        report(f"{count} Bundles, {each:.2f} ms each, processor, cold : scanning", LIMIT, measured)


def _names(root: Path, session: Session) -> list[str]:
    """The files that a check reads."""
    return sorted(str(root / one) for one in judge(session.host, session.settings, WorkingTree(root)).read)


def _judged(session: Session, root: Path) -> float:
    """The processor time that a check takes in this process; nothing is kept of it."""
    gc.collect()  # what the round before has left
    start = time.process_time()
    judge(session.host, session.settings, WorkingTree(root))
    return time.process_time() - start


def _scanned(names: Iterable[str]) -> float:
    pattern = scanner(kotlin=False)
    start = time.process_time()
    for name in names:
        with open(name, encoding="utf-8") as file:
            for _ in pattern.finditer(file.read()):
                pass
    return time.process_time() - start


def _cold(command: list[str], *, measure: Callable[[list[str]], float] = seconds) -> float:
    shutil.rmtree(os.environ["HAPLINE_CACHE_DIR"], ignore_errors=True)
    return measure(command)


if __name__ == "__main__":
    main()
