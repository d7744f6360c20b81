"""``hapline config schema``: printed, tested and written, beside the configuration and nowhere else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli.test_commands import hapline

LINE = '"$schema": "./hapline.schema.json"'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "hapline.json5").write_text(f"{{ {LINE} }}")
    return folder


def test_written_it_is_what_is_printed(project: Path) -> None:
    stale = hapline("config", "schema", "--check", cwd=project)
    assert (stale.returncode, stale.stdout) == (
        1,
        "stale: hapline.schema.json, to be made again by `hapline config schema --write`\n",
    )
    written = hapline("config", "schema", "--write", cwd=project)
    assert (written.returncode, written.stdout, written.stderr) == (0, "wrote hapline.schema.json\n", "")
    assert (project / "hapline.schema.json").read_text() == hapline("config", "schema", cwd=project).stdout
    again = hapline("config", "schema", "--write", cwd=project)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert hapline("config", "schema", "--check", cwd=project).returncode == 0


def test_it_is_beside_the_configuration_that_counts(project: Path) -> None:
    (project / "sub").mkdir()
    assert hapline("config", "schema", "--write", cwd=project / "sub").returncode == 0
    assert os.listdir(project / "sub") == []
    assert (project / "hapline.schema.json").exists()


def test_it_stays_in_its_language(project: Path) -> None:
    """Whoever works on the project, and whatever line ends git gives it."""
    hapline("config", "schema", "--write", "--lang", "zh", cwd=project)
    path = project / "hapline.schema.json"
    chinese = path.read_bytes()
    assert "执行哪些规则".encode() in chinese
    path.write_bytes(chinese.replace(b"\n", b"\r\n"))
    assert hapline("config", "schema", "--check", cwd=project).returncode == 0
    path.write_bytes(chinese.replace("执行".encode(), "运行".encode(), 1))
    assert hapline("config", "schema", "--write", cwd=project).returncode == 0
    assert path.read_bytes() == chinese
    assert hapline("config", "schema", "--check", "--lang", "en", cwd=project).returncode == 1


def test_sections_and_rules_of_plugins_are_in_it(project: Path, tmp_path: Path) -> None:
    info = tmp_path / "site" / "notes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nnotes = hapline_release_notes.plugin\n")
    example = Path(__file__).parents[2] / "examples" / "third-party-plugin" / "src"
    path = os.pathsep.join([str(info.parent), str(example)])
    hapline("config", "schema", "--write", cwd=project)
    assert hapline("config", "schema", "--check", cwd=project, PYTHONPATH=path).returncode == 1
    schema = json.loads(hapline("config", "schema", cwd=project, PYTHONPATH=path).stdout)
    assert schema["properties"]["releaseNotes"]["properties"]["heading"]["default"] == "Release notes"
    assert "NOT101" in schema["definitions"]["rule"]["anyOf"][0]["enum"]
    assert "NOT101" in schema["properties"]["check"]["properties"]["severity"]["properties"]


def test_a_configuration_that_is_wrong_needs_it_most(project: Path) -> None:
    (project / "hapline.json5").write_text(f"{{ {LINE}, chek: {{}} }}")
    assert hapline("config", "schema", "--write", cwd=project).returncode == 0
    (project / "hapline.json5").write_text("{ broken")
    assert hapline("config", "schema", "--check", cwd=project).returncode == 0


@pytest.mark.parametrize("line", ["", '"$schema": "https://example.org/hapline.schema.json"'])
def test_editors_do_not_find_it_without_its_line(project: Path, line: str) -> None:
    (project / "hapline.json5").write_text(f"{{ {line} }}")
    result = hapline("config", "schema", "--write", cwd=project)
    assert result.stderr == f"editors find it by this line in hapline.json5: {LINE}\n"
    assert (project / "hapline.schema.json").exists()


def test_another_name_is_kept(project: Path) -> None:
    (project / "hapline.json5").write_text('{ "$schema": "./tools/editor/ours.json" }')
    assert hapline("config", "schema", "--write", cwd=project).stdout == "wrote tools/editor/ours.json\n"


@pytest.mark.parametrize("name", ["../x.json", "/x.json", "./a/../../x.json", "link/x.json", "hapline.json5"])
def test_nothing_is_written_elsewhere(project: Path, name: str) -> None:
    """The configuration may be somebody else's."""
    (project / "link").symlink_to(project.parent)
    (project / "hapline.json5").write_text(f'{{ "$schema": "{name}" }}')
    result = hapline("config", "schema", "--write", cwd=project)
    assert result.returncode == 2
    assert result.stderr == (
        "hapline: hapline.json5: error: the $schema line leads out of the folder, or to no .json file\n"
        f"  help: write {LINE}\n"
    )
    assert sorted(os.listdir(project.parent)) == ["project"]


def test_without_a_configuration_there_is_nothing_to_do(tmp_path: Path) -> None:
    result = hapline("config", "schema", "--write", cwd=tmp_path)
    assert (result.returncode, os.listdir(tmp_path)) == (3, [])
    assert "`hapline init` writes one" in result.stderr


def test_a_broken_plugin_is_said_and_nothing_written(project: Path, tmp_path: Path) -> None:
    info = tmp_path / "site" / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nbad = nowhere_at_all\n")
    result = hapline("config", "schema", "--write", cwd=project, PYTHONPATH=str(info.parent))
    assert result.returncode == 70
    assert not (project / "hapline.schema.json").exists()
