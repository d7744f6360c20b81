"""Trees: what they read, what they refuse, and what they record."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hapline.archives import ArchiveTree, open_archive
from hapline.git import Repository
from hapline.trees import OverlayTree, Record, RecordingTree, WorkingTree, working
from hapline.trees.git import index_tree, revision_tree
from hapline.trees.memory import MemoryTree
from hapline.trees.record import Answers, blob_name
from hapline_hooks import Unreadable
from repositories import TestRepository


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
    assert ("loop", False, True) in [(one.name, one.is_dir, one.is_link) for one in WorkingTree(root).list("a")]


def test_a_file_that_became_a_link_is_another_answer(root: Path) -> None:
    kept = Record(blob_name)
    tree = WorkingTree(root)
    tree.record = kept
    tree.list("a")
    assert Answers(WorkingTree(root)).are(kept.answers())
    (root / "a" / "one.json5").rename(root / "one.json5")
    (root / "a" / "one.json5").symlink_to("../one.json5")
    assert not Answers(WorkingTree(root)).are(kept.answers())


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


def _trees(root: Path) -> Iterator[RecordingTree]:
    made = TestRepository(root)
    made.commit()
    with zipfile.ZipFile(root / "a.zip", "w") as file:
        file.writestr("a", "1")
    repository = Repository(str(root))
    with open_archive(str(root / "a.zip")) as archive:
        yield from (
            WorkingTree(root),
            MemoryTree({}),
            OverlayTree(WorkingTree(root)),
            ArchiveTree(archive, "a.zip"),
            index_tree(repository),
            revision_tree(repository, "HEAD"),
        )


def test_every_tree_notes_what_lies_outside(root: Path, tmp_path: Path) -> None:
    outside, gone = str(tmp_path / "outside.json5"), str(tmp_path / "gone")
    os.utime(outside, ns=(5, 7))
    (tmp_path / "folder").mkdir()
    os.utime(tmp_path / "folder", ns=(5, 9))
    for tree in _trees(root):
        assert tree.depends_on(outside)
        assert tree.depends_on(str(tmp_path / "folder"))
        assert not tree.depends_on(gone)
        assert not tree.depends_on(f"{tmp_path}/a\0b")
        with pytest.raises(ValueError, match="not an absolute path: outside"):
            tree.depends_on("outside.json5")
        kept = {outside: "7 6", str(tmp_path / "folder"): "9/", gone: "", f"{tmp_path}/a\0b": ""}
        assert tree.record.elsewhere == kept
        assert (tree.record.reads, tree.record.files, tree.record.listings) == ({}, {}, {})


def test_what_lies_outside_counts_as_it_was_when_it_was_named_first(tmp_path: Path) -> None:
    tree = MemoryTree({})
    assert not tree.depends_on(str(tmp_path / "later"))
    (tmp_path / "later").touch()
    assert not tree.depends_on(str(tmp_path / "later"))


def test_an_overlay_changes_what_is_read_and_nothing_on_disk(root: Path) -> None:
    tree = OverlayTree(WorkingTree(root))
    tree.changed["a/one.json5"] = b"changed"
    assert tree.read("a/one.json5") == b"changed"
    assert tree.read("a/b/two.json5").startswith(b"2")
    assert (root / "a/one.json5").read_bytes() == b"1"
