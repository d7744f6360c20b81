"""The folder of caches: where it is, and that nothing in it is trusted that somebody else could have written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hapline import cachefolder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HAPLINE_CACHE_DIR": "/a", "XDG_CACHE_HOME": "/x"}, "/a"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/hapline"),
        ("linux", {"XDG_CACHE_HOME": "x"}, "/home/me/.cache/hapline"),
        ("linux", {}, "/home/me/.cache/hapline"),
        ("darwin", {}, "/home/me/Library/Caches/hapline"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/hapline/cache"),
        ("win32", {}, "/home/me/AppData/Local/hapline/cache"),
    ],
)
def test_where_it_is(
    platform: str, environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert cachefolder.folder(environment, platform) == expected


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "relative")
    assert cachefolder.folder({}, "linux") == ""


def test_what_is_kept_is_nobody_elses(home: Path) -> None:
    previous = os.umask(0)
    try:
        cachefolder.keep("some/one", b"first")
        cachefolder.keep("some/one", b"second")
    finally:
        os.umask(previous)
    assert cachefolder.load("some/one") == b"second"
    assert cachefolder.load("some/other") is None
    assert os.listdir(home / "some") == ["one"]
    modes = [path.stat().st_mode & 0o777 for path in (home, home / "some", home / "some" / "one")]
    assert modes == [0o700, 0o700, 0o600]


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_ignored_and_replaced(home: Path, mode: int) -> None:
    cachefolder.keep("some/one", b"ours")
    (home / "some" / "one").chmod(mode)
    assert cachefolder.load("some/one") is None
    cachefolder.keep("some/one", b"again")
    assert cachefolder.load("some/one") == b"again"


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_folder_that_others_can_write_is_ignored(home: Path, mode: int) -> None:
    cachefolder.keep("some/one", b"ours")
    (home / "some").chmod(mode)
    assert cachefolder.load("some/one") is None
    cachefolder.keep("some/two", b"ours")
    assert os.listdir(home / "some") == ["one"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("what", ["one", ""])
def test_what_belongs_to_somebody_else_is_ignored(home: Path, what: str) -> None:
    cachefolder.keep("some/one", b"ours")
    os.chown(home / "some" / what, 65534, 65534)
    assert cachefolder.load("some/one") is None


def test_links_and_folders_are_no_files_of_ours(home: Path, tmp_path: Path) -> None:
    cachefolder.keep("some/one", b"ours")
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (home / "some" / "link").symlink_to(tmp_path / "elsewhere")
    (home / "some" / "folder").mkdir()
    os.mkfifo(home / "some" / "pipe")
    assert [cachefolder.load(f"some/{name}") for name in ("link", "folder", "pipe")] == [None, None, None]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "file" / "cache"))
    cachefolder.keep("some/one", b"ours")
    assert cachefolder.load("some/one") is None


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAPLINE_CACHE_DIR")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.chdir(tmp_path)
    cachefolder.keep("some/one", b"ours")
    assert os.listdir(tmp_path) == []
