"""Where the lint has nothing to do: apps that DexPatch patches, and those that are not set up for InstantRun."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.hotpatch.linting.repositories import FOLDER, INSTANTRUN, git, released, write

A = f"{FOLDER}A.java"
BEFORE = "class A {\n    void a() { b(1); }\n}\n"
NOW = "class A {\n    void a() { b(2); }\n}\n"
APP = "apply plugin: 'com.android.application'\n"
PATCHED = f"{APP}apply plugin: 'com.alipay.instantrun'\n"
PORTAL = f"{APP}apply plugin: 'com.alipay.portal'\n"
NATIVE = f"{APP}dependencies {{\n    implementation 'com.mpaas.android:hotfix'\n}}\n"
SETTINGS = "include ':app'\n"
DEXPATCH = (
    "DexPatch patches this app by comparing two builds, and needs no marks in the source: there is nothing to lint\n"
)


def _lint(folder: Path, *line: str) -> Ended:
    return Bench().run("hotpatch", "lint", *line, cwd=folder)


def _changed(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    write(released(folder, {"settings.gradle": SETTINGS, A: BEFORE, **files}), {A: NOW})
    return folder


@pytest.mark.parametrize("more", [{}, {"app/instantrun.xml": INSTANTRUN}], ids=["plain", "configuration"])
@pytest.mark.parametrize("line", [(), ("--fix",), ("--diff",), ("--revision", "HEAD")], ids=" ".join)
def test_a_portal(line: tuple[str, ...], more: Mapping[str, str], tmp_path: Path) -> None:
    ran = _lint(_changed(tmp_path, {"app/build.gradle": PORTAL, **more}), *line)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"hapline: app/build.gradle: error: {DEXPATCH}")
    assert "hapline hotpatch advise --base TAG" in ran.err
    assert (tmp_path / A).read_text() == NOW


@pytest.mark.parametrize("script", [PORTAL, PATCHED, NATIVE])
def test_dexpatch_by_option(script: str, tmp_path: Path) -> None:
    ran = _lint(_changed(tmp_path, {"app/build.gradle": script}), "--set", "hotpatch.method=dexpatch", "--fix")
    assert (ran.code, ran.err.splitlines()[0]) == (3, f"hapline: --set: error: {DEXPATCH.strip()}")
    assert (tmp_path / A).read_text() == NOW


@pytest.mark.parametrize("script", [NATIVE, APP])
def test_not_set_up(script: str, tmp_path: Path) -> None:
    ran = _lint(_changed(tmp_path, {"app/build.gradle": script}), "--fix")
    assert ran.code == 3
    assert ran.err.startswith("hapline: error: InstantRun is not set up here: ")
    assert (tmp_path / A).read_text() == NOW
    assert "HOT401" in _lint(tmp_path, "--set", "hotpatch.method=instantrun").out


@pytest.mark.parametrize(
    "files",
    [
        {"app/build.gradle": PATCHED},
        {"app/build.gradle": NATIVE, "app/instantrun.xml": INSTANTRUN},
        {"app/instantrun.xml": INSTANTRUN},
    ],
    ids=["plugin", "plugin in another script", "no script"],
)
def test_set_up(files: Mapping[str, str], tmp_path: Path) -> None:
    assert "HOT401" in _lint(_changed(tmp_path, files)).out
    assert "HOT401" in _lint(tmp_path, "app/src").out


@pytest.mark.parametrize("base", ["", PORTAL, NATIVE])
def test_a_release_before_the_set_up(base: str, tmp_path: Path) -> None:
    _changed(tmp_path, {"app/build.gradle": base})
    write(tmp_path, {"app/build.gradle": PATCHED, "app/instantrun.xml": INSTANTRUN})
    for line in ((), ("--fix",), ("--set", "hotpatch.method=instantrun")):
        ran = _lint(tmp_path, "--base", "v1", *line)
        assert ran.code == 1, line
        assert ran.out.startswith("error[HOT425] v1 is not set up for InstantRun: "), line
        assert "--> app/build.gradle:2:16" in ran.out, line
        assert "HOT401" not in ran.out, line
        assert ran.err == "", line
    assert (tmp_path / A).read_text() == NOW
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "set up")
    write(tmp_path, {A: BEFORE})
    assert "HOT401" in _lint(tmp_path, "--base", "HEAD").out


def test_of_several_builds_those_of_instantrun(tmp_path: Path) -> None:
    files = {
        "aar/settings.gradle": SETTINGS,
        "aar/app/build.gradle": f"{PATCHED}dependencies {{\n    implementation 'com.mpaas.android:hotfix'\n}}\n",
        f"aar/{A}": BEFORE,
        "inside/settings.gradle": SETTINGS,
        "inside/app/build.gradle": PORTAL,
        f"inside/{A}": BEFORE,
    }
    write(released(tmp_path, files), {f"aar/{A}": NOW, f"inside/{A}": NOW, "inside/app/build.gradle": f"{PORTAL}\n"})
    ran = _lint(tmp_path, "-q")
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [f"aar/{A}"]
    assert _lint(tmp_path).err == (
        "changed since v1, the latest tag: one source file"
        "; of builds that are not set up for InstantRun, and left out: 1\n"
    )
    _lint(tmp_path, "--fix")
    assert (tmp_path / "inside" / A).read_text() == NOW
    assert (tmp_path / "aar" / A).read_text() != NOW
