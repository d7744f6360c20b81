"""``hapline baseline`` as people use it: in repositories, with branches, for source and for built packages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.test_commands import hapline, write
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
FILE = "hapline-baseline.json"
BEFORE = str(1767182400)  # 2025-12-31
AFTER = str(1767268800)  # 2026-01-01


def _project(folder: Path, *names: str) -> Path:
    """The sample project, whose entry preloads these names."""
    preloads = [{"moduleName": name} for name in names]
    text = json.dumps({"module": {"atomicService": {"preloads": preloads}}})
    config = '{ check: { ignore: ["HOS372"] } }'
    folder.mkdir(exist_ok=True)
    (folder / "hapline.json5").write_text(config)
    return write(folder, {ENTRY: text})


def _git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"]
    result = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return result.stdout


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two findings and a baseline on its main branch."""
    folder = _project(tmp_path, "m-one", "m-two")
    _git(folder, "init", "-q", "-b", "main")
    created = hapline("baseline", "create", "--reason", "before 2.1", cwd=folder)
    assert (created.returncode, created.stderr) == (0, "")
    assert created.stdout == f"wrote {FILE}: 2 accepted, 2 of them new, 0 removed\n"
    _commit(folder, "with a baseline")
    return folder


def test_a_branch_fails_by_what_it_adds_and_nothing_else(repository: Path) -> None:
    checked = hapline("check", cwd=repository)
    assert (checked.returncode, checked.stdout) == (0, "no findings, 2 accepted\n")
    _git(repository, "switch", "-q", "-c", "feature")
    _project(repository, "new", "m-two", "m-one")
    _commit(repository, "preload one more")
    result = hapline("check", "-q", cwd=repository)
    assert result.returncode == 1
    assert result.stdout == (
        f"{ENTRY}:22:25: error[HOS203] entry preloads new, but this app has no module of that name\n"
    )
    accepted = hapline("check", "-v", cwd=repository).stdout
    assert f"accepted HOS203 at {ENTRY}:28:25: entry preloads m-one" in accepted
    assert "(before 2.1)" in accepted
    assert hapline("check", "--no-baseline", "-q", cwd=repository).stdout.count("HOS203") == 3
    _git(repository, "switch", "-q", "main")
    assert hapline("check", cwd=repository).returncode == 0


def _messages(folder: Path) -> list[tuple[str, str]]:
    shown = json.loads(hapline("baseline", "show", "--format", "json", cwd=folder).stdout)
    return sorted((one["message"].split(",")[0], one["reason"]) for one in shown["findings"])


def test_branches_that_accept_side_by_side_merge_by_lines(repository: Path) -> None:
    (repository / ".gitattributes").write_text(f"{FILE} merge=union\n")
    _commit(repository, "merge the baseline by lines")
    for branch in ("a", "b", "c"):
        _git(repository, "switch", "-q", "-c", branch, "main")
        _project(repository, "m-one", "m-two", branch)
        assert hapline("baseline", "create", "--append", "--reason", branch, cwd=repository).returncode == 0
        _git(repository, "checkout", "-q", "main", "--", ENTRY)
        _commit(repository, f"accept {branch}")
    _git(repository, "switch", "-q", "main")
    _git(repository, "merge", "-q", "-m", "merge", "a")
    _git(repository, "merge", "-q", "-m", "merge", "b")
    _git(repository, "merge", "-q", "-m", "merge", "c")
    accepted = {"m-one": "before 2.1", "m-two": "before 2.1", "a": "a", "b": "b", "c": "c"}
    assert _messages(repository) == sorted((f"entry preloads {name}", reason) for name, reason in accepted.items())


def test_one_branch_mends_and_another_accepts_elsewhere(tmp_path: Path) -> None:
    names = [f"m-{number}" for number in range(4)]
    folder = _project(tmp_path, *names)
    _git(folder, "init", "-q", "-b", "main")
    assert hapline("baseline", "create", "--reason", "old", cwd=folder).returncode == 0
    _commit(folder, "with a baseline")
    first = json.loads((folder / FILE).read_text().splitlines()[3].rstrip(","))["message"].split()[2].strip(",")
    _git(folder, "switch", "-q", "-c", "mend")
    _project(folder, *(name for name in names if name != first))
    assert hapline("baseline", "prune", cwd=folder).returncode == 0
    _commit(folder, "mend one")
    _git(folder, "switch", "-q", "-c", "accept", "main")
    write(folder, {ENTRY: (folder / ENTRY).read_text(), "feat/src/main/module.json5": "{ module: { pages: 5 } }"})
    assert hapline("baseline", "create", "--append", "--reason", "new", cwd=folder).returncode == 0
    _commit(folder, "accept another")
    _git(folder, "merge", "-q", "-m", "merge", "mend")
    checked = hapline("check", cwd=folder)
    assert (checked.returncode, checked.stdout) == (0, "no findings, 4 accepted\n")
    assert hapline("baseline", "prune", "--check", cwd=folder).returncode == 0


def test_show_and_prune(repository: Path) -> None:
    _project(repository, "m-two")
    text = (repository / FILE).read_text()
    assert hapline("check", "-q", cwd=repository).stdout == (
        f"{FILE}:{_line(text, 'm-one')}:5: note[CFG105] there is no finding of HOS203 in {ENTRY} any more\n"
    )
    shown = hapline("baseline", "show", cwd=repository)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "HOS203: 2 accepted, 1 not found any more"
    assert lines[-1] == "2 accepted, 1 not found any more"
    first = lines.index(f"  {ENTRY}: entry preloads m-one, but this app has no module of that name")
    assert lines[first + 1] == "    before 2.1, found 0 times"
    said = f"HOS203 in {ENTRY} not found any more: entry preloads m-one, but this app has no module of that name\n"
    tested = hapline("baseline", "prune", "--check", cwd=repository)
    assert (tested.returncode, tested.stdout) == (1, said)
    assert (repository / FILE).read_text() == text
    pruned = hapline("baseline", "prune", cwd=repository)
    assert (pruned.returncode, pruned.stdout) == (0, f"{said}wrote {FILE}: 1 accepted, 0 of them new, 1 removed\n")
    assert (repository / FILE).read_text() == "".join(
        line for line in text.splitlines(keepends=True) if "m-one" not in line
    )
    again = hapline("baseline", "prune", "--check", cwd=repository)
    assert (again.returncode, again.stdout) == (0, "every entry accepts something that is found\n")


def _line(text: str, word: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if word in line)


def test_show_is_versioned_and_complete(repository: Path) -> None:
    result = hapline("baseline", "show", "--format", "json", cwd=repository)
    content = json.loads(result.stdout)
    assert (content["version"], content["baseline"], len(content["findings"])) == (1, FILE, 2)
    one = next(one for one in content["findings"] if "m-one" in one["message"])
    checked = json.loads(hapline("check", "--no-baseline", "--format", "json", cwd=repository).stdout)
    found = next(finding for finding in checked["findings"] if "m-one" in finding["message"])
    assert one == {
        "rule": "HOS203",
        "path": ENTRY,
        "message": "entry preloads m-one, but this app has no module of that name",
        "reason": "before 2.1",
        "expires": None,
        "expired": False,
        "count": 1,
        "found": 1,
        "package": False,
        "fingerprint": found["fingerprint"],
    }
    elsewhere = repository.parent / "elsewhere"
    elsewhere.mkdir()
    shown = hapline("baseline", "show", "--baseline", str(repository / FILE), "--format", "json", cwd=elsewhere)
    assert [one["found"] for one in json.loads(shown.stdout)["findings"]] == [None, None]


def test_an_existing_baseline_is_not_overwritten(repository: Path) -> None:
    text = (repository / FILE).read_bytes()
    result = hapline("baseline", "create", "--reason", "again", cwd=repository)
    assert result.returncode == 2
    assert "there is a baseline already" in result.stderr
    assert (repository / FILE).read_bytes() == text


def test_append_and_force_keep_reasons_and_days(repository: Path) -> None:
    def reasons() -> dict[str, tuple[str, str | None]]:
        content = json.loads((repository / FILE).read_text())
        found = [one for one in content["findings"] if one]
        return {one["message"].split()[2].strip(","): (one["reason"], one.get("expires")) for one in found}

    _project(repository, "m-two", "new")
    arguments = ("--reason", "for  2.2", "--until", "2026-06-30")
    appended = hapline("baseline", "create", "--append", *arguments, cwd=repository, SOURCE_DATE_EPOCH=BEFORE)
    assert appended.stdout == f"wrote {FILE}: 3 accepted, 1 of them new, 0 removed\n"
    expected = {"m-one": ("before 2.1", None), "m-two": ("before 2.1", None), "new": ("for 2.2", "2026-06-30")}
    assert reasons() == expected
    forced = hapline("baseline", "create", "--force", "--reason", "other", cwd=repository, SOURCE_DATE_EPOCH=BEFORE)
    assert forced.stdout == f"wrote {FILE}: 2 accepted, 0 of them new, 1 removed\n"
    assert reasons() == {name: expected[name] for name in ("m-two", "new")}


def test_what_has_expired_fails_and_is_accepted_anew(tmp_path: Path) -> None:
    folder = _project(tmp_path, "m-one")
    arguments = ("--reason", "this year", "--until", "2025-12-31")
    assert hapline("baseline", "create", *arguments, cwd=folder, SOURCE_DATE_EPOCH=BEFORE).returncode == 0
    assert hapline("check", cwd=folder, SOURCE_DATE_EPOCH=BEFORE).returncode == 0
    over = hapline("check", "-q", cwd=folder, SOURCE_DATE_EPOCH=AFTER)
    assert over.returncode == 1
    assert over.stdout == (
        f"{ENTRY}:22:25: error[HOS203] entry preloads m-one, but this app has no module of that name\n"
        f"{FILE}:4:5: warning[CFG104] the finding of HOS203 in {ENTRY} was accepted until 2025-12-31, "
        "and is not any more\n"
    )
    shown = hapline("baseline", "show", cwd=folder, SOURCE_DATE_EPOCH=AFTER).stdout
    assert shown == (
        "HOS203: 0 accepted, 1 expired\n"
        f"  {ENTRY}: entry preloads m-one, but this app has no module of that name\n"
        "    this year, until 2025-12-31, expired\n"
        "0 accepted, 1 expired\n"
    )
    again = ("--append", "--reason", "next year", "--until", "2026-12-31")
    assert hapline("baseline", "create", *again, cwd=folder, SOURCE_DATE_EPOCH=AFTER).returncode == 0
    assert hapline("check", cwd=folder, SOURCE_DATE_EPOCH=AFTER).stdout == "no findings, 1 accepted\n"


def test_built_packages_have_entries_of_their_own(tmp_path: Path) -> None:
    folder = _project(tmp_path, "m-one")
    wrong = {"entry.hap": {"module": {"dependencies": [{"moduleName": "no"}]}}, "lib.hsp": {}}
    sample.write_packages(folder / "out", wrong)
    files = ("out/entry.hap", "out/lib.hsp")
    assert hapline("verify", *files, cwd=folder).returncode == 1
    assert hapline("baseline", "create", "--reason", "source", cwd=folder).returncode == 0
    created = hapline("baseline", "create", *files, "--append", "--reason", "packages", cwd=folder)
    assert created.stdout == f"wrote {FILE}: 2 accepted, 1 of them new, 0 removed\n"
    assert hapline("verify", *files, cwd=folder).stdout == "no findings, 1 accepted\n"
    assert hapline("check", cwd=folder).stdout == "no findings, 1 accepted\n"
    shutil.copytree(folder / "out", folder / "archive" / "42")
    moved = hapline("verify", "42/entry.hap", "42/lib.hsp", "--baseline", f"../{FILE}", cwd=folder / "archive")
    assert moved.stdout == "no findings, 1 accepted\n"
    sample.write_packages(folder / "out", {"entry.hap": {}, "lib.hsp": {}})
    assert hapline("baseline", "prune", "--check", cwd=folder).returncode == 0
    pruned = hapline("baseline", "prune", *files, cwd=folder)
    assert pruned.stdout.splitlines()[-1] == f"wrote {FILE}: 1 accepted, 0 of them new, 1 removed"
    forced = hapline("baseline", "create", *files, "--force", "--reason", "x", cwd=folder)
    assert forced.stdout == f"wrote {FILE}: 1 accepted, 0 of them new, 0 removed\n"


def test_a_moved_file_is_new_and_its_old_entry_left_over(repository: Path) -> None:
    for folder in ("build-profile.json5", "entry/oh-package.json5"):
        path = repository / folder
        path.write_text(path.read_text().replace("./entry", "./main"))
    (repository / "entry").rename(repository / "main")
    moved = hapline("check", "-q", cwd=repository).stdout
    assert (moved.count("HOS203] entry preloads"), moved.count("note[CFG105]")) == (2, 2)
    assert hapline("baseline", "create", "--append", "--reason", "moved", cwd=repository).returncode == 0
    assert hapline("baseline", "prune", cwd=repository).returncode == 0
    checked = hapline("check", cwd=repository)
    assert checked.stdout == "no findings, 2 accepted\n"


def test_fix_leaves_what_is_accepted_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, {ENTRY: '{ module: { installationFree: "true" } }'})
    assert hapline("baseline", "create", "--reason", "later", cwd=folder).returncode == 0
    text = (folder / ENTRY).read_text()
    assert hapline("fix", cwd=folder).returncode == 0
    assert (folder / ENTRY).read_text() == text
    assert hapline("fix", "--no-baseline", cwd=folder).returncode == 0
    assert (folder / ENTRY).read_text() == text.replace('"true"', "true")


def test_a_selection_is_all_that_is_accepted(tmp_path: Path) -> None:
    folder = write(tmp_path, {ENTRY: '{ module: { installationFree: "true", mainElement: "No" } }'})
    found = hapline("check", "-q", cwd=folder).stdout
    created = hapline("baseline", "create", "--select", "HOS613", "--reason", "later", cwd=folder)
    assert created.returncode == 0
    left = hapline("check", "-q", cwd=folder).stdout
    assert left == "".join(line for line in found.splitlines(keepends=True) if "HOS613" not in line) != ""


def test_without_findings_there_is_nothing_to_write(tmp_path: Path) -> None:
    folder = _project(tmp_path, "feat")
    created = hapline("baseline", "create", "--reason", "x", cwd=folder)
    assert (created.returncode, created.stdout) == (0, "no findings, so there is nothing to accept\n")
    assert not (folder / FILE).exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("create",), 2, "Missing option '--reason'"),
        (("create", "--reason", "  "), 2, "--reason is empty"),
        (("create", "--reason", "x", "--until", "soon"), 2, "--until soon: must be a day from today on"),
        (("create", "--reason", "x", "--until", "2001-01-01"), 2, "must be a day from today on"),
        (("create", "--reason", "x", "nowhere"), 4, "nowhere: error: there is no such file or folder"),
        (("create", "--reason", "x", "entry", "feat"), 2, "a run is about one folder"),
        (("create", "--reason", "x", "hapline.json5"), 2, "no plugin knows what hapline.json5 is"),
        (("create", "--reason", "x", "entry/src"), 3, "no project found here"),
        (("create", "--reason", "x", "--baseline", "no/b.json"), 6, "no/b.json: error: cannot be written"),
        (("create", "--reason", "x", "--set", "check.baseline="), 2, "check.baseline names no file"),
        (("prune",), 4, f"{FILE}: error: there is no such baseline"),
        (("show",), 4, "`hapline baseline create` writes it"),
        (("show", "--baseline", "hapline.json5"), 2, "hapline.json5:1:3"),
    ],
)
def test_errors_say_what_and_what_to_do(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    folder = _project(tmp_path, "m-one")
    result = hapline("baseline", *arguments, cwd=folder, HAPLINE_DISABLE_PLUGINS="*")
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / FILE).exists()


def test_a_named_baseline_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    folder = _project(tmp_path, "m-one")
    named = hapline("check", "--baseline", "none.json", cwd=folder)
    assert (named.returncode, "none.json: error: there is no such baseline" in named.stderr) == (4, True)


def test_in_chinese(repository: Path) -> None:
    _project(repository, "m-two")
    shown = hapline("baseline", "show", "--lang", "zh", cwd=repository)
    assert shown.stdout.splitlines()[-1] == "已忽略 2 个、已不再出现 1 个"
    pruned = hapline("baseline", "prune", "--lang", "zh", cwd=repository)
    assert pruned.stdout.splitlines()[-1] == f"已写入 {FILE}：共忽略 1 个，其中新增 0 个，删除 1 个"  # noqa: RUF001 as above


def test_a_comment_beside_a_secret_does_not_show_it(tmp_path: Path) -> None:
    profile = write(tmp_path) / "build-profile.json5"
    config = """"signingConfigs": [{
      "name": "release",
      "material": {
        "storePassword": "0000001AF00D", // hapline: ignore[HOS613] no finding of it
        "keyPassword": "0000001AF00E" // hapline: ignore[HOS203]
      }
    }]"""
    profile.write_text(profile.read_text().replace('"signingConfigs": []', config))
    for format_ in ("text", "json", "sarif"):
        result = hapline("check", "--format", format_, cwd=tmp_path)
        assert "CFG101" in result.stdout
        assert "CFG102" in result.stdout
        assert "HOS616" in result.stdout
        assert "0000001AF00" not in result.stdout


def test_when_a_plugin_crashes_nothing_is_written(tmp_path: Path) -> None:
    folder = _project(tmp_path / "project", "m-one")
    plugins = tmp_path / "plugins"
    (plugins / "broken-1.0.dist-info").mkdir(parents=True)
    (plugins / "broken-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (plugins / "broken-1.0.dist-info" / "entry_points.txt").write_text("[hapline]\nbroken = broken\n")
    (plugins / "broken.py").write_text("raise RuntimeError('not today')\n")
    path = str(plugins)
    created = hapline("baseline", "create", "--reason", "x", cwd=folder, PYTHONPATH=path, TMPDIR=str(tmp_path))
    assert (created.returncode, (folder / FILE).exists()) == (70, False)
    assert hapline("baseline", "create", "--reason", "x", cwd=folder).returncode == 0
    text = (folder / FILE).read_bytes()
    _project(tmp_path / "project")
    pruned = hapline("baseline", "prune", cwd=folder, PYTHONPATH=path, TMPDIR=str(tmp_path))
    assert (pruned.returncode, (folder / FILE).read_bytes()) == (70, text)
