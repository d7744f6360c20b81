"""Findings in files that are not UTF-8: their lines are shown, comments accept them, and fixes keep all other bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from core.inline import NOTES, Notes, finding, plugin, rule
from hapline.documents import GradleScript, Properties, ensure_value
from hapline.testing import Bench, codes
from hapline_hooks import Finding, Fix, JsonEdit, Location, TextEdit

SCRIPT = "build.gradle"
LEVEL = "gradle.properties"
BEFORE = "// 中文模块\nbundle {\n    packageId 1 // 编号\n}\n"
AFTER = BEFORE.replace("1", "36")


def _script(project: Notes) -> Iterable[Finding]:
    """The id of a bundle, where it is not 36."""
    if not project.tree.is_file(SCRIPT):
        return
    script = GradleScript(project.tree.read(SCRIPT), SCRIPT)
    for one in script.values("bundle", "packageId"):
        edits = tuple(ensure_value(script, ("bundle", "packageId"), 36))
        if edits and one.value is not None:
            span = script.place(one.value.start, one.value.end)
            mend = Fix(title="mend", path=SCRIPT, edits=edits, safe=True)
            yield finding(location=Location(path=SCRIPT, span=span), fixes=(mend,))


def _level(project: Notes) -> Iterable[Finding]:
    """The level among the properties, where it is not 2."""
    if project.tree.is_file(LEVEL):
        found = Properties(project.tree.read(LEVEL))
        edits = tuple(found.ensure("level", "2"))
        if edits:
            mend = Fix(title="mend", path=LEVEL, edits=edits, safe=True)
            yield finding(rule="OPS102", location=Location(path=LEVEL), fixes=(mend,))


@pytest.fixture(name="bench")
def _bench() -> Bench:
    level = rule(_level, code="OPS102", slug="level", fixable="safe")
    return Bench(plugins=[plugin(rules=[rule(_script, fixable="safe"), level])])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "big5", "gb18030"])
def test_fixes_keep_all_other_bytes(bench: Bench, encoding: str) -> None:
    before, after = (text.replace("编号", "文").replace("模块", "中").encode(encoding) for text in (BEFORE, AFTER))
    assert bench.fix({NOTES: "{}", SCRIPT: before}) == {SCRIPT: after}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "latin-1"])
def test_fixes_of_properties_keep_all_other_bytes(bench: Bench, encoding: str) -> None:
    comment = "# é" if encoding == "latin-1" else "# 模块中文模块"
    before, after = (
        f"{comment}\nlevel=1\nother=1\n".replace("level=1", one).encode(encoding) for one in ("level=1", "level=2")
    )
    assert bench.fix({NOTES: "{}", LEVEL: before}) == {LEVEL: after}


def test_values_are_named_in_what_can_be_read_only() -> None:
    mend = Fix(title="mend", path=NOTES, edits=(JsonEdit(action="set", keys=("a",), value=2),), safe=True)
    touch = Fix(title="mend", path=NOTES, edits=(TextEdit(start=0, end=0, text="//\n"),), safe=True)

    def both(project: Notes) -> Iterable[Finding]:
        if not project.tree.read(NOTES).startswith(b"//"):
            yield finding(fixes=(mend,))
            yield finding(message="mend", location=Location(path=NOTES), fixes=(touch,))

    bench = Bench(plugins=[plugin(rules=[rule(both, fixable="safe")])])
    content = "{ a: 1 /* 中文 */ }"
    assert bench.fix({NOTES: content.encode("gbk")}) == {NOTES: b"//\n" + content.encode("gbk")}


def test_what_is_no_text_is_left(tmp_path: Path) -> None:
    mend = Fix(title="mend", path="a.bin", edits=(TextEdit(start=0, end=1, text=""),), safe=True)
    bench = Bench(plugins=[plugin(rules=[rule(lambda _: [finding(fixes=(mend,))], fixable="safe")])])
    (tmp_path / NOTES).write_text("{ a: 1 }")
    for content, reason in (
        (b"\x89PNG\0", "line 1, column 1: byte 0 (0x89) is not UTF-8"),
        (b"\xff\xfea", "line 1, column 1: byte 2 (0x61) is not UTF-16"),
    ):
        (tmp_path / "a.bin").write_bytes(content)
        assert f"not fixed: OPS101 in a.bin: mend it: {reason}\n" in bench.run("fix", "-q", cwd=tmp_path).err
        assert (tmp_path / "a.bin").read_bytes() == content


def test_the_line_is_shown_and_the_fix_is_written(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("{}")
    (tmp_path / SCRIPT).write_bytes(BEFORE.encode("gbk"))
    ended = bench.run("check", cwd=tmp_path)
    unknown = "\N{REPLACEMENT CHARACTER}" * 4
    assert f" --> build.gradle:3:15\n  |\n3 |     packageId 1 // {unknown}\n  |               ^\n" in ended.out
    diff = bench.run("fix", "--diff", cwd=tmp_path)
    assert f"\n-    packageId 1 // {unknown}\n+    packageId 36 // {unknown}\n" in diff.out
    assert bench.run("fix", cwd=tmp_path).err == "fixed OPS101 in build.gradle: mend it\n"
    assert (tmp_path / SCRIPT).read_bytes() == AFTER.encode("gbk")


@pytest.mark.parametrize(
    "comment", ["// hapline: ignore[OPS101] 编号 is given elsewhere", "// hapline: ignore[OPS101] 编号"]
)
def test_comments_accept(bench: Bench, comment: str) -> None:
    script = BEFORE.replace("// 编号", comment).encode("gbk")
    report = bench.check({NOTES: "{}", SCRIPT: script})
    assert (codes(report), len(report.suppressed)) == ([], 1)
    unused = script.replace(b"packageId 1", b"packageId 36")
    report = bench.check({NOTES: "{}", SCRIPT: unused})
    assert bench.lines(report) == [f"{SCRIPT}:3:18 CFG101 nothing here is a finding of OPS101"]


def test_a_comment_without_a_reason_accepts_nothing_in_any_encoding(bench: Bench) -> None:
    script = BEFORE.replace("// 编号", "// hapline: ignore[OPS101]").encode("gbk")
    assert codes(bench.check({NOTES: "{}", SCRIPT: script})) == ["CFG102", "OPS101"]


def test_nothing_is_said_of_comments_in_what_is_no_text() -> None:
    def reads(project: Notes) -> Iterable[Finding]:
        project.tree.read("a.bin")
        return []

    bench = Bench(plugins=[plugin(rules=[rule(reads)])])
    assert codes(bench.check({NOTES: "{}", "a.bin": b"\xff\0 hapline: ignore[OPS101] x"})) == []
    assert codes(bench.check({NOTES: "{}", "a.bin": b"\xff hapline: ignore[OPS101] x"})) == ["CFG101"]
