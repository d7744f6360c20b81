"""What the scripts of a project say of the tools."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Files, MemoryTree
from hapline_plugins.hotpatch.archive.project import app_module, built_modules, root_of
from hapline_plugins.hotpatch.archive.tools import Said
from hapline_plugins.hotpatch.archive.tools import said_by as read
from plugins.hotpatch.archive.sample import SOURCE, built, write

CATALOGUE = '[versions]\nagp = "8.2.0"\n[plugins]\nandroid = { id = "com.android.application", version.ref = "agp" }\n'


def said_by(files: Files, folder: str) -> Said:
    """What the scripts of these files say."""
    return read(MemoryTree(files), folder, {})


@pytest.mark.parametrize(
    ("files", "agp", "patch"),
    [
        (SOURCE, "7.4.2", "1.0.7"),
        ({"build.gradle.kts": 'plugins { id("com.android.application") version "8.1.0" apply false }\n'}, "8.1.0", ""),
        (
            {"settings.gradle": "pluginManagement { plugins { id 'com.android.application' version '8.0.2' } }\n"},
            "8.0.2",
            "",
        ),
        (
            {"gradle/libs.versions.toml": CATALOGUE, "build.gradle": "plugins { alias(libs.plugins.android) }\n"},
            "8.2.0",
            "",
        ),
        ({"build.gradle": "// classpath 'com.android.tools.build:gradle:7.4.2'\n"}, "", ""),
        (
            {"build.gradle": "buildscript { dependencies { classpath 'com.android.tools.build:gradle:' + v } }\n"},
            "",
            "",
        ),
        ({"build.gradle": b"\0\xff"}, "", ""),
        ({"gradle/libs.versions.toml": "[[["}, "", ""),
        ({}, "", ""),
    ],
)
def test_versions(files: dict[str, str | bytes], agp: str, patch: str) -> None:
    tools = said_by(files, "app").tools
    assert (tools.get("agp", ""), tools.get("patchPlugin", "")) == (agp, patch)


@pytest.mark.parametrize(
    ("url", "version"),
    [
        ("https\\://services.gradle.org/distributions/gradle-8.4-bin.zip", "8.4"),
        ("https\\://mirror.example.com/gradle/gradle-8.5-rc-1-all.zip", "8.5"),
        ("file:/opt/my-gradle.zip", ""),
        ("", ""),
    ],
)
def test_the_wrapper(url: str, version: str) -> None:
    files = {"gradle/wrapper/gradle-wrapper.properties": f"distributionUrl={url}\n"}
    assert said_by(files, "app").tools.get("gradle", "") == version


@pytest.mark.parametrize(
    ("files", "applied"),
    [
        ({"app/build.gradle": "apply plugin: 'com.alipay.instantrun'\n"}, True),
        ({"app/build.gradle.kts": 'plugins { id("com.alipay.instantrun") }\n'}, True),
        ({"app/instantrun.xml": "<resources/>"}, True),
        ({"app/build.gradle": "// apply plugin: 'com.alipay.instantrun'\n"}, False),
        ({"other/build.gradle": "apply plugin: 'com.alipay.instantrun'\n"}, False),
        ({}, False),
    ],
)
def test_instantrun(files: dict[str, str], *, applied: bool) -> None:
    assert said_by(files, "app").instantrun is applied


@pytest.mark.parametrize(
    ("path", "inside", "found"),
    [
        ("build.gradle", "release { minifyEnabled true }", {"release"}),
        ("build.gradle", "release { minifyEnabled = true }", {"release"}),
        ("build.gradle", "release { minifyEnabled false }", set()),
        ("build.gradle", "release { minifyEnabled project.shrink }", set()),
        ("build.gradle", "release {\n minifyEnabled true\n}\nbeta {\n minifyEnabled true\n}", {"release", "beta"}),
        ("build.gradle.kts", 'getByName("release") { isMinifyEnabled = true }', {"release"}),
        ("build.gradle.kts", 'create("beta") { isMinifyEnabled = true }', {"beta"}),
        ("build.gradle.kts", "release { isMinifyEnabled = false }", set()),
    ],
)
def test_build_types_that_are_minified(path: str, inside: str, found: set[str]) -> None:
    script = f"android {{\n buildTypes {{\n {inside}\n }}\n}}\n"
    assert said_by({f"app/{path}": script}, "app").minifies == found
    assert said_by({path: script}, "").minifies == found


def test_folders(tmp_path: Path) -> None:
    write(tmp_path, SOURCE, built(), {"deep/er/tv/build/outputs/instantrun/x": "", "src/x/build/outputs/apk/x": ""})
    for place in ("", "app", "app/src/main"):
        assert root_of(str(tmp_path / place)) == str(tmp_path)
    assert built_modules(str(tmp_path)) == [str(tmp_path / "app"), str(tmp_path / "deep/er/tv")]
    assert built_modules(str(tmp_path / "app")) == [str(tmp_path / "app")]
    assert built_modules(str(tmp_path / "nowhere")) == []
    assert app_module(str(tmp_path / "deep")) == str(tmp_path / "deep")
    elsewhere = write(tmp_path / "other", {"settings.gradle": ""})
    assert app_module(str(elsewhere)) == str(elsewhere)
    write(elsewhere, {"app/build.gradle": ""})
    assert app_module(str(elsewhere)) == str(elsewhere / "app")
    write(elsewhere, {"tv/build/outputs/apk/x": ""})
    assert app_module(str(elsewhere)) == str(elsewhere / "tv")
