"""An archive as a tree: entries, folders, archives inside, and the record of what was asked for."""

from __future__ import annotations

import pytest

from hapline.archives import ArchiveTree, open_archive
from hapline.archives.writer import NewEntry, build
from hapline_hooks import Unreadable

INNER = build([NewEntry(name="module.json", data=b"{}"), NewEntry(name="ets/pages/a.abc", data=b"abc")])
OUTER = build(
    [
        NewEntry(name="entry.hap", data=INNER, method=8),
        NewEntry(name="pack.info", data=b"info"),
        NewEntry(name="empty/", data=b""),
        NewEntry(name="broken.hsp", data=b"no archive"),
    ]
)


@pytest.fixture
def tree() -> ArchiveTree:
    return ArchiveTree(open_archive(OUTER), "demo.app")


def test_entries_are_files(tree: ArchiveTree) -> None:
    assert tree.name == "demo.app"
    assert tree.read("pack.info") == b"info"
    assert tree.is_file("pack.info")
    assert not tree.is_file("empty/")
    assert not tree.is_file("nowhere")
    assert [(entry.name, entry.is_dir) for entry in tree.list("")] == [
        ("broken.hsp", False),
        ("empty", True),
        ("entry.hap", False),
        ("pack.info", False),
    ]


def test_archives_inside(tree: ArchiveTree) -> None:
    assert tree.read("entry.hap!module.json") == b"{}"
    assert tree.is_file("entry.hap!ets/pages/a.abc")
    assert not tree.is_file("entry.hap!nowhere")
    assert [entry.name for entry in tree.list("entry.hap!")] == ["ets", "module.json"]
    assert [entry.name for entry in tree.list("entry.hap!ets/pages")] == ["a.abc"]


def test_what_cannot_be_read_says_why(tree: ArchiveTree) -> None:
    with pytest.raises(Unreadable) as absent:
        tree.read("entry.hap!nowhere")
    assert absent.value.absent
    with pytest.raises(Unreadable) as broken:
        tree.read("broken.hsp!module.json")
    assert not broken.value.absent
    assert "ZIP" in broken.value.reason
    assert not tree.is_file("broken.hsp!module.json")
    assert tree.list("broken.hsp!") == ()


def test_it_records_what_it_was_asked_for(tree: ArchiveTree) -> None:
    tree.read("pack.info")
    tree.list("empty")
    tree.is_file("gone")
    assert set(tree.record.reads) == {"pack.info"}
    assert set(tree.record.listings) == {"empty"}
    assert tree.record.files == {"gone": False}
