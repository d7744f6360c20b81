"""Times commands in alternating pairs and prints the ratio of their medians: machines differ, ratios hold."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

BARE = [sys.executable, "-c", "pass"]
HAPLINE = str(Path(sys.executable).with_name("hapline"))


def seconds(command: Sequence[str], text: str = "") -> float:
    """Wall time of one run that is given a text to read; its output is thrown away, its exit code too."""
    start = time.perf_counter()
    subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def processor_seconds(command: Sequence[str], text: str = "") -> float:
    """Processor time of one run, of all its processes; less is in it of what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds(command, text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pairs(one: Callable[[], float], other: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Run both in turn; returns the two medians and the median of the ratios pair by pair."""
    one(), other()
    measured = [(one(), other()) for _ in range(rounds)]
    firsts, seconds_ = zip(*measured, strict=True)
    ratio = statistics.median(first / second for first, second in measured)
    return statistics.median(firsts), statistics.median(seconds_), ratio


def report(what: str, limit: float, measured: tuple[float, float, float]) -> None:
    """Print one line: what, both medians, the ratio and its limit."""
    first, second, ratio = measured
    verdict = "" if ratio <= limit else "   OVER"
    print(f"{what:<64} {first * 1000:8.1f} ms / {second * 1000:8.1f} ms = {ratio:5.2f}  (limit {limit}){verdict}")
