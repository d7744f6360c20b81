"""Scales: packages weigh what verify says, their contents add up to it, and so does what they would weigh otherwise."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.archives import DEFLATED, STORED
from hapline.archives.writer import build
from hapline_plugins.harmony.advisor import staying
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.scales import DamagedError
from plugins.harmony import sample
from plugins.harmony.advisor import building
from plugins.harmony.advisor.building import CODE, MEDIA, RAW, account, noise, package, text, verified, written

NOW = "1790000000"
plain = settings(derandomize=True, deadline=None, database=None, max_examples=40)


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that goes into predicted sizes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def _packages(*, debug: bool = False) -> dict[str, bytes]:
    return {
        "entry.hap": package("entry.hap", {CODE: text(90, 1), f"{RAW}a": noise(40, 2)}, needs=["lib"], debug=debug),
        "lib.hsp": package("lib.hsp", {CODE: text(30, 3), f"{RAW}a": text(20, 4)}, debug=debug),
    }


@pytest.mark.parametrize("options", [{}, {"compressLevel": "6"}, {"replacePackInfo": "false"}], ids=str)
@pytest.mark.parametrize("debug", [False, True])
def test_loose_packages_weigh_what_verify_says(tmp_path: Path, options: dict[str, str], *, debug: bool) -> None:
    files = written(tmp_path, _packages(debug=debug))
    found = account(files, options=options)
    assert {module.file: size for module, size in found.scales.sizes.items()} == building.sizes(
        verified(files, options)
    )


def test_sums_and_totals_are_those_of_the_findings(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {CODE: noise(90)}, needs=["a", "a", "b"], devices=["phone", "tablet"]),
        "a.hsp": package("a.hsp", {CODE: noise(30, 2)}, needs=["b"], devices=["phone", "tablet"]),
        "b.hsp": package("b.hsp", {CODE: text(60, 3)}),
    }
    options = {"entryLimit": "100 KB", "packageLimit": "90 KB", "totalLimit": "130 KB"}
    files = written(tmp_path, packages)
    now = account(files, options=options).now
    entry = now.scales.bundle.first
    found = {one.finding.rule: one.finding.args for one in verified(files, options).findings}
    assert found["HOS102"]["size"] == now.load(entry).bytes
    assert [(one.devices, one.over) for one in now.loads if one.package is entry] == [
        (("phone",), True),
        (("tablet",), True),
    ]
    assert found["HOS103"]["size"] == now.total("phone").bytes
    assert [one.over for one in now.totals] == [True, False]
    assert [package.label for one in now.broken for package, _ in one.parts[:1]] == ["entry", "entry", "entry"]


@pytest.mark.parametrize("method", [DEFLATED, STORED])
@pytest.mark.parametrize("level", [1, 9])
def test_packages_in_an_app_weigh_what_they_take_there(tmp_path: Path, method: int, level: int) -> None:
    files = written(tmp_path, {"demo.app": building.in_app(_packages(), method=method, level=level)})
    found = account(files)
    assert {module.file: size for module, size in found.scales.sizes.items()} == building.sizes(verified(files))
    assert not found.scales.bundle.predicted


def test_a_pack_info_that_is_given_counts(tmp_path: Path) -> None:
    files = written(tmp_path, {**_packages(debug=True), "pack.info": b"x" * 5000})
    found = account(files)
    assert {module.file: size for module, size in found.scales.sizes.items()} == building.sizes(verified(files))
    assert min(found.scales.sizes.values()) > 5000


def _drawn(chance: Random) -> dict[str, bytes]:
    """Packages of contents of all kinds and sizes; some contents are there several times."""
    pool = [chance.choice([noise, text])(chance.choice([0, 0.05, 1, 5, 40]), chance.random()) for _ in range(6)]
    found: dict[str, bytes] = {}
    for name in ("entry.hap", "a.hsp", "b.hsp")[: chance.randint(1, 3)]:
        places = [CODE, *(f"{chance.choice([RAW, MEDIA])}{number}" for number in range(chance.randint(0, 6)))]
        files = {path: chance.choice(pool) for path in places}
        found[name] = package(name, files, debug=chance.random() < 0.3)
    return found


@plain
@given(st.integers(0, 2**32).map(Random), st.booleans(), st.booleans())
def test_contents_add_up_to_their_packages(chance: Random, together: bool, repack: bool) -> None:  # noqa: FBT001 drawn
    packages = _drawn(chance)
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), {"demo.app": building.in_app(packages)} if together else packages)
        scales = account(files, options={"replacePackInfo": str(repack).lower()}).scales
        for module, contents in scales.contents.items():
            # What belongs to no content: the end record, and what separates or begins a deflated stream.
            other = scales.sizes[module] - sum(one.bytes for one in contents)
            assert 0 <= other <= 64
            assert [one.bytes for one in contents] == sorted((one.bytes for one in contents), reverse=True)
            assert {one.name for one in contents} == set(scales.package(module).archive.by_name)  # type: ignore[union-attr]


@plain
@given(st.integers(0, 2**32).map(Random), st.booleans())
def test_other_contents_weigh_what_they_would_weigh(chance: Random, repack: bool) -> None:  # noqa: FBT001 drawn
    with tempfile.TemporaryDirectory() as name:
        folder, options = Path(name), {"replacePackInfo": str(repack).lower()}
        scales = account(written(folder, _drawn(chance)), options=options).scales
        draft = Draft(scales)
        everything = [one for several in scales.contents.values() for one in several if not one.stays]
        gone = [one for one in everything if chance.random() < 0.4]
        draft = draft.less(gone).into(scales.bundle.first, gone[:2])
        files = written(folder / "again", building.rebuilt(draft))
        measured = building.sizes(verified(files, options))
        for module in scales.bundle.modules:
            # Where packages are taken as they are, new names and the places of files in them are not looked at.
            assert abs(draft.size(module) - measured[module.file]) <= (0 if repack else 64)


def test_nothing_is_weighed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scales = account(written(tmp_path, _packages())).scales
    module = scales.bundle.first
    size = scales.size(module, frozenset({f"{RAW}a"}))
    assert size < scales.size(module) == scales.sizes[module]
    monkeypatch.setattr(scales, "_breakdown", None)
    assert scales.size(module, frozenset({f"{RAW}a"})) == size


def test_an_app_of_another_compressor_stays_as_far_away_as_it_is(tmp_path: Path) -> None:
    def saved(level: int) -> int:
        files = written(tmp_path, {"demo.app": building.in_app(_packages(), level=level)})
        scales = account(files).scales
        module = scales.bundle.first
        return scales.sizes[module] - scales.size(module, frozenset({f"{RAW}a"}))

    assert saved(9) == saved(1)


STAYS: dict[str, Any] = {
    "module.json": staying.BUILD,
    "pack.info": staying.BUILD,
    "resources.index": staying.BUILD,
    "pkgContextInfo.json": staying.BUILD,
    CODE: staying.CODE,
    "ets/widgets.abc": staying.CODE,
    "ets/sourceMaps.map": staying.CODE,
    "libs/arm64-v8a/libx.so": staying.NATIVE,
    f"{RAW}plugin.so": staying.NATIVE,
    "resources/base/profile/main_pages.json": staying.PROFILE,
    f"{MEDIA}app_icon.png": staying.NAMED,
    "resources/zh_CN/media/app_icon.webp": staying.NAMED,
    f"{MEDIA}layer.png": staying.NAMED,
    f"{RAW}mpaas.config": staying.MPAAS,
    "EntryCard/a.png": staying.OTHER,
    "resources/base/element/string.json": staying.OTHER,
    f"{MEDIA}banner.png": "",
    f"{MEDIA}app_icon_large.png": "",
    "resources/dark/media/banner.png": "",
    f"{RAW}data/a.json": "",
    f"{RAW}app_icon.png": "",
    "resources/resfile/a.bin": "",
    f"{MEDIA}layered.json": "",
}


def test_what_stays_and_why(tmp_path: Path) -> None:
    contents = {name: b"x" for name in STAYS if name not in {"module.json", "pack.info"}}
    contents[f"{MEDIA}layered.json"] = b'{"layered-image":{"foreground":"$media:layer"}}'
    files = written(tmp_path, {"entry.hap": package("entry.hap", contents)})
    scales = account(files).scales
    found = {one.name: one.stays for one in scales.contents[scales.bundle.first]}
    assert found == STAYS


def test_contents_without_a_name_for_them_are_counted_nowhere(tmp_path: Path) -> None:
    (path,) = written(tmp_path, {"entry.hap": package("entry.hap", {"ets/": b"", CODE: b"x"})})
    scales = account([path]).scales
    assert {one.name for one in scales.contents[scales.bundle.first]} == {"module.json", CODE, "pack.info"}


def test_what_cannot_be_read(tmp_path: Path) -> None:
    good = package("lib.hsp", {f"{RAW}a": noise(3)})
    at = good.index(noise(3))
    cases = {
        "entry.hap": b"no archive",
        "bare.hap": build([]),
        "cut.hsp": good[:-30],
        "flipped.hsp": good[: at + 9] + bytes([good[at + 9] ^ 1]) + good[at + 10 :],
        "demo.app": b"PK",
        "inner.app": building.in_app({"lib.hsp": good[:-30]}),
    }
    places = {"flipped.hsp": f"flipped.hsp!{RAW}a", "inner.app": "inner.app!lib.hsp"}
    for name, data in cases.items():
        with pytest.raises(DamagedError) as caught:
            account(written(tmp_path, {name: data}))
        assert caught.value.file == f"{tmp_path}/{places.get(name, name)}"
        assert (caught.value.error is None) == (name == "bare.hap")
    with pytest.raises(DamagedError):
        account(written(tmp_path, {"lib.hsp": good}), base=written(tmp_path, {"old.hap": b"x"}))


def test_pictures_of_a_package_that_names_none(tmp_path: Path) -> None:
    app = {key: value for key, value in sample.APP.items() if key != "icon"} | {"icon": ""}
    files = {f"{MEDIA}app_icon.png": b"x"}
    scales = account(written(tmp_path, {"entry.hap": package("entry.hap", files, app=app)})).scales
    assert [one.stays for one in scales.contents[scales.bundle.first] if one.name in files] == [""]
