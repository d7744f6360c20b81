"""Packages whose files lie elsewhere: beside the folder that is looked at, out of the project, or out of git."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.offline import sample
from repositories import TestRepository

_DESCRIPTOR = sample.DESCRIPTOR.replace("  name:", '  source: "../web/dist",\n  name:')
_PAGE = "web/dist/www/index.html"
_FILES = {"pkg/offline-package.json5": _DESCRIPTOR, _PAGE: '<p>\n<img src="a.png">'}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestRepository:
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    made = TestRepository(tmp_path / "it")
    made.commit(_FILES)
    return made


def _check(folder: Path, *line: str) -> tuple[int, str]:
    ended = Bench(options={"cache.enabled": "true"}).run("check", *line, cwd=folder)
    assert "incomplete" not in ended.out + ended.err
    return ended.code, ended.out


class TestBesideTheFolder:
    def test_files_are_judged_and_named_as_the_descriptor_sees_them(self, repository: TestRepository) -> None:
        for line in (["pkg"], ["pkg"]):
            code, said = _check(repository.folder, *line)
            assert code == 1
            assert "offline-package.json5!../web/dist/www/index.html:2:11" in said
            assert '<img src="a.png">' in said

    def test_in_the_folder_above_they_are_files_of_it(self, repository: TestRepository) -> None:
        assert f"--> {_PAGE}:2:11" in _check(repository.folder)[1]

    def test_what_is_kept_goes_with_them(self, repository: TestRepository) -> None:
        assert _check(repository.folder, "pkg")[0] == 1
        repository.write({"web/dist/www/a.png": sample.DOT})
        assert _check(repository.folder, "pkg")[0] == 0
        repository.write({_PAGE: '<img src="b.png">'})
        assert _check(repository.folder, "pkg")[0] == 1

    def test_nothing_there_is_rewritten(self, repository: TestRepository) -> None:
        repository.write({_PAGE: '<img src="A.png">', "web/dist/www/a.png": sample.DOT})
        assert "OFP302" in _check(repository.folder, "pkg")[1]
        Bench().run("fix", "pkg", cwd=repository.folder)
        assert "A.png" in (repository.folder / _PAGE).read_text()
        Bench().run("fix", ".", cwd=repository.folder)
        assert "a.png" in (repository.folder / _PAGE).read_text()

    @pytest.mark.parametrize("view", [["--staged"], ["--revision", "HEAD"]])
    def test_git_has_the_folder_alone(self, repository: TestRepository, view: list[str]) -> None:
        code, said = _check(repository.folder, "pkg", *view)
        assert code == 0
        assert "the source ../web/dist leads out of the folder that is looked at" in said
        assert _check(repository.folder, *view)[0] == 1

    def test_it_is_built(self, repository: TestRepository) -> None:
        for line in (["offline", "build", "pkg"], ["package", "pkg"]):
            ended = Bench().run(*line, "--out", "out", "--no-check", cwd=repository.folder)
            assert ended.code == 0, ended.err
            page = repository.folder / f"out/{sample.ID}/1.0.0.1_all/nebula/fallback/www/index.html"
            assert page.read_text() == _FILES[_PAGE]
            page.unlink()

    def test_the_folder_of_the_configuration_is_a_project_too(self, tmp_path: Path) -> None:
        sample.write(tmp_path, {**_FILES, "hapline.json5": "{}"})
        assert _check(tmp_path / "pkg")[0] == 1

    def test_links_out_of_the_project_are_not_followed(self, repository: TestRepository, tmp_path: Path) -> None:
        sample.write(tmp_path, {"secret/b.js": "x"})
        (repository.folder / "web/dist/www/b.js").symlink_to(tmp_path / "secret/b.js")
        assert "!../web/dist/www/b.js\n" in _check(repository.folder, "pkg", "--select", "OFP221")[1]


@pytest.mark.parametrize(
    "source", ["../../secret", "../../it/../secret", "../..", "../../../../../../../../../../../../etc"]
)
def test_out_of_the_project(repository: TestRepository, tmp_path: Path, source: str) -> None:
    sample.write(tmp_path, {"secret/www/index.html": "<p>"})
    repository.write({"pkg/offline-package.json5": _DESCRIPTOR.replace("../web/dist", source)})
    for folder in ("pkg", "."):
        code, said = _check(repository.folder, folder)
        assert code == 1
        assert f"error[OFP121] the source {source} leads out of the project" in said
        assert "offline-package.json5:3:11" in said
        assert "OFP2" not in said
        assert "OFP3" not in said
    for line in (["offline", "build", "pkg"], ["package", "."], ["offline", "serve", "pkg"]):
        ended = Bench().run(*line, cwd=repository.folder)
        assert ended.code == 2
        assert f"offline-package.json5:3:11: error: the source {source} leads out of the project" in ended.err


@pytest.mark.parametrize(
    "source", ["a\\u0000b", "", "   ", "~/a", "C:\\\\a", "..\\\\web", "/", "..", "../.git", "dist/index.html"]
)
def test_odd_names_are_no_crash(repository: TestRepository, source: str) -> None:
    repository.write({"pkg/offline-package.json5": _DESCRIPTOR.replace("../web/dist", source)})
    for line in (["."], ["pkg"], ["--staged"]):
        assert _check(repository.folder, *line)[0] in {0, 1}
    assert Bench().run("offline", "build", "pkg", cwd=repository.folder).code in {0, 1, 2, 4}


class TestIgnored:
    """The pages of most packages are built, and git does not have them."""

    @pytest.fixture
    def built(self, tmp_path: Path) -> TestRepository:
        made = TestRepository(tmp_path / "it")
        descriptor = sample.DESCRIPTOR.replace("  name:", '  source: "dist",\n  name:')
        made.write({"dist/www/index.html": '<img src="a.png">'})
        made.commit({"offline-package.json5": descriptor, ".gitignore": "dist/\n"})
        return made

    @pytest.mark.parametrize("view", [["--staged"], ["--revision", "HEAD"], ["--staged", "--changed"]])
    def test_a_commit_is_judged_without_them(self, built: TestRepository, view: list[str]) -> None:
        code, said = _check(built.folder, *view)
        assert code == 0
        assert ("note[OFP122]" in said) == ("--changed" not in view)
        assert "OFP2" not in said

    def test_the_descriptor_is_judged_all_the_same(self, built: TestRepository) -> None:
        text = (built.folder / "offline-package.json5").read_text()
        built.write({"offline-package.json5": text.replace("1.0.0.1", "1.0-rc1")})
        built.git("add", "-A")
        assert _check(built.folder, "--staged")[0] == 1
        assert _check(built.folder, "--staged", "--changed")[0] == 1

    def test_on_disk_they_are_judged(self, built: TestRepository) -> None:
        assert "OFP301" in _check(built.folder)[1]
        assert "OFP2" not in _check(built.folder, "--changed", "--base", "HEAD")[1]

    def test_in_a_hook(self, built: TestRepository) -> None:
        hook = built.folder / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m hapline check --staged > said.txt\n")
        hook.chmod(0o755)
        built.git("commit", "-q", "--allow-empty", "-m", "change")
        assert "OFP122" in (built.folder / "said.txt").read_text()

    def test_what_is_not_ignored_has_to_be_there(self, built: TestRepository) -> None:
        built.write({".gitignore": "dist/x\n"})
        (built.folder / "dist/www/index.html").unlink()
        code, said = _check(built.folder)
        assert code == 1
        assert "error[OFP213] there are no files" in said
