"""What is found in a tree: packages and presets where they are, nothing where there is none, and at what cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from hapline.config.settings import Settings
from hapline.testing import Bench, MemoryTree
from hapline_hooks import Entry
from hapline_plugins.offline.options import SECTION
from hapline_plugins.offline.presets.project import PresetProject
from hapline_plugins.offline.source.finding import find
from repositories import TestRepository

AMR = "20171228_1.0.0.1.amr"


def _found(files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    return [(one.kind.removeprefix("offline."), one.root) for one in find(MemoryTree(files), Settings([SECTION]))]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["offline-package.json5"], [("project", "")]),
        (["src/h5/trips/offline-package.json5"], [("project", "src/h5/trips")]),
        (["20171228/www/index.html", "20171229/www/app.js"], [("project", "20171228")]),
        (["h5_json.json"], [("preset", "")]),
        (["app/src/main/assets/h5_json.json", "app/build.gradle"], [("preset", "app/src/main/assets")]),
        ([f"app/src/free/assets/{AMR}", "app/build.gradle.kts"], [("preset", "app/src/free/assets")]),
        ([f"app/assets/{AMR}"], [("preset", "app/assets")]),
        ([f"e/src/main/resources/rawfile/{AMR}", "e/oh-package.json5"], [("preset", "e/src/main/resources/rawfile")]),
        ([f"a/Presets.bundle/{AMR}"], [("preset", "a/Presets.bundle")]),
        (["a/Presets.bundle/NAMApplist.plist", "a/Presets.bundle/b/h5_json.json"], [("preset", "a/Presets.bundle")]),
        (["a/Images.bundle/b/h5_json.json"], []),
        (["a/MPInternalPresetApps.bundle/NebulaApplist.plist"], []),
        (["a/X.framework/NebulaAppBiz.bundle/h5_json.json"], []),
        (["a/NebulaApplist.plist", f"a/{AMR}"], []),
        (["dist/20171228/nebula_json/h5_json.json"], []),
        (["app/build/intermediates/assets/h5_json.json", "node_modules/a/h5_json.json"], []),
        (["app/src/main/java/h5_json.json", "app/src/main/res/raw/h5_json.json", "app/build.gradle"], []),
        (["app/src/test/assets/h5_json.json", "app/src/androidTest/assets/h5_json.json", "app/build.gradle"], []),
        (["app/src/main/resources/rawfile/h5_json.json", "app/build.gradle"], []),
        ([".hidden/h5_json.json"], []),
    ],
)
def test_found(files: list[str], found: list[tuple[str, str]]) -> None:
    assert _found(dict.fromkeys(files, "")) == found


@pytest.mark.parametrize(
    ("folder", "files", "code"),
    [
        ("20171228", ["www/index.html"], 1),
        ("20171228", ["hpmfile.json", "a.html"], 1),
        ("20171228", ["mds.example.com/53E5279071442_test/a.css"], 0),
        ("2017122", ["www/index.html"], 3),
        ("20171228", ["index.html", ".hidden/a_b/c.css"], 3),
    ],
)
def test_the_folder_that_is_looked_at_is_a_package_itself(
    tmp_path: Path, folder: str, files: list[str], code: int
) -> None:
    inside = tmp_path / folder
    repository = TestRepository(inside)
    repository.commit(dict.fromkeys(files, '@import "no.css";<img src="no.png">'))
    for line in (("check",), ("check", str(inside)), ("check", "--staged"), ("check", "--revision", "HEAD")):
        ended = Bench().run(*line, cwd=inside)
        assert ended.code == code, (line, ended.out, ended.err)


def test_it_is_built_too(tmp_path: Path) -> None:
    page = tmp_path / "20171228/www/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>")
    line = ("offline", "build", ".", "--out", str(tmp_path / "out"))
    ended = Bench().run(*line, cwd=tmp_path / "20171228")
    assert (ended.code, "the version of the package is not known" in ended.err) == (2, True)
    ended = Bench().run(*line, "--version", "1.0.0.1", cwd=tmp_path / "20171228")
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "out/20171228/1.0.0.1_all/nebula/20171228_1.0.0.1.amr").is_file()


def test_a_tree_that_is_on_no_disk_is_called_as_it_says() -> None:
    tree = MemoryTree({"www/index.html": "<p>"}, name="20171228")
    assert [one.root for one in find(tree, Settings([SECTION]))] == [""]


def test_a_link_named_as_a_folder_is_none() -> None:
    class Linked(MemoryTree):
        def list(self, path: str) -> Sequence[Entry]:
            return [Entry(name="h5_json.json", is_dir=True)] if path == "" else []

    assert list(find(Linked({}), Settings([SECTION]))) == []


def test_of_the_sources_of_apps_little_is_listed() -> None:
    files = {"settings.gradle": ""}
    for number in range(100):
        module = f"modules/m{number}"
        files[f"{module}/build.gradle"] = ""
        for name in ("java/com/example/a/A.java", "res/values/strings.xml", "cpp/a/b.c", "assets/fonts/a/b.ttf"):
            files[f"{module}/src/main/{name}"] = ""
        files[f"{module}/build/generated/a/b/c.txt"] = files[f"{module}/src/test/java/com/A.java"] = ""
    tree = MemoryTree(files)
    assert list(find(tree, Settings([SECTION]))) == []
    below = [f"{path}/" for path in tree.record.listings if f"{path}/".startswith("modules/m7/")]
    assert sorted(below) == [f"modules/m7/{one}" for one in ("", "src/", "src/main/", "src/main/assets/")]


@pytest.mark.parametrize(
    ("root", "platform"), [("a/assets", "Android"), ("A.bundle", "iOS"), ("x/rawfile", "Harmony"), ("presets", "")]
)
def test_platforms(root: str, platform: str) -> None:
    (found,) = find(MemoryTree({f"{root}/h5_json.json": ""}), Settings([SECTION]))
    assert isinstance(found, PresetProject)
    assert found.platform == platform
