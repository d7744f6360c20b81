"""``hapline hotpatch inspect`` and ``supersede``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hapline.testing import Bench, Ended
from hapline_hooks import replace
from plugins.hotpatch.building.making import APP, apk, fixes, manifest, patch, write

ONE = patch([*fixes("com.example.Main"), "com.example.Added"], {"lib/arm64-v8a/libx.so": b"x"})
MORE = patch([*fixes("com.example.Main", "com.example.List"), "com.example.Added"])
LESS = patch(fixes("com.example.List"))


def _run(folder: Path, *line: str) -> Ended:
    return Bench().run("hotpatch", *line, cwd=folder)


def test_inspect(tmp_path: Path) -> None:
    write(tmp_path, {"patch.jar": ONE})
    ended = _run(tmp_path, "inspect", "patch.jar")
    md5, sha256 = hashlib.md5(ONE, usedforsecurity=False).hexdigest(), hashlib.sha256(ONE).hexdigest()
    assert ended.code == 0
    assert ended.out == (
        f"patch.jar  {len(ONE)} B  instantrun\n"
        f"  md5 {md5}, which the service calls its version\n"
        f"  sha256 {sha256}\n"
        "  not signed: the vendor's plugin for Android Studio signs it, with the keystore of the app\n"
        f"  changes:\n    Main  ({APP}.MainPatch)\n"
        "  adds:\n    com.example.Added\n"
        "  and 2 classes of the plugin's own\n"
        "  classes.dex: 4 classes, its checksum is right\n"
        "  also in it: lib/arm64-v8a/libx.so\n"
    )
    found = json.loads(_run(tmp_path, "inspect", "patch.jar", "--format", "json").out)
    assert (found["version"], found["patch"]["md5"], found["entries"]) == (1, md5, ["lib/arm64-v8a/libx.so"])
    assert found["dex"] == [{"entry": "classes.dex", "classes": 4, "checksumIsRight": True}]


def test_inspect_with_the_app(tmp_path: Path) -> None:
    write(tmp_path, {"patch.jar": patch(["com.example.Main", "com.example.New"]), "old.apk": apk()})
    found = json.loads(_run(tmp_path, "inspect", "patch.jar", "--app", "old.apk", "--format", "json").out)["patch"]
    assert (found["patched"], found["added"]) == ([{"class": "com.example.Main", "patch": ""}], ["com.example.New"])


def test_inspect_with_its_manifest(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "size": len(ONE),
        "sha256": hashlib.sha256(ONE).hexdigest(),
        "md5": hashlib.md5(ONE, usedforsecurity=False).hexdigest(),
    }
    write(tmp_path, {"patch.jar": ONE, "patch.json": manifest("com.example.Main", **values).render()})
    assert f"  for {APP} 1.2.0\n" in _run(tmp_path, "inspect", "patch.jar").out
    write(tmp_path, {"patch.jar": MORE})
    ended = _run(tmp_path, "inspect", "patch.jar")
    assert (ended.code, "patch.json: error: the manifest is not that of the patch beside it" in ended.err) == (1, True)


@pytest.mark.parametrize(("data", "code"), [(None, 4), (b"", 2), (b"no archive", 2)])
def test_inspect_what_is_no_patch(tmp_path: Path, data: bytes | None, code: int) -> None:
    write(tmp_path, {} if data is None else {"patch.jar": data})
    ended = _run(tmp_path, "inspect", "patch.jar")
    assert (ended.code, ended.err.startswith("hapline: patch.jar: error: ")) == (code, True)


def test_supersede(tmp_path: Path) -> None:
    write(tmp_path, {"one.jar": ONE, "more.jar": MORE, "less.jar": LESS})
    ended = _run(tmp_path, "supersede", "one.jar", "more.jar")
    assert ended == Ended(0, "the new patch holds all fixes of the published one\n", "")
    assert _run(tmp_path, "supersede", "one.jar", "one.jar").out == "the new patch is the published one\n"
    ended = _run(tmp_path, "supersede", "one.jar", "less.jar")
    assert (ended.code, ended.out) == (1, "")
    assert "hapline: less.jar: error: fixes of the published patch would be lost: Main\n" in ended.err
    assert "error: classes that the published patch adds would be missing: com.example.Added\n" in ended.err
    found = json.loads(_run(tmp_path, "supersede", "one.jar", "less.jar", "--format", "json").out)
    assert (found["canSupersede"], found["lost"]) == (False, {"patched": ["Main"], "added": ["com.example.Added"]})


def test_supersede_by_manifests(tmp_path: Path) -> None:
    old = manifest("com.example.Main")
    write(
        tmp_path,
        {
            "old.json": old.render(),
            "new.json": replace(old, target_version="1.3.0").render(),
            "dex.json": replace(old, method="dexpatch").render(),
        },
    )
    ended = _run(tmp_path, "supersede", "old.json", "new.json")
    assert (ended.code, "for version 1.2.0 of the app, this one for 1.3.0" in ended.err) == (2, True)
    ended = _run(tmp_path, "supersede", "old.json", "dex.json")
    assert (ended.code, "one version takes only one method" in ended.err) == (2, True)
    assert _run(tmp_path, "supersede", "old.json", "gone.json").code == 4


def test_inspect_of_what_is_no_patch(tmp_path: Path) -> None:
    write(tmp_path, {"app.apk": apk(), "plain.zip": patch(more={"readme.txt": b"x"}, entry="notes.bin")})
    ended = _run(tmp_path, "inspect", "app.apk")
    assert (ended.code, ended.out, "this is an app, and no patch" in ended.err) == (2, "", True)
    ended = _run(tmp_path, "inspect", "plain.zip")
    assert (ended.code, ended.out, "no class is in it, so that it is no patch" in ended.err) == (2, "", True)


def test_inspect_with_another_app(tmp_path: Path) -> None:
    """The names of the classes say it, where no manifest does."""
    write(tmp_path, {"patch.jar": patch(), "own.apk": apk(), "other.apk": apk("com.x", classes=["com.x.Start"])})
    assert _run(tmp_path, "inspect", "patch.jar", "--app", "own.apk").err == ""
    ended = _run(tmp_path, "inspect", "patch.jar", "--app", "other.apk")
    assert (ended.code, "other.apk has none of the classes that the patch changes" in " ".join(ended.err.split())) == (
        0,
        True,
    )
