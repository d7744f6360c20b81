"""Bundle jars and a Portal's apk: recognised by their directories, read entry by entry, kept although broken."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from core.android import making
from hapline.android import BinaryError
from hapline.archives import DEFLATED, STORED, ArchiveError, open_archive
from hapline_hooks import Location, Unreadable
from hapline_plugins.portal.built.bundle_jar import is_bundle_jar, open_bundle_jar
from hapline_plugins.portal.built.opened import Opened
from hapline_plugins.portal.built.portal_apk import PortalApk, is_portal_apk, open_portal_apk
from plugins.portal.making import BUNDLE, archive, bundle_jar, bundle_mf, bundles_cfg, portal_apk

INSIDE = "lib/armeabi/libcom-example-launcher-launcher.so"


def written(folder: Path, name: str, data: bytes) -> str:
    file = folder / name
    file.write_bytes(data)
    return str(file)


def test_a_bundle_jar_is_read_as_a_whole(tmp_path: Path) -> None:
    more = {
        "classes2.dex": making.dex(["com.example.Second"]),
        "lib/armeabi/libx.so": b"x",
        "lib/arm64-v8a/libx.so": b"x",
    }
    path = written(tmp_path, "launcher.jar", bundle_jar(more=more))
    assert is_bundle_jar(path)
    made = open_bundle_jar(path)
    assert made.kind == "portal.bundle-jar"
    assert (made.error, made.name, made.has_manifest) == (None, "launcher.jar", True)
    assert made.manifest is not None
    assert made.manifest.package_id == 36
    assert made.package_ids() == (36,)
    assert made.classes() == (
        ("classes.dex", ("com.example.launcher.MainActivity", "com.example.launcher.FilesProvider$1")),
        ("classes2.dex", ("com.example.Second",)),
    )
    android = made.android_manifest()
    assert android is not None
    assert android.authorities == ("com.example.files",)
    assert made.native_libraries == ("lib/armeabi/libx.so", "lib/arm64-v8a/libx.so")
    assert made.abis == ("arm64-v8a", "armeabi")
    assert made.oddities == []
    assert made.source(made.location("META-INF/BUNDLE.MF")) == bundle_mf(BUNDLE)


def test_a_bundle_of_nothing_has_nothing(tmp_path: Path) -> None:
    made = open_bundle_jar(written(tmp_path, "pure.jar", archive({"META-INF/BUNDLE.MF": b""})))
    assert made.manifest is not None
    assert (made.package_ids(), made.classes(), made.android_manifest(), made.resources()) == ((), (), None, None)


def test_dex_files_come_in_the_order_in_which_phones_load_them(tmp_path: Path) -> None:
    names = [
        "classes10.dex",
        "classes2.dex",
        "classes.dex",
        "classes1.dex",
        "classes02.dex",
        "classesx.dex",
        "a/classes.dex",
    ]
    made = open_bundle_jar(written(tmp_path, "a.jar", archive(dict.fromkeys(names, making.dex([])))))
    assert made.dex_names == ("classes.dex", "classes2.dex", "classes10.dex")


@pytest.mark.parametrize(
    "data",
    [b"", b"text", archive({"META-INF/MANIFEST.MF": b""}), archive({"META-INF/bundle.mf": b""}), b"PK\3\4"],
)
def test_other_files_are_no_bundle_jars(data: bytes, tmp_path: Path) -> None:
    assert not is_bundle_jar(written(tmp_path, "a.jar", data))


def test_broken_ones_are_recognised_by_the_names_in_them(tmp_path: Path) -> None:
    assert is_bundle_jar(written(tmp_path, "a.jar", bundle_jar()[:-3]))
    assert is_portal_apk(written(tmp_path, "a.apk", portal_apk({}, cfg=b"")[:-3]))
    assert not is_portal_apk(written(tmp_path, "b.apk", portal_apk({})[:-3]))


def test_what_is_not_there_or_no_file_is_no_bundle_jar(tmp_path: Path) -> None:
    assert not is_bundle_jar(str(tmp_path / "absent.jar"))
    assert not is_bundle_jar(str(tmp_path))
    made = open_bundle_jar(str(tmp_path / "absent.jar"))
    assert made.error is not None
    assert made.error.reason == "not-a-file"
    assert (made.manifest, made.classes(), made.native_libraries, made.oddities, made.tree) == (None, (), (), [], None)


def test_a_broken_jar_is_kept_with_what_is_wrong(tmp_path: Path) -> None:
    made = open_bundle_jar(written(tmp_path, "a.jar", b"PK\3\4" + bytes(100)))
    assert made.error is not None
    data = archive({"META-INF/BUNDLE.MF": b"Bundle-Name: a\n" * 20})
    made = open_bundle_jar(written(tmp_path, "b.jar", data[:50] + b"\xff\xff" + data[52:]))
    assert made.error is not None
    assert (made.has_manifest, made.manifest) == (True, None)


def test_broken_entries_are_errors_of_their_readers(tmp_path: Path) -> None:
    more = {"classes.dex": b"dex\n", "resources.arsc": b"x", "AndroidManifest.xml": b"<manifest/>"}
    made = open_bundle_jar(written(tmp_path, "a.jar", bundle_jar(more=more)))
    for read in (made.classes, made.package_ids, made.android_manifest):
        with pytest.raises(BinaryError):
            read()


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_bundles_are_found_among_the_libraries_of_an_apk(method: int, tmp_path: Path) -> None:
    cfg = bundles_cfg([{"name": "com-example-launcher-launcher"}], 4)
    path = written(tmp_path, "portal.apk", portal_apk({INSIDE: bundle_jar()}, cfg=cfg, method=method))
    assert is_portal_apk(path)
    assert not is_bundle_jar(path)
    made = open_portal_apk(path)
    assert (made.kind, made.error) == ("portal.apk", None)
    assert list(made.parts()) == list(made.bundles)
    assert [bundle.location().file for bundle in made.bundles] == [f"{path}!{INSIDE}"]
    bundle = made.bundles[0]
    assert bundle.name == "libcom-example-launcher-launcher.so"
    assert bundle.manifest is not None
    assert bundle.manifest.name == "com-example-launcher-launcher"
    assert bundle.package_ids() == (36,)
    assert bundle.source(bundle.location("META-INF/BUNDLE.MF")) == bundle_mf(BUNDLE)
    assert made.source(bundle.location("META-INF/BUNDLE.MF")) == bundle_mf(BUNDLE)
    assert made.bundles_cfg is not None
    assert made.bundles_cfg.names == ("com-example-launcher-launcher",)
    assert made.abis == ("armeabi",)
    assert [name for _, names in made.classes() for name in names] == [
        "com.example.portal.Application",
        "com.example.portal.Second",
    ]
    android = made.android_manifest()
    assert android is not None
    assert [one.name for one in android.components] == ["com.example.portal.Stub", "com.example.portal.P"]


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (portal_apk({}, cfg=b""), True),
        (portal_apk({INSIDE: bundle_jar()}), True),
        (portal_apk({"lib/armeabi-v7a/liba.so": bundle_jar()}, method=DEFLATED), True),
        (portal_apk({}), False),
        (portal_apk({INSIDE: archive({"a": b""})}), False),
        (portal_apk({INSIDE: b"PK\3\4" + bytes(50)}), False),
        (portal_apk({"assets/a.so": bundle_jar()}), False),
        (archive({INSIDE: bundle_jar()}), False),
        (bundle_jar(), False),
        (b"", False),
    ],
)
def test_an_apk_of_a_portal_is_told_from_others(data: bytes, tmp_path: Path, *, is_one: bool) -> None:
    assert is_portal_apk(written(tmp_path, "a.apk", data)) is is_one


def test_a_broken_bundle_is_a_bundle_that_cannot_be_read(tmp_path: Path) -> None:
    made = open_portal_apk(written(tmp_path, "a.apk", portal_apk({INSIDE: b"PK\3\4" + bytes(50)})))
    assert made.error is None
    assert [bundle.error is not None for bundle in made.bundles] == [True]


@pytest.mark.parametrize(
    "location",
    [
        Location(path="other.apk", inner=("AndroidManifest.xml",)),
        Location(path="a.apk"),
        Location(path="a.apk", inner=("absent",)),
        Location(path="a.apk", inner=(INSIDE, "absent")),
        Location(path="a.apk", inner=("lib/armeabi/libnative.so", "META-INF/BUNDLE.MF")),
    ],
)
def test_a_place_that_is_not_in_a_file_cannot_be_read(
    location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.apk", portal_apk({INSIDE: bundle_jar()}))
    with pytest.raises(Unreadable):
        open_portal_apk("a.apk").source(location)


def read_all(made: Opened) -> None:
    for read in (made.classes, made.resources, made.android_manifest):
        try:
            read()
        except (BinaryError, ArchiveError):
            continue


@pytest.mark.timeout(240)
def test_no_damage_is_a_crash(tmp_path: Path) -> None:
    chance = random.Random(7)
    data = portal_apk({INSIDE: bundle_jar()}, cfg=bundles_cfg([{"name": "a"}]))
    file = tmp_path / "a.apk"
    found = 0
    for _ in range(2_000):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 2, 8))):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
        file.write_bytes(damaged)
        found += is_portal_apk(str(file))
        made = open_portal_apk(str(file))
        for one in (made, *made.bundles):
            read_all(one)
    assert found > 500


@pytest.mark.timeout(240)
def test_no_prefix_is_an_archive() -> None:
    for data in (bundle_jar(), portal_apk({INSIDE: bundle_jar()}, method=DEFLATED)):
        for end in range(len(data)):
            made = PortalApk("a.apk", end, partial(open_archive, data[:end]))
            assert made.error is not None
            read_all(made)
