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
    assert _reasons(found, "dexpatch")["resources"] == "DexPatch cannot fix resource files: values/strings.xml"


def test_tests_and_other_files_are_nothing(tmp_path: Path) -> None:
    changes = {"README.md": "x", "app/src/test/java/a/Test.java": "package a; class Test {}"}
    assert _advice(tmp_path, changes, "--base", "v1")["method"] == "nothing"


def _reasons(found: dict[str, object], method: str) -> dict[str, str]:
    verdicts = found["methods"]
    assert isinstance(verdicts, list)
    one = next(one for one in verdicts if one["method"] == method)
    return {reason["id"]: reason["text"] for reason in one["reasons"]}


@pytest.mark.parametrize(
    "manifest",
    [
        sample.MANIFEST.replace("<application", "<!-- the app -->\n    <application\n       "),
        sample.MANIFEST.replace("<manifest ", '<manifest android:versionName="9" android:versionCode="9" '),
    ],
    ids=["a comment and blanks", "the version"],
)
def test_a_manifest_that_says_the_same(tmp_path: Path, manifest: str) -> None:
    assert manifest != sample.MANIFEST
    assert _advice(tmp_path, {"app/src/main/AndroidManifest.xml": manifest}, "--base", "v1")["method"] == "nothing"


@pytest.mark.parametrize("manifest", ["<manifest", sample.MANIFEST.replace("<application", '<application a="1"')])
def test_a_manifest_that_does_not(tmp_path: Path, manifest: str) -> None:
    found = _advice(tmp_path, {"app/src/main/AndroidManifest.xml": manifest}, "--base", "v1")
    assert (found["method"], "manifest" in _reasons(found, "instantrun")) == ("release", True)


@pytest.mark.parametrize(
    ("folder", "counts"), [("test", False), ("testDebug", False), ("androidTest", False), ("testflight", True)]
)
def test_which_source_sets_are_for_tests(tmp_path: Path, folder: str, *, counts: bool) -> None:
    found = _advice(tmp_path, {f"app/src/{folder}/res/values/more.xml": "<resources/>"}, "--base", "v1")
    assert ("resources" in _reasons(found, "dexpatch")) == counts


OUTSIDE = "app/src/main/java/org/other/Tool.java"
ADVISED = "app/src/main/java/com/example/shop/Log.java"
ASPECT = """\
package com.example.shop;

@org.aspectj.lang.annotation.Aspect
public class Log {
    @org.aspectj.lang.annotation.Before("execution(* com.example.shop.MainActivity.total(..))")
    public void log() {}
}
"""


def test_what_was_not_instrumented(tmp_path: Path) -> None:
    code = "package org.other;\n\npublic class Tool {\n    int run() {\n        return Math.max(1, 2);\n    }\n}\n"
    repository = TestRepository(tmp_path)
    repository.write({OUTSIDE: code})
    repository.git("add", "-A")
    found = _advice(tmp_path, {OUTSIDE: code.replace("1, 2", "1, 3")}, "--base", "v1")
    assert _fits(found, "instantrun") == "no"
    assert "org.other.Tool.run" in _reasons(found, "instantrun")["uncovered"]


def test_what_an_aspect_advises(tmp_path: Path) -> None:
    repository = TestRepository(tmp_path)
    repository.write({ADVISED: ASPECT})
    found = _advice(
        tmp_path, {MAIN: CODE.replace("max(0,", "max(1,").replace("count = 1", "count =  1")}, "--base", "v1"
    )
    assert "com.example.shop.MainActivity.total" in _reasons(found, "instantrun")["advised"]


def test_code_that_cannot_be_read_is_not_taken_for_unchanged(tmp_path: Path) -> None:
    found = _advice(tmp_path, {MAIN: CODE.replace("int total() {", "int total( {{{ ((")}, "--base", "v1")
    assert "code" in found["unseen"]  # type: ignore[operator]
    assert found["method"] != "nothing"


def test_builds_and_a_base_exclude_each_other(tmp_path: Path) -> None:
    ended = Bench().run("hotpatch", "advise", "a.apk", "b.apk", "--base", "v1", cwd=tmp_path)
    assert (ended.code, "name two builds, or a folder" in ended.err) == (2, True)
