"""``hapline hotpatch diff``: the parts besides classes, names of the source, methodsMap, the whitelist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from core.android import making
from core.android.making import Element
from hapline.archives import open_archive
from hapline.archives.writer import NewEntry, build
from hapline.testing import Bench
from plugins.hotpatch.built_sample import STAND_IN

BEFORE, AFTER = str(STAND_IN / "before.apk"), str(STAND_IN / "after.apk")
METHODS = str(STAND_IN / "methodsMap.instantrun")


def _apk(path: Path, more: Mapping[str, bytes] = MappingProxyType({}), *, version: str = "1.0") -> str:
    manifest = making.xml(Element("manifest", {"package": "com.a", "versionName": version, "versionCode": 1}))
    contents = {"AndroidManifest.xml": manifest, "classes.dex": making.dex(["com.a.B"]), **more}
    path.write_bytes(build([NewEntry(name=name, data=data) for name, data in contents.items()]))
    return str(path)


def test_libraries_and_files_are_named(tmp_path: Path) -> None:
    old = _apk(tmp_path / "old.apk", {"lib/x86/liba.so": b"1", "assets/a.txt": b"1"})
    new = _apk(tmp_path / "new.apk", {"lib/x86/libb.so": b"2", "assets/a.txt": b"2"})
    ended = Bench().run("hotpatch", "diff", old, new)
    assert ended.out.splitlines()[1:] == [
        "native libraries:",
        "  + lib/x86/libb.so",
        "  - lib/x86/liba.so",
        "  their number or names differ: InstantRun makes no patch (mPaaS MDS guide, 5.2.2.1)",
        "resources:",
        "  ~ assets/a.txt",
    ]
    found = json.loads(Bench().run("hotpatch", "diff", old, new, "--format", "json").out)
    assert found["libraries"]["added"] == ["lib/x86/libb.so"]
    assert found["manifest"]["newVersion"] == "1.0"


def test_a_version_alone_is_no_difference(tmp_path: Path) -> None:
    old, new = _apk(tmp_path / "old.apk"), _apk(tmp_path / "new.apk", version="1.1")
    assert Bench().run("hotpatch", "diff", old, new, "--exit-code").code == 0


def test_a_file_without_a_manifest_is_compared_all_the_same(tmp_path: Path) -> None:
    apk, jar = _apk(tmp_path / "old.apk"), tmp_path / "new.jar"
    jar.write_bytes(build([NewEntry(name="classes.dex", data=making.dex(["com.a.B", "com.a.C"]))]))
    note = f"{jar}: holds no AndroidManifest.xml: manifests are not compared\n"
    for line in ([apk, str(jar)], [str(jar), apk]):
        ended = Bench().run("hotpatch", "diff", *line)
        assert (ended.code, ended.err) == (0, note)
        assert ended.out.startswith("classes: 0 changed, ")
    assert "AndroidManifest" not in Bench().run("hotpatch", "diff", str(jar), str(jar)).err


@pytest.mark.parametrize("name", ["AndroidManifest.xml", "resources.arsc", "META-INF/CERT.RSA"])
def test_the_one_file_that_is_broken_is_named(tmp_path: Path, name: str) -> None:
    sound, broken = _apk(tmp_path / "sound.apk"), _apk(tmp_path / "broken.apk", {name: b"junk"})
    for line in ([sound, broken], [broken, sound]):
        ended = Bench().run("hotpatch", "diff", *line)
        assert (ended.code, "broken.apk" in ended.err, "sound.apk" in ended.err) == (2, True, False), ended.err


def test_many_names_are_cut_short_unless_asked_for(tmp_path: Path) -> None:
    old = _apk(tmp_path / "old.apk")
    new = _apk(tmp_path / "new.apk", {f"assets/{number:02}.txt": b"x" for number in range(12)})
    assert "    and 2 more (--all)" in Bench().run("hotpatch", "diff", old, new).out
    assert "  + assets/11.txt" in Bench().run("hotpatch", "diff", old, new, "--all").out


def test_names_of_the_source(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.txt"
    mapping.write_text("com.shop.Money -> com.example.shop.Prices:\n    int sum(int,int) -> total\n", encoding="utf-8")
    line = ["hotpatch", "diff", BEFORE, AFTER, "--mapping", str(mapping), "--methods-map", METHODS]
    ended = Bench().run(*line)
    assert "  ~ com.example.shop.Prices = com.shop.Money" in ended.out
    assert "what the release has not instrumented, by methodsMap:\n  com.shop.Money.sum(int,int)\n" in ended.out
    found = json.loads(Bench().run(*line, "--format", "json").out)
    assert found["classes"]["notInstrumented"] == [{"class": "com.shop.Money", "method": "com.shop.Money.sum(int,int)"}]


def test_a_method_that_was_instrumented_is_not_named() -> None:
    assert "not instrumented" not in Bench().run("hotpatch", "diff", BEFORE, AFTER, "--methods-map", METHODS).out


def test_the_whitelist_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "white.txt"
    ended = Bench().run("hotpatch", "diff", BEFORE, AFTER, "--whitelist", str(path))
    assert ended.code == 0
    assert path.read_bytes() == b"Lcom.example.shop.Prices\nPatchType: dexpatch\nHostDex: true"


def test_nothing_differs_and_no_whitelist_is_written(tmp_path: Path) -> None:
    path = tmp_path / "white.txt"
    ended = Bench().run("hotpatch", "diff", BEFORE, BEFORE, "--whitelist", str(path))
    assert (ended.code, path.exists()) == (2, False)
    assert "makes an empty patch" in ended.err


def test_bad_files_are_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x00\x01")
    for option in ("--mapping", "--methods-map"):
        ended = Bench().run("hotpatch", "diff", BEFORE, AFTER, option, str(broken))
        assert (ended.code, "broken" in ended.err) == (2, True), ended.err


def _flipped(path: Path, name: str) -> str:
    """The example's app with one bit of an entry turned."""
    data = bytearray((STAND_IN / "before.apk").read_bytes())
    with open_archive(bytes(data)) as archive:
        entry = archive.by_name[name]
    data[entry.data_offset + entry.compressed_size // 2] ^= 0x40
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("name", ["AndroidManifest.xml", "classes.dex"])
def test_a_damaged_file_is_named_alone(name: str, tmp_path: Path) -> None:
    damaged = _flipped(tmp_path / "damaged.apk", name)
    for files in ((BEFORE, damaged), (damaged, BEFORE)):
        ended = Bench().run("hotpatch", "diff", *files)
        assert ended.code == 2
        assert ended.err.startswith(f"hapline: {damaged}!{name}: error: ")
        assert BEFORE not in ended.err


def test_binary_xml_that_is_broken(tmp_path: Path) -> None:
    broken = _apk(tmp_path / "broken.apk", {"AndroidManifest.xml": b"\x03\x00\x08\x00\x09\x00\x00\x00"})
    ended = Bench().run("hotpatch", "diff", BEFORE, broken)
    assert (ended.code, ended.err.startswith(f"hapline: {broken}: error: ")) == (2, True), ended.err


def test_a_whitelist_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "none" / "white.txt"
    ended = Bench().run("hotpatch", "diff", BEFORE, AFTER, "--whitelist", str(path))
    assert (ended.code, f"{path}: error: cannot be written: " in ended.err) == (6, True), ended.err
