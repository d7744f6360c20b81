"""A case of the source lint: what changed, and what must be said of it; of a near miss nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.hotpatch.linting.repositories import FOLDER

MODIFY = "@com.alipay.instantrun.patch.annotaion.Modify"
ADD = "@com.alipay.instantrun.patch.annotaion.Add"
CALL = "com.alipay.instantrun.patch.InstantRunModify.modify();"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A change, and what a rule says of it.

    Attributes:
        rule: The code. name: What is special, in a few words.
        java: The members of the class Cart before and after. kotlin: The file Prices.kt before and after its package.
        before: Further files of the release. now: What becomes of them, and what is new.
        expect: What the rule says.
    """

    rule: str
    name: str
    java: tuple[str, str] | None = None
    kotlin: tuple[str, str] | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str | None] = field(default_factory=dict)
    expect: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"

    def files(self, number: int) -> dict[str, str | None]:
        """The files of the release (0), or those that change (1)."""
        found: dict[str, str | None] = {**(self.before, self.now)[number]}
        if self.java:
            found[f"{FOLDER}Cart.java"] = (
                f"package com.example.shop;\n\npublic class Cart {{\n{self.java[number]}\n}}\n"
            )
        if self.kotlin:
            found[f"{FOLDER}Prices.kt"] = f"package com.example.shop\n\n{self.kotlin[number]}\n"
        return found
