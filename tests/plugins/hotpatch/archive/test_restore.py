"""``hapline hotpatch restore``: the files of a release in their places, all of them or none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.hotpatch.archive.sample import (
    MAPPING,
    SCRIPT,
    SOURCE,
    apk,
    archived,
    built,
    contents,
    project,
    run,
    words,
    write,
)

__all__ = ["project"]
posix = pytest.mark.skipif(os.name != "posix", reason="processes are limited and killed as POSIX has it")
LAID = [
    "app/hotpatch/old.apk",
    "app/instantrun/InstantRunMapping.txt.gz",
    "app/instantrun/mapping.txt",
    "app/instantrun/methodsMap.instantrun",
    "public.txt",
]
VALUES = ["app/src/main/res/values/ids.xml", "app/src/main/res/values/public.xml"]


@pytest.fixture
def fixed(project: Path, tmp_path: Path) -> Path:
    """A new checkout of the project, for the fix, with the archive of the release beside it."""
    archived(project, "--archive", str(tmp_path / "kept"))
    source = {name: content for name, content in SOURCE.items() if "public" not in name and "ids.xml" not in name}
    return write(tmp_path / "fix", source, {"hapline.json5": "{ hotpatch: { archive: '../kept' } }"})


def _object(fixed: Path, content: bytes) -> Path:
    """The file that keeps a content."""
    import hashlib

    name = hashlib.sha256(content).hexdigest()
    return fixed.parent / "kept" / "sha256" / name[:2] / name[2:]


def test_files_go_where_the_patch_build_looks_for_them(project: Path, fixed: Path) -> None:
    before = contents(fixed)
    assert run(fixed, "restore", "1.2.3", "--check").code == 1
    ended = run(fixed, "restore", "1.2.3")
    assert ended.code == 0
    assert sorted(ended.out.splitlines()) == [f"wrote {name}" for name in LAID]
    after = contents(fixed)
    assert sorted(after.keys() - before.keys()) == LAID
    was = contents(project)
    assert after["app/hotpatch/old.apk"] == was["app/build/outputs/apk/release/app.apk"]
    assert after["app/instantrun/mapping.txt"] == MAPPING.encode()
    assert after["public.txt"] == was["public.txt"]
    assert after[LAID[1]] == was["app/build/outputs/instantrun/InstantRunMapping_release.txt.gz"]
    assert after[LAID[3]] == was["app/build/outputs/instantrun/methodsMap.instantrun"]
    assert run(fixed, "restore", "1.2.3", "--check").code == 0
    assert sorted(run(fixed, "restore", "1.2.3").out.splitlines()) == [f"in place: {name}" for name in LAID]
    assert contents(fixed) == after


def test_stable_ids_are_laid_where_they_are_asked_for(fixed: Path) -> None:
    assert run(fixed, "restore", "1.2.3", "--stable-ids").code == 0
    assert sorted(path for path in contents(fixed) if "values" in path) == VALUES
    assert run(fixed, "restore", "1.2.3", "--stable-ids", "--check").code == 0


def test_the_module_can_be_named_and_stood_in(fixed: Path) -> None:
    assert run(fixed.parent, "restore", "1.2.3", "--to", "fix/app").code == 0
    assert run(fixed / "app", "restore", "1.2.3", "--check").code == 0
    assert run(fixed, "restore", "1.2.3", "--check").code == 0
    (fixed / "app/src/main/java/com").mkdir(parents=True)
    for inside in ("app/src", "app/src/main/java/com"):
        ended = run(fixed / inside, "restore", "1.2.3")
        assert (ended.code, "wrote" in ended.out) == (0, False)
    (fixed / "app/build.gradle").unlink()  # another script may be named in the settings
    assert "wrote" not in run(fixed / "app/src/main/java/com", "restore", "1.2.3").out


def test_the_place_of_the_old_apk_is_configured(fixed: Path) -> None:
    option = ("--set", "hotpatch.oldApk=patches/1/shop.apk")
    assert run(fixed, "restore", "1.2.3", *option).code == 0
    assert (fixed / "app/patches/1/shop.apk").is_file()
    assert run(fixed, "restore", "1.2.3", "--set", "hotpatch.oldApk=old.apk").code == 0
    assert (fixed / "app/old.apk").is_file()
    for odd in ("../old.apk", "/old.apk", "C:/old.apk", "a\\..\\b", ""):
        ended = run(fixed, "restore", "1.2.3", "--set", f"hotpatch.oldApk={odd}")
        assert (ended.code, "is no path inside the module" in words(ended.err)) == (2, True)


def test_dexpatch_has_its_files_beside_the_old_apk(tmp_path: Path) -> None:
    files = {name: content for name, content in built().items() if "instantrun" not in name}
    write(
        tmp_path, SOURCE, files, {"app/build.gradle": SCRIPT.replace("instantrun", "other"), "cart-raw.jar": apk(None)}
    )
    archived(tmp_path, "--jar", "cart-raw.jar")
    assert run(tmp_path, "restore", "1.2.3").code == 0
    laid = [name for name in contents(tmp_path) if name.startswith("app/hotpatch/")]
    assert laid == ["app/hotpatch/cart-raw.jar", "app/hotpatch/mapping.txt", "app/hotpatch/old.apk"]
    assert not (tmp_path / "app/instantrun").exists()


def test_a_different_file_is_not_replaced_and_nothing_else_is_laid(fixed: Path) -> None:
    write(fixed, {"app/instantrun/mapping.txt": "another"})
    before = contents(fixed)
    ended = run(fixed, "restore", "1.2.3")
    assert ended.code == 2
    assert "different files are there already: app/instantrun/mapping.txt" in words(ended.err)
    assert contents(fixed) == before
    checked = run(fixed, "restore", "1.2.3", "--check")
    assert checked.code == 1
    states = dict(line.split() for line in checked.out.splitlines())
    assert states == {name: "different" if name == "app/instantrun/mapping.txt" else "missing" for name in LAID}
    assert run(fixed, "restore", "1.2.3", "--force").code == 0
    assert sorted(contents(fixed).keys() - before.keys()) == sorted(set(LAID) - {"app/instantrun/mapping.txt"})
    assert run(fixed, "restore", "1.2.3", "--check").code == 0


@pytest.mark.parametrize("same_length", [True, False])
def test_damage_is_found_before_anything_is_laid(fixed: Path, *, same_length: bool) -> None:
    before = contents(fixed)
    damaged = _object(fixed, MAPPING.encode())
    damaged.write_bytes(b"x" * (len(MAPPING) if same_length else 3))
    ended = run(fixed, "restore", "1.2.3")
    assert ended.code == 4
    assert damaged.name in ended.err
    assert "backup" in ended.err
    assert contents(fixed) == before
    damaged.unlink()
    ended = run(fixed, "restore", "1.2.3")
    assert (ended.code, "is not there" in ended.err) == (4, True)
    assert contents(fixed) == before
    assert not (fixed / "app/instantrun").exists()
    assert run(fixed, "restore", "1.2.3", "--stable-ids").code == 4
    assert not (fixed / "app/src").exists()  # nor a folder of those above


def test_what_was_never_archived(fixed: Path) -> None:
    ended = run(fixed, "restore", "9.9")
    assert ended.code == 4
    assert "9.9 is not archived" in words(ended.err)
    assert "there are 1.2.3" in words(ended.err)
    for odd in ("../1.2.3", "", "1.2.3\0", "*", "CON", "v" * 5000, "\ud83d"):
        assert run(fixed, "restore", odd).code in {2, 4}
    ended = run(fixed, "restore", "1.2.3", "--archive", "nowhere")
    assert (ended.code, "there is no archive here" in ended.err) == (4, True)
    assert not (fixed / "nowhere").exists()
    assert run(fixed, "restore", "1.2.3", "--to", "nowhere").code == 4
    assert run(fixed, "restore", "1.2.3", "--check", "--force").code == 2


def test_releases_of_one_version_must_be_told_apart(project: Path) -> None:
    archived(project)
    write(project, built(application="com.example.tv", classes=["com.example.tv.Main"]))
    archived(project)
    ended = run(project, "restore", "1.2.3")
    assert ended.code == 2
    assert "com.example.shop release, com.example.tv release" in words(ended.err)
    assert run(project, "restore", "1.2.3", "--application", "com.example.tv").code == 0
    assert run(project, "restore", "1.2.3", "--application", "com.example.tv", "--check").code == 0
    assert run(project, "restore", "1.2.3", "--application", "com.example.shop", "--check").code == 1
    assert run(project, "restore", "1.2.3", "--variant", "debug").code == 4


def test_an_apk_that_was_built_elsewhere_is_of_the_usual_variant(tmp_path: Path) -> None:
    write(tmp_path, {"shop.apk": apk()})
    archived(tmp_path, "--apk", "shop.apk", "--set", "hotpatch.method=dexpatch", "--allow-incomplete")
    ended = run(tmp_path, "restore", "1.2.3", "--variant", "debug")
    assert ended.code == 4
    assert "of 1.2.3 there is no debug in the archive" in words(ended.err)
    ended = run(tmp_path, "restore", "1.2.3", "--variant", "release")
    assert (ended.code, ended.out) == (1, "wrote hotpatch/old.apk\n")  # of which no patch can be built
    assert "archived without mapping.txt" in words(ended.err)


def test_an_incomplete_release_is_laid_and_said(project: Path) -> None:
    (project / "app/build/outputs/instantrun/methodsMap.instantrun").unlink()
    archived(project, "--allow-incomplete")
    ended = run(project, "restore", "1.2.3")
    assert ended.code == 1
    assert "was archived without methodsMap.instantrun" in words(ended.err)


def test_a_folder_where_a_file_should_go(fixed: Path) -> None:
    (fixed / "app/instantrun/mapping.txt").mkdir(parents=True)
    before = contents(fixed)
    for line in ((), ("--force",)):
        ended = run(fixed, "restore", "1.2.3", *line)
        assert (ended.code, "a folder is where a file should go" in words(ended.err)) == (2, True)
    assert contents(fixed) == before


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_links_lead_nothing_out_of_the_project(fixed: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (fixed / "app/instantrun").symlink_to(outside)
    for line in ((), ("--force",), ("--check",)):
        ended = run(fixed, "restore", "1.2.3", *line)
        assert (ended.code, "a link leads out of the project" in words(ended.err)) == (2, True)
    assert list(outside.iterdir()) == []
    assert not (fixed / "app/hotpatch").exists()


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_in_place_of_a_file_is_replaced_and_not_followed(fixed: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(MAPPING.encode())
    (fixed / "app/instantrun").mkdir()
    (fixed / "app/instantrun/mapping.txt").symlink_to(outside)
    (fixed / "app/instantrun/methodsMap.instantrun").symlink_to(tmp_path / "nowhere")
    assert run(fixed, "restore", "1.2.3").code == 2
    outside.write_text("precious")
    assert run(fixed, "restore", "1.2.3", "--force").code == 0
    assert outside.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()
    assert not (fixed / "app/instantrun/mapping.txt").is_symlink()


_SMALL_FILES_ONLY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
from hapline.__main__ import main
main()
"""


@posix
def test_a_disk_that_is_full_changes_nothing(project: Path, fixed: Path) -> None:
    write(project, built(version="2.0", more={"assets/noise": os.urandom(20_000)}))
    archived(project, "--archive", "../kept")
    write(fixed, {"app/hotpatch/old.apk": "old", "app/instantrun/mapping.txt": "old"})
    before = contents(fixed)
    line = [sys.executable, "-B", "-c", _SMALL_FILES_ONLY, "hotpatch", "restore", "2.0", "--force"]
    ended = subprocess.run(line, cwd=fixed, capture_output=True, text=True, check=False)
    assert ended.returncode == 6
    assert "cannot be written: File too large; no file has changed" in words(ended.stderr)
    assert contents(fixed) == before
    archiving = [sys.executable, "-B", "-c", _SMALL_FILES_ONLY, "hotpatch", "archive", "--archive", "../other"]
    ended = subprocess.run(archiving, cwd=project, capture_output=True, text=True, check=False)
    assert ended.returncode == 6
    assert "cannot be written: File too large" in words(ended.stderr)
    assert run(project, "list", "--archive", "../other", "--verify").code == 3  # nothing is there, and nothing half
    assert run(project, "archive", "--archive", "../other").code == 0


def test_where_one_cannot_be_renamed_the_others_are_taken_back(fixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(fixed, dict.fromkeys(LAID[:3], "old"))
    before = contents(fixed)
    replace = os.replace
    done: list[str] = []

    def fails_late(one: str, other: str) -> None:
        if str(one).endswith(".hapline") and other.endswith("public.txt") and not done:
            done.append(other)
            raise OSError(5, "Input/output error")
        replace(one, other)

    monkeypatch.setattr(os, "replace", fails_late)
    ended = run(fixed, "restore", "1.2.3", "--force")
    assert (ended.code, len(done)) == (6, 1)
    assert "no file has changed" in words(ended.err)
    assert contents(fixed) == before


@posix
def test_killed_at_any_moment_each_file_is_whole_and_a_second_run_goes_on(project: Path, fixed: Path) -> None:
    write(project, built(version="2.0", code=50, more={"assets/noise": os.urandom(300_000)}))
    archived(project, "--archive", "../kept")
    code = (
        "import sys; from hapline.cli import run\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for version in ('1.2.3', '2.0'): run(['hotpatch', 'restore', version, '--force'])\n"
    )
    assert run(fixed, "restore", "1.2.3").code == 0
    old = contents(fixed)
    assert run(fixed, "restore", "2.0", "--force").code == 0
    new = contents(fixed)
    for round_ in range(6):
        process = subprocess.Popen([sys.executable, "-c", code], cwd=fixed, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2 + 0.05 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        now = contents(fixed)
        assert all(now[name] in {old[name], new[name]} for name in old)
    assert run(fixed, "restore", "2.0", "--force").code == 0
    for left in fixed.rglob(".*.hapline"):
        os.utime(left, (0, 0))  # as if that had been some time ago
    assert run(fixed, "restore", "1.2.3", "--force").code == 0
    assert contents(fixed) == old


def test_as_json(fixed: Path) -> None:
    found = json.loads(run(fixed, "restore", "1.2.3", "--check", "--format", "json").out)
    assert (found["version"], found["release"]["version"]) == (1, "1.2.3")
    assert {(one["state"], one["wrote"]) for one in found["files"]} <= {("missing", False), ("in place", False)}
    ended = run(fixed, "restore", "1.2.3", "--format", "json")
    written = {one["part"] for one in json.loads(ended.out)["files"] if one["wrote"]}
    assert (ended.code, {"app.apk", "mapping.txt", "methodsMap.instantrun"} <= written) == (0, True)
    assert run(fixed, "restore", "1.2.3", "--check", "--format", "json").code == 0
    assert run(fixed, "restore", "9.9", "--format", "json").out == ""
