"""``hapline init``: what it says and writes, and that it leaves alone what is there."""
# ruff: noqa: RUF001 Chinese punctuation is part of what is shown

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.test_commands import hapline, write

ENTRY_MODULE = "entry/src/main/module.json5"
MARKERS = {"AppScope/app.json5": "{ app: {} }"}
ENTRY = """\
  - repo: https://github.com/hapline/hapline
    rev: v0.1.0
    hooks:
      - id: hapline-check-staged # before a commit: what is staged
      - id: hapline-check # before a push: the whole project
        stages: [pre-push]
"""


def git(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run git, with a name and nothing of the machine's own configuration."""
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    result = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **names, **own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if not environment:
        assert result.returncode == 0, result.stderr
    return result


def _all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts[:1]
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is the root of a repository."""
    folder = write(tmp_path / "project")
    git(folder, "init", "-q")
    return folder


def test_it_says_what_it_found_and_wrote(project: Path) -> None:
    before = _all(project)
    result = hapline("init", cwd=project)
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
project: . (harmony.project)
git: repository ., hooks in .git/hooks
wrote hapline.json5
wrote hapline.schema.json
wrote .pre-commit-config.yaml

next:
  pre-commit install                                                 # puts the hooks in force
  hapline check                                                      # what there is to mend today
  git add hapline.json5 hapline.schema.json .pre-commit-config.yaml  # so that everybody has them
"""
    )
    after = _all(project)
    assert set(after) - set(before) == {"hapline.json5", "hapline.schema.json", ".pre-commit-config.yaml"}
    assert (project / ".pre-commit-config.yaml").read_text() == (
        "default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]\n"
        'minimum_pre_commit_version: "3.2.0"\n'
        "repos:\n"
        f"{ENTRY}"
    )
    assert (
        (project / "hapline.json5")
        .read_text()
        .startswith(
            """\
// Configuration of hapline. None of it is required: every line shows an option with its default.
// To change one, take the // away from before it; `hapline config show --origin` says what is in force, and why.
//
// Editors complete and check this file by hapline.schema.json. DevEco Studio and IntelliJ find it by the line below;
// VS Code does with this setting: "files.associations": { "hapline.json5": "jsonc" }
{
  "$schema": "./hapline.schema.json",

  // Which rules run, and what becomes of their findings.
  "check": {
    // strict: all rules; official: only what the vendor's packing tool itself refuses.
    // "profile": "strict", // "strict", "official"

    // Rules to run: codes, prefixes (HOS2) or slugs; empty: all.
    // "select": [],
"""
        )
    )
    assert hapline("check", "--ignore", "HOS372", cwd=project).stdout == "no findings\n"


def test_it_says_so_in_chinese(project: Path) -> None:
    result = hapline("init", cwd=project, LC_ALL="zh_CN.UTF-8")
    assert (
        result.stdout
        == """\
工程：.（harmony.project）
git：仓库 .，钩子目录 .git/hooks
已写入 hapline.json5
已写入 hapline.schema.json
已写入 .pre-commit-config.yaml

接下来：
  pre-commit install                                                 # 让钩子生效
  hapline check                                                      # 查看目前需要修改的地方
  git add hapline.json5 hapline.schema.json .pre-commit-config.yaml  # 让团队成员都能用上
"""
    )
    assert "提交前：检查已暂存的内容" in (project / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert "// 要执行的规则：" in (project / "hapline.json5").read_text(encoding="utf-8")


def test_the_second_time_there_is_nothing_to_do(project: Path) -> None:
    hapline("init", cwd=project)
    before = _all(project)
    result = hapline("init", cwd=project)
    assert (
        result.stdout
        == """\
project: . (harmony.project)
git: repository ., hooks in .git/hooks
exists: hapline.json5
exists: hapline.schema.json
exists: .pre-commit-config.yaml

next:
  hapline check  # what there is to mend today
"""
    )
    assert _all(project) == before


@pytest.mark.parametrize("arguments", [(), ("--git-hook",)])
def test_diff_shows_and_writes_nothing(project: Path, arguments: tuple[str, ...]) -> None:
    before = _all(project)
    result = hapline("init", "--diff", *arguments, cwd=project)
    assert result.returncode == 0
    third = ".git/hooks/pre-commit" if arguments else ".pre-commit-config.yaml"
    for name in ("hapline.json5", "hapline.schema.json", third):
        assert f"--- /dev/null\n+++ b/{name}\n" in result.stdout
    assert "wrote" not in result.stdout
    assert _all(project) == before
    assert not (project / ".git/hooks/pre-commit").exists()


def test_what_exists_is_left_alone_and_what_to_add_is_said(project: Path) -> None:
    (project / "hapline.json5").write_text("{ check: { failOn: 'note' } }")
    (project / ".pre-commit-config.yaml").write_text("repos: [] # ours\n")
    before = _all(project)
    result = hapline("init", cwd=project)
    assert (
        result.stdout
        == f"""\
project: . (harmony.project)
git: repository ., hooks in .git/hooks
wrote hapline.schema.json

add to hapline.json5:

  "$schema": "./hapline.schema.json",

add to .pre-commit-config.yaml:

{"".join(f"  {line}" for line in ENTRY.splitlines(keepends=True))}
next:
  pre-commit install           # puts the hooks in force
  hapline check                # what there is to mend today
  git add hapline.schema.json  # so that everybody has them
"""
    )
    after = _all(project)
    assert {name: after[name] for name in before} == before


def test_a_broken_configuration_is_said_and_left_alone(project: Path) -> None:
    (project / "hapline.json5").write_text("{ chek: {} }")
    result = hapline("init", cwd=project)
    assert (result.returncode, result.stderr) == (0, "hapline.json5:1:3 is broken: unknown section chek\n")
    assert (project / "hapline.json5").read_text() == "{ chek: {} }"


def test_a_configuration_above_is_the_one_that_counts(project: Path) -> None:
    (project.parent / "hapline.json5").write_text("{}")
    result = hapline("init", cwd=project)
    assert f"exists: {project.parent / 'hapline.json5'}\n" in result.stdout
    assert not (project / "hapline.json5").exists()
    assert not (project / "hapline.schema.json").exists()


def test_without_a_project_nothing_is_written(tmp_path: Path) -> None:
    result = hapline("init", cwd=tmp_path)
    assert (result.returncode, os.listdir(tmp_path)) == (3, [])
    assert "no project found here" in result.stderr
    assert hapline("init", "nowhere", cwd=tmp_path).returncode == 4


def test_without_a_repository_there_is_no_hook(tmp_path: Path) -> None:
    project = write(tmp_path / "project", MARKERS)
    result = hapline("init", "--git-hook", cwd=project, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert "git: no repository, so no hook\n" in result.stdout
    assert "git add" not in result.stdout
    assert {"hapline.json5", "hapline.schema.json"} <= set(_all(project))
    assert ".pre-commit-config.yaml" not in _all(project)


def test_a_repository_that_git_refuses_is_said(project: Path) -> None:
    (project / ".git" / "HEAD").write_text("nonsense")
    result = hapline("init", cwd=project)
    assert result.returncode == 0
    assert "git: not a git repository" in result.stdout


def test_a_project_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    """What stands at the root of the repository is given the folder."""
    git(tmp_path, "init", "-q")
    project = write(tmp_path / "apps" / 'the "shop"')
    result = hapline("init", cwd=project)
    assert "wrote hapline.json5\n" in result.stdout
    text = (tmp_path / ".pre-commit-config.yaml").read_text()
    assert text.count('        args: ["apps/the \\"shop\\""]\n') == 2
    (tmp_path / ".pre-commit-config.yaml").unlink()
    hapline("init", "--git-hook", cwd=project)
    hook = (tmp_path / ".git/hooks/pre-commit").read_text()
    assert hook.endswith("""exec "$hapline" check --staged --changed 'apps/the "shop"'\n""")


class TestHook:
    """The hook of git's own, run by git."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> str:
        """A PATH with a stand-in of hapline that notes what it is asked, and refuses where a file says so."""
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "hapline").write_text(
            f'#!/bin/sh\necho "$PWD: $*" > {tmp_path}/asked\ntest ! -e {tmp_path}/refuse || exit 1\n'
        )
        (folder / "hapline").chmod(0o755)
        return f"{folder}{os.pathsep}{os.environ['PATH']}"

    def commit(self, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Commit everything."""
        git(folder, "add", "-A")
        return git(folder, "commit", "-q", "-m", "x", HAPLINE="x", **environment)

    def test_git_runs_it_and_a_refusal_stops_the_commit(self, project: Path, path: str, tmp_path: Path) -> None:
        result = hapline("init", "--git-hook", cwd=project)
        assert "wrote .git/hooks/pre-commit\n" in result.stdout
        assert not (project / ".pre-commit-config.yaml").exists()
        assert self.commit(project / "entry", PATH=path).returncode == 0
        assert (tmp_path / "asked").read_text() == f"{project}: check --staged --changed\n"
        (tmp_path / "refuse").touch()
        (project / "more").touch()
        assert self.commit(project, PATH=path).returncode == 1
        assert git(project, "rev-list", "--count", "HEAD").stdout == "1\n"

    def test_a_bad_preload_is_refused_until_it_is_mended(self, project: Path) -> None:
        """With the real hapline: only what is staged counts."""
        hapline("init", "--git-hook", cwd=project)
        assert self.commit(project, PATH=os.environ["PATH"]).returncode == 0
        entry = project / ENTRY_MODULE
        sound = entry.read_text(encoding="utf-8")
        write(
            project,
            {"entry/src/main/module.json5": "{ module: { atomicService: { preloads: [{ moduleName: 'Feat' }] } } }"},
        )
        refused = self.commit(project, PATH=os.environ["PATH"])
        assert refused.returncode == 1
        assert "error[HOS203] entry preloads Feat, but this app has no module of that name" in refused.stderr
        entry.write_text(sound, encoding="utf-8")
        assert git(project, "commit", "-q", "-m", "x", PATH=os.environ["PATH"]).returncode == 1
        (project / "README.md").touch()
        assert self.commit(project, PATH=os.environ["PATH"]).returncode == 0

    def test_it_finds_the_hapline_that_wrote_it(self, project: Path, tmp_path: Path) -> None:
        """Git started from an editor often has another PATH than the shell."""
        hapline("init", "--git-hook", cwd=project)
        text = (project / ".git/hooks/pre-commit").read_text()
        assert f"|| hapline={Path(sys.executable).with_name('hapline')}\n" in text
        (project / ".git/hooks/pre-commit").write_text(text.replace(str(Path(sys.executable).parent), "/nowhere"))
        (tmp_path / "bin").mkdir()
        for tool in ("git", "sh"):
            (tmp_path / "bin" / tool).symlink_to(f"/usr/bin/{tool}")
        refused = self.commit(project, PATH=str(tmp_path / "bin"))
        assert refused.returncode == 1
        assert refused.stderr == ("this commit cannot be checked: hapline is not on the PATH (pip install hapline)\n")

    @pytest.mark.parametrize("hooks_path", [".githooks", "absolute"])
    def test_it_goes_where_git_looks(self, project: Path, path: str, tmp_path: Path, hooks_path: str) -> None:
        folder = tmp_path / "elsewhere" if hooks_path == "absolute" else project / hooks_path
        git(project, "config", "core.hooksPath", str(folder) if hooks_path == "absolute" else hooks_path)
        asked = hapline("init", cwd=project)
        assert f"add to {folder if hooks_path == 'absolute' else '.githooks'}/pre-commit:\n\n" in asked.stdout
        assert "\n  hapline check --staged --changed\n" in asked.stdout
        result = hapline("init", "--git-hook", "entry/..", cwd=project)
        assert result.returncode == 0
        assert not (project / ".git/hooks/pre-commit").exists()
        # A folder under version control is for every machine: nothing of this one is in it.
        assert "|| hapline=''\n" in (folder / "pre-commit").read_text()
        assert self.commit(project, PATH=path).returncode == 0
        assert (tmp_path / "asked").exists()

    def test_it_works_in_a_worktree(self, project: Path, path: str, tmp_path: Path) -> None:
        self.commit(project)
        git(project, "worktree", "add", "-q", "../other")
        result = hapline("init", "--git-hook", cwd=tmp_path / "other")
        assert f"wrote {project}/.git/hooks/pre-commit\n" in result.stdout
        assert self.commit(tmp_path / "other", PATH=path).returncode == 0
        assert (tmp_path / "asked").read_text() == f"{tmp_path / 'other'}: check --staged --changed\n"

    def test_an_existing_hook_is_left_alone(self, project: Path) -> None:
        hook = project / ".git/hooks/pre-commit"
        hook.write_text("#!/bin/sh\nmake lint\n")
        result = hapline("init", "--git-hook", cwd=project)
        assert "add to .git/hooks/pre-commit:\n\n  hapline check --staged --changed\n" in result.stdout
        assert hook.read_text() == "#!/bin/sh\nmake lint\n"
        hook.write_text("#!/bin/sh\nhapline check\n")
        assert "exists: .git/hooks/pre-commit\n" in hapline("init", "--git-hook", cwd=project).stdout

    def test_a_folder_that_cannot_be_made_is_said(self, project: Path) -> None:
        git(project, "config", "core.hooksPath", "/dev/null")
        result = hapline("init", "--git-hook", cwd=project)
        assert result.returncode == 6
        assert result.stderr == (
            "hapline: /dev/null/pre-commit: error: cannot be written: File exists; "
            "already written: hapline.json5, hapline.schema.json\n"
        )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".husky/pre-commit", "  hapline check --staged --changed\n"),
        (
            "lefthook.yml",
            "  pre-commit:\n    commands:\n      hapline:\n        run: hapline check --staged --changed\n",
        ),
        (".lefthook.toml", "  pre-commit:\n    commands:\n"),
    ],
)
def test_managers_of_hooks_keep_the_word(project: Path, file: str, text: str) -> None:
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text("npm test\n")
    result = hapline("init", "--git-hook", cwd=project)
    assert f"add to {file}:\n\n{text}" in result.stdout
    assert (project / file).read_text() == "npm test\n"
    assert not (project / ".git/hooks/pre-commit").exists()
    assert not (project / ".pre-commit-config.yaml").exists()


def test_a_link_to_nowhere_is_not_written_through(project: Path, tmp_path: Path) -> None:
    for name in ("hapline.json5", "hapline.schema.json", ".pre-commit-config.yaml"):
        (project / name).symlink_to(tmp_path / "outside" / name)
    (tmp_path / "outside").mkdir()
    hapline("init", cwd=project)
    assert os.listdir(tmp_path / "outside") == []


@pytest.mark.network
def test_pre_commit_accepts_its_configuration(project: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--retries", "5", "pre-commit"], check=True)
    hapline("init", cwd=project)
    command = [str(python), "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")
