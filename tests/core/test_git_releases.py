"""What commands ask of git about a release: the latest tag, its files, and where a text is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hapline.errors import UsageError
from hapline.git import Repository
from hapline_hooks import Unreadable


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def _commit(folder: Path, files: dict[str, str], *tags: str) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "change", "--allow-empty")
    for tag in tags:
        _git(folder, "tag", tag)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _git(tmp_path, "init", "-q")
    _commit(tmp_path, {"a/One.java": "one", "b.kt": "one"}, "v1")
    return tmp_path


def test_the_latest_tag(folder: Path) -> None:
    repository = Repository(str(folder))
    _commit(folder, {})
    assert repository.latest_tag() == "v1"
    _commit(folder, {}, "v2")
    assert repository.latest_tag() == "v2"
    assert repository.latest_tag("HEAD~1") == "v1"
    with pytest.raises(UsageError, match="no revision nowhere"):
        repository.latest_tag("nowhere")


def test_no_tag(folder: Path) -> None:
    _git(folder, "tag", "-d", "v1")
    with pytest.raises(UsageError, match="no tag to compare with"):
        Repository(str(folder)).latest_tag()


def test_the_files_of_a_revision(folder: Path) -> None:
    _commit(folder, {"a/One.java": "two"})
    with Repository(str(folder)).opened("v1") as tree:
        assert tree.read("a/One.java") == b"one"
        with pytest.raises(Unreadable):
            tree.read("a/Two.java")
    with Repository(str(folder / "a")).opened("HEAD") as tree:
        assert (tree.read("One.java"), [one.name for one in tree.list("")]) == (b"two", ["One.java"])


def test_where_a_text_is(folder: Path) -> None:
    (folder / "a" / "New.java").write_text("a one b")
    (folder / ".gitignore").write_text("Not.java\n")
    (folder / "Not.java").write_text("one")
    repository = Repository(str(folder))
    assert repository.holding("one", [".java", ".kt"]) == {"a/One.java", "a/New.java", "b.kt"}
    assert repository.holding("one", [".kt"]) == {"b.kt"}
    assert repository.holding("one", [".java"], "v1") == {"a/One.java"}
    assert repository.holding("o.e", [".java"]) == set()
    assert Repository(str(folder / "a")).holding("one", [".java"]) == {"One.java", "New.java"}
    assert Repository(str(folder / "a")).holding("one", [".java"], "v1") == {"One.java"}
