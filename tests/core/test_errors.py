"""Errors that people can cause: what readers raise, with its file, its place and what to do."""
# ruff: noqa: RUF001 Chinese punctuation is meant

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.archives import ArchiveError, Limits, open_archive
from hapline.archives.writer import NewEntry, build
from hapline.documents import DocumentError, parse
from hapline.errors import HaplineError, MissingError, UsageError, of
from hapline.testing import MemoryTree
from hapline.words import Words
from hapline_hooks import Unreadable


def _shown(error: HaplineError) -> tuple[type[HaplineError], str, str, str]:
    return type(error), error.where, error.what, error.todo


def test_a_document_that_does_not_parse() -> None:
    with pytest.raises(DocumentError) as caught:
        parse(b"{\n  a: 1,, }")
    todo = "remove the comma, or write the member"
    assert _shown(of(caught.value, "a.json5")) == (
        UsageError,
        "a.json5:2:8",
        "a comma without a member before it",
        todo,
    )
    assert _shown(of(caught.value)) == (
        UsageError,
        "",
        "line 2, column 8: a comma without a member before it",
        todo,
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        MemoryTree({}).read("a/b.json5")
    assert _shown(of(caught.value)) == (MissingError, "a/b.json5", "there is no such file", "")
    with pytest.raises(OSError, match="No such file") as missed:
        (tmp_path / "gone").read_bytes()
    assert _shown(of(missed.value)) == (MissingError, str(tmp_path / "gone"), "there is no such file or folder", "")
    with pytest.raises(OSError, match="Is a directory") as folder:
        tmp_path.read_bytes()
    assert _shown(of(folder.value)) == (MissingError, str(tmp_path), "cannot be opened: Is a directory", "")


def test_an_archive_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    with pytest.raises(ArchiveError) as caught:
        open_archive(tmp_path / "a.zip")
    assert _shown(of(caught.value, "a.zip")) == (
        UsageError,
        "a.zip",
        "is not a ZIP archive",
        "check that the right file was named: packages are ZIP archives",
    )
    inside = ArchiveError(reason="crc", message="broken", entry="c.json", inner=("b.hap",))
    assert of(inside, "a.app").where == "a.app!b.hap!c.json"


def test_figures_are_translated_with_their_sentence() -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(build([NewEntry(name="a" * 300, data=b"x")]), limits=Limits(max_name=200))
    assert caught.value.message == "has a name of 300 bytes; 200 are allowed (max_name)"
    shown = Words("zh").translate(of(caught.value).what)
    assert shown == "名称长 300 字节，最多允许 200 字节（max_name）"


def test_an_error_of_ours_stays_as_it_is() -> None:
    error = UsageError("no", where="here")
    assert of(error, "there") is error


@pytest.mark.parametrize("error", [ValueError("a bug"), OSError(28, "No space left on device"), BrokenPipeError()])
def test_anything_else_is_raised_again(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        of(error, "a.json5")
    assert caught.value is error
