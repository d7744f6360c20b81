"""The hooks of ``.pre-commit-hooks.yaml``, run by the real pre-commit for real commits."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from ci.installing import installed, shared_folder, source
from ci.repositories import BAD, ENTRY, FEAT, GOOD, PROFILE, Repository, environment, rules

pytestmark = pytest.mark.network

REFUSED = """\
hapline fix..............................................................Passed
hapline check (what the commit brings)...................................Failed
- hook id: hapline-check-staged
- exit code: 1

error[HOS203] entry preloads nope, but this app has no module of that name
  --> entry/src/main/module.json5:22:25  module.atomicService.preloads[0].moduleName
   |
22 |           "moduleName": "nope"
   |                         ^^^^^^
   = help: Name a module of this app as in its module.json5, and give it all device types of the one that preloads it.
   = official: 10016011, AGC 6

1 error

"""
PASSED = """\
hapline fix..............................................................Passed
hapline check (what the commit brings)...................................Passed
"""
NOTHING_TO_FIX = """\
hapline fix..........................................(no files to check)Skipped
hapline check (what the commit brings)...................................Passed
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(shared_folder(tmp_path_factory, "pre-commit"), ["pre-commit"])


@pytest.fixture
def variables(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, programs: Path) -> dict[str, str]:
    """The hooks bring their own hapline: there is none on the PATH."""
    found = environment(tmp_path)
    path = [str(programs), *found["PATH"].split(os.pathsep)[1:]]
    home = shared_folder(tmp_path_factory, "pre-commit-home")
    return {**found, "PATH": os.pathsep.join(path), "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture
def configuration(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A configuration with all hooks of this work tree, as it is now."""
    url = source(shared_folder(tmp_path_factory, "pre-commit-source"))
    head = subprocess.run(["git", "ls-remote", url, "HEAD"], capture_output=True, text=True, check=True).stdout.split()
    hooks = "".join(f"      - id: {name}\n" for name in ("hapline-fix", "hapline-check-staged", "hapline-check"))
    return f"repos:\n  - repo: {url}\n    rev: {head[0]}\n    hooks:\n{hooks}"


@pytest.fixture
def repository(tmp_path: Path, variables: dict[str, str], configuration: str) -> Repository:
    """The sample with one commit and pre-commit installed."""
    found = Repository(tmp_path / "repository", variables)
    found.write_sample()
    found.write({".pre-commit-config.yaml": configuration})
    found.commit()
    install(found)
    return found


def install(repository: Repository, *types: str) -> None:
    """Install pre-commit's hook files."""
    result = repository.run("pre-commit", "install", *(word for type_ in types for word in ("-t", type_)))
    assert result.returncode == 0, result.stdout


def says(output: str) -> str:
    """The output without what pre-commit says once: that it makes its environments, and where it keeps a patch."""
    kept = [line for line in output.splitlines(keepends=True) if not line.startswith(("[INFO]", "[WARNING]"))]
    return "".join(kept)


def test_a_sound_commit_passes(repository: Repository) -> None:
    repository.replace(FEAT, '"deliveryWithInstall": true', '"deliveryWithInstall": true, "description": "d"')
    code, output = repository.commit_with_hooks("-a")
    assert (code, says(output)) == (0, PASSED)


def test_a_bad_preload_is_refused_at_its_line(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ENTRY)
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (1, REFUSED)


def test_what_is_staged_counts_and_what_is_not_is_kept(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ENTRY)
    repository.replace(ENTRY, BAD, GOOD)
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (1, REFUSED)
    assert repository.git("status", "--porcelain") == f"MM {ENTRY}\n"
    repository.git("add", ENTRY)
    repository.write({"README.md": "x"})
    repository.git("add", "README.md")
    repository.replace(ENTRY, GOOD, BAD)
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (0, NOTHING_TO_FIX)
    assert BAD in repository.read(ENTRY)


def test_a_file_that_is_staged_in_part(repository: Repository) -> None:
    text = repository.read(ENTRY)
    first = text.replace('"deliveryWithInstall": true', '"deliveryWithInstall": "true"')
    repository.write({ENTRY: f"// one\n// two\n{first.replace(GOOD, BAD)}"})
    head, *hunks = repository.git("diff", "-U0", ENTRY).split("\n@@ ")
    repository.write({"part.patch": "\n@@ ".join([head, *(hunk for hunk in hunks if BAD in hunk)]).rstrip("\n") + "\n"})
    repository.git("apply", "--cached", "--unidiff-zero", "part.patch")
    on_disk = repository.read(ENTRY)
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (1, REFUSED)
    assert repository.read(ENTRY) == on_disk


def test_a_fix_changes_a_file_and_the_commit_is_repeated(repository: Repository) -> None:
    """Only what the commit brings is changed: what was wrong elsewhere stays as it is."""
    wrong, right = '"deliveryWithInstall": "true"', '"deliveryWithInstall": true'
    repository.replace("lib/src/main/module.json5", right, wrong)
    repository.commit()
    repository.replace(FEAT, right, wrong)
    repository.git("add", FEAT)
    code, output = repository.commit_with_hooks()
    assert code == 1
    assert says(output).startswith(
        "hapline fix..............................................................Failed\n"
        "- hook id: hapline-fix\n"
        "- files were modified by this hook\n"
        "\n"
        f"fixed HOS613 in {FEAT}: write it as a boolean\n"
        "no findings, 1 elsewhere, not asked about\n"
    )
    assert right in repository.read(FEAT)
    assert repository.git("status", "--porcelain") == f"MM {FEAT}\n"
    repository.git("add", FEAT)
    code, output = repository.commit_with_hooks("--allow-empty")
    assert (code, says(output)) == (0, NOTHING_TO_FIX)
    assert wrong in repository.read("lib/src/main/module.json5")


def test_a_fix_that_meets_edits_that_are_not_staged(repository: Repository) -> None:
    """Pre-commit takes the fix back, and nothing that somebody wrote is lost."""
    repository.replace(FEAT, '"deliveryWithInstall": true', '"deliveryWithInstall": "true"')
    repository.git("add", FEAT)
    repository.replace(FEAT, '"deliveryWithInstall": "true"', '"deliveryWithInstall": "yes"')
    on_disk = repository.read(FEAT)
    code, output = repository.commit_with_hooks()
    assert code == 1
    assert "Rolling back fixes" in output
    assert repository.read(FEAT) == on_disk
    assert repository.git("diff", "--cached", "--name-only") == f"{FEAT}\n"


def test_an_empty_commit(repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    code, output = repository.commit_with_hooks("--allow-empty")
    assert (code, says(output)) == (0, NOTHING_TO_FIX)


def test_a_commit_that_only_deletes(repository: Repository) -> None:
    repository.git("rm", "-rq", "feat")
    code, output = repository.commit_with_hooks()
    assert (code, rules(output)) == (1, [f"error[HOS801] {PROFILE}:35:18"])


def test_a_module_is_renamed_and_a_preload_elsewhere_breaks(repository: Repository) -> None:
    repository.replace(FEAT, '"name": "feat"', '"name": "shop"')
    repository.replace(PROFILE, '"name": "feat"', '"name": "shop"')
    code, output = repository.commit_with_hooks("-a")
    assert (code, rules(output)) == (1, [f"error[HOS203] {ENTRY}:22:25"])


def test_a_folder_is_renamed(repository: Repository) -> None:
    repository.git("mv", "feat", "shop")
    code, output = repository.commit_with_hooks()
    assert (code, rules(output)) == (1, [f"error[HOS801] {PROFILE}:35:18"])


@pytest.mark.parametrize("at_once", [False, True])
def test_file_lists_that_are_split(repository: Repository, at_once: bool) -> None:  # noqa: FBT001 two ways to split
    """Somebody sets pass_filenames, and the names are too long for one command line, or for one process of several."""
    text = repository.read(".pre-commit-config.yaml")
    more = (
        f"      - id: hapline-check-staged\n        pass_filenames: true\n        require_serial: {at_once}\n".lower()
    )
    repository.write({".pre-commit-config.yaml": text.replace("      - id: hapline-check-staged\n", more)})
    repository.commit()
    repository.replace(FEAT, '"name": "feat"', '"name": "shop"')
    repository.replace(PROFILE, '"name": "feat"', '"name": "shop"')
    for name in ("entry", "feat", "lib"):
        repository.replace(f"{name}/src/main/module.json5", '"deliveryWithInstall": true', '"deliveryWithInstall": 1')
    repository.write({f"{folder}/{'名' * 60}{n}.json5": "{}" for folder in ("a", "fa", "z") for n in range(300)})
    repository.git("add", ".")
    whole = rules(
        repository.run("pre-commit", "run", "hapline-check-staged", "-c", write_whole(repository, text)).stdout
    )
    assert len(whole) == 4
    code, output = repository.commit_with_hooks()
    assert code == 1
    assert len(re.findall(r"^(?:no findings|\d errors?)(?:, .*)?$", output, re.MULTILINE)) > 1
    assert sorted(rules(output)) == sorted(whole)


def write_whole(repository: Repository, text: str) -> str:
    """Another configuration file, outside of what is committed."""
    file = repository.folder.parent / "whole.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_repository_without_a_project(repository: Repository) -> None:
    repository.git("rm", "-rq", "--cached", ".")
    repository.git("add", ".pre-commit-config.yaml")
    repository.git("commit", "-q", "--no-verify", "--amend", "-m", "all")
    repository.git("clean", "-qfd")
    repository.write({"notes.json5": "{ a: 1, }"})
    repository.git("add", ".")
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (0, PASSED)


def test_a_merge_with_conflicts(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "theirs")
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.replace(ENTRY, GOOD, '"moduleName": "gone"')
    repository.commit()
    repository.run("git", "merge", "-q", "theirs")
    assert "Unmerged files." in repository.run("pre-commit", "run").stdout
    repository.git("checkout", "-q", "--theirs", ENTRY)
    repository.git("add", ENTRY)
    assert says(repository.commit_with_hooks()[1]) == REFUSED
    repository.replace(ENTRY, BAD, GOOD)
    repository.git("add", ENTRY)
    assert says(repository.commit_with_hooks()[1]) == PASSED


def test_a_merge_without_conflicts(repository: Repository) -> None:
    install(repository, "pre-merge-commit")
    repository.git("checkout", "-q", "-b", "theirs")
    repository.git("mv", "util", "tools")
    repository.replace(PROFILE, "./util", "./tools")
    repository.replace("lib/oh-package.json5", "file:../util", "file:../tools")
    assert repository.commit_with_hooks("-a")[0] == 0
    repository.git("checkout", "-q", "main")
    repository.replace("entry/oh-package.json5", '{\n    "@', '{\n    "u": "file:../util",\n    "@')
    assert repository.commit_with_hooks("-a")[0] == 0
    merged = repository.run("git", "merge", "--no-edit", "theirs")
    assert (merged.returncode, rules(merged.stdout)) == (1, ["error[HOS805] entry/oh-package.json5:5:10"])


def test_chinese_names(repository: Repository) -> None:
    repository.git("mv", "feat", "订单")
    repository.replace(PROFILE, "./feat", "./订单")
    assert repository.commit_with_hooks("-a")[0] == 0
    repository.replace("订单/src/main/module.json5", '"deliveryWithInstall": true', '"deliveryWithInstall": "是"')
    code, output = repository.commit_with_hooks("-a")
    assert code == 1
    assert "--> 订单/src/main/module.json5:8:28" in output


def test_a_project_in_a_subfolder(tmp_path: Path, variables: dict[str, str], configuration: str) -> None:
    repository = Repository(tmp_path / "repository", variables)
    repository.write_sample("apps/shop/")
    staged = "      - id: hapline-check-staged\n"
    with_folder = configuration.replace(staged, f"{staged}        args: [apps/shop]\n")
    repository.write({".pre-commit-config.yaml": with_folder})
    repository.commit()
    install(repository)
    repository.replace(f"apps/shop/{ENTRY}", GOOD, BAD)
    code, output = repository.commit_with_hooks("-a", below="apps")
    assert (code, says(output)) == (1, REFUSED)


@pytest.mark.parametrize("way", [("-a",), (ENTRY,), ("-a", "--amend")], ids=" ".join)
def test_ways_to_commit_what_is_not_staged(way: tuple[str, ...], repository: Repository) -> None:
    repository.replace(ENTRY, GOOD, BAD)
    code, output = repository.commit_with_hooks(*way)
    assert (code, says(output)) == (1, REFUSED)
    repository.replace(ENTRY, BAD, '"moduleName": "feat" ')
    code, output = repository.commit_with_hooks(*way)
    assert (code, says(output)) == (0, PASSED)


def test_a_second_work_tree(repository: Repository, tmp_path: Path, variables: dict[str, str]) -> None:
    worktree = Repository(tmp_path / "second", variables, make=False)
    repository.git("worktree", "add", "-q", "-b", "second", str(worktree.folder))
    worktree.replace(ENTRY, GOOD, BAD)
    code, output = worktree.commit_with_hooks("-a", below="feat")
    assert (code, says(output)) == (1, REFUSED)
    worktree.replace(ENTRY, BAD, '"moduleName": "feat" ')
    assert worktree.commit_with_hooks("-a")[0] == 0


def test_the_first_commit(tmp_path: Path, variables: dict[str, str], configuration: str) -> None:
    repository = Repository(tmp_path / "repository", variables)
    install_first = repository.run("pre-commit", "install", "--allow-missing-config")
    assert install_first.returncode == 0
    repository.write_sample()
    repository.write({".pre-commit-config.yaml": configuration})
    repository.replace(ENTRY, GOOD, BAD)
    repository.git("add", ".")
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (1, REFUSED)
    repository.replace(ENTRY, BAD, GOOD)
    assert repository.commit_with_hooks("-a")[0] == 0


def test_submodules(repository: Repository, tmp_path: Path, variables: dict[str, str]) -> None:
    library = Repository(tmp_path / "library", variables)
    library.write({path: repository.read(path) for path in repository.git("ls-files", "lib", "util").split()})
    library.commit()
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(library.folder), "shared")
    repository.git("rm", "-rq", "lib", "util")
    repository.replace(PROFILE, "./lib", "./shared/lib")
    repository.replace(PROFILE, "./util", "./shared/util")
    repository.replace("entry/oh-package.json5", "file:../lib", "file:../shared/lib")
    repository.git("add", ".")
    assert repository.commit_with_hooks()[0] == 0
    shared = Repository(repository.folder / "shared", variables, make=False)
    shared.git("mv", "lib", "moved")
    shared.commit()
    assert repository.commit_with_hooks("--allow-empty")[0] == 0
    code, output = repository.commit_with_hooks("-a")
    assert (code, rules(output)) == (1, [f"error[HOS801] {PROFILE}:47:18"])


def test_announced_files_are_no_part_of_the_commit(repository: Repository) -> None:
    repository.write({"nope/src/main/module.json5": repository.read(FEAT), "README.md": "x"})
    repository.git("add", "README.md")
    repository.git("add", "-N", "nope")
    code, output = repository.commit_with_hooks()
    assert (code, says(output)) == (0, NOTHING_TO_FIX)
    repository.replace(PROFILE, "./feat", "./nope")
    repository.git("add", PROFILE)
    code, output = repository.commit_with_hooks()
    assert (code, rules(output)) == (1, [f"error[HOS801] {PROFILE}:35:18"])


def test_a_push_asks_about_the_whole_project(repository: Repository, tmp_path: Path) -> None:
    install(repository, "pre-push")
    repository.git("init", "-q", "--bare", str(tmp_path / "remote"))
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    repository.write({"README.md": "x"})
    repository.commit()
    refused = repository.run("git", "push", "-q", str(tmp_path / "remote"), "main")
    assert (refused.returncode, rules(refused.stdout)) == (1, [f"error[HOS203] {ENTRY}:22:25"])
    assert "hapline check (whole project)" in refused.stdout
    assert "hapline-check-staged" not in refused.stdout
    repository.replace(ENTRY, BAD, GOOD)
    repository.commit()
    repository.replace(ENTRY, GOOD, BAD)
    assert repository.run("git", "push", "-q", str(tmp_path / "remote"), "main").returncode == 1
    entry = "      - id: hapline-check\n"
    repository.replace(".pre-commit-config.yaml", entry, f"{entry}        args: [--revision, HEAD]\n")
    pushed = repository.run("git", "push", "-q", str(tmp_path / "remote"), "main")
    assert pushed.returncode == 0, "what is committed is sound"


def test_by_hand(repository: Repository) -> None:
    """``--all-files`` does not stage anything: the hook for that is the one about the whole project."""
    repository.replace(ENTRY, GOOD, BAD)
    repository.commit()
    assert repository.run("pre-commit", "run", "--all-files").returncode == 0
    whole = repository.run("pre-commit", "run", "--hook-stage", "manual", "hapline-check")
    assert (whole.returncode, rules(whole.stdout)) == (1, [f"error[HOS203] {ENTRY}:22:25"])
