"""Text: columns hold whatever names are made of, bars are in proportion, and what cannot be done is said."""
# ruff: noqa: RUF001 Chinese punctuation is a part of what is shown

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.plugins import Host
from hapline.words import Words
from hapline_plugins.harmony.advisor.text import Page, render
from hapline_plugins.harmony.advisor.text.columns import clip, pad, pieces, width
from hapline_plugins.harmony.advisor.text.page import Bar
from plugins.harmony.advisor.building import CODE, RAW, account, in_app, noise, package, written

plain = settings(derandomize=True, deadline=None, database=None)
names = st.text(st.sampled_from("ab/.-_ 文件，（\x1b\u202e\U0001f600"), max_size=60)


@plain
@given(names, st.integers(3, 40))
def test_what_is_too_long_is_shortened(name: str, columns: int) -> None:
    shown = clip(name, columns)
    assert width(shown) <= columns
    assert shown.isprintable()
    assert width(pad(name, columns)) == columns


def test_both_ends_of_a_name_are_kept() -> None:
    shown = clip("entry.hap!resources/rawfile/a/very/long/way/intro.mp4", 30)
    assert shown.startswith("entry.hap")
    assert shown.endswith("way/intro.mp4")
    assert "…" in shown
    assert clip("resources/图片图片图片图片/横幅.webp", 20) == "resour…片/横幅.webp"


@plain
@given(names)
def test_pieces_are_all_of_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@plain
@given(names, st.integers(8, 40))
def test_lines_are_as_wide_as_the_page(text: str, columns: int) -> None:
    lines = list(Page(Words(), width=columns).wrapped(text, "  "))
    for line in lines:
        assert line.startswith("  ")
        assert width(line) <= columns or len(pieces(line.strip())) == 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_break_where_the_language_allows() -> None:
    page = Page(Words(), width=20)
    assert list(page.wrapped("entry is 2,048.00 KB, and must be less")) == [
        "entry is",
        "2,048.00 KB, and",
        "must be less",
    ]
    assert list(page.wrapped("移到新的分包 entry_more，按需加载（很大）：")) == [
        "移到新的分包",
        "entry_more，按需加载",
        "（很大）：",
    ]


@pytest.mark.parametrize(
    ("bar", "drawn"),
    [
        (Bar(50, 0, 100, over=False), "█████░░░░░"),
        (Bar(50, 30, 100, over=False), "█████▓▓▓░░"),
        (Bar(1, 0, 100, over=False), "█░░░░░░░░░"),
        (Bar(0, 0, 100, over=False), "░░░░░░░░░░"),
        (Bar(100, 0, 0, over=False), "██████████"),
        (Bar(100, 0, 100, over=True), "██████████"),
    ],
)
def test_bars_are_in_proportion(bar: Bar, drawn: str) -> None:
    line = Page(Words(), width=34).bar_line("entry", 1, bar, 100, 0.9)
    assert line[5:15] == drawn
    assert line[2] == "…"


def test_beyond_the_limit_a_bar_is_longer_than_others() -> None:
    page = Page(Words(), width=40)
    over = page.bar_line("a", 1, Bar(150, 50, 100, over=True), 200, 0.9)
    within = page.bar_line("b", 1, Bar(50, 0, 100, over=False), 200, 0.9)
    assert (over.count("█"), over.count("▓"), over.count("░")) == (10, 4, 0)
    assert (within.count("█"), within.count("▓"), within.count("░")) == (4, 0, 3)
    assert len(over) == len(within)


def _rendered(folder: Path, packages: dict[str, bytes], lang: str = "en", **options: str) -> str:
    found = account(written(folder, packages), options=options)
    words = Words(lang, Host(third_party=False).locales())
    return render([found], Page(words, width=100))


def test_what_cannot_be_helped_is_said(tmp_path: Path) -> None:
    packages = {"entry.hap": package("entry.hap", {CODE: noise(2100), f"{RAW}a": noise(300)}, debug=True)}
    text = _rendered(tmp_path, packages)
    assert (
        """
how to get within the limits
  moving files is not enough for entry: without all that may be moved it is still 2,100.96 KB; what
  stays:
    2,100.10 KB  entry.hap!ets/modules.abc  code: move pages in the source
"""
        in text
    )
    assert "afterwards" not in text
    total = _rendered(tmp_path / "total", packages, entryLimit="0", totalLimit="1 MB")
    assert "moving files is not enough for all for phone" not in total
    assert "moving files is not enough for all packages for phone: without" in total


def test_what_cannot_be_helped_is_said_in_chinese(tmp_path: Path) -> None:
    packages = {"entry.hap": package("entry.hap", {CODE: noise(2100)}, debug=True)}
    text = _rendered(tmp_path, packages, "zh").replace("\n  ", "")
    assert "entry：只移动文件还不够，移走所有可移动的内容后仍为 2,100.96 KB；留下的是：" in text


def test_what_is_not_among_the_packages_is_said(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {}, needs=["lib", "gone"]),
        "lib.hsp": package("lib.hsp", {}, needs=["entry"]),
    }
    text = _rendered(tmp_path, packages)
    assert "entry depends on gone, which is not among these packages and is not counted\n" in text
    assert "dependencies run in a circle, so nothing can be added up: entry → lib → entry\n" in text
    assert "downloads" not in text


def test_long_lists_are_cut(tmp_path: Path) -> None:
    contents = {f"{RAW}{number:02}": noise(10, number) for number in range(60)}
    packages = {"entry.hap": package("entry.hap", contents, debug=True)}
    text = _rendered(tmp_path, packages, entryLimit="50 KB", packageLimit="2 MB")
    step = text.partition("how to get within the limits\n")[2].partition("afterwards")[0]
    assert step.count("KB  entry.hap!") == 20
    assert "and 36 more\n" in step
    assert text.partition("largest contents\n")[2].count("KB  entry.hap!") == 10


def test_rooms_and_other_ways(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {f"{RAW}a": noise(300), CODE: noise(1500)}, needs=["lib"], debug=True),
        "lib.hsp": package("lib.hsp", {CODE: noise(400, 2)}, debug=True),
        "me.hsp": package("me.hsp", {CODE: noise(10)}, debug=True),
    }
    text = _rendered(tmp_path, packages)
    assert "  or load lib on demand instead of depending on it: entry is 1,801.09 KB then\n" in text
    assert "  loaded on demand already, with room for what is moved: me\n" in text


def test_nothing_changed(tmp_path: Path) -> None:
    packages = {"entry.hap": package("entry.hap", {CODE: noise(3)}, debug=True)}
    base = written(tmp_path / "old", {"old.app": in_app(packages, method=0)})
    words = Words()
    text = render([account(written(tmp_path, packages), base=base)], Page(words, width=300))
    assert "old.app: +0.00 KB\n    no file differs\n" in text
