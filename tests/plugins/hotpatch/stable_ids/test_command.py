"""``hapline hotpatch stable-ids``: what it writes, tests, shows and refuses; bad input ends in one sentence."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest

from core.android.making import Package, table
from hapline.testing import Bench, Ended
from plugins.hotpatch.stable_ids.recorded import table as recorded

FILES = ("public.xml", "ids.xml", "public.txt")


def apk(path: Path, data: bytes | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("AndroidManifest.xml", b"")
        if data is not None:
            archive.writestr("resources.arsc", data)
    return path


def run(old: Path, out: Path, *line: str) -> Ended:
    return Bench().run("hotpatch", "stable-ids", str(old), "--out", str(out), *line)


def test_it_writes_once_and_finds_nothing_stale_then(tmp_path: Path) -> None:
    old, out = apk(tmp_path / "old.apk", recorded()), tmp_path / "new" / "values"
    first = run(old, out)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[-1] == "21 ids of com.example.shop stay as they are"
    assert sorted(one.name for one in out.iterdir()) == sorted(FILES)
    before = {name: (out / name).stat().st_mtime_ns for name in FILES}
    assert run(old, out).out == "21 ids of com.example.shop stay as they are\n"
    assert {name: (out / name).stat().st_mtime_ns for name in FILES} == before
    assert run(old, out, "--check") == Ended(0, "", "")
    assert run(old, out, "--diff") == Ended(0, "", "")


def test_it_says_what_is_stale_and_writes_nothing(tmp_path: Path) -> None:
    old, out = apk(tmp_path / "old.apk", recorded()), tmp_path / "values"
    missing = run(old, out, "--check")
    assert (missing.code, len(missing.out.splitlines())) == (1, 3)
    assert not out.exists()
    run(old, out)
    (out / "public.txt").write_text("com.example.shop:string/other = 0x7f0c0000\n", encoding="utf-8")
    stale = run(old, out, "--check")
    assert (stale.code, stale.out) == (1, "stale: public.txt (stable-ids)\n")
    shown = run(old, out, "--diff")
    assert shown.code == 0
    assert "-com.example.shop:string/other = 0x7f0c0000\n" in shown.out
    assert run(old, out).out.startswith("wrote public.txt (stable-ids)\n")


def test_what_somebody_wrote_by_hand_stays(tmp_path: Path) -> None:
    old, out = apk(tmp_path / "old.apk", recorded()), tmp_path / "values"
    out.mkdir()
    (out / "ids.xml").write_text('<resources><item type="id" name="own"/></resources>', encoding="utf-8")
    ended = run(old, out)
    assert ended.code == 2
    assert "ids.xml is there already" in ended.err
    assert [one.name for one in out.iterdir()] == ["ids.xml"]


def test_ids_that_cannot_be_kept_are_said_and_fail(tmp_path: Path) -> None:
    old = apk(tmp_path / "old.apk", table([Package(127, "a.b", {"string": ["x", "y", "y"]})]))
    ended = run(old, tmp_path / "out")
    assert ended.code == 1
    assert "2 resources share their names with others of their type (string/y)" in ended.err
    assert (tmp_path / "out" / "public.txt").read_text() == "a.b:string/x = 0x7f010000\n"


def test_an_obfuscated_apk_is_said(tmp_path: Path) -> None:
    names: list[str | None] = [chr(97 + number) for number in range(24)]
    old = apk(tmp_path / "old.apk", table([Package(127, "a.b", {"string": names})]))
    ended = run(old, tmp_path / "out")
    assert ended.code == 0
    assert "as an obfuscator makes them" in ended.err


def test_a_table_by_itself(tmp_path: Path) -> None:
    old = tmp_path / "resources.arsc"
    old.write_bytes(recorded())
    assert run(old, tmp_path / "out").code == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "the record that ends one is missing"),
        (b"\x02\x00\x0c\x00", "is not in the format resource table"),
        (b"\0" * 100, "not a"),
        (b"%PDF-1.7 something else", "not a"),
    ],
)
def test_what_is_no_apk(tmp_path: Path, data: bytes, reason: str) -> None:
    old = tmp_path / "old.apk"
    old.write_bytes(data)
    ended = run(old, tmp_path / "out")
    assert ended.code == 2
    assert ended.err.startswith(f"hapline: {old}")
    assert reason in ended.err


@pytest.mark.timeout(60)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "old.apk")
    ended = run(tmp_path / "old.apk", tmp_path / "out")
    assert (ended.code, "old.apk: error: is not a regular file" in ended.err) == (4, True), ended.err


def test_what_is_not_there(tmp_path: Path) -> None:
    assert run(tmp_path / "none.apk", tmp_path / "out").code == 4
    assert run(tmp_path, tmp_path / "out").code == 4
    ended = run(apk(tmp_path / "old.apk"), tmp_path / "out")
    assert (ended.code, "no resources.arsc" in ended.err) == (2, True)


@pytest.mark.parametrize("number", ["0", "256", "-1", "x", ""])
def test_package_ids_that_are_none(tmp_path: Path, number: str) -> None:
    ended = run(apk(tmp_path / "old.apk", recorded()), tmp_path / "out", "--package-id", number)
    assert ended.code == 2
    assert "is not a package id" in ended.err


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    ended = run(apk(tmp_path / "old.apk", recorded()), tmp_path / "out")
    assert ended.code in {4, 6}
    assert "Traceback" not in ended.err
    assert f"{tmp_path / 'out'}/public.xml: error: " in ended.err
    assert "already written" not in ended.err


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "ids"
    old = apk(tmp_path / "old.apk", recorded())
    (folder / "public.txt").mkdir(parents=True)
    ended = run(old, folder)
    assert ended.code in {4, 6}
    assert f"{folder}/public.txt: error: " in ended.err


@pytest.mark.timeout(120)
def test_a_broken_table_never_crashes(tmp_path: Path) -> None:
    dice = random.Random(5)
    whole = recorded()
    for turn in range(150):
        data = bytearray(whole[: dice.randrange(12, len(whole) + 1)] if turn % 3 == 0 else whole)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        ended = run(apk(tmp_path / "old.apk", bytes(data)), tmp_path / "out", "--check")
        assert ended.code in {0, 1, 2}, ended.err
        assert "Traceback" not in ended.err
