"""Comparing the classes of real packages, beside a comparison by androguard, and the memory that it takes.

Packages and androguard are downloaded once, into the folder that HAPLINE_BENCHMARK_CACHE names, else into a temporary
one. Without a network nothing is measured, and that is said.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from package_pairs import COMPARE, JAR, REBUILT, SERVER, SETTINGS, androguard, fetched
from ratios import HAPLINE, processor_seconds, report

ROUNDS = 5
LIMIT = 0.1
MOST_MEMORY = 150
"""MiB that the process has resident at most."""


def main() -> None:
    """Print the ratios."""
    given = os.environ.get("HAPLINE_BENCHMARK_CACHE")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(given or folder)
        try:
            python = androguard(_made(cache))
            files = [(pair, fetched(pair, cache)) for pair in (SETTINGS, JAR, SERVER, REBUILT)]
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"not measured: packages cannot be downloaded: {error}")
        for pair, (old, new) in files:
            command = [HAPLINE, "hotpatch", "diff", str(old), str(new)]
            ours = statistics.median([processor_seconds(command) for _ in range(ROUNDS)])
            theirs = processor_seconds([str(python), str(COMPARE), str(old), str(new), "--plain"])
            report(f"{pair.title} : androguard", LIMIT, (ours, theirs, ours / theirs))
            most = _memory(command)
            print(f"    {most:.0f} MiB{'   OVER' if most >= MOST_MEMORY else ''}")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _memory(command: Sequence[str]) -> float:
    """MiB that a command's process has resident at most."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
