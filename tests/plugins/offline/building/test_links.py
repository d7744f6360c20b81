"""Links in the content of a package: what becomes of them is the same however its folder is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.offline.sample import ID, WORKSPACE, write
from repositories import TestRepository

_LINKS = {
    f"trips/{ID}/www/shared.js": "../../../shared/shared.js",
    f"trips/{ID}/www/again.html": "index.html",
    f"trips/{ID}/more": "www",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with links inside a package, inside the project, and to the folder of the package."""
    repository = TestRepository(tmp_path / "project")
    write(repository.folder, {**WORKSPACE, "shared/shared.js": "//"})
    for path, target in _LINKS.items():
        (repository.folder / path).symlink_to(target)
    (repository.folder / "named").symlink_to("trips")
    repository.git("add", "-A")
    return repository.folder


def _packed(folder: Path, source: str, *line: str) -> list[str]:
    ended = Bench().run("offline", "build", source, "--out", "out", "--format", "json", *line, cwd=folder)
    return sorted(
        one["file"] for one in json.loads(ended.out)["files"] if "/fallback/" in one["file"] and ID in one["file"]
    )


@pytest.mark.parametrize("source", ["trips", "{folder}/trips", "named", "{folder}/named", ".", "{folder}", "trips/."])
def test_no_link_is_packed_however_the_folder_is_named(folder: Path, source: str) -> None:
    above = f"out/{ID}/1.0.0.1_all/nebula/fallback/www"
    packed = [f"{above}/css/trips.css", f"{above}/img/dot.png", f"{above}/index.html"]
    assert _packed(folder, source.format(folder=folder), "--no-check") == packed


@pytest.mark.parametrize("line", [(), ("--staged",), ("trips",), ("named",)])
def test_check_says_so_likewise(folder: Path, line: tuple[str, ...]) -> None:
    ended = Bench(options={"check.select": "OFP221"}).run("check", "--format", "json", *line, cwd=folder)
    found = [one["location"]["path"].removeprefix("trips/") for one in json.loads(ended.out)["findings"]]
    assert found == sorted(path.removeprefix("trips/") for path in _LINKS)
