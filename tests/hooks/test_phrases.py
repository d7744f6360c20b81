"""Phrases: what they are as plain English, whatever fills them."""

from __future__ import annotations

import pytest

from hapline_hooks import Phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (
            Phrase("no { braces } are fields where nothing fills them"),
            "no { braces } are fields where nothing fills them",
        ),
        (Phrase("{count:size} is too large", count=5000), "4.88 KB is too large"),
        (Phrase("{count:,} bytes", count=5000), "5,000 bytes"),
        (Phrase("{names} and {on}", names=["a", "b"], on=True), "a, b and true"),
        (Phrase("{what}", what=Phrase("{n:size}", n=2048)), "2.00 KB"),
        (Phrase("{template} {args} {self} {cls}", template=1, args=2, self=3, cls=4), "1 2 3 4"),
    ],
)
def test_as_plain_english(phrase: Phrase, text: str) -> None:
    assert phrase == text


@pytest.mark.parametrize(("template", "args"), [("{a} {b}", {"a": 1}), ("{a:size}", {"a": "x"}), ("{a", {"a": 1})])
def test_a_field_that_cannot_be_filled_is_refused_at_once(template: str, args: dict[str, object]) -> None:
    with pytest.raises((LookupError, ValueError)):
        Phrase(template, **args)
