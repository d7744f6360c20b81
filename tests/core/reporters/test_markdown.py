"""The comment for a pull request, rendered by a real Markdown renderer: nothing of somebody's words has an effect."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.reporters.fixed import INJECTED, MODULE, Missing, Odd, judged, report, whole
from hapline.console import printable
from hapline.engine.report import Report, Suppressed
from hapline.reporters.markdown import LIMIT, MARK, code, inline, render
from hapline.words import Words
from hapline_hooks import Finding, Location

EN = Words("en")
GAP = "\u200b"
LIVELY = st.text(st.sampled_from("`|\\*_[]()<>!&@#~$:/.-+=\"' \n\tawhtpGH1首\u202e"), max_size=40)
"""Text of the characters that mean something, and a few that do not."""


def html_of(text: str) -> str:
    """The HTML that GitHub's Markdown makes: tables, bare addresses as links, HTML let through."""
    renderer = MarkdownIt("gfm-like")
    assert renderer.linkify is not None
    renderer.linkify.set({"fuzzy_link": False})  # example.com alone is no link on GitHub
    return str(renderer.render(text))


def shown(text: str) -> str:
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def alive(text: str) -> list[str]:
    """What has an effect in HTML: tags other than our own, and mentions and references outside code."""
    tags = [tag for tag in re.findall(r"<(/?\w+)[^>]*>", text) if tag.lstrip("/") not in _OURS]
    plain = shown(re.sub(r"<code>.*?</code>|<br />|<br>", " ", text, flags=re.DOTALL))
    return tags + re.findall(r"@\w+|#\d+|\bGH-\d+|https?://\S+|www\.\S+", plain, flags=re.IGNORECASE)


_OURS = frozenset(re.findall(r"\w+", "h3 table thead tbody tr th td strong code br details summary ul li p"))


def _one(name: str, path: str = "a.json5", reason: str = "") -> Report:
    found = Report(subjects=[], faults=[])
    finding = Finding(rule="REP301", message="odd", args={"key": name}, location=Location(path=path))
    found.findings = [judged(Odd, finding)]
    if reason:
        found.suppressed = [Suppressed(judged=judged(Odd, finding), reason=reason)]
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_whole_output(lang: str) -> None:
    assert render(report(), Words(lang)) == whole({"en": "report.md", "zh": "report.zh.md"}[lang])


def test_the_table_has_a_row_for_each_finding() -> None:
    table = re.findall(r"<tr>(.*?)</tr>", html_of(render(report(), EN)), flags=re.DOTALL)
    assert len(table) == 1 + len(report().findings)
    assert {len(re.findall(r"<t[hd]>", row)) for row in table} == {3}
    assert "<td><code>首页 assets/a,b:c.json5:1:3</code></td>" in table[-1]


def test_nothing_of_the_injected_words_has_an_effect() -> None:
    rendered = html_of(render(report(), EN))
    assert alive(rendered) == []
    assert printable(INJECTED).replace("`", "") in shown(rendered).replace(GAP, "")


@given(name=LIVELY, path=LIVELY.filter(str.strip), reason=LIVELY)
@example(name="a\\|b", path="a\\|b", reason="`")
@example(name="|`|`|", path="`|", reason="|")
@example(name="<!--", path="``", reason="</details>")
@example(name="![a](b)", path="@a#1", reason="#1 @b GH-2 www.c.d https://e.f mailto:a@b.c")
def test_no_words_have_an_effect(name: str, path: str, reason: str) -> None:
    rendered = html_of(render(_one(name, path, reason), EN))
    assert alive(rendered) == []
    rows = re.findall(r"<tr>(.*?)</tr>", rendered, flags=re.DOTALL)
    assert [len(re.findall(r"<t[hd]>", row)) for row in rows] == [3, 3]
    first = printable(f"{name} has no effect".split("\n")[0])
    assert _squeezed(first) in _squeezed(shown(rows[1]))
    assert _squeezed(printable(path)) in _squeezed(shown(rows[1]))


def _squeezed(text: str) -> str:
    """Text as it can be compared: pairs of backticks and runs of spaces are shown otherwise."""
    return re.sub(r"[\s`\u200b]+", "", text)


@pytest.mark.parametrize(
    ("text", "cell", "written"),
    [
        ("entry/a.json5", False, "`entry/a.json5`"),
        ("a`b", False, "``a`b``"),
        ("`a``", False, "``` `a`` ```"),
        (" a ", False, "`  a  `"),
        ("a|b", False, "`a|b`"),
        ("a|b", True, "`a\\|b`"),
        ("a\\|b", True, "a\\\\&#124;b"),
        (" ", False, " "),
        ("", False, ""),
    ],
)
def test_code(text: str, *, cell: bool, written: str) -> None:
    assert code(text, cell=cell) == written
    if not cell:
        assert shown(html_of(f"x{written}x")).rstrip("\n") == f"x{text}x"


def test_what_stands_between_backticks_is_code() -> None:
    assert inline("run `hapline fix` on *all*") == "run `hapline fix` on \\*all\\*"
    assert inline("half a `pair") == "half a \\`pair"


def test_rows_that_do_not_fit_are_counted() -> None:
    found = Report(subjects=[], faults=[])
    for number in range(2000):
        args = {"module": f"模块{number}", "target": "x" * 40}
        location = Location(path=f"{number}/{MODULE}")
        found.findings.append(judged(Missing, Finding(rule="REP101", message="missing", args=args, location=location)))
    text = render(found, EN)
    assert LIMIT - 2000 < len(text) <= LIMIT
    assert text.startswith(f"{MARK}\n### hapline: 2000 errors\n")
    rows = [line for line in text.splitlines() if line.startswith("| error |")]
    assert f"{2000 - len(rows)} more are left out here, for want of room." in text.splitlines()
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)
    assert alive(html_of(text)) == []


def test_what_is_folded_says_that_it_goes_on() -> None:
    text = render(report(), EN, limit=2300)
    folded = text.partition("<details>")[2]
    assert "**REP101 target-missing**" in folded
    assert "**REP301 odd-key**" not in folded
    assert "The rest is left out here, for want of room.\n\n</details>" in folded
    assert "The rest" not in render(report(), EN)


def test_a_name_of_a_megabyte_pushes_nothing_out() -> None:
    found = report()
    found.findings.insert(0, _one("x" * 1_000_000).findings[0])
    text = render(found, EN)
    assert len(text) < 8000
    assert text.count("\n| ") == 2 + len(report().findings)


def test_the_most_severe_are_kept() -> None:
    found = _one("first")
    args = {"module": "entry", "target": "Orders"}
    worse = Finding(rule="REP101", message="missing", args=args, location=Location(path="z.json5"))
    found.findings.append(judged(Missing, worse))
    text = render(found, EN, limit=1120)
    assert "| error | `z.json5` |" in text
    assert "| note |" not in text
    assert "1 more are left out here" in text


def test_nothing_found() -> None:
    assert render(Report(subjects=[], faults=[]), EN) == f"{MARK}\n### hapline: no findings\n"
