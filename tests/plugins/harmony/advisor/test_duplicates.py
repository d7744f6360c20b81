"""Duplicates: found by content, counted by device type, and shared as the packages that have them allow."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pytest

from hapline.archives import DEFLATED, ArchiveEntry, open_archive
from hapline.archives.writer import NewEntry, build
from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.duplicates import duplicates
from hapline_plugins.harmony.advisor.scales import DamagedError, Scales
from plugins.harmony.advisor import building
from plugins.harmony.advisor.building import CODE, MEDIA, RAW, account, noise, package, rebuilt, verified, written

MB = 1 << 20


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that goes into predicted sizes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def _copies(found: Account) -> list[list[str]]:
    return [[copy.label for copy in one.copies] for one in found.duplicates if not one.copies[0].stays]


def with_crc(data: bytes, crc: int) -> bytes:
    """The data with four bytes more, chosen so that the CRC-32 of it all is this one."""
    start = zlib.crc32(data + bytes(4))
    # Each bit of the four bytes flips certain bits of the CRC, whatever the others are: 32 equations.
    rows = [(zlib.crc32(data + (1 << bit).to_bytes(4, "little")) ^ start, 1 << bit) for bit in range(32)]
    wanted, chosen = crc ^ start, 0
    for bit in range(32):
        pivot = next(row for row in rows if row[0] >> bit & 1)
        rows = [
            (row[0] ^ pivot[0], row[1] ^ pivot[1]) if row[0] >> bit & 1 else row for row in rows if row is not pivot
        ]
        if wanted >> bit & 1:
            wanted, chosen = wanted ^ pivot[0], chosen ^ pivot[1]
    return data + chosen.to_bytes(4, "little")


def test_names_do_not_matter(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": noise(30, "a"), f"{RAW}b": noise(30, "b"), f"{RAW}e": b""}),
        "lib.hsp": package("lib.hsp", {f"{RAW}x/y": noise(30, "a"), f"{RAW}b": noise(30, "c"), f"{RAW}e": b""}),
    }
    found = account(written(tmp_path, packages))
    assert _copies(found) == [[f"entry.hap!{RAW}a", f"lib.hsp!{RAW}x/y"]]


def test_compression_does_not_matter(tmp_path: Path) -> None:
    content = building.text(30)
    entries = [NewEntry(name=f"{RAW}a", data=content, method=DEFLATED)]
    frame = package("lib.hsp", {})
    archive = open_archive(frame)
    kept = [NewEntry(name=one.name, data=archive.read(one)) for one in archive.entries]
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": content}),
        "lib.hsp": build([*kept, *entries]),
    }
    found = account(written(tmp_path, packages))
    assert _copies(found) == [[f"entry.hap!{RAW}a", f"lib.hsp!{RAW}a"]]


def test_equal_checksums_are_not_enough(tmp_path: Path) -> None:
    one = noise(30, "a") + b"1234"
    other = with_crc(noise(30, "b"), zlib.crc32(one))
    assert (zlib.crc32(one), len(one)) == (zlib.crc32(other), len(other))
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": one}),
        "lib.hsp": package("lib.hsp", {f"{RAW}a": other}),
    }
    assert _copies(account(written(tmp_path, packages))) == []


def test_only_what_can_be_equal_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": noise(30, "a"), f"{RAW}b": noise(31, "b")}),
        "lib.hsp": package("lib.hsp", {f"{RAW}c": noise(30, "a"), f"{RAW}d": noise(31, "d")}),
    }
    scales = account(written(tmp_path, packages)).scales
    read: list[str] = []
    archive = scales.package(scales.bundle.first).archive
    assert archive is not None
    pieces = archive.pieces

    def noted(entry: ArchiveEntry) -> object:
        read.append(entry.name)
        return pieces(entry)

    monkeypatch.setattr(archive, "pieces", noted)
    duplicates(scales)
    assert sorted(read) == ["pack.info", f"{RAW}a"]


def test_copies_count_on_the_device_types_that_they_share(tmp_path: Path) -> None:
    def saved(*devices: list[str]) -> int:
        names = ["entry.hap", "a.hsp", "b.hsp"][: len(devices)]
        packages = {
            name: package(name, {f"{RAW}a": noise(30, "a")}, devices=one, debug=True)
            for name, one in zip(names, devices, strict=True)
        }
        found = account(written(tmp_path, packages))
        return sum(one.saved() for one in found.duplicates if not one.copies[0].stays) // 1024

    assert saved(["phone"], ["phone"]) == 30
    assert saved(["phone"], ["tablet"]) == 0
    assert saved(["phone", "tablet"], ["tablet"]) == 30
    assert saved(["phone"], ["phone", "tablet"], ["tablet"]) == 30
    assert saved(["phone"], ["phone"], ["phone"]) == 60


def test_what_has_to_stay_is_not_shared(tmp_path: Path) -> None:
    icon = {f"{MEDIA}app_icon.png": noise(30, "a")}
    packages = {
        "entry.hap": package("entry.hap", icon),
        "lib.hsp": package("lib.hsp", icon),
        "me.hsp": package("me.hsp", {f"{RAW}icon.png": noise(30, "a")}),
    }
    found = account(written(tmp_path, packages))
    largest = found.duplicates[0]
    assert [bool(one.stays) for one in largest.copies] == [True, True, False]
    assert found.shared == []


def test_sharing_is_weighed_for_sums_and_for_totals(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {CODE: noise(50), f"{RAW}a": noise(300, "a")}, needs=["lib"]),
        "lib.hsp": package("lib.hsp", {CODE: noise(50, 2), f"{RAW}l": noise(200, "l"), f"{RAW}d": noise(100, "d")}),
        "me.hsp": package("me.hsp", {f"{RAW}a": noise(300, "a"), f"{RAW}l": noise(200, "l")}),
        "you.hsp": package("you.hsp", {f"{RAW}d": noise(100, "d")}, needs=["lib"]),
    }
    found = account(written(tmp_path, packages))
    sets = [([module.label for module in one.modules], one.label, one.home is None) for one in found.shared]
    assert sets == [
        (["entry", "me"], "shared", True),
        (["lib", "me"], "shared2", True),
        (["lib", "you"], "lib", False),
    ]
    assert [one.saved // 1024 for one in found.shared] == [300, 200, 100]
    report = verified(written(tmp_path / "again", rebuilt(found.sharing)))
    measured = building.sizes(report)
    before, after = found.now.total("phone"), found.sharing.total("phone")
    assert abs(sum(measured.values()) - after.bytes) < 200
    assert 597 * 1024 < before.bytes - after.bytes < 600 * 1024
    # What moves into a package that comes along anyway makes a sum smaller; what moves into a new one does not.
    change = {
        module.label: found.sharing.load(module).bytes - found.now.load(module).bytes
        for module in found.scales.bundle.modules
    }
    assert {label: round(bytes_ / 1024) for label, bytes_ in change.items()} == {
        "entry": 1,
        "lib": 1,
        "me": 1,
        "you": -100,
    }


def test_damage_in_a_copy(tmp_path: Path) -> None:
    content = noise(30, "a")
    broken = build(
        [
            NewEntry(name="module.json", data=_module_json(package("lib.hsp", {}))),
            NewEntry(name=f"{RAW}a", data=content[:-1] + b"?", central={"crc": zlib.crc32(content)}),
        ]
    )
    packages = {"entry.hap": package("entry.hap", {f"{RAW}a": content}), "lib.hsp": broken}
    # In an .app packages are weighed as they are, so that the content is read for the first time here.
    files = written(tmp_path, {"demo.app": building.in_app(packages)})
    with pytest.raises(DamagedError) as caught:
        account(files)
    assert caught.value.file == f"{tmp_path}/demo.app!lib.hsp!{RAW}a"
    assert caught.value.error is not None
    assert caught.value.error.reason == "crc"


def _module_json(data: bytes) -> bytes:
    return open_archive(data).read("module.json")


def test_memory_is_bounded_by_the_piece(tmp_path: Path) -> None:
    large = noise(10 * 1024, "large")
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": large, f"{RAW}b": noise(1024)}),
        "lib.hsp": package("lib.hsp", {f"{RAW}c": large, f"{RAW}d": large}),
    }
    files = written(tmp_path, packages)
    tracemalloc.start()
    try:
        found = account(files)
        assert found.plan is not None
        assert isinstance(found.scales, Scales)
        assert tracemalloc.get_traced_memory()[1] < 8 * MB
    finally:
        tracemalloc.stop()
