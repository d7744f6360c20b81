"""Cases of the rules, one module a family: inputs with what the rule must say of them, and near misses without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hapline.engine.report import Report
from hapline.testing import Bench
from plugins.changing import Change
from plugins.hotpatch import built_sample, sample


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input for one rule.

    Attributes:
        rule: The code of the rule. name: What is special about the input, in a few words.
        files: Changes to the sample, by path. alone: Whether these are all files.
        built: Built files that are verified instead, by name (see ``built_sample``).
        options: Configuration values.
        expect: What the rule says, each as ``file[:line:column] CODE message``; empty for a near miss.
        fixed: What ``hapline fix --unsafe`` makes of files by the fixes of this rule, by path, each a line that is in
            the file then and was not before; None for a rule whose fixes are not looked at.
    """

    rule: str
    name: str
    files: Mapping[str, Change] = field(default_factory=dict)
    alone: bool = False
    built: Mapping[str, str] | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    fixed: Mapping[str, str] | None = None

    @property
    def id(self) -> str:
        """The case's name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"

    @property
    def all_files(self) -> dict[str, str | bytes]:
        """The files that are judged."""
        return sample.files(self.files, keep=not self.alone)


def run(case: Case, folder: Path) -> Report:
    """Check the input of a case, or verify it in a folder of its own."""
    bench = Bench(options=dict(case.options))
    if case.built is None:
        return bench.check(case.all_files)
    return bench.verify(built_sample.write(folder, case.built))


@lru_cache(maxsize=1)
def every() -> tuple[Case, ...]:
    """All cases of all families."""
    found: list[Case] = []
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").CASES
    return tuple(found)
