"""Columns and line breaks, for Latin and Chinese text."""
# ruff: noqa: RUF001 Chinese punctuation is what this is about

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.reporters.wrapping import columns, wrapped


@pytest.mark.parametrize(
    ("text", "count"),
    [("abc", 3), ("首页", 4), ("e\u0301", 1), ("ｆ", 2), ("“a”", 3), ("\U0001f600", 2), ("", 0)],
)
def test_columns(text: str, count: int) -> None:
    assert columns(text) == count


def test_latin_text_is_broken_at_spaces() -> None:
    text = "Name a module of this app as in its module.json5, and give it all device types."
    assert wrapped(text, 30) == [
        "Name a module of this app as",
        "in its module.json5, and give",
        "it all device types.",
    ]


def test_chinese_text_is_broken_between_characters_but_not_before_punctuation() -> None:
    text = "请填写本应用中的模块名，并使其支持预加载它的模块的全部设备类型（见 module.json5）。"
    lines = wrapped(text, 22)
    assert lines == ["请填写本应用中的模块", "名，并使其支持预加载它", "的模块的全部设备类型", "（见 module.json5）。"]
    assert max(map(columns, lines)) <= 22


def test_an_accent_stays_with_its_letter() -> None:
    assert "".join(wrapped("é首页" * 10, 20)).count("e") == 0
    for line in wrapped("首\u0301页\u0301" * 10, 20):
        assert not line.startswith("\u0301")


def test_a_path_is_left_whole() -> None:
    path = "entry/src/main/resources/base/profile/main_pages.json"
    assert wrapped(f"see {path} for it", 24) == ["see", path, "for it"]


@pytest.mark.parametrize("most", [-5, 0, 19])
def test_a_terminal_too_narrow_is_left_to_itself(most: int) -> None:
    text = "Name a module of this app as in its module.json5."
    assert wrapped(text, most) == [text]


@given(st.text(st.sampled_from("ab 首页，。（）\u0301.-"), max_size=120), st.integers(20, 60))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, most: int) -> None:
    lines = wrapped(text, most)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        # Longer is only what cannot be broken: it has no space, and no two wide characters without punctuation.
        assert columns(line.rstrip()) <= most or " " not in line.strip()
