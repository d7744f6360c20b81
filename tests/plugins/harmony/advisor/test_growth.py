"""Growth: what differs from an earlier build, by module and by file, those with most effect first."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline_plugins.harmony.advisor.growth import Growth
from plugins.harmony.advisor import building
from plugins.harmony.advisor.building import CODE, RAW, account, noise, package, written


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that goes into predicted sizes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def _growth(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> Growth:
    (found,) = account(written(folder / "new", new), base=written(folder / "old", old)).growth
    return found


def _changes(found: Growth) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.before.label if one.before else "", one.after.label if one.after else "")
        for one in found.changes
    ]


OLD = {
    "entry.hap": {CODE: noise(100, 1), f"{RAW}gone": noise(20), f"{RAW}moved": noise(60, 2), f"{RAW}same": noise(9)},
    "lib.hsp": {CODE: noise(50, 3), f"{RAW}old_name": noise(15, 4)},
    "dropped.hsp": {CODE: noise(5, 7)},
}
NEW = {
    "entry.hap": {CODE: noise(130, 1), f"{RAW}come": noise(10, 5), f"{RAW}same": noise(9)},
    "lib.hsp": {CODE: noise(50, 3), f"{RAW}new_name": noise(15, 4), f"{RAW}moved": noise(60, 2)},
    "added.hsp": {CODE: noise(7, 6)},
}


def _built(described: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return {name: package(name, files) for name, files in described.items()}


def test_files_and_modules(tmp_path: Path) -> None:
    found = _growth(tmp_path, _built(OLD), _built(NEW))
    # By what each adds to some package: 60 KB moved, then 30 more of code, 20 less, 10 more, and the rest.
    assert _changes(found)[:4] == [
        ("moved", f"entry.hap!{RAW}moved", f"lib.hsp!{RAW}moved"),
        ("changed", f"entry.hap!{CODE}", f"entry.hap!{CODE}"),
        ("removed", f"entry.hap!{RAW}gone", ""),
        ("added", "", f"entry.hap!{RAW}come"),
    ]
    rest = set(_changes(found)[4:])
    assert ("moved", f"lib.hsp!{RAW}old_name", f"lib.hsp!{RAW}new_name") in rest
    assert ("added", "", f"added.hsp!{CODE}") in rest
    assert ("removed", f"dropped.hsp!{CODE}", "") in rest
    assert not any("same" in "".join(one) for one in rest)
    modules = {
        one.label: (one.before is not None, one.after is not None, round(one.bytes / 1024)) for one in found.modules
    }
    assert modules == {
        "lib": (True, True, 60),
        "entry": (True, True, -40),
        "added": (False, True, 8),
        "dropped": (True, False, -6),
    }
    assert [one.label for one in found.modules] == ["lib", "entry", "added", "dropped"]
    assert [round(one.size / 1024) for one in found.modules[:2]] == [60, -40]


def test_it_adds_up(tmp_path: Path) -> None:
    found = account(written(tmp_path / "new", _built(NEW)), base=written(tmp_path / "old", _built(OLD)))
    (one,) = found.growth
    now, before = sum(found.scales.sizes.values()), sum(one.before.sizes.values())
    assert one.bytes == now - before == sum(module.bytes for module in one.modules)
    for module in one.modules:
        files = 0
        for change in one.changes:
            files += change.after.bytes if change.after and change.after.module.label == module.label else 0
            files -= change.before.bytes if change.before and change.before.module.label == module.label else 0
        # What is equal takes some bytes more or less, by what stands before it.
        assert abs(module.bytes - files) < 80


def test_the_same_build(tmp_path: Path) -> None:
    found = _growth(tmp_path, _built(OLD), _built(OLD))
    assert (found.bytes, found.changes) == (0, ())
    assert all(one.bytes == one.size == 0 for one in found.modules)


def test_what_holds_the_same_is_paired_by_name_first(tmp_path: Path) -> None:
    old = {"entry.hap": {f"{RAW}a": noise(5), f"{RAW}b": noise(5)}, "lib.hsp": {}}
    new = {"entry.hap": {}, "lib.hsp": {f"{RAW}b": noise(5), f"{RAW}a": noise(5), f"{RAW}c": noise(5)}}
    assert sorted(_changes(_growth(tmp_path, _built(old), _built(new)))) == [
        ("added", "", f"lib.hsp!{RAW}c"),
        ("moved", f"entry.hap!{RAW}a", f"lib.hsp!{RAW}a"),
        ("moved", f"entry.hap!{RAW}b", f"lib.hsp!{RAW}b"),
    ]


def test_modules_of_one_name(tmp_path: Path) -> None:
    def both(size: float) -> dict[str, bytes]:
        return {
            "entry.hap": package("entry.hap", {f"{RAW}a": noise(5)}, devices=["phone"]),
            "pad.hap": package("pad.hap", {f"{RAW}a": noise(size)}, devices=["tablet"], module={"name": "entry"}),
        }

    found = _growth(tmp_path, both(10), both(20))
    assert [(one.label, round(one.bytes / 1024)) for one in found.modules] == [("entry", 10), ("entry", 0)]
    assert _changes(found) == [("changed", f"pad.hap!{RAW}a", f"pad.hap!{RAW}a")]


def test_several_earlier_builds(tmp_path: Path) -> None:
    apps = {
        "one.app": building.in_app(_built(OLD)),
        "two.app": building.in_app(_built(NEW)),
        "other.app": building.in_app({"entry.hap": package("entry.hap", {}, app={"bundleName": "com.other"})}),
    }
    found = account(written(tmp_path, _built(NEW)), base=written(tmp_path / "old", apps)).growth
    assert [[Path(file).name for file in one.before.files] for one in found] == [["one.app"], ["two.app"]]
    # Of another app is compared what there is, rather than nothing.
    found = account(written(tmp_path, _built(NEW)), base=[tmp_path / "old" / "other.app"]).growth
    assert len(found) == 1
