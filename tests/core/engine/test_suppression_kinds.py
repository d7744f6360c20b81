"""Suppressions in files of every kind: what a comment accepts, whatever language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pytest

from hapline.config.settings import Settings
from hapline.engine.placing import Places
from hapline.engine.report import Judged
from hapline.engine.suppression import suppress
from hapline.trees.memory import MemoryTree
from hapline_hooks import Example, Finding, Location, Rule, Span, Subject

CODE = "ABC101"


class Demo(Rule[Subject]):
    """A rule whose findings stand wherever a test wants them."""

    code = CODE
    slug = "demo"
    title = "A demonstration"
    since = "0.1.0"
    why = "For tests."
    help = "None."
    messages: ClassVar = {"found": "found", "file": "found"}
    subject = Subject
    bad: ClassVar[Example] = {}
    good: ClassVar[Example] = {}


def at(path: str, line: int | None) -> Judged:
    """A finding on a line, or about a file as a whole."""
    span = None if line is None else Span(start_line=line, start_column=1, end_line=line, end_column=2)
    finding = Finding(rule=CODE, message="found", location=Location(path=path, span=span))
    return Judged(finding=finding, rule=Demo, severity="error", subject=Subject())


def judged(files: Mapping[str, str | bytes], *findings: Judged) -> tuple[list[str], list[str]]:
    """What is left, as ``line CODE``, and the reasons of what was accepted."""
    tree = MemoryTree(files)
    kept, accepted = suppress(list(findings), Settings(), Places(tree), set(files), lambda: [Demo])
    left = [
        f"{one.finding.location.span.start_line if one.finding.location.span else '-'} {one.finding.rule}"
        for one in kept
    ]
    return sorted(left), [one.reason for one in accepted]


KINDS: Mapping[str, tuple[str, str]] = {
    "a.json5": ("// {}", "a: 'http://x'"),
    "a.ts": ("// {}", "const a = 'http://x';"),
    "a.ets": ("/* {} */", "@Entry struct A {{}}"),
    "a.js": ("// {}", "x = /[/*]/;"),
    "build.gradle": ("// {}", "url 'http://x'"),
    "build.gradle.kts": ("/* /* */ {} */", 'url("http://x")'),
    "a.groovy": ("// {}", "x = $/ // /$"),
    "A.java": ("/** {} */", 'String s = "//";'),
    "A.kt": ("// {}", 'val s = """//"""'),
    "Jenkinsfile": ("// {}", "sh '''# x'''"),
    "gradle.properties": ("# {}", "a=b # c"),
    "local.properties": ("! {}", "a=b"),
    "proguard-rules.pro": ("# {}", "-keep class a"),
    "a.yaml": ("# {}", "a: 'b # c'"),
    "a.yml": ("# {}", "- a"),
    "a.toml": ("# {}", 'a = "#"'),
    "a.cfg": ("# {}", "a = b"),
    "a.sh": ("# {}", "echo '#'"),
    "AndroidManifest.xml": ("<!-- {} -->", "<a b='#'/>"),
    "a.html": ("<!-- {} -->", "<p>//</p>"),
    "a.htm": ("<!-- {} -->", "<p>"),
    "README.md": ("<!-- {} -->", "`# a`"),
}
WHOLE_LINE = ("gradle.properties", "local.properties", "a.cfg")
"""Kinds in which a comment stands on a line of its own."""


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_comment_speaks_of_the_next_line_with_content(path: str, newline: str, bom: str) -> None:
    comment, content = KINDS[path]
    own = comment.format("hapline: ignore[ABC101] 下个版本上线，先放行。")  # noqa: RUF001 Chinese is the point
    text = newline.join([content, own, "", "  ", content, content, ""])
    left, reasons = judged({path: (bom + text).encode()}, at(path, 1), at(path, 5), at(path, 6))
    assert (left, reasons) == (["1 ABC101", "6 ABC101"], ["下个版本上线，先放行。"])  # noqa: RUF001 see above


@pytest.mark.parametrize("path", [path for path in KINDS if path not in WHOLE_LINE])
def test_a_comment_behind_content_speaks_of_its_own_line(path: str) -> None:
    comment, content = KINDS[path]
    text = f"{content}\n{content} {comment.format('hapline: ignore[demo]  later  ')}\n{content}\n"
    assert judged({path: text}, at(path, 1), at(path, 2), at(path, 3)) == (["1 ABC101", "3 ABC101"], ["later"])


@pytest.mark.parametrize("path", KINDS)
def test_a_comment_for_the_whole_file(path: str) -> None:
    comment, content = KINDS[path]
    text = f"{content}\n{comment.format('hapline: ignore-file[ABC] generated')}\n"
    assert judged({path: text}, at(path, 1), at(path, None)) == ([], ["generated", "generated"])


@pytest.mark.parametrize("path", KINDS)
def test_a_finding_about_the_file_is_no_matter_of_a_line(path: str) -> None:
    comment, content = KINDS[path]
    text = f"{comment.format('hapline: ignore[ABC101] first line')}\n{content}\n"
    assert judged({path: text}, at(path, None)) == (["- ABC101", "1 CFG101"], [])


@pytest.mark.parametrize("path", KINDS)
def test_a_reason_is_required(path: str) -> None:
    comment, content = KINDS[path]
    text = f"{comment.format('hapline: ignore[ABC101]：')}\n{content}\n"  # noqa: RUF001 punctuation is no reason
    assert judged({path: text}, at(path, 2)) == (["1 CFG102", "2 ABC101"], [])


@pytest.mark.parametrize(
    ("path", "string"),
    [
        ("a.ts", "`\n// {}`"),
        ("A.java", '"// {}"'),
        ("Jenkinsfile", "'''\n# {}\n// {}'''"),
        ("a.yaml", "a: |\n # {}"),
        ("a.toml", "'# {}'"),
        ("a.sh", "cat <<E\n# {}\nE"),
        ("a.properties", "a=\\\n# {}"),
        ("a.xml", "<![CDATA[<!-- {} -->]]>"),
        ("a.md", "```\n<!-- {} -->\n```"),
    ],
)
def test_text_of_a_string_accepts_nothing(path: str, string: str) -> None:
    text = string.format(*["hapline: ignore-file[ABC101] not a comment"] * 2)
    assert judged({path: text}, at(path, 1)) == (["1 ABC101"], [])


@pytest.mark.parametrize("path", ["a.json", "a.csv", "a.bin", "LICENSE"])
def test_where_no_comments_are_read_that_is_said(path: str) -> None:
    text = "a\n// hapline: ignore[ABC101] there are no comments here"
    assert judged({path: text}, at(path, 2)) == (["2 ABC101", "2 CFG101"], [])
    assert judged({path: b"\xff\xfe\x00hapline: ignore[ABC101] x"}, at(path, 1)) == (["1 ABC101"], [])
    assert judged({path: "a\nhapline: see the manual"}, at(path, 2)) == (["2 ABC101"], [])


def test_a_tag_is_one_item_in_markup() -> None:
    text = "<a>\n  <!-- hapline: ignore[ABC101] later -->\n  <b\n    c='>'\n    d=''>\n  </b>\n</a>\n"
    found = [at("a.xml", line) for line in range(1, 8)]
    assert judged({"a.xml": text}, *found) == (["1 ABC101", "2 ABC101", "6 ABC101", "7 ABC101"], ["later"] * 3)


def test_several_codes_and_several_comments() -> None:
    text = "// hapline: ignore[XYZ1, ABC1，demo] 都可以\n// hapline: ignore[ABC101] never reached\nx = 1;\n"  # noqa: RUF001
    left, reasons = judged({"a.ts": text}, at("a.ts", 3))
    assert (left, reasons) == (["1 CFG103", "2 CFG101"], ["都可以"])


@pytest.mark.parametrize("brackets", ["[]", "［］", "【】"])  # noqa: RUF001 full-width is the point
def test_brackets_may_be_full_width(brackets: str) -> None:
    text = f"x = 1; // hapline: ignore{brackets[0]}ABC101{brackets[1]}：下个版本上线"  # noqa: RUF001 as above
    assert judged({"a.ts": text}, at("a.ts", 1)) == ([], ["下个版本上线"])


def test_a_comment_of_several_lines() -> None:
    text = (
        "/*\n * Copyright\n *\n * hapline: ignore-file[ABC101] generated by\n *   a tool\n *\n * Licence\n"
        " * hapline: ignore[ABC101]\n * with its reason below */\nx = 1;\n"
    )
    assert judged({"a.ts": text}, at("a.ts", 1)) == (["1 CFG101"], ["generated by a tool"])


def test_comments_before_it_on_its_line_are_no_content() -> None:
    text = "x = 1;\n/* a */ // hapline: ignore[ABC101] later\ny = 2;\n"
    assert judged({"a.ts": text}, at("a.ts", 3)) == ([], ["later"])
    text = "/* hapline: ignore[ABC101] later */ y = 2;\n"
    assert judged({"a.ts": text}, at("a.ts", 1)) == ([], ["later"])


def test_at_the_end_of_the_file_it_speaks_of_nothing() -> None:
    assert judged({"a.sh": "x\n# hapline: ignore[ABC101] last"}, at("a.sh", 1)) == (["1 ABC101", "2 CFG101"], [])


def test_without_a_code_it_names_no_rule() -> None:
    assert judged({"a.sh": "# hapline: ignore[] why\nx"}, at("a.sh", 2)) == (["1 CFG103", "2 ABC101"], [])


def test_a_file_of_another_place_is_not_meant() -> None:
    files = {"a.ts": "// hapline: ignore-file[ABC101] here", "b.ts": ""}
    assert judged(files, at("b.ts", None)) == (["- ABC101", "1 CFG101"], [])
