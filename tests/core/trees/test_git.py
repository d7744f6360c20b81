"""Trees of git, on real repositories: the index, revisions, links, and what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hapline.errors import UsageError
from hapline.git import Repository
from hapline.trees import WorkingTree, git
from hapline.trees.git import GitTree, index_tree, revision_tree
from hapline.trees.record import NOWHERE, Record, blob_name
from hapline_hooks import Unreadable
from repositories import TestRepository


@pytest.fixture
def repository(tmp_path: Path) -> TestRepository:
    made = TestRepository(tmp_path / "repo")
    made.commit({"a/one.json5": "1", "a/b/two.json5": "2 // hapline: ignore[X] y", "top.txt": "top", "a.txt": "a"})
    return made


@pytest.fixture(autouse=True)
def _closing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close all trees of a test in its end."""
    made: list[GitTree] = []
    init = GitTree.__init__

    def noted(self: GitTree, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 whatever it takes
        init(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(GitTree, "__init__", noted)
    yield
    for tree in made:
        tree.close()


def _index(repository: TestRepository, folder: str = "") -> GitTree:
    return index_tree(Repository(str(repository.folder / folder)))


def test_the_index_is_what_is_staged_whatever_is_on_disk(repository: TestRepository) -> None:
    repository.write({"a/one.json5": "staged", "new.json5": "new"})
    repository.git("add", "-A")
    repository.write({"a/one.json5": "on disk", "untracked.json5": "x"})
    (repository.folder / "new.json5").unlink()
    tree = _index(repository)
    assert tree.read("a/one.json5") == b"staged"
    assert tree.read("new.json5") == b"new"
    assert not tree.is_file("untracked.json5")
    repository.git("rm", "-q", "--cached", "top.txt")
    assert not _index(repository).is_file("top.txt")


def test_folders_list_what_is_in_them(repository: TestRepository) -> None:
    tree = _index(repository)
    assert [(one.name, one.is_dir) for one in tree.list("")] == [("a", True), ("a.txt", False), ("top.txt", False)]
    assert [(one.name, one.is_dir) for one in tree.list("a")] == [("b", True), ("one.json5", False)]
    assert tree.list("nowhere") == []
    assert tree.list("top.txt") == []


def test_it_lists_as_the_folder_on_disk_does(repository: TestRepository) -> None:
    names = ["x-y/1", "x/1", "x/2/3", "x.y", "x0/1", "\u5143\u670d\u52a1/module.json5", "\U0001f600/a", "\uffff/b", " "]
    repository.commit(dict.fromkeys(names, "content"))
    tree, working = _index(repository), WorkingTree(repository.folder)
    for folder in ("", "a", "x", "x/2", "x-y", "\u5143\u670d\u52a1"):
        on_disk = [one for one in working.list(folder) if one.name != ".git"]
        assert list(tree.list(folder)) == on_disk, folder


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_a_record_is_the_same_as_on_disk(tmp_path: Path, form: str) -> None:
    made = TestRepository(tmp_path / form, form=form)
    made.commit({"a.json5": "{}", "b/c.json5": "1 // hapline: ignore[X] y"})
    staged, working = _index(made), WorkingTree(made.folder)
    for tree in (staged, working):
        tree.record = Record(blob_name)
        tree.read("a.json5")
        tree.read("b/c.json5")
        tree.list("b")
        tree.list("gone")
        tree.is_file("b")
        with pytest.raises(Unreadable, match="no such file"):
            tree.read("gone.json5")
    assert staged.record.files == working.record.files == {"b": False, "gone.json5": False}
    assert staged.record.listings == working.record.listings == {"b": "c.json5", "gone": NOWHERE}
    assert staged.record.marked == working.record.marked == {"b/c.json5"}
    assert staged.record.reads == {path: staged.digest(path) for path in ("a.json5", "b/c.json5")}
    assert working.record.reads == {path: working.digest(path) for path in ("a.json5", "b/c.json5")}
    assert (staged.record.reads == working.record.reads) == (form == "sha1")


def test_a_folder_of_the_repository_is_a_tree_of_its_own(repository: TestRepository) -> None:
    tree = _index(repository, "a")
    assert [one.name for one in tree.list("")] == ["b", "one.json5"]
    assert tree.read("b/two.json5").startswith(b"2")
    assert not tree.is_file("../top.txt")


def test_in_a_hook_git_is_asked_where_it_started_it(
    repository: TestRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("GIT_DIR", ".git")
    repository.write({"a/one.json5": "in the other index"})
    repository.git("add", "-A", GIT_INDEX_FILE=".git/other")
    assert index_tree(Repository("a")).read("one.json5") == b"1"
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other")
    assert index_tree(Repository("a")).read("one.json5") == b"in the other index"
    assert index_tree(Repository(".")).read("a/one.json5") == b"in the other index"
    with pytest.raises(UsageError, match="outside repository"):
        index_tree(Repository(".."))


def test_a_file_that_is_only_announced_is_not_staged(repository: TestRepository) -> None:
    repository.write({"announced.json5": "{}", "empty.json5": "", "a/emptied.json5": ""})
    repository.git("add", "empty.json5", "a/emptied.json5")
    repository.git("add", "--intent-to-add", "announced.json5")
    repository.write({"a/emptied.json5": "not empty on disk"})
    tree = _index(repository)
    assert not tree.is_file("announced.json5")
    assert tree.read("empty.json5") == b""
    assert tree.read("a/emptied.json5") == b""


def test_of_a_conflict_the_own_side_counts(repository: TestRepository) -> None:
    repository.git("checkout", "-q", "-b", "other")
    repository.commit({"a/one.json5": "theirs"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a/one.json5": "ours"})
    with pytest.raises(AssertionError, match="CONFLICT"):
        repository.git("merge", "other")
    assert _index(repository).read("a/one.json5") == b"ours"


def test_links_are_followed_while_they_stay_inside(repository: TestRepository) -> None:
    folder = repository.folder
    for link, target in (
        ("link.json5", "a/one.json5"),
        ("folder", "a/b"),
        ("outside.json5", "../../secret"),
        ("absolute.json5", "/etc/hostname"),
        ("loop", "loop"),
        ("a/up.json5", "../top.txt"),
    ):
        os.symlink(target, folder / link)
    repository.git("add", "-A")
    tree, working = _index(repository), WorkingTree(folder)
    for good in ("link.json5", "folder/two.json5", "a/up.json5"):
        assert tree.is_file(good)
        assert tree.read(good) == working.read(good)
    for bad in ("outside.json5", "absolute.json5", "loop", "loop/x", "folder", "folder/none.json5"):
        assert not tree.is_file(bad)
        with pytest.raises(Unreadable):
            tree.read(bad)
    assert [one.name for one in tree.list("") if one.is_dir] == ["a"]
    links = ["absolute.json5", "folder", "link.json5", "loop", "outside.json5"]
    assert [one.name for one in tree.list("") if one.is_link] == links
    assert [one.name for one in working.list("") if one.is_link] == links


def test_submodules_are_read_where_they_are_checked_out(repository: TestRepository, tmp_path: Path) -> None:
    """At the commit that the index names, whatever is checked out; only when something in them is asked for."""
    innermost, inner = TestRepository(tmp_path / "innermost"), TestRepository(tmp_path / "inner")
    innermost.commit({"deep.json5": "deep"})
    inner.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(innermost.folder), "more")
    inner.commit({"module.json5": "staged", "b/two.json5": "2"})
    update = ("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init", "--recursive")
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "sub")
    repository.git(*update)
    (repository.folder / "sub" / "module.json5").write_text("on disk")
    tree = _index(repository)
    assert [(one.name, one.is_dir) for one in tree.list("") if one.name in {"a", "sub"}] == [("a", True), ("sub", True)]
    assert not tree.is_file("sub")
    assert tree.read("sub/module.json5") == b"staged"
    assert tree.read("a/one.json5") == b"1"
    assert tree.read("sub/more/deep.json5") == b"deep"
    assert tree.digest("sub/module.json5") == blob_name(b"staged")
    assert not tree.is_file("sub/gone.json5")
    listed = [".gitmodules", "b/", "module.json5", "more/"]
    assert [f"{one.name}{'/' * one.is_dir}" for one in tree.list("sub")] == listed
    assert [one.name for one in _index(repository, "sub").list("more")] == ["deep.json5"]


def test_submodules_that_are_not_there_are_empty(repository: TestRepository, tmp_path: Path) -> None:
    inner = TestRepository(tmp_path / "inner")
    inner.commit({"module.json5": "{}", "a/one.json5": "not that of the repository around it"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "sub")
    repository.git("submodule", "--quiet", "deinit", "--force", "sub")
    tree = _index(repository)
    assert not tree.is_file("sub/module.json5")
    assert tree.list("sub") == []
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init")
    repository.git("update-index", "--cacheinfo", f"160000,{'1' * 40},sub")
    assert not _index(repository).is_file("sub/module.json5")


def test_a_revision_is_what_was_committed(repository: TestRepository) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.commit({"a/one.json5": "later"})
    assert revision_tree(Repository(str(repository.folder)), first).read("a/one.json5") == b"1"
    assert revision_tree(Repository(str(repository.folder)), "HEAD").read("a/one.json5") == b"later"
    assert revision_tree(Repository(str(repository.folder / "a")), "HEAD~1").read("one.json5") == b"1"
    with pytest.raises(UsageError, match="there is no revision nope"):
        revision_tree(Repository(str(repository.folder)), "nope")
    with pytest.raises(UsageError, match="there is no revision --all"):
        revision_tree(Repository(str(repository.folder)), "--all")


def test_large_contents_are_refused_and_the_next_is_read(
    repository: TestRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "MAX_FILE", 10)
    repository.commit({"big.json5": "x" * 11, "fits.json5": "x" * 10})
    tree = _index(repository)
    with pytest.raises(Unreadable, match="more than 10 bytes"):
        tree.read("big.json5")
    assert tree.read("fits.json5") == b"x" * 10
    assert tree.record.reads["big.json5"].startswith("! ")


def test_what_differs(repository: TestRepository) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit({"a/one.json5": "changed"})
    repository.git("mv", "top.txt", "a/moved.txt")
    repository.write({"new.json5": "untracked", "ignored.log": "x", ".gitignore": "*.log\n"})
    asked = Repository(str(repository.folder))
    assert asked.staged() == {"top.txt", "a/moved.txt"}
    assert asked.changed(base, "") == {"a/one.json5", "top.txt", "a/moved.txt", "new.json5", ".gitignore"}
    assert asked.changed(base, "topic") == {"a/one.json5"}
    assert Repository(str(repository.folder / "a")).changed(base, "") == {"one.json5", "moved.txt"}
    assert asked.main_branch() == "main"
    assert asked.merge_base("main", "HEAD") == base
    repository.git("checkout", "-q", "--orphan", "alone")
    repository.commit()
    with pytest.raises(UsageError, match="HEAD and main have no commit in common"):
        asked.merge_base("main", "HEAD")


def test_nothing_of_the_repository_runs(repository: TestRepository, tmp_path: Path) -> None:
    """Neither monitors, nor external diffs, nor text converters that somebody else's configuration names."""
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "diff.evil.textconv", "diff.evil.command", "core.pager"):
        repository.git("config", name, str(script))
    repository.write({".gitattributes": "*.json5 diff=evil\n", "a/one.json5": "changed"})
    asked = Repository(str(repository.folder))
    asked.changed(asked.commit("HEAD"), "")
    asked.staged()
    index_tree(asked).read("a/one.json5")
    assert not ran.exists()
    repository.git("status", "--short")
    assert ran.exists(), "the trap is none"


def test_outside_a_repository_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not in a git repository"):
        index_tree(Repository(str(tmp_path)))
