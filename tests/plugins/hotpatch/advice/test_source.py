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


KOTLIN = "app/src/main/java/com/example/shop/Badge.kt"


def _released(folder: Path, files: Mapping[str, str | bytes]) -> TestRepository:
    repository = TestRepository(folder)
    repository.write({**sample.files(), MAIN: CODE, **files})
    repository.git("add", "-A")
    repository.git("commit", "-qm", "release")
    repository.git("tag", "v1")
    return repository


def test_a_release_without_the_component_takes_no_patch(tmp_path: Path) -> None:
    """InstantRun was set up after it."""
    bare = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.apollo.baseline.config'\n"
    repository = _released(tmp_path, {"app/build.gradle": bare, "build.gradle": "", "app/instantrun.xml": ""})
    repository.git("rm", "-q", "app/instantrun.xml")
    repository.git("commit", "-qm", "bare")
    repository.git("tag", "v0")
    repository.write({**sample.files(), MAIN: CODE.replace("max(0,", "max(1,")})
    ended = Bench().run("hotpatch", "advise", "--base", "v0", cwd=tmp_path)
    assert ended.code == 1
    assert "the released version has no hotpatch component" in ended.out
    # It may be said otherwise: nobody but the user knows what was really published.
    line = ("hotpatch", "advise", "--base", "v0", "--released", "instantrun")
    assert "no hotpatch component" not in Bench().run(*line, cwd=tmp_path).out


def test_a_release_with_instantrun_is_patched_by_it(tmp_path: Path) -> None:
    found = _advice(tmp_path, {MAIN: CODE.replace("max(0,", "max(1,")}, "--base", "v1")
    assert (_fits(found, "instantrun"), _fits(found, "dexpatch")) == ("yes", "no")


class TestSeveralApps:
    def _both(self, folder: Path) -> None:
        files = {
            name.replace("app/", "tv/", 1): str(text) for name, text in sample.files().items() if name[:4] == "app/"
        }
        _released(folder, {**files, "settings.gradle": "include ':app', ':tv'\n"}).write(
            {
                MAIN: CODE.replace("max(0,", "max(1,"),
                "tv/src/main/res/values/strings.xml": "<resources/>",
                "tv/src/main/AndroidManifest.xml": sample.MANIFEST.replace("<activity ", "<service /><activity "),
            }
        )

    def test_they_must_be_told_apart(self, tmp_path: Path) -> None:
        self._both(tmp_path)
        ended = Bench().run("hotpatch", "advise", "--base", "v1", cwd=tmp_path)
        assert ended.code == 2
        assert "there are several apps: app (:app), tv (:tv)" in ended.err
        assert "--module" in ended.err

    def test_what_changed_in_the_other_does_not_count(self, tmp_path: Path) -> None:
        self._both(tmp_path)
        ended = Bench().run("hotpatch", "advise", "--base", "v1", "--module", ":app", cwd=tmp_path)
        assert (ended.code, ended.out.splitlines()[0]) == (0, "InstantRun fits")
        ended = Bench().run("hotpatch", "advise", "--base", "v1", "--module", "tv", cwd=tmp_path)
        assert (ended.code, "the manifest differs: tv/src" in ended.out) == (1, True)
        assert Bench().run("hotpatch", "advise", "--base", "v1", "--module", ":x", cwd=tmp_path).code == 3


class TestSeveralBuilds:
    """A repository whose root is no build: each app has one of its own."""

    FIXED = "shop/" + MAIN

    def _both(self, folder: Path, other: str = "tv", changes: Mapping[str, str] | None = None) -> TestRepository:
        repository = TestRepository(folder)
        for name in ("shop", other):
            repository.write({f"{name}/{path}": str(text) for path, text in {**sample.files(), MAIN: CODE}.items()})
        repository.write(dict(changes or {}))
        repository.git("add", "-A")
        repository.git("commit", "-qm", "release")
        repository.git("tag", "v1")
        manifest = sample.MANIFEST.replace("<activity ", "<service /><activity ")
        repository.write(
            {self.FIXED: CODE.replace("max(0,", "max(1,"), f"{other}/app/src/main/AndroidManifest.xml": manifest}
        )
        return repository

    def _head(self, folder: Path, module: str = "shop/app") -> tuple[int, str]:
        ended = Bench().run("hotpatch", "advise", "--base", "v1", "--module", module, cwd=folder)
        return ended.code, ended.out.partition("\n")[0]

    def test_what_changed_in_the_other_does_not_count(self, tmp_path: Path) -> None:
        self._both(tmp_path)
        assert self._head(tmp_path) == (0, "InstantRun fits")
        assert self._head(tmp_path, "tv/app") == (1, "only a new release will do")

    def test_nor_where_the_other_does_not_use_mpaas(self, tmp_path: Path) -> None:
        plain = {"tv/build.gradle": "", "tv/app/build.gradle": "apply plugin: 'com.android.application'\n"}
        repository = self._both(tmp_path, changes=plain)
        (repository.folder / "tv/app/instantrun.xml").unlink()
        assert self._head(tmp_path) == (0, "InstantRun fits")

    def test_nor_where_it_lies_within(self, tmp_path: Path) -> None:
        self._both(tmp_path, "shop/tools/tv")
        assert self._head(tmp_path) == (0, "InstantRun fits")

    def test_what_is_built_in_counts(self, tmp_path: Path) -> None:
        self._both(tmp_path, changes={"shop/settings.gradle": "include ':app'\nincludeBuild '../tv'\n"})
        assert self._head(tmp_path) == (1, "only a new release will do")
        modules = "include ':app', ':tv'\nproject(':tv').projectDir = file('../tv/app')\n"
        self._both(tmp_path / "again", changes={"shop/settings.gradle": modules, "tv/app/build.gradle": ""})
        assert self._head(tmp_path / "again") == (1, "only a new release will do")


class TestAnAppWithoutMpaas:
    """Nothing asks for a patch of it, so none fits."""

    def _ended(self, folder: Path, files: Mapping[str, str], *line: str) -> tuple[int, str]:
        repository = TestRepository(folder)
        repository.write({"settings.gradle": "include ':app'\n", MAIN: CODE, **files})
        repository.git("add", "-A")
        repository.git("commit", "-qm", "release")
        repository.git("tag", "v1")
        repository.write({MAIN: CODE.replace("max(0,", "max(1,")})
        ended = Bench().run("hotpatch", "advise", "--base", "v1", *line, cwd=folder)
        return ended.code, ended.err

    PLAIN = "apply plugin: 'com.android.application'\n"

    def test_no_build_of_the_folder_uses_it(self, tmp_path: Path) -> None:
        code, said = self._ended(tmp_path, {"app/build.gradle": self.PLAIN})
        assert (code, "no build here uses mPaaS, so that nothing asks for a hotpatch" in said) == (3, True)

    def test_a_build_that_only_speaks_of_it(self, tmp_path: Path) -> None:
        code, said = self._ended(tmp_path, {"app/build.gradle": f"{self.PLAIN}// no mpaas here\n"})
        assert (code, ":app does not use mPaaS, so that nothing asks for a hotpatch" in said) == (3, True)

    def test_somebody_may_know_better(self, tmp_path: Path) -> None:
        assert self._ended(tmp_path, {"app/build.gradle": self.PLAIN}, "--released", "dexpatch")[0] == 0

    def test_a_module_that_uses_it(self, tmp_path: Path) -> None:
        files = {
            "settings.gradle": "include ':app', ':lib'\n",
            "app/build.gradle": self.PLAIN,
            "lib/build.gradle": "dependencies {\n    api 'com.mpaas.android:nebula'\n}\n",
        }
        assert self._ended(tmp_path, files)[0] == 1, "it has no component HOTFIX, and may get it with a new release"


def test_a_release_with_instantrun_and_without_the_component(tmp_path: Path) -> None:
    script = sample.APP.replace("    implementation 'com.mpaas.android:hotfix'\n", "")
    _released(tmp_path, {"app/build.gradle": script}).write({MAIN: CODE.replace("max(0,", "max(1,")})
    ended = Bench().run("hotpatch", "advise", cwd=tmp_path)
    assert (ended.code, ended.out.partition("\n")[0]) == (1, "only a new release will do")
    assert "the released version has no hotpatch component" in ended.out


def test_a_baseline_is_written_as_gradle_does(tmp_path: Path) -> None:
    _released(tmp_path, {"app/build.gradle": sample.APP.replace("10.2.3-35", "10.1.68-42")}).write(
        {MAIN: CODE.replace("max(0,", "max(1,")}
    )
    text = "the baseline is 10.1.68-42; InstantRun needs 10.2.3-20 or later"
    assert text in Bench().run("hotpatch", "advise", cwd=tmp_path).out
    assert text in Bench().run("hotpatch", "advise", "--baseline", "10.1.68.42", cwd=tmp_path).out


def test_java_that_does_not_compile_is_not_judged(tmp_path: Path) -> None:
    """The parser takes ``retrun`` for a type."""
    for changed in ("retrun Math.max(1, count);", "int total(int count) { retrun count; } int total() {"):
        code = CODE.replace("return Math.max(0, count);", changed)
        repository = _released(tmp_path / str(len(changed)), {})
        repository.write({MAIN: code.replace("retrun Math.max(1, count);", "retrun x;")})
        ended = Bench().run("hotpatch", "advise", cwd=repository.folder)
        assert (ended.code, ended.out.partition(":")[0]) == (1, "it cannot be judged")
        assert f"changed files that cannot be read: {MAIN}" in ended.out
        assert ": fits" not in ended.out
        assert "InstantRun: cannot be judged" in ended.out
        assert "needed:" not in ended.out
        found = json.loads(Bench().run("hotpatch", "advise", "--format", "json", cwd=repository.folder).out)
        assert (found["method"], found["fits"], _fits(found, "instantrun")) == ("unknown", "unknown", "unknown")
        assert _fits(found, "dexpatch") == "no", "the release is made for InstantRun, whatever changed"


def test_instantrun_does_not_fit_a_portal(tmp_path: Path) -> None:
    portal = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\n"
    _released(tmp_path, {"app/build.gradle": portal, "app/slinks": "x\n"}).write({MAIN: CODE.replace("0,", "1,")})
    found = json.loads(Bench().run("hotpatch", "advise", "--format", "json", cwd=tmp_path).out)
    assert (found["method"], _fits(found, "instantrun")) == ("dexpatch", "no")


@pytest.mark.parametrize("broken", ["class Badge { fun {{{ = ", "\x00\x01\x02" * 20], ids=["syntax", "binary"])
def test_what_cannot_be_read_is_not_nothing(tmp_path: Path, broken: str) -> None:
    whole = "package com.example.shop\n\nclass Badge {\n    fun text(): String = title()\n}\n"
    _released(tmp_path, {KOTLIN: whole}).write({KOTLIN: broken})
    ended = Bench().run("hotpatch", "advise", cwd=tmp_path)
    assert ended.code == 1
    assert ended.out.startswith("it cannot be judged: ")
    assert f"changed files that cannot be read: {KOTLIN}" in ended.out


def test_a_class_that_is_gone_is_said(tmp_path: Path) -> None:
    repository = _released(tmp_path, {KOTLIN: "package com.example.shop\n\nclass Badge\n"})
    (repository.folder / KOTLIN).unlink()
    ended = Bench().run("hotpatch", "advise", cwd=tmp_path)
    assert ended.code == 0
    assert "classes that are gone stay in the app as they were released, and no patch takes them out: " in ended.out
    assert "com.example.shop.Badge" in ended.out


def test_an_anonymous_class_is_named_by_what_is_around_it(tmp_path: Path) -> None:
    code = CODE.replace(
        "return Math.max(0, count);",
        "return new Supplier() { int get() { return count; } }.get();",
    )
    _released(tmp_path, {MAIN: code}).write({MAIN: code.replace("{ return count; }", "{ return count + 1; }")})
    ended = Bench().run("hotpatch", "advise", cwd=tmp_path)
    assert "com.example.shop.MainActivity/new Supplier.get" in ended.out
    assert "$." not in ended.out
