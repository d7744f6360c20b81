"""Words: languages, arguments, and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from hapline.words import Words, language, size_text
from hapline_hooks import Phrase


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.00 KB"), (2097152, "2,048.00 KB"), (2097151, "2,048.00 KB")],
)
def test_sizes(count: int, text: str) -> None:
    assert size_text(count) == text


def test_arguments_are_filled_late() -> None:
    words = Words("en")
    text = words(
        "{name} is {size:size}, {count} times, in {places}, {flag}",
        name="a{b}",
        size=2048,
        count=3,
        places=["x", "y"],
        flag=True,
    )
    assert text == "a{b} is 2.00 KB, 3 times, in x, y, true"


def test_phrases_are_translated_and_lists_joined_as_the_language_does() -> None:
    words = Words("zh")
    assert words("{what}", what=Phrase("error")) == "错误"
    assert words("{names}", names=["a", "b"]) == "a、b"


def test_fields_may_have_any_name() -> None:
    assert Words("en")("{text} {self}", text="a", self="b") == "a b"


def test_a_translation_with_other_fields_gives_way_to_the_english(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("two words about {name}", "{nmae}")
    with (folder / "hapline.mo").open("wb") as file:
        write_mo(file, catalogue)
    assert Words("zh", [str(tmp_path)])("two words about {name}", name="x") == "two words about x"


@pytest.mark.parametrize(
    ("wanted", "environment", "expected"),
    [
        ("zh", {}, "zh"),
        ("auto", {}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("auto", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ("auto", {"LANG": "de_DE", "HAPLINE_LANG": "zh"}, "zh"),
        ("en", {"HAPLINE_LANG": "zh"}, "en"),
    ],
)
def test_language(wanted: str, environment: dict[str, str], expected: str) -> None:
    assert language(wanted, environment) == expected
