"""Writing: a reader never sees half a file, and a failure leaves the old one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from hapline.files import Together, write


def test_it_replaces_content_and_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.json5"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a.json5"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json5"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json5"]


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json5"
    old, new = b"o" * 300_000, b"n" * 300_000
    target.write_bytes(old)
    code = (
        "import sys; from pathlib import Path; from hapline.files import write\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for content in (b'n' * 300_000, b'o' * 300_000): write(Path(sys.argv[1]), content)\n"
    )
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(20):
            assert target.read_bytes() in {old, new}
        process.kill()
        process.wait()
        process.stdout.close()
        assert target.read_bytes() in {old, new}


class TestTogether:
    def test_all_are_replaced_and_folders_are_made(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        with Together() as files:
            files.write(tmp_path / "a", b"new")
            files.write(tmp_path / "b/c/d", iter([b"n", b"ew"]), flush=False)
            assert (tmp_path / "a").read_bytes() == b"old"
            assert not (tmp_path / "b/c/d").exists()
        assert files.has_begun
        assert {one.name: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == {
            "a": b"new",
            "d": b"new",
        }

    def test_a_failure_leaves_all_as_they_were(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "there").mkdir()
        files = Together()
        with pytest.raises(ZeroDivisionError):
            _write(files, tmp_path, {"a": [b"new"], "there/b/c": [b"new"], "d": (b"%d" % (1 // one) for one in (1, 0))})
        assert not files.has_begun
        assert sorted(os.listdir(tmp_path)) == ["a", "there"]
        assert (tmp_path / "a").read_bytes() == b"old"
        assert os.listdir(tmp_path / "there") == []

    @pytest.mark.parametrize(
        ("path", "error"), [("folder", IsADirectoryError), ("file/a", OSError), ("file/b/c", OSError)]
    )
    def test_what_is_in_the_way(self, tmp_path: Path, path: str, error: type[OSError]) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").write_bytes(b"mine")
        with pytest.raises(error):
            _write(Together(), tmp_path, {"new/a": [b""], path: [b""]})
        assert sorted(os.listdir(tmp_path)) == ["file", "folder"]

    def test_where_one_cannot_be_put_in_its_place_that_is_known(self, tmp_path: Path) -> None:
        def meanwhile() -> Iterator[bytes]:
            (tmp_path / "b").mkdir()
            yield b"new"

        files = Together()
        with pytest.raises(OSError, match="directory"):
            _write(files, tmp_path, {"a": [b"new"], "b": [b"new"], "c": meanwhile()})
        assert files.has_begun
        assert sorted(os.listdir(tmp_path)) == ["a", "b"]

    def test_a_link_stays_one(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "link").symlink_to("a")
        with Together() as files:
            files.write(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "a").read_bytes() == b"new"


def _write(files: Together, folder: Path, contents: Mapping[str, Iterable[bytes]]) -> None:
    with files:
        for path, content in contents.items():
            files.write(folder / path, content)
