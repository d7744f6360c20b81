"""Whether git ignores a file."""

from __future__ import annotations

from pathlib import Path

from hapline.git import Repository
from repositories import TestRepository


def test_ignored_or_not(tmp_path: Path) -> None:
    TestRepository(tmp_path).write({".gitignore": "*.pem\n!public.pem\n"})
    repository = Repository(str(tmp_path))
    assert [repository.ignores(name) for name in ("key.pem", "public.pem", "-q", "sub/key.pem")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_outside_of_a_work_tree(tmp_path: Path) -> None:
    assert Repository(str(tmp_path)).ignores("key.pem") is None
