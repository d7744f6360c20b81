"""Cases of the rules, one module a family: inputs with what the rule must say of them, and near misses without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from hapline.engine.report import Report
from hapline.testing import Bench, lines
from plugins.harmony import sample

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input for one rule.

    Attributes:
        rule: The code of the rule. name: What is special about the input, in a few words.
        source: Changes to the sample project, by path. packages: Packages, by file name (see sample.package).
        base: Earlier packages. as_: Judged as app, hap or hsp. options: Configuration values.
        expect: What the rule says, each as ``file[:line:column] CODE message``; empty for a near miss.
        official: The codes of the vendor's tools that the findings carry, in order of the findings.
    """

    rule: str
    name: str
    source: Mapping[str, str | Json | None] | None = None
    packages: Mapping[str, str | Json] | None = None
    base: Mapping[str, str | Json] = field(default_factory=dict)
    as_: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    official: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        """The case's name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"


def run(case: Case, folder: Path) -> Report:
    """Check or verify the input of a case."""
    bench = Bench(options=case.options)
    if case.packages is None:
        return bench.check(sample.project(case.source))
    files = sample.write_packages(folder, case.packages)
    base = sample.write_packages(folder / "base", case.base)
    return bench.verify(files, judged_as=case.as_, base=base)


def said(report: Report, case: Case, folder: Path) -> tuple[str, ...]:
    """What the rule of a case says, with paths relative to the folder."""
    return tuple(line.replace(f"{folder}/", "") for line in lines(report, rule=case.rule))


@lru_cache(maxsize=1)
def every() -> tuple[Case, ...]:
    """All cases of all families."""
    found: list[Case] = []
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").CASES
    return tuple(found)
