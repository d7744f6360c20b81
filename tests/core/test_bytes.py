"""Generators that edit files in other encodings: all bytes that they do not mean stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from core.inline import NOTES, plugin
from hapline.diffs import unified
from hapline.documents import GradleScript, ensure_value
from hapline.testing import Bench
from hapline_hooks import Change, Project

SCRIPT = "build.gradle"
BEFORE = "// 中文\nbundle {\n    packageId 1 // 编号\n}\n"
AFTER = BEFORE.replace("1", "36")


class _Ids:
    """Gives each module its id, in whatever encoding its script is."""

    name = "ids"
    help = "Gives ids."

    def changes(self, project: Project, _settings: Mapping[str, object]) -> Iterable[Change]:
        script = GradleScript(project.tree.read(SCRIPT), SCRIPT)
        edits = ensure_value(script, ("bundle", "packageId"), 36)
        yield Change(path=SCRIPT, content=script.edited(edits))


class _Text:
    """Wants one file as a text."""

    help = "Writes a text."

    def __init__(self, name: str, content: str | bytes) -> None:
        self.name = name
        self._content = content

    def changes(self, _project: Project, _settings: Mapping[str, object]) -> Iterable[Change]:
        yield Change(path="a.txt", content=self._content)


BENCH = Bench(plugins=[plugin(hapline_generators=lambda: [_Ids()])])


def test_what_is_text_comes_as_text_and_all_else_as_bytes() -> None:
    for before, after in ((BEFORE.encode(), AFTER), (BEFORE.encode("gbk"), AFTER.encode("gbk"))):
        assert BENCH.generate({NOTES: "{}", SCRIPT: before}) == {SCRIPT: after}


def test_a_file_in_another_encoding_keeps_its_bytes(tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("{}")
    script = tmp_path / SCRIPT
    script.write_bytes(BEFORE.encode("gbk"))
    assert BENCH.run("generate", "--check", cwd=tmp_path)[:2] == (1, "stale: build.gradle (ids)\n")
    unknown = "\N{REPLACEMENT CHARACTER}" * 4
    diff = (
        "--- a/build.gradle\n"
        "+++ b/build.gradle\n"
        "@@ -1,4 +1,4 @@\n"
        f" // {unknown}\n"
        " bundle {\n"
        f"-    packageId 1 // {unknown}\n"
        f"+    packageId 36 // {unknown}\n"
        " }\n"
    )
    assert BENCH.run("generate", "--diff", cwd=tmp_path) == (0, diff, "")
    assert script.read_bytes() == BEFORE.encode("gbk")
    assert BENCH.run("generate", "--write", cwd=tmp_path).code == 0
    assert script.read_bytes() == AFTER.encode("gbk")
    assert BENCH.run("generate", "--check", cwd=tmp_path) == (0, "", "")


def test_a_text_and_the_same_bytes_are_the_same_file() -> None:
    def made(other: bytes) -> dict[str, str | bytes]:
        module = plugin(hapline_generators=lambda: [_Text("one", "元"), _Text("two", other)])
        return Bench(plugins=[module]).generate({NOTES: "{}"})

    assert made("元".encode()) == {"a.txt": "元"}
    with pytest.raises(AssertionError, match=r"generator two: wants a.txt otherwise than generator one"):
        made("元".encode("gbk"))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (b"\xa1\n", b"\xa2\n", "@@ -1 +1 @@\n-\ufffd\n+\ufffd\n"),  # as they are shown they are the same
        (b"a\x0bb\n", b"a\x0bc\n", "@@ -1 +1 @@\n-a\x0bb\n+a\x0bc\n"),
        (b"a", b"a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        (b"", b"a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
    ],
)
def test_lines_are_compared_by_their_bytes(before: bytes, after: bytes, shown: str) -> None:
    assert unified("x", before, after) == f"--- a/x\n+++ b/x\n{shown}"
    assert unified("x", after, after) == ""


def test_a_new_file_is_nothing_before() -> None:
    assert unified("x", None, b"a\n") == "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
