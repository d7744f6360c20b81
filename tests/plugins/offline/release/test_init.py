"""``hapline offline init`` in the projects that people have: what it takes, what it says, and its modes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.documents import parse
from hapline.testing import Bench, Ended
from plugins.offline import sample
from repositories import TestRepository

_FILE = "offline-package.json5"


def _init(folder: Path, *line: str, given_id: bool = True) -> Ended:
    return Bench().run("offline", "init", ".", *(["--id", sample.ID] if given_id else []), *line, cwd=folder)


def _package(build: str = "x", **tools: str) -> str:
    return json.dumps({"scripts": {"build": build}, "devDependencies": tools})


_VITE = {"package.json": _package(vite="5"), "index.html": "source", "public/icon.png": "x", "src/main.ts": "x"}


@pytest.mark.parametrize(
    ("files", "source", "page", "why"),
    [
        ({**_VITE, "dist/index.html": "x"}, "dist", "/index.html", "Vite builds into it"),
        (
            {
                **_VITE,
                "vite.config.ts": "build: { outDir: './release/' }",
                "release/index.html": "x",
                "dist/a.html": "x",
            },
            "release",
            "/index.html",
            "Vite builds into it",
        ),
        (
            {
                "vue.config.js": 'module.exports = { outputDir: "dist/www" }',
                "dist/www/index.html": "x",
                "public/index.html": "",
            },
            "dist",
            "/www/index.html",
            "Vue CLI builds into it",
        ),
        (
            {
                "package.json": _package(**{"@vue/cli-service": "5", "webpack": "5"}),
                "public/index.html": "",
                "dist/a.html": "x",
            },
            "dist",
            "/a.html",
            "Vue CLI builds into it",
        ),
        (
            {"package.json": _package(**{"react-scripts": "5"}), "public/index.html": "", "build/index.html": "x"},
            "build",
            "/index.html",
            "Create React App builds into it",
        ),
        (
            {
                "webpack.config.js": "output: { path: path.resolve(__dirname, 'release'), filename: 'a.js' }",
                "index.html": "",
                "release/www/index.html": "x",
            },
            "release",
            "/www/index.html",
            "webpack builds into it",
        ),
        (
            {"webpack.config.js": "output: { path: process.env.OUT }", "dist/index.html": "x"},
            "dist",
            "/index.html",
            "webpack builds into it",
        ),
        (
            {"angular.json": "{}", "src/index.html": "", "dist/app/browser/index.html": "x"},
            "dist/app/browser",
            "/index.html",
            "Angular builds into it",
        ),
        (
            {"package.json": _package("kylin build"), "src/pages/a/index.html": "", "dist/www/index.html": "x"},
            "dist",
            "/www/index.html",
            "what is built lies in it",
        ),
        (
            {"pages.json": "{}", "unpackage/dist/build/h5/index.html": "x"},
            "unpackage/dist/build/h5",
            "/index.html",
            "what is built lies in it",
        ),
        ({"index.html": "x", "css/a.css": "x"}, ".", "/index.html", "nothing here builds pages"),
        ({"www/index.html": "x"}, ".", "/www/index.html", "nothing here builds pages"),
        (
            {"index.html": "x", "package.json": '{ "devDependencies": { "eslint": "9" } }'},
            ".",
            "/index.html",
            "nothing here",
        ),
        ({"index.html": "x", "package.json": "no json"}, ".", "/index.html", "nothing here builds pages"),
        ({"index.html": "x", "dist/jquery.js": "x"}, ".", "/index.html", "nothing here builds pages"),
        ({"index.html": "x", "public/index.html": "x"}, ".", "/index.html", "nothing here builds pages"),
    ],
)
def test_the_folder_with_the_pages(files: Mapping[str, str], source: str, page: str, why: str, tmp_path: Path) -> None:
    sample.write(tmp_path, files)
    ended = _init(tmp_path, "--write")
    assert ended.code == 0, ended.err
    said = parse((tmp_path / _FILE).read_bytes())
    assert isinstance(said, dict)
    assert (said["source"], said["mainUrl"]) == (source, page)
    assert f"- source {source}: {why}" in ended.err
    checked = Bench().run("check", "--select", "OFP1,OFP211,OFP213", cwd=tmp_path)
    assert checked.code == 0, checked.out


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        (_VITE, "dist (Vite"),
        ({"package.json": _package(**{"react-scripts": "5"}), "public/index.html": ""}, "build (Create"),
        ({"package.json": _package("make"), "index.html": ""}, "dist (package.json has a script"),
        ({**_VITE, "dist/.gitkeep": ""}, "dist (Vite"),
        ({**_VITE, "dist/assets/a.js": ""}, "dist (Vite"),
    ],
)
def test_what_is_not_built_yet(files: Mapping[str, str], folder: str, tmp_path: Path) -> None:
    sample.write(tmp_path, files)
    ended = _init(tmp_path, "--write")
    assert ended.code == 4
    assert f"what is built into {folder.partition(' ')[0]} is not there yet ({folder.partition('(')[2]}" in ended.err
    assert not (tmp_path / _FILE).exists()


def test_a_source_that_is_named_counts(tmp_path: Path) -> None:
    sample.write(tmp_path, {**_VITE, "h5/index.html": "x", "dist/index.html": "x"})
    ended = _init(tmp_path, "--write", "--source", "h5")
    assert '  source: "h5",' in (tmp_path / _FILE).read_text().splitlines()
    assert "chosen" not in ended.err


def test_a_tool_that_builds_beside_its_folder(tmp_path: Path) -> None:
    repository = TestRepository(tmp_path)
    repository.write({f"web/{path}": content for path, content in _VITE.items()})
    repository.write({"web/vite.config.js": "build: { outDir: '../h5/trips' }", "h5/trips/index.html": "x"})
    assert _init(tmp_path / "web", "--write").code == 0
    assert '  source: "../h5/trips",' in (tmp_path / "web" / _FILE).read_text().splitlines()


def test_resources_without_pages(tmp_path: Path) -> None:
    sample.write(tmp_path, {**_VITE, "dist/common.js": "x"})
    assert _init(tmp_path, "--write", "--type", "global").code == 0
    assert '  source: "dist",' in (tmp_path / _FILE).read_text().splitlines()


class TestNothingIsGuessedSilently:
    def test_a_folder_that_is_named_otherwise(self, tmp_path: Path) -> None:
        sample.write(tmp_path, {"trips/www/index.html": "x"})
        ended = _init(tmp_path / "trips", "--write", given_id=False)
        assert ended.code == 2
        assert "the package id is not known" in ended.err

    def test_a_folder_that_is_named_by_an_id(self, tmp_path: Path) -> None:
        sample.write(tmp_path, {"20171229/www/index.html": "x"})
        ended = _init(tmp_path / "20171229", given_id=False)
        assert "- id 20171229: the folder is named so" in ended.err
        ended = _init(tmp_path, given_id=False)
        assert "- id 20171229: the folder in it is named so" in ended.err
        assert "source" not in ended.err

    def test_what_is_left_is_said(self, tmp_path: Path) -> None:
        sample.write(tmp_path, {"www/a.js": "x"})
        left = _init(tmp_path).err.partition("left to you:\n")[2]
        assert [line.split(":")[0] for line in left.splitlines()] == [
            "- name",
            "- version",
            "- mainUrl",
            "- clientVersionMin",
        ]
        left = _init(tmp_path, "--name", "Trips", "--version", "2.0.0.0", "--source", "www").err
        assert [line.split(":")[0] for line in left.splitlines()] == ["left to you", "- mainUrl", "- clientVersionMin"]


class TestModes:
    """As those of ``hapline hotpatch init``."""

    @pytest.fixture
    def trips(self, tmp_path: Path) -> Path:
        return sample.write(tmp_path, {"www/index.html": "<p>"})

    def test_the_change_is_shown_unless_asked_otherwise(self, trips: Path) -> None:
        for line in ([], ["--diff"]):
            ended = _init(trips, *line)
            assert ended.code == 0
            assert f"+++ b/{_FILE}\n" in ended.out
            assert f'+  id: "{sample.ID}",\n' in ended.out
        assert not (trips / _FILE).exists()

    def test_one_after_the_other(self, trips: Path) -> None:
        ended = _init(trips, "--check")
        assert (ended.code, ended.out) == (1, f"stale: {_FILE} (offline init)\n")
        assert not (trips / _FILE).exists()
        ended = _init(trips, "--write")
        assert (ended.code, ended.out) == (0, f"wrote {_FILE} (offline init)\n")
        text = (trips / _FILE).read_text()
        for line in (["--check"], ["--write"], ["--diff"]):
            ended = _init(trips, *line)
            assert (ended.code, ended.out, ended.err) == (
                0,
                "",
                f"{_FILE} is there, and is left as it is\n",
            )
        assert (trips / _FILE).read_text() == text

    def test_a_check_judges_what_is_there(self, trips: Path) -> None:
        sample.write(trips, {_FILE: '{ id: "2017", source: "." }'})
        ended = _init(trips, "--check", given_id=False)
        assert ended.code == 1
        assert "- mend what hapline check says: OFP103, OFP110" in ended.err
        assert _init(trips, given_id=False).code == 0

    @pytest.mark.parametrize(("mode", "code"), [("--check", 1), ("--write", 0), ("--diff", 0)])
    def test_as_json(self, trips: Path, mode: str, code: int) -> None:
        ended = _init(trips, mode, "--format", "json", "--name", "Trips")
        assert (ended.code, ended.err) == (code, "")
        said = json.loads(ended.out)
        assert said["stale"] == [_FILE]
        assert said["chosen"] == ["source .: nothing here builds pages"]
        assert len(said["left"]) == 2
        assert (trips / _FILE).exists() == (mode == "--write")

    def test_they_exclude_each_other(self, trips: Path) -> None:
        assert _init(trips, "--check", "--write").code == 2
