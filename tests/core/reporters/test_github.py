"""GitHub annotations, read back as the runner reads them; and the summary of the job."""
# ruff: noqa: RUF001 Chinese punctuation is what is printed

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reporters.fixed import INJECTED, MODULE, Missing, Near, Odd, judged, report, whole
from hapline.console import printable
from hapline.engine.report import Judged, Report
from hapline.plugins import Fault
from hapline.reporters.github import SUMMARY_LIMIT, render, write_summary
from hapline.words import Words
from hapline_hooks import Finding, Location, Severity, Span

EN = Words("en")
Command = tuple[str, dict[str, str], str]


def parsed(output: str) -> list[Command]:
    """What the runner makes of output: its lines end where .NET ends them, and it looks for both kinds of command."""
    found: list[Command] = []
    for line in re.split(r"\r\n|\r|\n", output):
        text = line.lstrip()
        if not text:
            continue
        end = text.find("::", 2)
        assert text.startswith("::"), line
        assert end > 0, line
        name, _, listed = text[2:end].partition(" ")
        properties: dict[str, str] = {}
        for one in filter(None, listed.strip().split(",")):
            key, _, value = one.partition("=")
            properties[key] = _unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"})
        found.append((name, properties, _unescaped(text[end + 2 :], {"%0D": "\r", "%0A": "\n", "%25": "%"})))
    return found


def _unescaped(text: str, table: dict[str, str]) -> str:
    for escape, char in table.items():
        text = text.replace(escape, char)
    return text


def _many(**counts: int) -> Report:
    rules: dict[str, type[Missing | Near | Odd]] = {"error": Missing, "warning": Near, "note": Odd}
    found = Report(subjects=[], faults=[])
    severities: tuple[Severity, ...] = ("note", "warning", "error")
    for severity in severities:
        for number in range(counts.get(severity, 0)):
            location = Location(path=f"{severity}{number}.json5")
            found.findings.append(_of(rules[severity], location, severity))
    return found


def _of(rule: type[Missing | Near | Odd], location: Location, severity: Severity, name: str = "x") -> Judged:
    message = next(iter(rule.messages))
    args = {"key": name, "module": name, "target": name, "bytes": 1, "limit": 2, "parts": []}
    return judged(rule, Finding(rule=rule.code, message=message, args=args, location=location), severity)


def test_the_whole_output() -> None:
    assert render(report(), EN) == whole("report.github")


def test_commands_as_the_runner_reads_them() -> None:
    commands = parsed(render(report(), EN, prefix="apps/shop"))
    assert [name for name, _, _ in commands] == ["error", "error", "error", "warning", "warning", "notice"]
    assert commands[2][1] == {
        "file": f"apps/shop/{MODULE}",
        "line": "4",
        "endLine": "4",
        "col": "53",
        "title": "REP101 target-missing",
    }
    assert commands[2][2].split("\n") == [
        "entry preloads Orders, but this app has no module of that name",
        "apps/shop/orders/src/main/module.json5:1:23: orders is the nearest",
        "help: Name a module of this app as in its module.json5; `hapline rules` lists the others.",
        "fix: name it orders (hapline fix --unsafe)",
        "official: 10016011, AGC 6",
    ]
    assert commands[5][1]["file"] == "apps/shop/首页 assets/a,b:c.json5"


def test_a_place_inside_an_archive_is_said_in_the_message() -> None:
    _, properties, message = parsed(render(report(), EN))[1]
    assert properties == {"file": "demo.app", "title": "REP101 target-missing"}
    assert message.startswith("demo.app!entry.hap!module.json:1:19\n")


def test_words_of_somebody_are_no_command() -> None:
    """Neither a line of its own nor an escape that becomes one makes a further command."""
    commands = parsed(render(report(), EN))
    assert commands[4][2].split("\n")[:2] == [printable(INJECTED), "::warning::line two has no effect"]
    assert not any("boom" in properties.get("title", "") for _, properties, _ in commands)


@given(st.text(), st.text(min_size=1))
def test_any_words_come_through(name: str, path: str) -> None:
    found = Report(subjects=[], faults=[Fault(plugin=name, what=name, error=ValueError(name))])
    found.findings = [_of(Odd, Location(path=path), "note", name)]
    fault, (kind, properties, message) = parsed(render(found, EN))
    assert fault[0] == "error"
    assert (kind, sorted(properties)) == ("notice", ["file", "title"])
    assert properties["file"] == printable(path)
    lines = "\n".join(map(printable, f"{name} has no effect".split("\n")))
    assert message == f"{lines}\nhelp: Run `hapline baseline prune`."


@pytest.mark.parametrize(
    ("span", "properties"),
    [
        (Span(start_line=2, start_column=3, end_line=2, end_column=9), {"line": "2", "endLine": "2", "col": "3"}),
        (Span(start_line=2, start_column=3, end_line=4, end_column=2), {"line": "2", "endLine": "4"}),
        (Span(start_line=2, start_column=3, end_line=4, end_column=1), {"line": "2", "endLine": "3"}),
        (Span(start_line=2, start_column=3, end_line=3, end_column=1), {"line": "2", "endLine": "2", "col": "3"}),
        (None, {}),
    ],
)
def test_lines_and_columns(span: Span | None, properties: dict[str, str]) -> None:
    found = Report(subjects=[], faults=[])
    found.findings = [_of(Odd, Location(path="a.json5", span=span), "note")]
    ((_, given_, _),) = parsed(render(found, EN))
    assert {name: value for name, value in given_.items() if name not in {"file", "title"}} == properties


def test_no_more_than_github_shows() -> None:
    commands = parsed(render(_many(error=12, warning=10, note=3), EN))
    assert [name for name, _, _ in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 4
    assert commands[-1][2] == "2 more are not shown here: a report as text or SARIF has all of them"
    summarised = parsed(render(_many(error=12), EN, summarised=True))
    assert summarised[-1][2] == "2 more are not shown here: the summary of this job has all of them"


@pytest.mark.parametrize(("notes", "missing"), [(9, 0), (10, 0), (11, 2), (30, 21)])
def test_the_line_that_says_so_counts_itself(notes: int, missing: int) -> None:
    commands = parsed(render(_many(note=notes), EN))
    assert len(commands) == min(notes, 10)
    assert commands[-1][2].startswith(f"{missing} more") is bool(missing)


def test_exactly_as_many_as_are_shown() -> None:
    commands = parsed(render(_many(error=10, warning=10, note=10), EN))
    assert len(commands) == 30
    commands = parsed(render(_many(error=11, warning=10, note=10), EN))
    assert len(commands) == 30
    assert commands[-1][2].startswith("2 more")


def test_nothing_found_says_nothing() -> None:
    assert render(Report(subjects=[], faults=[]), EN) == ""


def test_the_summary_is_appended(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    write_summary(report(), EN, str(file))
    write_summary(report(), EN, str(file))
    assert file.read_text(encoding="utf-8") == f"before\n{whole('report.md')}\n{whole('report.md')}\n"


def test_a_summary_that_is_too_large_loses_whole_rows(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    write_summary(_many(error=20_000, note=1), Words("zh"), str(file))
    content = file.read_bytes()
    assert SUMMARY_LIMIT - 2000 < len(content) <= SUMMARY_LIMIT
    lines = content.decode("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| 错误 |")]
    assert all(line.endswith("|") for line in rows)
    assert f"因篇幅所限，另有 {20_001 - len(rows)} 个未在此列出。" in lines


def test_a_summary_that_is_nearly_full_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    before = b"x" * (SUMMARY_LIMIT - 50)
    file.write_bytes(before)
    write_summary(report(), EN, str(file))
    assert file.read_bytes() == before
