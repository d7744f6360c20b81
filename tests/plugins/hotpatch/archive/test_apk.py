"""What is read from an apk: its version, and whether its classes have been given other names."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from core.android.making import dex
from hapline_plugins.hotpatch.archive.apk import looks_obfuscated, map_id_of, read_apk
from plugins.hotpatch.archive.sample import apk, archived, run, write

FRAMEWORK = Path("/usr/share/android-framework-res/framework-res.apk")
MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.shop"
    android:versionCode="7" android:versionName="1.0.0-例">
  <application android:label="Shop"/>
</manifest>
"""
MARKER = '~~R8{\\"backend\\":\\"dex\\",\\"compilation-mode\\":\\"release\\",\\"pg-map-id\\":\\"0a1b2c3\\"}'
SMALI = f""".class public Lcom/example/shop/Main;
.super Ljava/lang/Object;
.method public static run()Ljava/lang/String;
.registers 1
const-string v0, "{MARKER}"
return-object v0
.end method
"""


@pytest.mark.parametrize(
    ("names", "obfuscated"),
    [
        ([f"com.example.shop.{one}" for one in "abcde"], True),
        ([f"com.example.shop.{one}" for one in "abcd"], False),
        ([f"com.example.shop.{one}" for one in ("aa", "b1", "c$d", "d$1", "e")], True),
        ([f"com.example.{one}" for one in "abcde"], True),
        ([f"com.examples.{one}" for one in "abcde"], False),
        ([f"com.alipay.mobile.{one}" for one in "abcdefghij"], False),
        ([*"abcde"], True),
        (["Main", "Cart", "R", "A", "B"], False),
        ([f"com.example.shop.{one}" for one in "ABCDE"], False),
        ([*[f"com.example.shop.{one}" for one in "abcde"], *[f"com.example.shop.Class{n}" for n in range(100)]], False),
        ([], False),
    ],
)
def test_names_that_were_changed(names: list[str], *, obfuscated: bool) -> None:
    assert looks_obfuscated(names, "com.example.shop.cn") is obfuscated


@pytest.mark.parametrize(
    ("marker", "ids"),
    [
        ('{"backend":"dex","pg-map-id":"12ab"}', ("12ab",)),
        ('{"pg-map-id":"12ab","backend":"dex"}', ("12ab",)),
        ('{"backend":"cf","pg-map-id":"12ab"}', ()),  # a library that came so
        ('{"backend":"dex","compilation-mode":"debug"}', ()),
        ('{"backend":"dex","pg-map-id":"XYZ"}', ()),
        ('{"backend":"dex","pg-map-id":"12ab"', ()),
    ],
)
def test_markers(tmp_path: Path, marker: str, ids: tuple[str, ...]) -> None:
    content = apk(map_id="", classes=["a.B"], more={"classes2.dex": dex(["a.C"]) + f"\0~~R8{marker}\0".encode()})
    (tmp_path / "a.apk").write_bytes(content)
    found = read_apk(str(tmp_path / "a.apk"))
    assert (found.map_ids, found.obfuscated) == (ids, bool(ids))


@pytest.mark.timeout(20)
def test_half_a_marker_many_times_takes_no_longer(tmp_path: Path) -> None:
    noise = b'~~R8{"backend":"dex",' * 200_000
    (tmp_path / "a.apk").write_bytes(apk(map_id="", more={"classes2.dex": dex(["a.C"]) + noise}))
    assert read_apk(str(tmp_path / "a.apk")).map_ids == ()


def test_the_id_of_a_mapping_stands_at_its_top(tmp_path: Path) -> None:
    file = tmp_path / "mapping.txt"
    for text, wanted in (
        ("# compiler: R8\r\n# pg_map_id: 12ab\r\n", "12ab"),
        ("# pg_map_id: 12ab", "12ab"),
        ("a.B -> a:\n    # {}\n", ""),
        ("#" * 100_000 + "\n# pg_map_id: 12ab\n", ""),
        ("# pg_map_id: xyz\n", ""),
        ("", ""),
    ):
        file.write_text(text)
        assert map_id_of(str(file)) == wanted


def test_an_apk_as_the_tools_build_it(tmp_path: Path) -> None:
    absent = [name for name in ("aapt2", "smali", "java") if shutil.which(name) is None]
    if absent or not FRAMEWORK.exists():
        pytest.skip(f"needs {', '.join(absent) or FRAMEWORK}")
    write(tmp_path, {"AndroidManifest.xml": MANIFEST, "smali/Main.smali": SMALI})
    link = ["aapt2", "link", "-I", str(FRAMEWORK), "--manifest", "AndroidManifest.xml", "-o", "shop.apk"]
    for command in (link, ["smali", "a", "smali", "-o", "classes.dex"]):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / "shop.apk", "a") as archive:
        archive.write(tmp_path / "classes.dex", "classes.dex")
    found = read_apk(str(tmp_path / "shop.apk"))
    assert (found.version, found.version_code, found.application) == ("1.0.0-例", 7, "com.example.shop")
    assert (found.map_ids, found.obfuscated, found.debuggable) == (("0a1b2c3",), True, False)
    (tmp_path / "mapping.txt").write_text("# pg_map_id: 0a1b2c3\ncom.example.Main -> com.example.shop.Main:\n")
    release = archived(tmp_path, "--apk", "shop.apk", "--mapping", "mapping.txt")
    assert (release["version"], release["missing"]) == ("1.0.0-例", [])
    assert run(tmp_path, "restore", "1.0.0-例").code == 0
    assert (tmp_path / "hotpatch/old.apk").read_bytes() == (tmp_path / "shop.apk").read_bytes()
