"""Tests of all that the plugin contributes, with hapline's own bench: nothing needs to be installed for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.errors import HaplineError, UsageError
from hapline.testing import Bench
from hapline_release_notes import plugin
from hapline_release_notes.rules import VersionWithoutNotes

APP = '{ app: { versionName: "1.1.0" } }'
FILES = {
    "AppScope/app.json5": APP,
    "release-notes.json5": '{\n  "1.0.0": ["First release"],\n  "1.1.0": ["打开更快", "Fewer bugs"],\n}\n',
}
BROKEN = FILES | {"release-notes.json5": '{\n  "1.0.0": "First release",\n}\n'}


@pytest.fixture
def bench() -> Bench:
    """Only this plugin's rules: those of the plugin harmony have something to say about so small a project, too."""
    return Bench(plugins=[plugin], options={"check.select": "NOT"})


def test_the_examples_of_the_rule(bench: Bench) -> None:
    bench.check_examples(VersionWithoutNotes)


def test_findings(bench: Bench) -> None:
    assert bench.lines(bench.check(FILES)) == []
    report = bench.check(FILES | {"release-notes.json5": "{}"})
    assert bench.lines(report) == ["AppScope/app.json5:1:23 NOT101 version 1.1.0 has no release notes"]
    assert bench.lines(report, lang="zh") == ["AppScope/app.json5:1:23 NOT101 版本 1.1.0 没有更新说明"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{ a: [1,, ] }", "1:9 NOT101 the release notes cannot be read: a comma without a value before it"),
        ("[]", "1:1 NOT101 the release notes cannot be read: the notes must be an object, by version"),
        ("{ a: 1 }", "1:6 NOT101 the release notes cannot be read: the notes of a must be a list of texts"),
    ],
)
def test_notes_that_cannot_be_read(bench: Bench, text: str, line: str) -> None:
    report = bench.check(FILES | {"release-notes.json5": text})
    assert bench.lines(report) == [f"release-notes.json5:{line}"]


def test_the_fix(bench: Bench) -> None:
    assert bench.fix(FILES | {"release-notes.json5": "{}"}, unsafe=True) == {
        "release-notes.json5": b'{\n  "1.1.0": []\n}'
    }


def test_the_generator(bench: Bench) -> None:
    text = "# Release notes\n\n## 1.0.0\n\n- First release\n\n## 1.1.0\n\n- 打开更快\n- Fewer bugs\n"
    assert bench.generate(FILES) == {"RELEASE_NOTES.md": text}


def test_its_options() -> None:
    bench = Bench(plugins=[plugin], options={"releaseNotes.heading": "News", "releaseNotes.most": "1"})
    assert bench.generate(FILES) == {"RELEASE_NOTES.md": "# News\n\n## 1.1.0\n\n- 打开更快\n- Fewer bugs\n"}


def test_nothing_is_generated_of_what_cannot_be_read(bench: Bench) -> None:
    with pytest.raises(UsageError) as caught:
        bench.generate(BROKEN)
    assert (caught.value.where, caught.value.what) == (
        "release-notes.json5:2:12",
        "the notes of 1.0.0 must be a list of texts",
    )


def test_projects_below_the_root(bench: Bench) -> None:
    nested = {f"shop/{path}": text for path, text in FILES.items()}
    assert ("release-notes.project", "shop") in [(project.kind, project.root) for project in bench.projects(nested)]
    assert list(bench.generate(nested)) == ["shop/RELEASE_NOTES.md"]
    assert list(bench.package(nested)) == ["shop/whats-new-1.1.0.json"]


def test_the_packager(bench: Bench) -> None:
    made = bench.package(FILES)
    assert list(made) == ["whats-new-1.1.0.json"]
    assert json.loads(made["whats-new-1.1.0.json"]) == {"version": "1.1.0", "notes": ["打开更快", "Fewer bugs"]}
    with pytest.raises(HaplineError, match=r"version 1\.1\.0 has no release notes"):
        bench.package(FILES | {"release-notes.json5": "{}"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_command(bench: Bench, folder: Path) -> None:
    ended = bench.run("release-notes", "list", cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "PROJECT  VERSION  NOTE",
        ".        1.0.0    First release",
        ".        1.1.0    打开更快",
        ".        1.1.0    Fewer bugs",
    ]
    rows = json.loads(bench.run("release-notes", "list", "--format", "json", cwd=folder).out)["notes"]
    assert rows[0] == {"project": ".", "version": "1.0.0", "note": "First release"}
    assert bench.run("release-notes", "list", "--lang", "zh", cwd=folder).out.startswith("工程  版本   说明\n")


def test_what_the_command_says_of_mistakes(bench: Bench, folder: Path) -> None:
    assert bench.run("release-notes", "list", "AppScope", cwd=folder) == (
        3,
        "",
        "hapline: AppScope: error: there are no release notes here\n",
    )
    (folder / "release-notes.json5").write_text("{ a: }")
    ended = bench.run("release-notes", "list", "--lang", "zh", cwd=folder)
    assert ended.code == 2
    assert ended.err.startswith("hapline: release-notes.json5:1:3: 错误：")  # noqa: RUF001 Chinese has its own colon


def test_nothing_is_written_of_what_cannot_be_read(bench: Bench, folder: Path) -> None:
    assert bench.run("generate", "--write", cwd=folder).code == 0
    before = (folder / "RELEASE_NOTES.md").read_text(encoding="utf-8")
    (folder / "release-notes.json5").write_text("{ broken")
    ended = bench.run("generate", "--write", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert (folder / "RELEASE_NOTES.md").read_text(encoding="utf-8") == before


def test_everything_has_its_chinese(bench: Bench) -> None:
    assert bench.untranslated(plugin) == []
