"""Kept results of ``check`` do not outlive what they came from: tags, released packages, what git leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.offline import sample
from plugins.offline.release.packages import write
from repositories import TestRepository

_SETTINGS = '{ offline: { tag: "offline/{id}/{version}", released: "../released", key: "key.pem" } }'


@pytest.fixture
def repository(tmp_path: Path) -> TestRepository:
    made = TestRepository(tmp_path / "it")
    made.commit({**sample.WORKSPACE, "hapline.json5": _SETTINGS})
    return made


def _said(repository: TestRepository, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(repository.folder.parent / "cache"))
    options = {"cache.enabled": "true", "check.select": '["OFP107", "OFP108", "OFP503", "OFP507"]'}
    ended = Bench(options=options).run("check", "-q", "--exit-zero", cwd=repository.folder)
    assert ended.code == 0, ended.err
    return [line.partition("[")[2].partition("]")[0] for line in ended.out.splitlines()]


def test_a_tag_counts_at_once(repository: TestRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said(repository, monkeypatch) == []
    repository.git("tag", f"offline/{sample.ID}/1.0.0.2")
    assert _said(repository, monkeypatch) == ["OFP108"]
    repository.git("tag", "-d", f"offline/{sample.ID}/1.0.0.2")
    assert _said(repository, monkeypatch) == []


def test_a_released_package_counts_at_once(repository: TestRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    released = repository.folder.parent
    assert _said(repository, monkeypatch) == []
    write(released, {f"released/{sample.ID}_1.0.0.1.amr": '{ files: { "www/a.js": "" } }'})
    assert _said(repository, monkeypatch) == ["OFP107"]
    write(released, {f"released/{sample.ID}_1.0.0.1.amr": "{}"})
    assert _said(repository, monkeypatch) == []


def test_what_git_leaves_out_counts_at_once(repository: TestRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said(repository, monkeypatch) == []
    repository.write({"key.pem": sample.pem(sample.key())})
    assert _said(repository, monkeypatch) == ["OFP503"]
    repository.write({".gitignore": "*.pem\n"})
    assert _said(repository, monkeypatch) == []
    repository.git("add", "-f", "key.pem")
    assert _said(repository, monkeypatch) == ["OFP503"]


def test_a_key_in_git_counts_at_once(repository: TestRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({"ops/old.pem": sample.pem(sample.key())})
    assert _said(repository, monkeypatch) == []
    repository.git("add", "ops")
    assert _said(repository, monkeypatch) == ["OFP507"]
    repository.git("rm", "-q", "--cached", "ops/old.pem")
    assert _said(repository, monkeypatch) == []


def test_a_folder_that_becomes_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "it"
    write(folder, {**sample.WORKSPACE, "ops/old.pem": sample.pem(sample.key())})
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    bench = Bench(options={"cache.enabled": "true", "check.select": "OFP507"})
    assert bench.run("check", "-q", cwd=folder).code == 0
    TestRepository(folder).git("add", "-A")
    assert bench.run("check", "-q", cwd=folder).code == 1


@pytest.mark.parametrize("view", [["--staged"], ["--revision", "HEAD"], ["--staged", "--changed"]])
def test_the_index_and_revisions_have_tags_too(repository: TestRepository, view: list[str]) -> None:
    repository.git("tag", f"offline/{sample.ID}/1.0.0.1")
    page = f"trips/{sample.ID}/www/index.html"
    repository.write({page: "<p>Another page</p>"})
    line = ["check", "-q", "--exit-zero", "--select", "OFP107", *view]
    assert "OFP107" not in Bench().run(*line, cwd=repository.folder).out
    if "--staged" in view:
        repository.git("add", page)
    else:
        repository.commit()
    ended = Bench().run(*line, cwd=repository.folder)
    assert (ended.code, "OFP107" in ended.out) == (0, True), ended.err
