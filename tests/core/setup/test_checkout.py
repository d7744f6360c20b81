"""Checkouts as git tells them, and the hooks in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.test_init import git
from hapline.setup.checkout import Absence, Checkout, look, version
from hapline.setup.hooks import hooks, installed


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "root"
    (folder / "sub").mkdir(parents=True)
    git(folder, "init", "-q")
    return folder


def _commit(folder: Path) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")


def test_the_version() -> None:
    assert version() >= (2, 20)


def test_a_new_repository(root: Path) -> None:
    assert look(str(root / "sub")) == Checkout(
        root=str(root),
        hooks=str(root / ".git" / "hooks"),
        hooks_path="",
        private_hooks=True,
        shallow=False,
        empty=True,
    )


@pytest.mark.parametrize(
    ("hooks_path", "folder", "private"),
    [(".githooks", "root/.githooks", False), ("{}/shared", "shared", False), (".git/own", "root/.git/own", True)],
)
def test_hooks_are_where_git_looks_for_them(
    root: Path, tmp_path: Path, hooks_path: str, folder: str, *, private: bool
) -> None:
    """Relative to the root, from whatever folder it is asked."""
    git(root, "config", "core.hooksPath", hooks_path.format(tmp_path))
    for place in (root, root / "sub"):
        found = look(str(place))
        assert isinstance(found, Checkout)
        assert (found.hooks, found.private_hooks) == (str(tmp_path / folder), private)
        assert found.hooks_path == hooks_path.format(tmp_path)


def test_worktrees_and_shallow_clones(root: Path, tmp_path: Path) -> None:
    _commit(root)
    _commit(root)
    git(root, "worktree", "add", "-q", "../tree")
    found = look(str(tmp_path / "tree"))
    assert isinstance(found, Checkout)
    assert (found.root, found.hooks) == (str(tmp_path / "tree"), str(root / ".git" / "hooks"))
    assert (found.private_hooks, found.empty, found.shallow) == (True, False, False)
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "clone")
    clone = look(str(tmp_path / "clone"))
    assert isinstance(clone, Checkout)
    assert clone.shallow


def test_where_there_is_none(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert look(str(tmp_path / "other")) == Absence()
    (root / ".git" / "HEAD").unlink()
    found = look(str(root))
    assert isinstance(found, Absence)
    assert found.reason.startswith("not a git repository")


def test_git_runs_nothing_of_the_repository(root: Path, tmp_path: Path) -> None:
    """A configuration that came with an unpacked archive could name programs."""
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "diff.external"):
        git(root, "config", name, f"touch {tmp_path}/was-run;")
    assert isinstance(look(str(root)), Checkout)
    assert not (tmp_path / "was-run").exists()


def test_hooks_and_whether_they_are_in_force(root: Path) -> None:
    found = look(str(root))
    assert isinstance(found, Checkout)
    (root / ".pre-commit-config.yaml").write_text("repos: [hapline]")
    (root / ".husky").mkdir()
    (root / ".husky" / "pre-commit").write_text("hapline check")
    (root / "lefthook.yml").write_text("pre-commit:")
    state = [(hook.tool, hook.calls, installed(hook, hooks(found)[-1])) for hook in hooks(found)]
    assert state == [
        ("pre-commit", True, False),
        ("husky", True, False),
        ("lefthook", False, False),
        ("git", False, False),
    ]
    own = root / ".git" / "hooks" / "pre-commit"
    own.write_text("#!/bin/sh\n# by pre-commit\nexec pre-commit\n")
    own.chmod(0o755)
    state = [(hook.tool, hook.calls, installed(hook, hooks(found)[-1])) for hook in hooks(found)]
    assert state == [
        ("pre-commit", True, True),
        ("husky", True, True),
        ("lefthook", False, False),
        ("git", False, True),
    ]
