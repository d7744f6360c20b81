"""Contents: kept once, verified while they are read, never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store.stores import KINDS, address
from hapline.errors import MissingError, PartlyDoneError
from hapline.store import Content, DamagedError, Store, measured, open_store, pieces_of


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(address(request.param, tmp_path))


def _read(store: Store, content: Content) -> bytes:
    return b"".join(store.pieces(content))


def test_what_is_put_is_there_under_its_checksum(store: Store) -> None:
    content = store.put([b"one ", b"", b"two"])
    assert content == Content(sha256=hashlib.sha256(b"one two").hexdigest(), size=7)
    assert _read(store, content) == b"one two"
    assert store.has(content)
    assert store.leftovers(0) == []
    assert store.place.names(content.key.rpartition("/")[0]) == [content.sha256[2:]]


def test_nothing_is_a_content_too(store: Store) -> None:
    content = store.put([])
    assert content.size == 0
    assert _read(store, content) == b""


def test_the_same_content_is_kept_once(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 3_000_000)
    first = store.put_file(file)
    assert store.put_file(file) == store.put_file(file, first) == store.put([file.read_bytes()]) == first
    assert store.leftovers(0) == []


def test_a_content_that_is_known_is_not_copied_again(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    store = open_store(str(tmp_path / "kept"))
    known = store.put_file(file)
    before = os.stat(tmp_path / "kept" / known.key)
    file.unlink()
    assert store.put_file(file, known) == known
    assert os.stat(tmp_path / "kept" / known.key).st_mtime_ns == before.st_mtime_ns


def test_a_file_that_changes_while_it_is_kept_is_not_taken_for_what_it_was(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"before")
    known = measured(pieces_of(file))
    file.write_bytes(b"after!")
    with pytest.raises(PartlyDoneError, match="has changed while it was read"):
        store.put_file(file, known)
    assert not store.has(known)


def test_what_was_never_put_is_not_there(store: Store) -> None:
    content = measured([b"never"])
    assert not store.has(content)
    with pytest.raises(DamagedError, match=f"{content.key}: is not there") as error:
        store.verify(content)
    assert "backup" in error.value.todo
    assert error.value.exit_code == 4


@pytest.mark.parametrize("kind", ["folder", "file"])
@pytest.mark.parametrize(
    ("damage", "has"),
    [(b"one twO", True), (b"one tw", False), (b"one two!", False), (b"", False)],
    ids=["changed", "cut", "longer", "empty"],
)
def test_damage_is_said_and_mended_by_the_same_content(tmp_path: Path, kind: str, damage: bytes, *, has: bool) -> None:
    store = open_store(address(kind, tmp_path))
    content = store.put([b"one two"])
    file = tmp_path / "kept" / content.key
    file.write_bytes(damage)
    assert store.has(content) is has
    with pytest.raises(DamagedError, match=f"{content.key}: is damaged") as error:
        store.verify(content)
    assert error.value.where.endswith(content.key)
    assert store.put([b"one two"]) == content
    store.verify(content)


def test_a_wrong_length_is_damage_however_long_the_file_is(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    content = store.put([b"short"])
    with (tmp_path / content.key).open("wb") as file:
        file.truncate(10 * 1024**3)  # takes no room on the disk
    with pytest.raises(DamagedError):
        next(store.pieces(content))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_place_of_a_content_is_not_waited_for(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    content = store.put([b"abc"])
    (tmp_path / content.key).unlink()
    os.mkfifo(tmp_path / content.key)
    with pytest.raises(MissingError, match="is not a regular file"):
        store.verify(content)


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_folder_in_place_of_a_content(tmp_path: Path, kind: str) -> None:
    store = open_store(address(kind, tmp_path))
    content = measured([b"abc"])
    (tmp_path / "kept" / content.key).mkdir(parents=True)
    with pytest.raises(MissingError):
        store.verify(content)
    with pytest.raises(PartlyDoneError):
        store.put([b"abc"])
    assert store.leftovers(0) == []


def test_pieces_that_fail_leave_nothing(store: Store) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a" * 100_000
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        store.put(pieces())
    assert store.leftovers(0) == []
    assert store.place.names("sha256") == []


def test_a_file_that_cannot_be_read(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(MissingError) as error:
            store.put_file(path)
        assert error.value.where == str(path)
    assert store.leftovers(0) == []


def test_leftovers_are_found_by_their_age_and_cleaned(store: Store) -> None:
    store.place.write("incoming/1000-7-abc", [b"old"])
    store.place.write("incoming/9999999999-7-abc", [b"young"])
    store.place.write("incoming/somebody's notes", [b"not ours"])
    assert store.leftovers() == ["incoming/1000-7-abc"]
    assert store.clean() == 1
    assert store.leftovers() == []
    assert store.place.names("incoming") == ["9999999999-7-abc", "somebody's notes"]


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_whatever_is_put_comes_back(pieces: list[bytes]) -> None:
    store = open_store("memory://properties")
    content = store.put(pieces)
    assert _read(store, content) == b"".join(pieces)
    assert content == measured([b"".join(pieces)])
