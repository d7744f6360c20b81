"""``hapline hotpatch build``, with a stand-in for the Gradle wrapper."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.tools.stand_ins import is_alive, process_in
from hapline.testing import Bench, Ended
from hapline.trees.memory import MemoryTree
from hapline_plugins.hotpatch.building.delivering import deliverable
from hapline_plugins.hotpatch.building.manifest_reading import read_manifest
from plugins.hotpatch.building.making import APP, SUCCESS, apk, fixes, gradle_build, manifest, patch, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for gradlew is a script of POSIX")
PATCH = "app/build/outputs/instantrun/patch.jar"
MANIFEST = "app/build/outputs/instantrun/patch.json"
OLD = ("--old-apk", "old.apk")


def _run(folder: Path, *line: str, **options: str) -> Ended:
    return Bench(options={name.replace("_", "."): value for name, value in options.items()}).run(
        "hotpatch", "build", *line, cwd=folder
    )


def test_a_patch_is_built_and_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689599")
    gradle_build(tmp_path)
    ended = _run(tmp_path, *OLD)
    assert ended.code == 0, ended.err
    assert "> auto patch end successfully" in ended.err
    assert "note: Gradle calls the build failed" in ended.err
    assert "arguments: clean mpGeneratePatch\n" in ended.err
    found = read_manifest((tmp_path / MANIFEST).read_bytes())
    data = (tmp_path / PATCH).read_bytes()
    assert (found.method, found.application_id, found.target_version) == ("instantrun", APP, "1.2.0")
    assert (found.file, found.size, found.created) == ("patch.jar", len(data), "2024-12-31T23:59:59Z")
    assert [(one.name, one.patch) for one in found.patched] == [("Main", f"{APP}.MainPatch")]
    assert {**found.tools, "hapline": ""} == {
        "hapline": "",
        "gradle": "7.5.1",
        "agp": "7.4.2",
        "patchPlugin": "1.0.7",
    }
    assert (found.commit, found.base_commit, found.supersedes) == ("", "", "")
    assert f"{PATCH}  " in ended.out
    assert f"  md5 {found.md5}, which the service calls its version\n" in ended.out
    assert f"wrote {MANIFEST}\n" in ended.out
    first = (tmp_path / MANIFEST).read_bytes()
    assert _run(tmp_path, *OLD).code == 0
    assert (tmp_path / MANIFEST).read_bytes() == first, "the same build makes the same manifest"


def test_success_is_not_a_matter_of_the_exit_code(tmp_path: Path) -> None:
    gradle_build(tmp_path, says="BUILD SUCCESSFUL\n", code=0)
    ended = _run(tmp_path, *OLD)
    assert (ended.code, "note: Gradle" in ended.err) == (0, False)
    gradle_build(tmp_path, says="BUILD FAILED\n", code=1)
    ended = _run(tmp_path, *OLD)
    assert (ended.code, ended.out) == (1, "")
    assert "hapline: .: error: ./gradlew clean mpGeneratePatch ended with exit code 1\n" in ended.err


def test_a_known_failure_is_explained(tmp_path: Path) -> None:
    gradle_build(tmp_path, says='> mapping line info is error  # {"id":"x"}\n> No space left on device\n', makes=None)
    ended = _run(tmp_path, *OLD, "-q")
    assert ended.code == 1
    assert "error: instantrun/mapping.txt holds comment lines of R8, which the plugin cannot read: # " in ended.err
    assert "  help: take the lines that begin with # out of instantrun/mapping.txt" in ended.err
    assert "error: the disk is full\n" in ended.err
    assert "the last lines of the output:\n  > mapping line info is error" in ended.err
    assert not (tmp_path / MANIFEST).exists()


def test_a_patch_of_an_earlier_build_is_none(tmp_path: Path) -> None:
    gradle_build(tmp_path, makes=None)
    write(tmp_path, {PATCH: patch()})
    ended = _run(tmp_path, *OLD)
    assert ended.code == 1
    assert f"hapline: {PATCH}: error: the patch is older than this build: nothing new was made\n" in ended.err
    (tmp_path / PATCH).unlink()
    assert "error: the build has made no patch\n" in _run(tmp_path, *OLD).err


def test_a_patch_that_is_broken_or_not_what_is_expected(tmp_path: Path) -> None:
    gradle_build(tmp_path, makes=b"no archive")
    ended = _run(tmp_path, *OLD)
    assert (ended.code, f"hapline: {PATCH}: error: " in ended.err) == (1, True)
    write(tmp_path, {"stand-in/patch.jar": patch()})
    ended = _run(tmp_path, *OLD, "--expect", "com.example.Main,com.example.Other")
    assert (ended.code, "error: not in the patch: com.example.Other\n" in ended.err) == (1, True)
    assert not (tmp_path / MANIFEST).exists()
    assert _run(tmp_path, *OLD, "--expect", "com.example.Main").code == 0
    ended = _run(tmp_path, *OLD, hotpatch_maxPatchSize="100")
    assert (ended.code, "; 100 B are allowed" in ended.err) == (1, True)


def test_nothing_is_run_where_inputs_are_wrong(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    for name in ("mapping.txt", "methodsMap.instantrun"):
        (tmp_path / "app/instantrun" / name).unlink()
    ended = _run(tmp_path, *OLD, "--new-apk", "old.apk")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("error: a file of the release is missing") == 2
    assert not (tmp_path / PATCH).exists()


def test_the_time_limit(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    ended = _run(tmp_path, *OLD, "--command", "sleep 100", "--time-limit", "1")
    assert ended.code == 1
    assert "error: sleep 100 did not end within a second\n" in ended.err
    assert "  help: allow more by --time-limit or hotpatch.timeLimit" in ended.err


@pytest.mark.timeout(120)
def test_ctrl_c_ends_the_build(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    (tmp_path / "gradlew").write_text("#!/bin/sh\necho $$ > pid.new\nmv pid.new pid\nexec sleep 300\n")
    code = "from hapline.__main__ import main; main()"
    line = [sys.executable, "-c", code, "hotpatch", "build", *OLD]
    process = subprocess.Popen(line, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    child = process_in(tmp_path / "pid")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, "interrupted" in err, is_alive(child)) == (130, "", True, False)


def test_secrets_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWORD", "hunter2")
    gradle_build(tmp_path)
    assert "password: hunter2" in _run(tmp_path, *OLD).err
    assert "password: ***" in _run(tmp_path, *OLD, hotpatch_maskedVariables='["STORE_PASSWORD"]').err


def test_another_command(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    ended = _run(tmp_path / "app", "--old-apk", "../old.apk", "--command", "./gradlew -Px='a b' :app:mpGeneratePatch")
    assert (ended.code, "arguments: -Px=a b :app:mpGeneratePatch\n" in ended.err) == (0, True)
    (tmp_path / "hapline.json5").write_text("{ hotpatch: { buildCommand: ['./gradlew', 'other'] } }")
    assert "arguments: other\n" in _run(tmp_path, *OLD).err
    ended = _run(tmp_path, *OLD, "--command", "no-such-tool x")
    assert (ended.code, "no-such-tool is not installed, or not on the PATH" in ended.err) == (4, True)


def test_dexpatch(tmp_path: Path) -> None:
    gradle_build(tmp_path, says="", code=0, makes=patch(["com.example.Main", "com.example.Main$1"]))
    line = (*OLD, "--method", "dexpatch")
    ended = _run(tmp_path, *line)
    assert (ended.code, "--finished FILE" in ended.err) == (2, True)
    ended = _run(tmp_path, *line, "--command", "./gradlew")
    assert (ended.code, "where the command leaves the patch is not known" in ended.err) == (2, True)
    ended = _run(tmp_path, *line, "--command", "./gradlew", "--patch", PATCH)
    assert ended.code == 0, ended.err
    found = read_manifest((tmp_path / MANIFEST).read_bytes())
    assert ([one.name for one in found.patched], found.added) == (["com.example.Main"], ("com.example.Main$1",))
    gradle_build(tmp_path, says=SUCCESS, code=1, makes=patch(["com.example.Main"]))
    assert _run(tmp_path, *line, "--command", "./gradlew", "--patch", PATCH).code == 1, "it is InstantRun that fails so"


def test_a_patch_that_was_made_elsewhere(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    write(tmp_path, {"out/mpaas_a.jar": patch()})
    ended = _run(tmp_path, *OLD, "--finished", "out/mpaas_a.jar", "--out", "kept")
    assert (ended.code, "arguments:" in ended.err) == (0, False)
    assert read_manifest((tmp_path / "kept/mpaas_a.json").read_bytes()).file == "mpaas_a.jar"
    assert (tmp_path / "kept/mpaas_a.jar").read_bytes() == patch()
    assert _run(tmp_path, *OLD, "--finished", "gone.jar").code == 4


def test_the_published_patch(tmp_path: Path) -> None:
    gradle_build(tmp_path, makes=patch([*fixes("com.example.Main"), "com.example.New"]))
    write(tmp_path, {"published.json": manifest("com.example.Main", "com.example.Lost").render()})
    ended = _run(tmp_path, *OLD, "--published", "published.json")
    assert ended.code == 1
    assert "error: fixes of the published patch would be lost: com.example.Lost\n" in ended.err
    assert not (tmp_path / MANIFEST).exists()
    write(tmp_path, {"published.json": manifest("com.example.Main").render()})
    assert _run(tmp_path, *OLD, "--published", "published.json").code == 0
    assert read_manifest((tmp_path / MANIFEST).read_bytes()).supersedes == "b" * 32
    write(tmp_path, {"published.json": manifest("com.example.Main", target_version="1.1.0").render()})
    ended = _run(tmp_path, *OLD, "--published", "published.json")
    assert (ended.code, "for version 1.1.0 of the app, this one for 1.2.0" in ended.err) == (2, True)
    assert "arguments:" not in ended.err, "that is known before anything is run"
    write(tmp_path, {"published.json": "{"})
    ended = _run(tmp_path, *OLD, "--published", "published.json")
    assert (ended.code, "published.json:1:1: error: " in ended.err) == (2, True)


def test_what_has_to_be_known(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    ended = _run(tmp_path)
    assert (ended.code, "error: the app that is patched is not known\n" in ended.err) == (2, True)
    ended = _run(tmp_path, "--application-id", APP)
    assert (ended.code, "error: the version that is patched is not known\n" in ended.err) == (2, True)
    assert _run(tmp_path, "--application-id", APP, "--target-version", "9").code == 0
    assert read_manifest((tmp_path / MANIFEST).read_bytes()).target_version == "9"
    ended = _run(tmp_path, "--old-apk", "gone.apk")
    assert (ended.code, "gone.apk: error: there is no such file" in ended.err) == (4, True)
    (tmp_path / "empty").mkdir()
    ended = _run(tmp_path / "empty")
    assert (ended.code, "how the app is patched is not known" in ended.err) == (2, True)


def test_commits(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    (tmp_path / ".gitignore").write_text("build/\n")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]
    for line in (["init", "-q"], ["add", "."], ["commit", "-qm", "release"], ["tag", "v1"]):
        subprocess.run([*git, *line], cwd=tmp_path, check=True)
    assert _run(tmp_path, *OLD, "--base", "v1").code == 0
    found = read_manifest((tmp_path / MANIFEST).read_bytes())
    assert (len(found.commit), found.base_commit, found.is_uncommitted) == (40, found.commit, False)
    (tmp_path / "build.gradle").write_text("// changed\n")
    ended = _run(tmp_path, *OLD)
    assert (ended.code, "note: the patch was built from changes that are in no commit" in ended.err) == (0, True)
    assert read_manifest((tmp_path / MANIFEST).read_bytes()).is_uncommitted
    subprocess.run([*git, "commit", "-qam", "fix"], cwd=tmp_path, check=True)
    # What a release kept is laid beside the sources, and is none of them.
    kept: dict[str, bytes | str] = {
        "app/instantrun/more.txt": "x",
        "app/hotpatch/old.apk": apk(),
        "public.txt": "x",
        ".hapline/releases/a": "x",
    }
    write(tmp_path, kept)
    assert _run(tmp_path, *OLD).code == 0
    assert not read_manifest((tmp_path / MANIFEST).read_bytes()).is_uncommitted
    write(tmp_path, {"app/instantrun2/new.java": "class New {}"})
    assert _run(tmp_path, *OLD).code == 0
    assert read_manifest((tmp_path / MANIFEST).read_bytes()).is_uncommitted
    ended = _run(tmp_path, *OLD, "--base", "v2")
    assert (ended.code, "there is no revision v2" in ended.err) == (2, True)


def test_json(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    ended = _run(tmp_path, *OLD, "--format", "json")
    found = json.loads(ended.out)
    assert (ended.code, found["version"], found["problems"]) == (0, 1, [])
    assert (found["file"], found["manifestFile"]) == (PATCH, MANIFEST)
    assert found["patch"] == json.loads((tmp_path / MANIFEST).read_bytes())
    ended = _run(tmp_path, *OLD, "--format", "json", "--expect", "a.B")
    found = json.loads(ended.out)
    assert (ended.code, found["manifestFile"]) == (1, None)
    assert [one["what"] for one in found["problems"]] == [
        "not in the patch: a.B",
        "in the patch, and not expected: Main",
    ]


def test_a_patch_as_a_deliverable(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    assert _run(tmp_path, *OLD).code == 0
    files = {name: (tmp_path / name).read_bytes() for name in (PATCH, MANIFEST)}
    found = deliverable(MemoryTree(files), MANIFEST)
    assert (found.kind, found.name) == ("hotpatch", APP)
    assert found.path == f"hotpatch/{APP}/1.2.0/patch.jar"
    assert b"".join(found.content()) == files[PATCH]
    assert found.version == found.facts["md5"]
    changed = deliverable(MemoryTree({**files, PATCH: b"other"}), MANIFEST)
    with pytest.raises(Exception, match="the patch is not the one that its manifest describes"):
        b"".join(changed.content())


def test_the_packager(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    write(
        tmp_path,
        {"app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n"},
    )
    bench = Bench()
    files = {str(one.relative_to(tmp_path)): one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert bench.package(files, "hotpatch") == {}, "nothing was built"
    assert _run(tmp_path, *OLD).code == 0
    files |= {name: (tmp_path / name).read_bytes() for name in (PATCH, MANIFEST)}
    assert bench.package(files, "hotpatch") == {f"hotpatch/{APP}/1.2.0/patch.jar": patch()}
    ended = bench.run("package", "--only", "hotpatch", "--out", "out", cwd=tmp_path)
    assert (ended.code, f"hotpatch {APP} " in ended.out) == (0, True), ended.err
    with pytest.raises(Exception, match="version 2"):
        bench.package({**files, MANIFEST: files[MANIFEST].replace(b'"version": 1', b'"version": 2')}, "hotpatch")


def test_an_apk_whose_version_is_a_resource(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    write(tmp_path, {"old.apk": apk(version="@string/version")})
    assert "the version that is patched is not known" in _run(tmp_path, *OLD).err


def test_a_base_that_is_empty(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    ended = _run(tmp_path, *OLD, "--base", "")
    assert (ended.code, "error: --base is empty\n" in ended.err) == (2, True)


def test_a_mapping_that_nobody_knows(tmp_path: Path) -> None:
    """Without the archived release, the released app says whether the mapping is its own."""
    gradle_build(tmp_path)
    write(tmp_path, {"app/instantrun/mapping.txt": "com.other.Main -> c.d:\n    void run() -> c\n"})
    ended = _run(tmp_path, *OLD)
    assert ended.code == 1
    assert "app/instantrun/mapping.txt: error: this is the mapping of another build than old.apk\n" in ended.err
    assert "  help: lay what the release kept into instantrun/" in ended.err
    assert not (tmp_path / PATCH).exists()
    ended = _run(tmp_path, "--target-version", "1.2.0", "--application-id", APP)
    assert (ended.code, "note: whether app/instantrun/mapping.txt is of the release is not known" in ended.err) == (
        0,
        True,
    )
