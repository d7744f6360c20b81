"""What git is asked about single files and tags, so that keys are not committed and releases stay what they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hapline.git import Repository, repository_of
from hapline.testing import MemoryTree
from hapline.trees import OverlayTree, WorkingTree
from repositories import TestRepository


@pytest.fixture
def repository(tmp_path: Path) -> TestRepository:
    made = TestRepository(tmp_path / "it")
    made.commit({".gitignore": "*.key\n", "a/tracked.pem": "1", "a/[x].pem": "2"})
    return made


def test_states(repository: TestRepository) -> None:
    repository.write({"a/staged.pem": "", "a/new.pem": "", "a/left.key": "", "a/x.pem": "new"})
    repository.git("add", "a/staged.pem")
    for where, before in ((repository.folder, "a/"), (repository.folder / "a", "")):
        asked = Repository(str(where))
        for name, state in (
            ("tracked.pem", "tracked"),
            ("[x].pem", "tracked"),
            ("staged.pem", "staged"),
            ("left.key", "ignored"),
            ("new.pem", "new"),
            ("x.pem", "new"),
            ("nowhere.pem", "new"),
        ):
            assert asked.state(f"{before}{name}") == state, name


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repository = TestRepository(tmp_path)
    repository.write({"a.pem": ""})
    assert Repository(str(tmp_path)).state("a.pem") == "new"
    repository.git("add", "a.pem")
    assert Repository(str(tmp_path)).state("a.pem") == "staged"


def test_no_repository(tmp_path: Path) -> None:
    asked = Repository(str(tmp_path))
    assert (asked.state("a"), asked.tags(), asked.kept_in(index=True)) == (None, [], [])


def test_tags(repository: TestRepository) -> None:
    repository.git("tag", "offline/20171228/1.0.0.1")
    repository.git("tag", "-a", "-m", "x", "v1")
    assert Repository(str(repository.folder / "a")).tags() == ["offline/20171228/1.0.0.1", "v1"]


def test_what_tags_and_index_are_kept_in(repository: TestRepository) -> None:
    asked = Repository(str(repository.folder / "a"))
    index = str(repository.folder / ".git" / "index")
    assert index in asked.kept_in(index=True)
    times = _times(asked.kept_in(index=False))
    repository.git("tag", "offline/20171228/1.0.0.1")
    first = _times(asked.kept_in(index=False))
    assert first != times
    repository.git("tag", "offline/20171228/1.0.0.2")
    second = _times(asked.kept_in(index=False))
    assert second != first
    repository.git("pack-refs", "--all")
    assert _times(asked.kept_in(index=False)) != second


def test_the_repository_of_a_tree(repository: TestRepository) -> None:
    folder = str(repository.folder)
    assert repository_of(MemoryTree({})) is None
    for tree in (WorkingTree(folder), OverlayTree(WorkingTree(folder))):
        found = repository_of(tree)
        assert found is not None
        assert found.folder == folder
    asked = Repository(folder)
    with asked.opened("HEAD") as revision:
        assert repository_of(revision) is asked


def _times(paths: list[str]) -> dict[str, int]:
    return {path: os.stat(path).st_mtime_ns for path in paths if os.path.exists(path)}
