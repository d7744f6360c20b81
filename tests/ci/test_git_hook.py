"""``hapline check --staged --changed`` as a plain git hook: nobody stashes anything, and only the commit counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ci.repositories import BAD, CONFIGURATION, ENTRY, FEAT, GOOD, HOOK, PROFILE, Repository, environment, rules

REFUSAL = """\
error[HOS203] entry preloads nope, but this app has no module of that name
  --> entry/src/main/module.json5:22:25  module.atomicService.preloads[0].moduleName
   |
22 |           "moduleName": "nope"
   |                         ^^^^^^
   = help: Name a module of this app as in its module.json5, and give it all device types of the one that preloads it.
   = official: 10016011, AGC 6

1 error
"""
PASSED = (0, "no findings\n")


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path)


@pytest.fixture
def repository(tmp_path: Path, variables: dict[str, str]) -> Repository:
    """A repository with one commit and the hook."""
    found = Repository(tmp_path / "repository", variables)
    found.write_sample()
    found.commit()
    found.install()
    return found


@pytest.mark.parametrize("folder", [".git/hooks", "tools/git-hooks"])
def test_the_hook_is_a_file_where_git_looks_for_it(folder: str, tmp_path: Path, variables: dict[str, str]) -> None:
    repository = Repository(tmp_path / "repository", variables)
    repository.write_sample()
    repository.commit()
    if folder != ".git/hooks":
        repository.git("config", "core.hooksPath", folder)
    repository.install()
    assert (repository.folder / folder / "pre-commit").is_file()
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ENTRY)
    assert repository.commit_with_hooks() == (1, REFUSAL)


def test_a_sound_commit_passes(repository: Repository) -> None:
    repository.replace(FEAT, '"deliveryWithInstall": true', '"deliveryWithInstall": true, "description": "d"')
    assert repository.commit_with_hooks("-a") == PASSED


def test_what_is_staged_counts_and_not_what_is_on_disk(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ENTRY)
    repository.replace(ENTRY, BAD, GOOD)
    assert repository.commit_with_hooks() == (1, REFUSAL)
    assert repository.git("status", "--porcelain") == f"MM {ENTRY}\n"
    repository.git("add", ENTRY)
    repository.write({"README.md": "x"})
    repository.git("add", "README.md")
    repository.replace(ENTRY, GOOD, BAD)
    assert repository.commit_with_hooks() == PASSED


def test_a_file_that_is_staged_in_part(repository: Repository) -> None:
    """Of two mistakes on disk one is staged: it is refused with its line in the commit, and the other is not named."""
    text = repository.read(ENTRY)
    first = text.replace('"installationFree": true', '"installationFree": "true"')
    repository.write({ENTRY: f"// one\n// two\n{first.replace(GOOD, BAD)}"})
    patch = repository.git("diff", "-U0", ENTRY)
    head, *hunks = patch.split("\n@@ ")
    staged = "\n@@ ".join([head, *(hunk for hunk in hunks if BAD in hunk)])
    repository.write({"part.patch": staged if staged.endswith("\n") else f"{staged}\n"})
    repository.git("apply", "--cached", "--unidiff-zero", "part.patch")
    assert repository.commit_with_hooks() == (1, REFUSAL)
    repository.git("reset", "-q")
    repository.git("add", ENTRY)
    assert rules(repository.commit_with_hooks()[1]) == [f"error[HOS613] {ENTRY}:11:25", f"error[HOS203] {ENTRY}:24:25"]


def test_an_empty_commit_passes_whatever_was_wrong_before(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    assert repository.commit_with_hooks("--allow-empty")[0] == 0
    repository.write({"README.md": "x"})
    repository.git("add", "README.md")
    assert repository.commit_with_hooks()[0] == 0


def test_a_commit_that_deletes_a_module(repository: Repository) -> None:
    repository.git("rm", "-rq", "feat")
    code, output = repository.commit_with_hooks()
    assert code == 1
    assert rules(output) == [f"error[HOS801] {PROFILE}:35:18"]


def test_a_module_is_renamed_and_a_preload_elsewhere_breaks(repository: Repository) -> None:
    repository.replace(FEAT, '"name": "feat"', '"name": "shop"')
    repository.replace(PROFILE, '"name": "feat"', '"name": "shop"')
    code, output = repository.commit_with_hooks("-a")
    assert code == 1
    assert rules(output) == [f"error[HOS203] {ENTRY}:22:25"]
    repository.replace(ENTRY, GOOD, '"moduleName": "shop"')
    assert repository.commit_with_hooks("-a") == PASSED


def test_a_folder_is_renamed(repository: Repository) -> None:
    repository.git("mv", "feat", "shop")
    code, output = repository.commit_with_hooks()
    assert code == 1
    assert rules(output) == [f"error[HOS801] {PROFILE}:35:18"]
    repository.replace(PROFILE, "./feat", "./shop")
    assert repository.commit_with_hooks("-a") == PASSED


def test_a_repository_without_a_project(tmp_path: Path, variables: dict[str, str]) -> None:
    repository = Repository(tmp_path / "repository", variables)
    repository.install()
    repository.write({"notes.json5": "{"})
    repository.git("add", ".")
    assert repository.commit_with_hooks() == (0, "no project found here\n")


def test_the_first_commit(tmp_path: Path, variables: dict[str, str]) -> None:
    repository = Repository(tmp_path / "repository", variables)
    repository.install()
    repository.write_sample()
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ".")
    assert repository.commit_with_hooks() == (1, REFUSAL)
    repository.replace(ENTRY, BAD, GOOD)
    assert repository.commit_with_hooks("-a") == PASSED


@pytest.mark.parametrize("way", [("-a",), (ENTRY,), ("-i", ENTRY), ("-a", "--amend")], ids=" ".join)
def test_ways_to_commit_what_is_not_staged(way: tuple[str, ...], repository: Repository) -> None:
    """Git makes an index of its own for them, and names it in GIT_INDEX_FILE."""
    repository.replace(ENTRY, GOOD, BAD)
    assert repository.commit_with_hooks(*way) == (1, REFUSAL)
    repository.replace(ENTRY, BAD, GOOD)
    repository.replace(FEAT, '"deliveryWithInstall": true', '"deliveryWithInstall": "true"')
    assert repository.commit_with_hooks(ENTRY, "--allow-empty") == PASSED
    assert repository.git("status", "--porcelain") == f" M {FEAT}\n"


def test_a_commit_from_a_folder_below(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    assert repository.commit_with_hooks("-a", below="entry/src") == (1, REFUSAL)


def test_a_project_in_a_subfolder(tmp_path: Path, variables: dict[str, str]) -> None:
    """Named to the hook, so that its configuration is found; paths are then as in the project."""
    repository = Repository(tmp_path / "repository", variables)
    repository.write_sample("apps/shop/")
    repository.write({"apps/other/README.md": "x"})
    repository.commit()
    repository.install(HOOK.replace("--changed", "--changed apps/shop"))
    repository.replace(f"apps/shop/{ENTRY}", GOOD, BAD)
    repository.write({"apps/other/README.md": "y"})
    repository.git("add", "apps/other")
    assert repository.commit_with_hooks() == PASSED
    repository.git("add", ".")
    assert repository.commit_with_hooks(below="apps") == (1, REFUSAL)
    worktree = Repository(tmp_path / "second", variables, make=False)
    repository.git("worktree", "add", "-q", "-b", "second", str(worktree.folder))
    worktree.replace(f"apps/shop/{ENTRY}", GOOD, BAD)
    assert worktree.commit_with_hooks("-a", below="apps/other") == (1, REFUSAL)
    worktree.git("checkout", "-q", ".")
    worktree.git("mv", "apps/shop/feat", "apps/shop/moved")
    assert rules(worktree.commit_with_hooks()[1]) == [f"error[HOS801] {PROFILE}:35:18"]


def test_a_second_work_tree(repository: Repository, tmp_path: Path, variables: dict[str, str]) -> None:
    """Git sets GIT_DIR for its hooks there."""
    worktree = Repository(tmp_path / "second", variables, make=False)
    repository.git("worktree", "add", "-q", "-b", "second", str(worktree.folder))
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ".")
    worktree.replace(FEAT, '"deliveryWithInstall": true', '"deliveryWithInstall": true, "description": "d"')
    assert worktree.commit_with_hooks("-a") == PASSED
    worktree.replace(ENTRY, GOOD, BAD)
    assert worktree.commit_with_hooks("-a", below="feat") == (1, REFUSAL)


def test_chinese_names(tmp_path: Path, variables: dict[str, str]) -> None:
    repository = Repository(tmp_path / "仓库", variables)
    repository.write_sample()
    repository.git("add", ".")
    repository.git("mv", "feat", "订单")
    repository.replace(PROFILE, "./feat", "./订单")
    repository.write({"文档/说明.md": "x"})
    repository.commit()
    repository.install()
    repository.replace("订单/src/main/module.json5", '"deliveryWithInstall": true', '"deliveryWithInstall": "是"')
    code, output = repository.commit_with_hooks("-a")
    assert code == 1
    assert "--> 订单/src/main/module.json5:8:28" in output
    assert '"deliveryWithInstall": "是"' in output


def test_a_merge_with_conflicts(repository: Repository) -> None:
    """While there are conflicts git refuses to commit by itself; asked by hand, our own side is judged."""
    repository.git("checkout", "-q", "-b", "theirs")
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.replace(ENTRY, GOOD, '"moduleName": "gone"')
    repository.commit()
    assert repository.run("git", "merge", "-q", "theirs").returncode == 1
    assert "<<<<<<<" in repository.read(ENTRY)
    by_hand = repository.run("hapline", "check", "--staged", "--changed")
    assert (by_hand.returncode, rules(by_hand.stdout)) == (1, [f"error[HOS203] {ENTRY}:22:25"])
    assert "entry preloads gone" in by_hand.stdout
    assert "unmerged files" in repository.commit_with_hooks()[1]
    repository.git("checkout", "-q", "--theirs", ENTRY)
    repository.git("add", ENTRY)
    assert repository.commit_with_hooks() == (1, REFUSAL)
    repository.replace(ENTRY, BAD, GOOD)
    assert repository.commit_with_hooks("-a") == PASSED
    assert repository.git("rev-list", "--count", "--merges", "HEAD") == "1\n"


def test_a_merge_without_conflicts(repository: Repository) -> None:
    """Each branch is sound by itself: git asks the hook pre-merge-commit about the two together."""
    repository.install(name="pre-merge-commit")
    repository.git("checkout", "-q", "-b", "theirs")
    repository.git("mv", "util", "tools")
    repository.replace(PROFILE, "./util", "./tools")
    repository.replace("lib/oh-package.json5", "file:../util", "file:../tools")
    assert repository.commit_with_hooks("-a") == PASSED
    repository.git("checkout", "-q", "main")
    repository.replace("entry/oh-package.json5", '{\n    "@', '{\n    "u": "file:../util",\n    "@')
    assert repository.commit_with_hooks("-a") == PASSED
    merged = repository.run("git", "merge", "--no-edit", "theirs")
    assert merged.returncode == 1
    assert rules(merged.stdout) == ["error[HOS805] entry/oh-package.json5:5:10"]


def test_announced_files_are_no_part_of_the_commit(repository: Repository) -> None:
    """``git add --intent-to-add`` leaves an empty content in the index."""
    module = repository.read(FEAT).replace('"name": "feat"', '"name": "nope"')
    profile = repository.read(PROFILE).replace('"name": "feat"', '"name": "nope"').replace("./feat", "./nope")
    repository.write({"nope/src/main/module.json5": module, "README.md": "x"})
    repository.git("add", "README.md")
    repository.git("add", "-N", "nope")
    assert repository.commit_with_hooks() == PASSED
    repository.write({PROFILE: profile})
    repository.git("add", PROFILE)
    assert rules(repository.commit_with_hooks()[1])[0] == f"error[HOS801] {PROFILE}:35:18"


def test_the_configuration_is_that_of_the_commit(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.write({"hapline.json5": CONFIGURATION.replace("HOS372", "HOS2")})
    repository.git("add", ENTRY)
    assert repository.commit_with_hooks() == (1, REFUSAL)
    repository.git("add", "hapline.json5")
    repository.write({"hapline.json5": CONFIGURATION})
    assert repository.commit_with_hooks()[0] == 0


def test_the_baseline_is_that_of_the_commit(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.write({"hapline-baseline.json": '{ "version": 1, "findings": [{}] }'})
    repository.git("add", ".")
    repository.run("hapline", "baseline", "create", "--force", "--reason", "later")
    assert "HOS203" in repository.read("hapline-baseline.json")
    assert repository.commit_with_hooks() == (1, REFUSAL)
    repository.git("add", "hapline-baseline.json")
    repository.write({"hapline-baseline.json": '{ "version": 1, "findings": [{}] }'})
    assert repository.commit_with_hooks()[0] == 0


def test_a_configuration_that_is_only_announced(repository: Repository) -> None:
    repository.git("rm", "-q", "--cached", "hapline.json5")
    repository.git("commit", "-q", "--no-verify", "-m", "none")
    repository.git("add", "-N", "hapline.json5")
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ENTRY)
    assert f"error[HOS203] {ENTRY}:22:25" in rules(repository.commit_with_hooks()[1])


@pytest.fixture
def with_submodule(repository: Repository, tmp_path: Path, variables: dict[str, str]) -> tuple[Repository, Repository]:
    """The sample with lib and util in a submodule ``shared``, and that submodule."""
    library = Repository(tmp_path / "library", variables)
    library.write({path: repository.read(path) for path in repository.git("ls-files", "lib", "util").split()})
    library.commit()
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(library.folder), "shared")
    repository.git("rm", "-rq", "lib", "util")
    repository.replace(PROFILE, "./lib", "./shared/lib")
    repository.replace(PROFILE, "./util", "./shared/util")
    repository.replace("entry/oh-package.json5", "file:../lib", "file:../shared/lib")
    repository.git("add", ".")
    assert repository.commit_with_hooks() == PASSED
    return repository, Repository(repository.folder / "shared", variables, make=False)


def test_a_submodule_is_judged_at_the_commit_that_is_staged(with_submodule: tuple[Repository, Repository]) -> None:
    repository, shared = with_submodule
    shared.git("mv", "lib", "moved")
    shared.commit()
    assert repository.commit_with_hooks("--allow-empty") == PASSED
    assert rules(repository.commit_with_hooks("-a")[1]) == [f"error[HOS801] {PROFILE}:47:18"]
    repository.git("reset", "-q")
    repository.git("submodule", "--quiet", "update")
    repository.replace(ENTRY, GOOD, BAD)
    assert repository.commit_with_hooks("-a") == (1, REFUSAL)


def test_a_submodule_of_a_second_work_tree(with_submodule: tuple[Repository, Repository], tmp_path: Path) -> None:
    """What GIT_DIR names there is not the submodule."""
    repository, _ = with_submodule
    worktree = Repository(tmp_path / "second", repository.environment, make=False)
    repository.git("worktree", "add", "-q", "-b", "second", str(worktree.folder))
    worktree.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init")
    worktree.replace(ENTRY, GOOD, BAD)
    assert worktree.commit_with_hooks("-a") == (1, REFUSAL)


def test_a_commit_in_a_submodule(repository: Repository, tmp_path: Path, variables: dict[str, str]) -> None:
    """Git sets GIT_DIR and GIT_INDEX_FILE for its hooks there."""
    outer = Repository(tmp_path / "outer", variables)
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.folder), "app")
    outer.commit()
    app = Repository(outer.folder / "app", variables, make=False)
    app.install()
    app.replace(ENTRY, GOOD, BAD)
    assert app.commit_with_hooks("--allow-empty") == PASSED
    assert app.commit_with_hooks("-a", below="entry") == (1, REFUSAL)


def test_a_submodule_that_is_not_checked_out(with_submodule: tuple[Repository, Repository], tmp_path: Path) -> None:
    """Then nobody knows all modules, as on disk: nothing is said of preloads, and what can be judged still is."""
    repository, _ = with_submodule
    clone = Repository(tmp_path / "clone", repository.environment, make=False)
    repository.git("clone", "-q", ".", str(clone.folder))
    clone.install()
    clone.replace(ENTRY, GOOD, BAD)
    assert clone.commit_with_hooks("-a") == (0, "no findings, 2 elsewhere, not asked about\n")
    clone.replace(ENTRY, '"installationFree": true', '"installationFree": "true"')
    assert rules(clone.commit_with_hooks("-a")[1]) == [f"error[HOS613] {ENTRY}:9:25"]


@pytest.mark.slow
def test_files_that_are_handed_out_to_several_runs(repository: Repository) -> None:
    """Together they say what one run over everything says: nothing twice, and nothing is left out."""
    repository.replace(FEAT, '"name": "feat"', '"name": "shop"')
    repository.replace(PROFILE, '"name": "feat"', '"name": "shop"')
    for name in ("feat", "lib"):
        repository.replace(f"{name}/src/main/module.json5", '"installationFree": true', '"installationFree": "true"')
    repository.write({"README.md": "x", "AppScope/notes.json5": "{}"})
    repository.git("add", ".")
    changed = repository.git("diff", "--cached", "--name-only").split()
    whole = rules(repository.run("hapline", "check", "--staged", "--changed").stdout)
    assert len(whole) == 3
    assert f"error[HOS203] {ENTRY}:22:25" in whole
    for length in (1, 2, 4):
        parts = [changed[start : start + length] for start in range(0, len(changed), length)]
        said = [rules(repository.run("hapline", "check", "--staged", "--changed", *part).stdout) for part in parts]
        assert sorted(one for part in said for one in part) == sorted(whole)
