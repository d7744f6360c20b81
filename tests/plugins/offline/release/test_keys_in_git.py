"""Private keys that git has or is about to have, wherever they lie, as a commit hook is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.offline import sample
from repositories import TestRepository

_KEY = "ops/old/trips.pem"


@pytest.fixture
def repository(tmp_path: Path) -> TestRepository:
    made = TestRepository(tmp_path / "it")
    made.commit(sample.WORKSPACE)
    made.write({_KEY: sample.pem(sample.key())})
    return made


@pytest.mark.parametrize("line", [[], ["--staged"]])
def test_what_is_staged_is_an_error(repository: TestRepository, line: list[str]) -> None:
    repository.git("add", _KEY)
    ended = Bench().run("check", "-q", *line, cwd=repository.folder)
    assert ended.code == 1
    assert f"{_KEY}:1:1: error[OFP507] {_KEY} is a private key, and staged: the next commit has it" in ended.out


def test_what_is_staged_and_gone_from_disk_is_too(repository: TestRepository) -> None:
    repository.git("add", _KEY)
    (repository.folder / _KEY).unlink()
    assert "error[OFP507]" in Bench().run("check", "-q", cwd=repository.folder).out


@pytest.mark.parametrize("line", [[], ["--staged"], ["--revision", "HEAD"]])
def test_what_is_committed_is_an_error(repository: TestRepository, line: list[str]) -> None:
    repository.commit()
    ended = Bench().run("check", "-q", *line, cwd=repository.folder)
    assert ended.code == 1
    assert f"error[OFP507] {_KEY} is a private key, and in git" in ended.out


def test_what_is_not_in_git_is_no_matter(repository: TestRepository) -> None:
    assert Bench().run("check", "-q", "--staged", cwd=repository.folder).code == 0


@pytest.mark.parametrize("folder", ["a[1]*", "a b", "包"])
def test_a_folder_in_the_repository(tmp_path: Path, folder: str) -> None:
    made = TestRepository(tmp_path / "it")
    key = sample.pem(sample.key())
    made.commit(
        {**{f"{folder}/{path}": it for path, it in sample.WORKSPACE.items()}, f"{folder}/k.pem": key, "k.pem": key}
    )
    ended = Bench().run("check", "-q", cwd=made.folder / folder)
    assert [line for line in ended.out.splitlines() if "OFP507" in line] == [
        "k.pem:1:1: error[OFP507] k.pem is a private key, and in git"
    ]
