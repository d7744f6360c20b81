"""What the rules of the source lint share: the methods and classes that they say something about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from hapline_hooks import Example, Fix, Location, TextEdit
from hapline_plugins.hotpatch.linting.changes import ClassPair
from hapline_plugins.hotpatch.linting.declarations import Class, Member
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.linting.units import Unit
from hapline_plugins.hotpatch.rules.base import HotpatchRule

MODIFYING = "mPaaS MDS guide, 5.2.2.1, Modify the bug code"
CONSIDERATIONS = "mPaaS MDS guide, 5.2.2.2"
ROBUST = "Meituan Robust, from which InstantRun is made"
CART = "app/src/main/java/com/example/shop/Cart.java"
PRICES = "app/src/main/java/com/example/shop/Prices.kt"


class LintRule(HotpatchRule[SourceChange]):
    """A rule about what changed in source since a release."""

    subject = SourceChange
    since = "0.1.0"
    sources: ClassVar[tuple[str, ...]] = (CONSIDERATIONS,)
    good: ClassVar[Example] = {}

    def at(self, one: Member | Class) -> Location:
        """The place of the name of a declaration."""
        return one.unit.at(one.named)


def mend(title: str, of: Unit | str, edits: Iterable[TextEdit], *, safe: bool = True) -> tuple[Fix, ...]:
    """A fix of one file; none where there is nothing to edit, and none of a file that is not understood (HOT400).

    Args:
        title: What it does. of: The file as it is, or the path of one that nobody parsed.
        edits: Its edits. safe: Whether it keeps what was meant.
    """
    path, is_clear = (of, True) if isinstance(of, str) else (of.path, not of.root.has_error and of.may_compile)
    made = tuple(edits) if is_clear else ()
    return (Fix(title=title, path=path, edits=made, safe=safe),) if made else ()


def counted(message: str, count: int) -> str:
    """The message for one thing, or that for several, whose id ends in ``_many``."""
    return message if count == 1 else f"{message}_many"


def java(body: str, *, imports: str = "") -> Mapping[str, str]:
    """An example: the class of the sample with other members."""
    return {CART: f"package com.example.shop;\n{imports}\npublic class Cart {{\n{body}\n}}\n"}


def is_named(pair: ClassPair) -> bool:
    """Whether a class has a name, so that an annotation can be put on it."""
    return pair.any.place in {"top", "nested"} and pair.any.kind != "file"
