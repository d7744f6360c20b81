"""The example from its release to a patch: archive, restore, build, and again; Gradle is the example's stand-in."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from hapline_plugins.hotpatch.building.manifest_reading import read_manifest

EXAMPLE = Path(__file__).parents[4] / "examples" / "hotpatch-instantrun"
MANIFEST = "app/build/outputs/instantrun/patch.json"
XML = "<resources><switch><methodMatchMode>id</methodMatchMode><proguard>true</proguard></switch></resources>"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for gradlew is a script of POSIX")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The example after its release, which is archived, with the fix."""
    shop = tmp_path / "shop"
    shutil.copytree(EXAMPLE / "shop", shop)
    shutil.copytree(EXAMPLE / "stand-in", tmp_path / "stand-in")
    (shop / "gradlew").write_text(f'#!/bin/sh\nexec "{sys.executable}" ../stand-in/gradlew.py "$@"\n')
    (shop / "gradlew").chmod(0o755)
    (shop / "app/instantrun.xml").write_text(XML)
    assert os.system(f"cd '{shop}' && ./gradlew assembleRelease >/dev/null") == 0  # noqa: S605 a path of ours
    assert _run(shop, "archive").code == 0
    shutil.copytree(EXAMPLE / "fix", shop, dirs_exist_ok=True)
    prices = shop / "app/src/main/java/com/example/shop/Prices.java"
    prices.write_text(prices.read_text().replace("public int total(", "@Modify public int total("))
    return shop


def _run(shop: Path, *line: str) -> Ended:
    return Bench().run("hotpatch", *line, cwd=shop)


def test_the_whole_way(shop: Path) -> None:
    assert _run(shop, "restore", "2.1.0").code == 0
    ended = _run(shop, "build", "--release", "2.1.0", "--expect", "com.example.shop.Prices")
    assert ended.code == 0, ended.err
    found = read_manifest((shop / MANIFEST).read_bytes())
    assert (found.application_id, found.target_version, found.method) == ("com.example.shop", "2.1.0", "instantrun")
    assert [(one.name, one.patch) for one in found.patched] == [("Prices", "com.example.shop.PricesPatch")]
    assert (shop / "app/instantrun/methodsMap.instantrun").exists()
    again = _run(shop, "build", "--published", MANIFEST)
    assert again.code == 0, again.err
    assert read_manifest((shop / MANIFEST).read_bytes()).supersedes == ""


def test_what_was_not_restored(shop: Path) -> None:
    ended = _run(shop, "build", "--release", "2.1.0")
    assert ended.code == 1
    assert ended.err.count("error: a file of the release is missing") == 3
    assert "hapline hotpatch restore" in ended.err


def test_files_of_another_release(shop: Path) -> None:
    assert _run(shop, "restore", "2.1.0").code == 0
    apk = shop / "app/hotpatch/old.apk"
    apk.write_bytes((EXAMPLE / "stand-in/after.apk").read_bytes())
    ended = _run(shop, "build", "--release", "2.1.0")
    assert ended.code == 1
    assert "app/hotpatch/old.apk: error: the file is not that of the release 2.1.0\n" in ended.err
    assert "  help: hapline hotpatch restore 2.1.0 --force\n" in ended.err
    with (shop / "app/instantrun/mapping.txt").open("a") as mapping:
        mapping.write("# more\n")
    apk.unlink()
    ended = _run(shop, "build", "--release", "2.1.0")
    assert ended.code == 0
    note = "note: app/instantrun/mapping.txt differs from that of 2.1.0 in comments and empty lines alone\n"
    assert note in ended.err
    with (shop / "app/instantrun/mapping.txt").open("a") as mapping:
        mapping.write("com.example.Other -> a.b:\n")
    ended = _run(shop, "build", "--release", "2.1.0")
    assert (ended.code, ended.err.count("the file is not that of the release 2.1.0")) == (1, 1)
    assert "app/instantrun/mapping.txt: error: " in ended.err


def test_a_release_that_is_not_there(shop: Path) -> None:
    ended = _run(shop, "build", "--release", "9")
    assert (ended.code, "9 is not archived" in ended.err) == (4, True)


def test_who_says_which_version(shop: Path) -> None:
    assert _run(shop, "restore", "2.1.0").code == 0
    ended = _run(shop, "build", "--release", "2.1.0", "--target-version", "2.1")
    assert (ended.code, "the version is said to be 2.1, 2.1.0" in ended.err) == (2, True)
    assert _run(shop, "build").code == 0, "the apk that was restored says it"
