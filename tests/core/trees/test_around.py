"""The project around a tree, and that the tree knows what was read there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hapline.git import Repository, around
from hapline.testing import MemoryTree
from hapline.trees import OverlayTree, WorkingTree
from hapline.trees.git import index_tree
from hapline_hooks import Unreadable
from repositories import TestRepository


@pytest.fixture
def project(tmp_path: Path) -> Path:
    repository = TestRepository(tmp_path / "it")
    repository.commit({"pkg/a.txt": "a", "web/dist/b.txt": "b"})
    return repository.folder


def test_the_repository(project: Path) -> None:
    tree = WorkingTree(project / "pkg")
    found = around(tree)
    assert found is not None
    assert found.tree is not None
    assert found.folder == "pkg"
    assert found.tree.read("web/dist/b.txt") == b"b"
    assert [one.name for one in found.tree.list("web")] == ["dist"]
    assert not found.tree.is_file("web/c.txt")
    noted = {os.path.relpath(one, project).replace(os.sep, "/") for one in tree.record.elsewhere}
    assert noted == {"web/dist/b.txt", "web", "web/c.txt"}
    assert found.tree.depends_on(str(project / "web/dist"))
    assert str(project / "web/dist") in tree.record.elsewhere


def test_nothing_outside_of_it_is_read(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (project / "web/link.txt").symlink_to(tmp_path / "secret.txt")
    found = around(WorkingTree(project / "pkg"))
    assert found is not None
    assert found.tree is not None
    for path in ("web/link.txt", "../secret.txt"):
        assert not found.tree.is_file(path)
        with pytest.raises(Unreadable):
            found.tree.read(path)


def test_the_repository_itself(project: Path) -> None:
    found = around(WorkingTree(project))
    assert found is not None
    assert found.folder == ""


def test_a_tree_with_changes(project: Path) -> None:
    tree = OverlayTree(WorkingTree(project / "pkg"))
    found = around(tree)
    assert found is not None
    assert found.tree is not None
    found.tree.read("web/dist/b.txt")
    assert str(project / "web/dist/b.txt") in tree.record.elsewhere


def test_what_git_keeps(project: Path) -> None:
    tree = index_tree(Repository(str(project / "pkg")))
    assert around(tree) == ("pkg", None)
    tree.close()


def test_the_folder_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "a/hapline.json5").write_text("{}")
    found = around(WorkingTree(tmp_path / "a/b/c"))
    assert found is not None
    assert found.folder == "b/c"


def test_neither(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    found = around(WorkingTree(tmp_path / "a"))
    assert found is not None
    assert found.folder == ""


def test_on_no_disk() -> None:
    assert around(MemoryTree({})) is None
