"""Commands that judge subjects of their own: reports, fixes, and comments for rules that another command runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import click
import pytest

from core.inline import ABSENT, plugin
from hapline.session import CHECK_OPTIONS, Session, check_options
from hapline.testing import Bench
from hapline_hooks import Finding, Fix, Location, Rule, RuleFamily, Subject, TextEdit, Tree

FILE = "words.properties"


class Words(Subject):
    """A file of words."""

    kind = "wordy.words"
    mended_by = "hapline wordy --fix"

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def source(self, location: Location) -> bytes:
        return self.tree.read(location.path)


class Polite(Rule[Words]):
    """Words are polite."""

    code = "WRD101"
    slug = "polite-words"
    title = "Words are polite"
    since = "1.0"
    why = "People read them."
    help = "Say it otherwise."
    messages: ClassVar = {"found": "this is rude", "mend": "say heck"}
    subject = Words
    fixable = "safe"
    bad: ClassVar = {FILE: "damn\n"}
    good: ClassVar = {FILE: "heck\n"}

    def check(self, subject: Words) -> Iterable[Finding]:
        at = subject.tree.read(FILE).decode().find("damn")
        if at >= 0:
            fix = Fix(title="mend", path=FILE, edits=(TextEdit(start=at, end=at + 4, text="heck"),), safe=True)
            yield Finding(rule="WRD101", message="found", location=Location(path=FILE), fixes=(fix,))


@click.command(name="wordy")
@click.option("--fix", is_flag=True)
@click.option("--diff", is_flag=True)
@check_options
def wordy(*, fix: bool, diff: bool, **options: object) -> int:
    """Judge the words of the current folder."""
    session = Session(".", options, CHECK_OPTIONS)
    if fix or diff:
        return session.mend(".", lambda tree: [Words(tree)], diff=diff)
    tree = session.tree(".")
    return session.show(session.judge([Words(tree)], tree))


@pytest.fixture
def bench() -> Bench:
    family = RuleFamily(name="words", module="wordy", subjects=frozenset({"wordy.words"}), codes="WRD")
    return Bench(
        plugins=[
            plugin(
                "wordy",
                hapline_rules=lambda: [family],
                hapline_commands=lambda: [wordy],
                hapline_projects=ABSENT,
                Polite=Polite,
            )
        ]
    )


def test_a_report_names_the_command_that_mends(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damn\n")
    ran = bench.run("wordy", cwd=tmp_path)
    assert ran.code == 1
    assert "= fix: say heck (hapline wordy --fix)\n" in ran.out
    assert "1 error, 1 can be fixed by `hapline wordy --fix`\n" in ran.out


def test_a_fix_is_written(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("well, damn\n")
    ran = bench.run("wordy", "--diff", cwd=tmp_path)
    assert (ran.code, (tmp_path / FILE).read_text()) == (1, "well, damn\n")
    assert "+well, heck\n" in ran.out
    ran = bench.run("wordy", "--fix", cwd=tmp_path)
    assert (ran.code, (tmp_path / FILE).read_text()) == (0, "well, heck\n")
    assert ran.err == f"fixed WRD101 in {FILE}: say heck\n"


def test_options_are_those_of_check(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damn\n")
    assert bench.run("wordy", "--exit-zero", cwd=tmp_path).code == 0
    assert bench.run("wordy", "--ignore", "polite-words", cwd=tmp_path).code == 0
    assert bench.run("wordy", "-q", cwd=tmp_path).out == f"{FILE}: error[WRD101] this is rude\n"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("WRD101", "no findings, 1 accepted"), ("CFG101", ""), ("BND203", ""), ("XYZ101", "XYZ101 is no rule")],
)
def test_a_comment_for_a_rule_that_is_known(code: str, wanted: str, bench: Bench, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"# hapline: ignore-file[{code}] for a reason\ndamn\n")
    out = bench.run("wordy", cwd=tmp_path).out
    assert wanted in out
    assert ("CFG103" in out) == (code == "XYZ101")
