"""``hapline hotpatch advise --base``: what changed in the source of a repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.hotpatch import sample
from repositories import TestRepository

MAIN = "app/src/main/java/com/example/shop/MainActivity.java"
CODE = """\
package com.example.shop;

public class MainActivity {
    int count;

    MainActivity() {
        count = 1;
    }

    int total() {
        return Math.max(0, count);
    }

    int plain() {
        return count;
    }
}
"""


def _advice(folder: Path, changes: Mapping[str, str], *line: str) -> dict[str, object]:
    """The advice on changes to a released app, as JSON."""
    repository = TestRepository(folder)
    repository.write({**sample.files(), MAIN: CODE})
    repository.git("add", "-A")
    repository.git("commit", "-qm", "release")
    repository.git("tag", "v1")
    repository.write(changes)
    ended = Bench().run("hotpatch", "advise", "--format", "json", *line, cwd=folder)
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


def _fits(found: dict[str, object], method: str) -> object:
    verdicts = found["methods"]
    assert isinstance(verdicts, list)
    return next(one["fits"] for one in verdicts if one["method"] == method)


def test_a_method_fits_instantrun(tmp_path: Path) -> None:
    found = _advice(tmp_path, {MAIN: CODE.replace("max(0,", "max(1,")}, "--base", "v1")
    assert (found["method"], found["fits"]) == ("instantrun", "yes")


def test_the_latest_tag_is_the_base_where_none_is_named(tmp_path: Path) -> None:
    assert _advice(tmp_path, {MAIN: CODE.replace("max(0,", "max(1,")})["method"] == "instantrun"


@pytest.mark.parametrize(
    ("old", "new"),
    [("int count;", "int count; int more;"), ("count = 1;", "count = 2;"), ("return count;", "return count + 1;")],
    ids=["a field", "a constructor", "a method that calls nothing"],
)
def test_what_instantrun_cannot_mend_as_it_is(tmp_path: Path, old: str, new: str) -> None:
    found = _advice(tmp_path, {MAIN: CODE.replace(old, new)}, "--base", "v1")
    assert _fits(found, "instantrun") == "rework"


def test_a_component_in_the_manifest_needs_a_release(tmp_path: Path) -> None:
    manifest = sample.MANIFEST.replace("<activity ", '<service android:name=".Sync" />\n        <activity ')
    assert _advice(tmp_path, {"app/src/main/AndroidManifest.xml": manifest}, "--base", "v1")["method"] == "release"


def test_a_resource_rules_dexpatch_out(tmp_path: Path) -> None:
    found = _advice(tmp_path, {"app/src/main/res/values/strings.xml": "<resources />"}, "--base", "v1")
    assert _fits(found, "dexpatch") == "no"


def test_tests_and_other_files_are_nothing(tmp_path: Path) -> None:
    changes = {"README.md": "x", "app/src/test/java/a/Test.java": "package a; class Test {}"}
    assert _advice(tmp_path, changes, "--base", "v1")["method"] == "nothing"


def test_builds_and_a_base_exclude_each_other(tmp_path: Path) -> None:
    ended = Bench().run("hotpatch", "advise", "a.apk", "b.apk", "--base", "v1", cwd=tmp_path)
    assert (ended.code, "name two builds, or a folder" in ended.err) == (2, True)
