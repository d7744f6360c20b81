"""Stores through crashes, rivals, full disks and folders that nobody may write to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.store.stores import address, assert_sound
from hapline.errors import MissingError, PartlyDoneError
from hapline.store import Content, OtherContentError, measured, open_store

posix = pytest.mark.skipif(os.name != "posix", reason="processes are forked and limited as POSIX has it")
on_disk = pytest.mark.parametrize("kind", ["folder", "file"])


@contextmanager
def _child(*, says: int) -> Iterator[tuple[bool, int]]:
    """A forked child, and its number for the parent; the child ends with the block."""
    process = os.fork()
    if process:
        os.close(says)
        yield False, process
        return
    code = 1
    try:
        yield True, os.getpid()
        code = 0
    finally:
        os._exit(code)


def _keep_on(where: str, says: int, seed: int) -> None:
    """Put one thing after the other, and say of each when it is there."""
    store = open_store(where)
    number = 0
    while True:
        number += 1
        text = f"{seed}-{number}"
        content = store.put([text.encode() * 1000] * 20)
        os.write(says, f"{content.sha256} {content.size}\n".encode())
        store.put_record("notes", text, {"sha256": content.sha256, "size": content.size})
        os.write(says, f"{text}\n".encode())


def _said(hears: int, first: bytes = b"") -> list[str]:
    """The lines in a pipe, of which the first bytes may have been read already."""
    with open(hears, "rb") as said:
        *lines, _ = (first + said.read()).decode("ascii").split("\n")
    return lines


@posix
@on_disk
def test_killed_at_any_moment_it_holds_all_that_it_said_it_holds(tmp_path: Path, kind: str) -> None:
    where = address(kind, tmp_path)
    acknowledged, store = 0, open_store(where)
    for round_ in range(12):
        hears, says = os.pipe()
        with _child(says=says) as (is_child, process):
            if is_child:
                _keep_on(where, says, round_)
            first = os.read(hears, 1)  # that it has begun, however busy the machine is
            time.sleep(0.01 * (round_ + 1))
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        for line in _said(hears, first):
            checksum, _, size = line.partition(" ")
            if size:
                store.verify(Content(sha256=checksum, size=int(size)))
            else:
                assert store.record("notes", line) is not None
            acknowledged += 1
    assert acknowledged >= 12
    assert_sound(tmp_path / "kept")
    # A record is written after what it names: whoever finds it finds that too.
    for record in store.records("notes").sound:
        store.verify(Content(sha256=str(record.value["sha256"]), size=int(str(record.value["size"]))))
    left = store.leftovers(0)
    assert store.clean(0) == len(left)
    assert store.place.names("incoming") == []


@posix
@on_disk
def test_a_process_that_dies_while_it_writes_leaves_only_what_is_cleaned(tmp_path: Path, kind: str) -> None:
    where = address(kind, tmp_path)
    hears, says = os.pipe()

    def pieces() -> Iterator[bytes]:
        yield b"a" * 100_000
        os.write(says, b"half\n")
        time.sleep(60)

    with _child(says=says) as (is_child, process):
        if is_child:
            open_store(where).put(pieces())
        os.read(hears, 5)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    os.close(hears)
    store = open_store(where)
    assert len(store.leftovers(0)) == 1
    assert store.leftovers() == []  # it might still be at it
    assert store.place.names("sha256") == []
    assert store.clean(0) == 1
    assert store.leftovers(0) == []


def _rivals(where: str, count: int, *, same: bool) -> list[str]:
    """What several processes say that start at once and keep a content and a record of one name."""
    gate_out, gate_in = os.pipe()
    hears, says = os.pipe()
    children = []
    for number in range(count):
        process = os.fork()
        if process:
            children.append(process)
            continue
        code = 1
        try:
            os.close(gate_in)
            os.read(gate_out, 1)  # until the parent closes it
            store = open_store(where)
            mine = 0 if same else number
            content = store.put([bytes([mine]) * 300_000])
            try:
                store.put_record("notes", "1.0", {"sha256": content.sha256})
                os.write(says, f"{mine} kept\n".encode())
            except OtherContentError:
                os.write(says, f"{mine} refused\n".encode())
            code = 0
        finally:
            os._exit(code)
    for end in (gate_in, gate_out, says):
        os.close(end)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * count
    return _said(hears)


@posix
@on_disk
def test_those_who_keep_the_same_at_once_all_succeed(tmp_path: Path, kind: str) -> None:
    for round_ in range(5):
        folder = tmp_path / str(round_)
        folder.mkdir()
        assert _rivals(address(kind, folder), 6, same=True) == ["0 kept"] * 6
        assert_sound(folder / "kept")
        assert list((folder / "kept" / "incoming").iterdir()) == []


@posix
@on_disk
def test_of_those_who_keep_different_things_under_one_name_one_wins(tmp_path: Path, kind: str) -> None:
    for round_ in range(5):
        folder = tmp_path / str(round_)
        folder.mkdir()
        said = _rivals(address(kind, folder), 6, same=False)
        kept = [line for line in said if line.endswith("kept")]
        assert (len(said), len(kept)) == (6, 1)
        winner = bytes([int(kept[0].split()[0])]) * 300_000
        record = open_store(str(folder / "kept")).record("notes", "1.0")
        assert record is not None
        assert record.value == {"sha256": measured([winner]).sha256}


@posix
def test_of_those_who_replace_one_record_at_once_one_wins(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "kept"))
    first = store.put_record("notes", "1.0", {"by": "nobody"})
    hears, says = os.pipe()
    children = []
    for number in range(6):
        process = os.fork()
        if process:
            children.append(process)
            continue
        try:
            open_store(str(tmp_path / "kept")).put_record("notes", "1.0", {"by": number}, instead_of=first)
            os.write(says, f"{number}\n".encode())
        finally:
            os._exit(0)
    os.close(says)
    for child in children:
        os.waitpid(child, 0)
    said = _said(hears)
    record = store.record("notes", "1.0")
    assert record is not None
    assert [str(record.value["by"])] == said


_SMALL_FILES_ONLY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
from hapline.errors import HaplineError
from hapline.store import open_store
store = open_store(sys.argv[1])
store.put([b"small"])
try:
    store.put([b"x" * 5000] * 5)
except HaplineError as error:
    print(type(error).__name__, error.exit_code, error.what)
try:
    store.put_record("notes", "1.0", {"a": "x" * 9000})
except HaplineError as error:
    print(type(error).__name__, error.exit_code, error.what)
"""


@posix
@on_disk
def test_a_disk_that_is_full(tmp_path: Path, kind: str) -> None:
    line = [sys.executable, "-c", _SMALL_FILES_ONLY, address(kind, tmp_path)]
    ended = subprocess.run(line, capture_output=True, text=True, check=True)
    assert ended.stdout == "PartlyDoneError 6 cannot be written: File too large\n" * 2
    store = open_store(str(tmp_path / "kept"))
    store.verify(measured([b"small"]))
    assert store.record("notes", "1.0") is None
    assert store.leftovers(0) == []
    assert_sound(tmp_path / "kept")


@contextmanager
def _as_nobody() -> Iterator[None]:
    """As a user who may not write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
@on_disk
def test_a_folder_that_may_only_be_read(kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        store = open_store(address(kind, Path(folder)))
        content = store.put([b"abc"])
        store.put_record("notes", "1.0", {"a": 1})
        places = [path for path in (Path(folder), *Path(folder).rglob("*")) if path.is_dir()]
        for place in places:
            place.chmod(0o555)
        try:
            with _as_nobody():
                store.verify(content)
                assert len(store.records("notes").sound) == 1
                assert store.put_file("nothing is read", content) == content
                with pytest.raises(PartlyDoneError, match="Permission denied") as error:
                    store.put([b"other"])
                assert error.value.todo
                with pytest.raises(PartlyDoneError, match="Permission denied"):
                    store.put_record("notes", "2.0", {})
        finally:
            for place in places:
                place.chmod(0o755)


@on_disk
def test_a_file_where_the_folder_should_be(tmp_path: Path, kind: str) -> None:
    (tmp_path / "kept").write_text("a file")
    store = open_store(address(kind, tmp_path))
    assert store.records("notes") == ((), ())
    assert not store.has(measured([b"abc"]))
    with pytest.raises(PartlyDoneError):
        store.put([b"abc"])
    assert (tmp_path / "kept").read_text() == "a file"


@posix
def test_a_folder_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        store = open_store(f"{folder}/kept")
        store.put_record("notes", "1.0", {"a": 1})
        (Path(folder) / "kept").chmod(0)
        try:
            with _as_nobody(), pytest.raises(MissingError, match="Permission denied"):
                store.records("notes")
        finally:
            (Path(folder) / "kept").chmod(0o755)
