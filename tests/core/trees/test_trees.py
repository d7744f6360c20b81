"""Trees: what they read, what they refuse, and what they record."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from hapline.trees import OverlayTree, Record, WorkingTree, working
from hapline.trees.memory import MemoryTree
from hapline_hooks import Unreadable


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "one.json5").write_bytes(b"1")
    (folder / "a" / "b" / "two.json5").write_bytes(b"2 // hapline: ignore[X] y")
    (tmp_path / "outside.json5").write_bytes(b"secret")
    return folder


def test_working_tree_reads_and_lists(root: Path) -> None:
    tree = WorkingTree(root)
    assert tree.read("a/one.json5") == b"1"
    assert [(entry.name, entry.is_dir) for entry in tree.list("a")] == [("b", True), ("one.json5", False)]
    assert tree.list("nowhere") == ()
    assert tree.is_file("a/one.json5")
    assert not tree.is_file("a/b")


def test_memory_tree_is_the_same(root: Path) -> None:
    files = {"a/one.json5": b"1", "a/b/two.json5": b"2"}
    memory, disk = MemoryTree(files), WorkingTree(root)
    for path in ("", "a", "a/b", "nowhere"):
        assert [*memory.list(path)] == [*disk.list(path)]
    for path in ("a/one.json5", "a", "x"):
        assert memory.is_file(path) == disk.is_file(path)


def test_links_out_of_the_root_are_refused(root: Path) -> None:
    (root / "link.json5").symlink_to("../outside.json5")
    (root / "up").symlink_to("..")
    (root / "inside.json5").symlink_to("a/one.json5")
    tree = WorkingTree(root)
    for path in ("link.json5", "up/outside.json5", "../outside.json5"):
        with pytest.raises(Unreadable, match="leads out of the project"):
            tree.read(path)
        assert not tree.is_file(path)
    assert tree.read("inside.json5") == b"1"


def test_links_to_folders_are_not_walked(root: Path) -> None:
    (root / "a" / "loop").symlink_to(root)
    assert ("loop", False) in [(entry.name, entry.is_dir) for entry in WorkingTree(root).list("a")]


def test_pipes_devices_and_huge_files_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe.json5")
    tree = WorkingTree(root)
    with pytest.raises(Unreadable, match="not a regular file"):
        tree.read("pipe.json5")
    with pytest.raises(Unreadable):
        tree.read("a")
    monkeypatch.setattr(working, "MAX_FILE", 10)
    (root / "big.json5").write_bytes(b"x" * 11)
    with pytest.raises(Unreadable, match="11 bytes, more than 10"):
        tree.read("big.json5")


def test_names_that_no_file_can_have(root: Path) -> None:
    tree = WorkingTree(root)
    with pytest.raises(Unreadable) as caught:
        tree.read("a\0b")
    assert caught.value.absent
    assert not tree.is_file("a\0b")


def test_a_record_holds_reads_listings_and_absences(root: Path) -> None:
    tree = WorkingTree(root)
    tree.record = Record(lambda data: hashlib.sha256(data).hexdigest())
    tree.read("a/b/two.json5")
    tree.list("a")
    tree.is_file("gone.json5")
    assert set(tree.record.reads) == {"a/b/two.json5"}
    assert tree.record.reads["a/b/two.json5"] == hashlib.sha256(b"2 // hapline: ignore[X] y").hexdigest()
    assert set(tree.record.listings) == {"a"}
    assert tree.record.files == {"gone.json5": False}
    assert tree.record.marked == {"a/b/two.json5"}


def test_an_overlay_changes_what_is_read_and_nothing_on_disk(root: Path) -> None:
    tree = OverlayTree(WorkingTree(root))
    tree.changed["a/one.json5"] = b"changed"
    assert tree.read("a/one.json5") == b"changed"
    assert tree.read("a/b/two.json5").startswith(b"2")
    assert (root / "a/one.json5").read_bytes() == b"1"
