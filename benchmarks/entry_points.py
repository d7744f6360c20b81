"""Entry points: what finding them costs for many installed distributions, by looking at each and from the cache."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hapline import entry_point_cache
from hapline.entry_points import EntryPoint, entry_points

ROUNDS = 200
GROUP = "hapline"


def main() -> None:
    """Print the best of many rounds in one process, in milliseconds; every third distribution has entry points."""
    keep, entry_point_cache.SETTLED = entry_point_cache.keep, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for count in (10, 100, 300):
            site = Path(folder) / f"site{count}"
            _install(site, count)
            os.environ["HAPLINE_CACHE_DIR"] = str(Path(folder) / "cache")
            entry_point_cache.keep = lambda *_: None
            looked = _best(lambda site=site: entry_points(GROUP, [str(site)]))  # type: ignore[misc]
            entry_point_cache.keep = keep
            kept = _best(lambda site=site: entry_points(GROUP, [str(site)]))  # type: ignore[misc]
            print(f"{count:>4} distributions {looked:8.3f} ms looked at, {kept:8.3f} ms from the cache")


def _install(site: Path, count: int) -> None:
    for number in range(count):
        info = site / f"package{number}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"package{number}").mkdir()
        for name in ("METADATA", "RECORD", "WHEEL", "INSTALLER"):
            (info / name).write_text("x" * 100)
        if number % 3 == 0:
            (info / "entry_points.txt").write_text(f"[console_scripts]\ncommand{number} = package{number}:main\n")
    with (site / "package0-1.0.dist-info" / "entry_points.txt").open("a") as file:
        file.write(f"\n[{GROUP}]\nplugin = package0\n")


def _best(find: Callable[[], list[EntryPoint]]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = find()
        times.append(time.perf_counter() - start)
        if [point.name for point in found] != ["plugin"]:
            raise RuntimeError(found)
    return min(times) * 1000


if __name__ == "__main__":
    main()
