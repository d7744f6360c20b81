"""``hapline hotpatch lint``: what it compares, what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.hotpatch import sample
from plugins.hotpatch.linting.repositories import FOLDER, git, released, write

A = f"{FOLDER}A.java"
BEFORE = "class A {\n    void a() { b(1); }\n}\n"
CODE = "package com.example.shop;\n\nclass A {\n    void a() { b(1); }\n}\n"
NOW = "class A {\n    void a() { b(2); }\n}\n"
FOUND = f"{A}:2:10: error[HOT401] A.a has changed and is not marked: the patch will not hold the change\n"


def _lint(folder: Path, *line: str) -> Ended:
    return Bench().run("hotpatch", "lint", *line, cwd=folder)


def _commit(folder: Path, *tags: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change", "--allow-empty")
    for tag in tags:
        git(folder, "tag", tag)


def test_the_latest_tag_is_the_release(tmp_path: Path) -> None:
    write(released(tmp_path, {A: NOW}), {A: BEFORE})
    _commit(tmp_path, "v2")
    write(tmp_path, {A: NOW})
    ran = _lint(tmp_path)
    assert (ran.code, ran.err) == (1, "changed since v2, the latest tag: one source file\n")
    assert "HOT401" in ran.out


def test_a_named_base(tmp_path: Path) -> None:
    write(released(tmp_path, {A: NOW}), {A: BEFORE})
    _commit(tmp_path, "v2")
    write(tmp_path, {A: NOW})
    ran = _lint(tmp_path, "--base", "v1")
    assert (ran.code, ran.out, ran.err) == (0, "no findings\n", "changed since v1: no source files\n")


def test_quiet(tmp_path: Path) -> None:
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    assert _lint(tmp_path, "-q") == (1, FOUND, "")


def test_a_revision(tmp_path: Path) -> None:
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    _commit(tmp_path)
    write(tmp_path, {A: BEFORE})
    assert _lint(tmp_path, "-q", "--revision", "HEAD").out == FOUND
    assert _lint(tmp_path, "-q").out == ""
    assert _lint(tmp_path, "--revision", "HEAD", "--fix").code == 2


def test_a_folder_of_the_repository(tmp_path: Path) -> None:
    write(
        released(tmp_path, {A: BEFORE, "lib/src/main/java/B.java": BEFORE}), {A: NOW, "lib/src/main/java/B.java": NOW}
    )
    ran = _lint(tmp_path, "-q", "lib")
    assert ran.out.startswith("src/main/java/B.java:2:10: error[HOT401]")
    assert len(ran.out.splitlines()) == 1


def test_a_file_that_git_does_not_know_yet(tmp_path: Path) -> None:
    write(released(tmp_path, {}), {A: BEFORE, "build/B.java": BEFORE, ".gitignore": "build/\n"})
    assert [line.partition(":")[0] for line in _lint(tmp_path, "-q").out.splitlines()] == [A]


def test_tests_are_left_out_and_counted(tmp_path: Path) -> None:
    write(
        released(tmp_path, {A: BEFORE}), {"app/src/androidTest/java/T.java": NOW, "buildSrc/src/main/java/B.java": NOW}
    )
    ran = _lint(tmp_path)
    assert (ran.code, ran.err) == (
        0,
        "changed since v1, the latest tag: no source files; not part of the app, and left out: 2\n",
    )


def test_files_are_counted(tmp_path: Path) -> None:
    write(
        released(tmp_path, {A: BEFORE, "app/src/main/res/values/strings.xml": "<resources/>\n"}),
        {
            A: BEFORE.replace("class A", "class  A"),
            f"{FOLDER}B.java": "",
            "app/src/main/res/values/strings.xml": "<resources>\n</resources>\n",
            "app/src/test/res/values/strings.xml": "<resources/>\n",
        },
    )
    assert _lint(tmp_path).err == "changed since v1, the latest tag: 2 source files\n"


def test_flavours_that_begin_like_tests_are_part_of_the_app(tmp_path: Path) -> None:
    files = {f"app/src/{one}/java/A.java": NOW for one in ("testflight", "androidTester", "latest")}
    write(released(tmp_path, {}), {**files, "app/src/testDebug/java/A.java": NOW, "lib/src/commonTest/A.java": NOW})
    assert _lint(tmp_path).err == (
        "changed since v1, the latest tag: 3 source files; not part of the app, and left out: 2\n"
    )


def test_without_a_tag(tmp_path: Path) -> None:
    released(tmp_path, {A: BEFORE})
    git(tmp_path, "tag", "-d", "v1")
    ran = _lint(tmp_path)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "hapline: .: error: there is no tag to compare with")
    assert "--base TAG" in ran.err


def test_a_base_that_is_not_there(tmp_path: Path) -> None:
    released(tmp_path, {A: BEFORE})
    assert _lint(tmp_path, "--base", "v9").err.startswith("hapline: error: there is no revision v9\n")
    assert _lint(tmp_path, "--base", "--help").code == 2


@pytest.mark.parametrize("empty", ["", " "])
def test_a_revision_that_is_empty(empty: str, tmp_path: Path) -> None:
    """As a variable of CI is that nobody has set: it does not mean the latest tag."""
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    ran = _lint(tmp_path, "--base", empty)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("hapline: error: --base is empty\n")
    assert _lint(tmp_path, "--base", "v1", "--revision", empty).err.startswith("hapline: error: --revision is empty\n")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    released(tmp_path, {A: BEFORE})
    ran = _lint(tmp_path, A)
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"hapline: {A}: error: a folder is linted, and this is a file")


def test_no_repository(tmp_path: Path) -> None:
    assert _lint(tmp_path, "--base", "v1").code == 2
    assert _lint(tmp_path, "nowhere").code == 4


def test_json_and_sarif(tmp_path: Path) -> None:
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    _lint(tmp_path, "--report", "json:out.json", "--report", "sarif:out.sarif")
    assert [one["rule"] for one in json.loads((tmp_path / "out.json").read_text())["findings"]] == ["HOT401"]
    results = json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["HOT401"]


def test_fixes_are_told_as_those_of_this_command(tmp_path: Path) -> None:
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    ran = _lint(tmp_path)
    assert "annotate it with @Modify (hapline hotpatch lint --fix)" in ran.out
    assert "1 error, 1 can be fixed by `hapline hotpatch lint --fix`\n" in ran.out


def test_options_of_every_check(tmp_path: Path) -> None:
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    assert _lint(tmp_path, "--exit-zero").code == 0
    assert _lint(tmp_path, "--ignore", "HOT401").code == 0
    assert _lint(tmp_path, "-q", "--severity", "HOT401=note").code == 0
    assert _lint(tmp_path, "-q", "--severity", "HOT401=note", "--fail-on", "note").code == 1


def test_a_comment_accepts_a_finding(tmp_path: Path) -> None:
    comment = "    // hapline: ignore[HOT401] comes with the next release\n    void"
    write(released(tmp_path, {A: BEFORE}), {A: NOW.replace("    void", comment)})
    ran = _lint(tmp_path)
    assert (ran.code, ran.out) == (0, "no findings, 1 accepted\n")


def test_a_comment_for_a_rule_of_another_command_is_no_complaint(tmp_path: Path) -> None:
    comment = "    // hapline: ignore[BND203] somebody knows why\n    void"
    mark = "    @com.alipay.instantrun.patch.annotaion.Modify\n    void"
    write(released(tmp_path, {A: BEFORE}), {A: NOW.replace("    void", mark).replace("    @", f"{comment[:-8]}    @")})
    assert _lint(tmp_path).out == "no findings\n"


def test_a_comment_for_no_rule_at_all(tmp_path: Path) -> None:
    comment = "// hapline: ignore[HOT999] no such rule\n"
    write(released(tmp_path, {A: BEFORE}), {A: comment + BEFORE})
    assert "CFG103" in _lint(tmp_path).out


@pytest.mark.parametrize("name", ["tree_sitter", "tree_sitter_java", "tree_sitter_kotlin"])
def test_without_the_parsers(name: str, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    write(released(tmp_path / "r", {A: BEFORE}), {A: NOW})
    (tmp_path / f"{name}.py").write_text("raise ImportError('absent')\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    ran = subprocess.run(
        [sys.executable, "-m", "hapline", "hotpatch", "lint"],
        cwd=tmp_path / "r",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 4
    assert 'pip install "hapline[hotpatch]"' in ran.stderr
    assert "Traceback" not in ran.stderr


def test_check_says_nothing_of_the_lint(tmp_path: Path) -> None:
    """What the lint judges is no project: ``hapline check`` has its rules for nothing, and does not look at Java."""
    write(released(tmp_path, {A: BEFORE}), {A: NOW})
    assert Bench().run("check", cwd=tmp_path).code == 3


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    for line in (("lint",), ("lint", "--base", "v1"), ("advise",)):
        ended = Bench().run("hotpatch", *line, cwd=tmp_path)
        assert (ended.code, "this folder is not in a git repository" in ended.err) == (2, True)
        assert "fetch" not in ended.err


class TestWhatIsNotJudged:
    """A release that takes no patch at all is no finding in a change; that it is not judged is said."""

    FIXED = CODE.replace("void a() { b(1); }", "@com.alipay.instantrun.patch.annotaion.Modify void a() { b(2); }")

    def _said(self, folder: Path, script: str, *line: str) -> str:
        write(released(folder, {**sample.files(), "app/build.gradle": script, A: CODE}), {A: self.FIXED})
        ran = _lint(folder, "--base", "v1", *line)
        assert (ran.code, ran.out) == (0, "" if line else "no findings\n")
        return ran.err

    def test_nothing_where_all_is_there(self, tmp_path: Path) -> None:
        assert "not judged" not in self._said(tmp_path, sample.APP)

    def test_the_component_is_missing(self, tmp_path: Path) -> None:
        said = self._said(tmp_path, sample.APP.replace("    implementation 'com.mpaas.android:hotfix'\n", ""))
        text = ":app was released without com.mpaas.android:hotfix, so that it asks for no patch (HOT212)"
        assert f"not judged: {text}\n" in said

    def test_the_baseline_is_too_old(self, tmp_path: Path) -> None:
        script = sample.APP.replace("10.2.3-35", "10.2.3-19")
        text = ":app was released on baseline 10.2.3-19; patches of InstantRun need 10.2.3-20 (HOT203)"
        assert f"not judged: {text}\n" in self._said(tmp_path, script)

    def test_quiet(self, tmp_path: Path) -> None:
        assert self._said(tmp_path, sample.APP.replace("10.2.3-35", "10.2.3-19"), "-q") == ""


def test_fixes_are_none_of_a_file_that_does_not_compile(tmp_path: Path) -> None:
    """HOT400 says of it that it is not judged: half of its edits might be wrong."""
    wrong = "class A {\n    void a() { b(2); }\n    int c(int x) { retrun x; }\n}\n"
    before = wrong.replace("b(2)", "b(1)").replace("retrun", "return")
    write(released(tmp_path, {A: before}), {A: wrong})
    ran = _lint(tmp_path, "--base", "v1", "--fix")
    assert (ran.code, "HOT400" in ran.out) == (1, True)
    assert (tmp_path / A).read_text() == wrong
    write(tmp_path, {A: wrong.replace("retrun", "return")})
    assert _lint(tmp_path, "--base", "v1", "--fix").code == 0
    assert "annotaion.Modify" in (tmp_path / A).read_text()


def test_a_new_class_that_does_not_compile(tmp_path: Path) -> None:
    new = f"{FOLDER}New.java"
    write(released(tmp_path, {A: BEFORE}), {new: "class New {\n    int c(int x) { retrun x; }\n}\n"})
    said = _lint(tmp_path, "-q", "--base", "v1").out
    assert f"{new}:2:20: error[HOT400]" in said
