"""What is generated, given to the real aapt2: old ids stay, new ones are new; without it they move."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.hotpatch.stable_ids.building import ADDED, FRAMEWORK, FRAMEWORKED, OLD, ids, link, needs_aapt2

pytestmark = [needs_aapt2, pytest.mark.timeout(300)]
FULL = FRAMEWORKED if Path(FRAMEWORK).exists() else OLD


def generate(old: Path, out: Path) -> None:
    ended = Bench().run("hotpatch", "stable-ids", str(old), "--out", str(out))
    assert (ended.code, ended.err) == (0, "")


def built(folder: Path, resources: Mapping[str, str], made: Path) -> Path:
    """A build with all three files where they belong."""
    values = folder / "res" / "values"
    values.mkdir(parents=True)
    for name in ("public.xml", "ids.xml"):
        shutil.copy(made / name, values)
    shutil.copy(made / "public.txt", folder)
    return link(folder, resources, "--stable-ids", "public.txt")


def test_old_ids_stay_and_new_ones_are_new(tmp_path: Path) -> None:
    before = ids(link(tmp_path / "old", FULL))
    generate(tmp_path / "old" / "app.apk", tmp_path / "made")
    after = ids(built(tmp_path / "new", {**FULL, **ADDED}, tmp_path / "made"))
    assert {name: after[name] for name in before} == before
    assert len(after) > len(before)
    assert len(set(after.values())) == len(after)


def test_without_it_they_move(tmp_path: Path) -> None:
    before = ids(link(tmp_path / "old", FULL))
    after = ids(link(tmp_path / "new", {**FULL, **ADDED}))
    assert sum(after[name] != number for name, number in before.items()) > len(before) // 2


def test_what_aapt2_made_by_itself_stays_too(tmp_path: Path) -> None:
    if FULL is OLD:
        pytest.skip("the resources of the framework are not installed")
    before = ids(link(tmp_path / "old", FULL))
    assert "drawable/$avd__0" in before
    generate(tmp_path / "old" / "app.apk", tmp_path / "made")
    assert "drawable/$avd__0 = " in (tmp_path / "made" / "public.txt").read_text()
    assert "avd__0" not in (tmp_path / "made" / "public.xml").read_text()
    more = {name.replace("avd", "a"): text for name, text in FULL.items() if "avd" in name}
    after = ids(built(tmp_path / "new", {**FULL, **more}, tmp_path / "made"))
    assert {name: after[name] for name in before} == before


def test_attributes_that_aapt2_made_private_stay_as_well(tmp_path: Path) -> None:
    """Where some attributes are public, aapt2 puts the others into a type of their own."""
    public = '<resources><public type="attr" name="mine" id="0x7f020001"/></resources>'
    before = ids(link(tmp_path / "old", {**OLD, "values/public.xml": public}))
    assert "^attr-private/kind" in before
    generate(tmp_path / "old" / "app.apk", tmp_path / "made")
    assert "^attr" not in (tmp_path / "made" / "public.xml").read_text()
    after = ids(built(tmp_path / "new", {**OLD, **ADDED}, tmp_path / "made"))
    assert {name: after[name] for name in before} == before


def test_a_resource_that_is_gone_fails_the_build_unless_it_is_an_id(tmp_path: Path) -> None:
    link(tmp_path / "old", {**OLD, "values/gone.xml": '<resources><item type="id" name="gone"/></resources>'})
    generate(tmp_path / "old" / "app.apk", tmp_path / "made")
    assert "id/gone" in ids(built(tmp_path / "new", OLD, tmp_path / "made"))
    link(tmp_path / "older", {**OLD, "values/gone.xml": '<resources><string name="gone">x</string></resources>'})
    generate(tmp_path / "older" / "app.apk", tmp_path / "other")
    with pytest.raises(AssertionError, match=r"no definition for declared symbol 'com.example.shop:string/gone'"):
        built(tmp_path / "newer", OLD, tmp_path / "other")


def test_another_package_has_no_effect(tmp_path: Path) -> None:
    """What the help says: the ids of another application id are passed over, though their numbers stay taken."""
    before = ids(link(tmp_path / "old", OLD, package="com.example.shop.debug"))
    generate(tmp_path / "old" / "app.apk", tmp_path / "made")
    shutil.copy(tmp_path / "made" / "public.txt", tmp_path)
    after = ids(link(tmp_path / "new", {**OLD, **ADDED}, "--stable-ids", str(tmp_path / "public.txt")))
    assert not any(after[name] == number for name, number in before.items())


def test_a_bundles_package(tmp_path: Path) -> None:
    old = link(tmp_path / "old", OLD, "--package-id", "36", "--allow-reserved-package-id")
    ended = Bench().run("hotpatch", "stable-ids", str(old), "--out", str(tmp_path / "made"), "--package-id", "36")
    assert ended.code == 0
    assert "string/app_name = 0x24" in (tmp_path / "made" / "public.txt").read_text()
    assert Bench().run("hotpatch", "stable-ids", str(old), "--out", str(tmp_path / "made")).code == 2


def test_names_that_were_taken_away_are_refused(tmp_path: Path) -> None:
    old = link(tmp_path / "old", OLD)
    line = ["aapt2", "optimize", "--enable-resource-obfuscation", "-o", "bare.apk", old.name]
    done = subprocess.run(line, cwd=old.parent, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this aapt2 calls the option otherwise")
    ended = Bench().run("hotpatch", "stable-ids", str(old.parent / "bare.apk"), "--out", str(tmp_path / "made"))
    assert ended.code == 2
    assert "0_resource_name_obfuscated" in ended.err
    assert not (tmp_path / "made").exists()
