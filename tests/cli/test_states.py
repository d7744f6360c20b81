"""``hapline check`` on what is staged, on revisions, and on what a change brings: on real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.test_commands import hapline
from plugins.harmony import sample
from repositories import TestRepository

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
GOOD = sample.project()[ENTRY]
BAD = {ENTRY: '{ module: { atomicService: { preloads: [{ moduleName: "Feat" }] } } }'}
OPTIONS = ("--ignore", "HOS372", "-q")


def _text(changes: dict[str, str], path: str) -> str | bytes:
    return sample.project(changes)[path]


@pytest.fixture
def repository(tmp_path: Path) -> TestRepository:
    made = TestRepository(tmp_path / "repo")
    made.commit(sample.project())
    return made


def _check(repository: TestRepository, *arguments: str, folder: str = "") -> tuple[int, str, str]:
    result = hapline("check", *arguments, *OPTIONS, cwd=repository.folder / folder)
    return result.returncode, result.stdout, result.stderr


FOUND = f"{ENTRY}:22:25: error[HOS203] entry preloads Feat, but this app has no module of that name\n"


def test_bad_staged_and_good_on_disk(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY)})
    repository.git("add", "-A")
    repository.write({ENTRY: GOOD})
    assert _check(repository, "--staged") == (1, FOUND, "")
    assert _check(repository, "--staged", "--changed") == (1, FOUND, "")
    assert _check(repository) == (0, "", "")


def test_good_staged_and_bad_on_disk(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY)})
    assert _check(repository, "--staged") == (0, "", "")
    assert _check(repository) == (1, FOUND, "")


def test_the_frame_shows_the_staged_line(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY)})
    repository.git("add", "-A")
    repository.write({ENTRY: "no JSON5 at all"})
    text = hapline("check", "--staged", "--ignore", "HOS372", cwd=repository.folder).stdout
    assert '22 |           "moduleName": "Feat"\n' in text


def test_a_partly_staged_file(repository: TestRepository) -> None:
    """One of two edits of a file is staged, as by ``git add -p``."""
    twice = _text({ENTRY: '{ module: { installationFree: "true", atomicService: { preloads: [] } } }'}, ENTRY)
    repository.write({ENTRY: twice})
    repository.git("add", "-A")
    repository.write({ENTRY: _text(BAD, ENTRY)})
    code, text, _ = _check(repository, "--staged")
    assert (code, "HOS613" in text, "HOS203" in text) == (1, True, False)


def test_a_renamed_module_breaks_the_preload_that_names_it(repository: TestRepository) -> None:
    """The finding stands in a file that was not changed, and is new."""
    repository.commit(
        {ENTRY: _text({ENTRY: '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'}, ENTRY)}
    )
    repository.write({FEAT: _text({FEAT: '{ module: { name: "features" } }'}, FEAT)})
    profile = str(sample.project()["build-profile.json5"]).replace('"feat"', '"features"', 1)
    repository.write({"build-profile.json5": profile})
    repository.git("add", "-A")
    code, text, _ = _check(repository, "--staged", "--changed", "--select", "HOS203")
    assert (code, text) == (1, FOUND.replace("Feat", "feat"))
    repository.git("commit", "-q", "-m", "renamed")
    assert _check(repository, "--staged", "--changed", "--select", "HOS203") == (0, "", "")
    assert _check(repository, "--select", "HOS203")[0] == 1


def test_what_was_there_before_is_not_this_change(repository: TestRepository) -> None:
    repository.commit({ENTRY: _text(BAD, ENTRY)})
    repository.write({"cart/readme.md": "unrelated"})
    repository.git("add", "-A")
    assert _check(repository, "--staged", "--changed") == (0, "", "")
    assert _check(repository, "--staged") == (1, FOUND, "")
    repository.write({ENTRY: str(_text(BAD, ENTRY)) + "\n// touched\n"})
    repository.git("add", "-A")
    assert _check(repository, "--staged", "--changed") == (1, FOUND, "")


def test_changes_of_a_branch(repository: TestRepository) -> None:
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit({ENTRY: _text(BAD, ENTRY)})
    repository.commit({"notes.md": "x"})
    assert _check(repository, "--changed") == (1, FOUND, "")
    assert _check(repository, "--base", "main") == (1, FOUND, "")
    assert _check(repository, "--base", "HEAD~1") == (0, "", "")
    assert _check(repository, "--changed", "--revision", "topic") == (1, FOUND, "")
    repository.git("checkout", "-q", "main")
    assert _check(repository) == (0, "", "")
    assert _check(repository, "--revision", "topic") == (1, FOUND, "")
    assert _check(repository, "--revision", "topic~2") == (0, "", "")


def test_untracked_files_are_changes(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY)})
    repository.git("rm", "-q", "--cached", ENTRY)
    assert _check(repository, "--changed") == (1, FOUND, "")


def test_files_limit_what_is_reported(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY), FEAT: _text({FEAT: '{ module: { installationFree: "true" } }'}, FEAT)})
    assert _check(repository, ENTRY) == (1, FOUND, "")
    assert _check(repository, f"./{ENTRY}", "build-profile.json5") == (1, FOUND, "")
    assert _check(repository, "build-profile.json5") == (0, "", "")
    both = hapline("check", *OPTIONS, "--", ENTRY, FEAT, cwd=repository.folder)
    assert (both.returncode, both.stdout.count("\n")) == (1, 2)
    assert _check(repository, "nowhere.json5")[0] == 4
    assert _check(repository, ENTRY, "entry")[0] == 2
    assert "not below the current folder" in _check(repository, "../build-profile.json5", folder="entry")[2]


def test_a_commit_without_a_project_is_fine(tmp_path: Path) -> None:
    made = TestRepository(tmp_path / "empty")
    assert _check(made, "--staged", "--changed") == (0, "", "no project found here\n")
    assert _check(made, "--staged")[0] == 3
    made.write({"readme.md": "x"})
    assert _check(made, "readme.md")[0] == 0


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    made = TestRepository(tmp_path / "first")
    made.write(sample.project(BAD))
    made.git("add", "-A")
    assert _check(made, "--staged", "--changed") == (1, FOUND, "")


def test_a_repository_in_a_subfolder(tmp_path: Path) -> None:
    made = TestRepository(tmp_path / "mono")
    made.commit({f"apps/service/{path}": content for path, content in sample.project().items()})
    made.write({f"apps/service/{ENTRY}": _text(BAD, ENTRY)})
    made.git("add", "-A")
    assert _check(made, "--staged", "--changed", folder="apps/service") == (1, FOUND, "")
    assert _check(made, "--staged", "--changed") == (1, f"apps/service/{FOUND}", "")
    assert _check(made, "--staged", "apps/service") == (1, FOUND, "")


def test_the_staged_configuration_counts(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY), "hapline.json5": '{ "check": { "severity": { "HOS203": "off" } } }'})
    repository.git("add", "-A")
    repository.write({"hapline.json5": "{}"})
    assert _check(repository, "--staged") == (0, "", "")
    assert _check(repository)[0] == 1
    repository.write({"hapline.json5": "{ broken"})
    repository.git("add", "-A")
    repository.write({"hapline.json5": "{}"})
    code, _, errors = _check(repository, "--staged")
    assert (code, "hapline.json5:1:" in errors) == (2, True)


def test_suppressions_in_what_is_staged(repository: TestRepository) -> None:
    text = str(_text(BAD, ENTRY)).replace(
        '"moduleName": "Feat"', '"moduleName": "Feat" // hapline: ignore[HOS203] soon'
    )
    repository.write({ENTRY: text})
    repository.git("add", "-A")
    repository.write({ENTRY: _text(BAD, ENTRY)})
    for _ in range(2):  # the second time from what was kept
        assert _check(repository, "--staged") == (0, "", "")
        assert _check(repository) == (1, FOUND, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--staged", "--revision", "HEAD"), "--staged and --revision exclude each other"),
        (("--staged", "--base", "HEAD"), "--staged and --base exclude each other"),
        (("--base", "nope"), "there is no revision nope"),
        (("--revision", "nope"), "there is no revision nope"),
        (("--base", ""), "--base is empty"),  # a variable that nobody has set
        (("--base=", "--changed"), "--base is empty"),
        (("--revision", " "), "--revision is empty"),
    ],
)
def test_errors(repository: TestRepository, arguments: tuple[str, ...], says: str) -> None:
    code, _, errors = _check(repository, *arguments)
    assert (code, says in errors) == (2, True), errors


def test_outside_a_repository(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    result = hapline("check", "--staged", cwd=tmp_path / "x", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (result.returncode, "this folder is not in a git repository" in result.stderr) == (2, True)


def test_all_formats_tell_of_the_same_findings(repository: TestRepository) -> None:
    repository.write({ENTRY: _text(BAD, ENTRY)})
    repository.git("add", "-A")
    shown = {
        state: json.loads(
            hapline("check", *state, "--format", "json", "--ignore", "HOS372", cwd=repository.folder).stdout
        )["findings"]
        for state in ((), ("--staged",), ("--changed",), ("--staged", "--changed"), ("--no-cache",))
    }
    assert all(one == shown[()] for one in shown.values())
    assert [one["rule"] for one in shown[()]] == ["HOS203"]
