"""Memory: reading costs what is asked for, not what the file or its author would like."""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from hapline.archives import DEFLATED, ArchiveError, open_archive
from hapline.archives.breakdown import breakdown
from hapline.archives.packing import rewritten_size
from hapline.archives.writer import NewEntry, build

MB = 1 << 20
SIZE = 10 * MB


def peak(action: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module of 20 MB with a stored and a deflated entry of 10 MB each."""
    data = hashlib.shake_128(b"1").digest(MB) * (SIZE // MB)
    path = tmp_path_factory.mktemp("memory") / "large.hap"
    entries = [NewEntry(name="stored", data=data), NewEntry(name="deflated", data=data, method=DEFLATED, level=1)]
    path.write_bytes(build(entries))
    return path


def test_opening(package: Path) -> None:
    def act() -> None:
        with open_archive(package) as archive:
            archive.problems()

    assert peak(act) < MB


def test_streaming(package: Path) -> None:
    def act() -> None:
        with open_archive(package) as archive:
            for entry in archive.entries:
                assert sum(len(piece) for piece in archive.stream(entry)) == SIZE

    assert peak(act) < 2 * MB


def test_reading_takes_no_more_than_twice_the_entry(package: Path) -> None:
    def act() -> None:
        with open_archive(package) as archive:
            for entry in archive.entries:
                assert len(archive.read(entry)) == SIZE

    assert peak(act) < 2 * SIZE + 2 * MB


def test_predicting_a_size(package: Path) -> None:
    def act() -> None:
        with open_archive(package) as archive:
            assert rewritten_size(archive, b"{}", deflated=False) > 2 * SIZE
            rewritten_size(archive, b"{}", deflated=True)

    assert peak(act) < 4 * MB


def test_breaking_a_size_down(package: Path) -> None:
    def act() -> None:
        with open_archive(package) as archive:
            assert breakdown(archive, b"{}", deflated=True)["stored"] > 0
            entry = archive.by_name["stored"]
            assert sum(breakdown(archive, b"", deflated=False, without={"stored"}, added=[(archive, entry)]).values())

    assert peak(act) < 4 * MB


def test_bombs_are_not_unfolded() -> None:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = compressor.compress(bytes(64 * MB)) + compressor.flush()
    archive = open_archive(build([NewEntry(name="a", method=DEFLATED, data=b"x" * 100, packed=bomb)]))

    def act() -> None:
        with pytest.raises(ArchiveError):
            archive.read("a")

    assert peak(act) < MB
