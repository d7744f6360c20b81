"""Reasons: one sentence each for or against a method, with the place where it is written."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from hapline_hooks import Phrase, noun

Level = Literal["blocks", "rework", "note"]
"""``blocks``: the method cannot do it; ``rework``: it can, the fix written otherwise; ``note``: to be known."""
_SHOWN = 5


@noun
class Reason:
    """A reason.

    Attributes:
        id: What it is about, for programs. level: How grave it is. text: The sentence.
        todo: What to do about it, empty for nothing. source: Where it is written.
    """

    id: str
    level: Level
    text: Phrase
    todo: str = ""
    source: str = ""


@noun
class Preparation:
    """Something to be done or kept for a patch by a method.

    Attributes:
        id: What it is about, for programs. text: The sentence. source: Where it is written.
    """

    id: str
    text: Phrase
    source: str


def guide(section: str) -> str:
    """A section of the vendor's guide as a source."""
    return f"mPaaS MDS guide, {section}"


def some(names: Collection[str]) -> list[str]:
    """A few of many names, as they stand in a sentence."""
    shown = list(names)[:_SHOWN]
    return [*shown, "…"] if len(names) > _SHOWN else shown
