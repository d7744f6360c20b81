"""Files that are written where they were computed for, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.errors import UsageError
from hapline.proposals import write_all
from hapline.words import Words
from hapline_hooks import Change

CHANGES = [Change(path="a.txt", content=b"a", generator="g"), Change(path="in/b.txt", content=b"b", generator="g")]


def test_a_link_that_leads_outside(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "project-2"
    project.mkdir()
    outside.mkdir()
    (project / "in").symlink_to(outside)
    with pytest.raises(UsageError, match=r"in/b\.txt: a symbolic link leads this file out of the project"):
        write_all(str(project), CHANGES, Words("en"))
    assert [*outside.iterdir()] == []
    assert not (project / "a.txt").exists()


def test_a_link_that_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "in").symlink_to("real")
    write_all(str(tmp_path), CHANGES, Words("en"), quiet=True)
    assert (tmp_path / "real/b.txt").read_bytes() == b"b"
