"""``hapline package``, with a packager of a plugin that is installed for the test."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from cli.test_commands import hapline

PLUGIN = """
from hapline_hooks import Deliverable, Project, impl
hapline_api = (1, 0)

class Notes(Project):
    kind = "notes.project"

class Packager:
    name = "notes"
    help = "Packs notes."
    def deliverables(self, project, settings):
        text = project.tree.read("notes.txt")
        if text == b"crash":
            raise RuntimeError("no such luck")
        path = text.decode().strip()
        def content():
            yield b"one "
            if text == b"half":
                raise OSError(5, "Input/output error")
            yield b"two"
        yield Deliverable(kind="notes", name="app", version="1.0", path=path, content=content, facts={"pages": 2})

@impl
def hapline_projects(tree, settings):
    if tree.is_file("notes.txt"):
        yield Notes(tree, "", "notes")

@impl
def hapline_packagers():
    return [Packager()]
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PYTHONPATH on which the plugin is installed."""
    info = tmp_path / "site" / "notes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nnotes = notes_plugin\n")
    (tmp_path / "site" / "notes_plugin.py").write_text(PLUGIN)
    return str(tmp_path / "site")


def _project(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "notes.txt").write_text(text)
    return folder


def test_it_writes_and_says_what(tmp_path: Path, path: str) -> None:
    folder = _project(tmp_path, "sub/app.notes")
    result = hapline("package", "--format", "json", cwd=folder, PYTHONPATH=path)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "version": 1,
        "deliverables": [
            {
                "file": "dist/sub/app.notes",
                "size": 7,
                "sha256": hashlib.sha256(b"one two").hexdigest(),
                "kind": "notes",
                "name": "app",
                "version": "1.0",
                "packager": "notes",
                "facts": {"pages": 2},
            }
        ],
    }
    assert (folder / "dist/sub/app.notes").read_bytes() == b"one two"
    text = hapline("package", "--out", "other", cwd=folder, PYTHONPATH=path).stdout
    assert text.startswith("other/sub/app.notes  7 B  notes app 1.0  sha256 ")


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", ""])
def test_nothing_is_written_outside(tmp_path: Path, path: str, name: str) -> None:
    folder = _project(tmp_path, name)
    result = hapline("package", cwd=folder, PYTHONPATH=path)
    assert result.returncode == 70
    assert f"plugin notes, packager notes: {name!r} is no path of a file inside the folder" in result.stderr
    assert sorted(os.listdir(folder)) == ["notes.txt"]


def test_a_crash_names_the_packager(tmp_path: Path, path: str) -> None:
    result = hapline("package", cwd=_project(tmp_path, "crash"), PYTHONPATH=path)
    assert result.returncode == 70
    assert "plugin notes crashed (packager notes): RuntimeError: no such luck" in result.stderr


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, path: str) -> None:
    folder = _project(tmp_path, "half")
    result = hapline("package", cwd=folder, PYTHONPATH=path)
    assert result.returncode == 70
    assert "plugin notes crashed (packager notes): OSError: [Errno 5] Input/output error" in result.stderr
    assert os.listdir(folder) == ["notes.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--only", "amr"), 2, "there is no packager amr"),
        (("nowhere",), 4, "there is no such folder"),
    ],
)
def test_errors(tmp_path: Path, path: str, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = hapline("package", *arguments, cwd=_project(tmp_path, "x"), PYTHONPATH=path)
    assert result.returncode == code
    assert says in result.stderr


def test_without_a_project_there_is_nothing_to_do(tmp_path: Path) -> None:
    result = hapline("package", cwd=tmp_path, HAPLINE_DISABLE_PLUGINS="*")
    assert result.returncode == 3
    assert "there is nothing to package here" in result.stderr
