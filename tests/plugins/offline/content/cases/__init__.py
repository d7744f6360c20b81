"""Cases of the rules on content, one module a family: inputs with what the rule must say, and near misses without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hapline.engine.projects import judge
from hapline.engine.report import Report
from hapline.testing import Bench
from hapline.trees.working import WorkingTree

DESCRIPTOR = "offline-package.json5"
PAGE = "20171228/www/index.html"
ID = "20171228"
SPACE = "53E5279071442_test"
DOMAIN = "mcube-prod.mpaascloud.com"
GLOBAL = f"77777777/{DOMAIN}/{SPACE}"
TARGET = {"offline.appId": "53E5279071442", "offline.workspaceId": "test", "offline.virtualDomain": "h5app.com"}
APSARA = {**TARGET, "offline.edition": "apsara", "offline.domain": "mdsweb.example.com"}
_LARGE = 600 * 1024
_HUGE = 12 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input for one rule.

    Attributes:
        rule: The code of the rule. name: What is special about the input, in a few words.
        files: The files; ``large:`` and ``huge:`` stand for so many bytes, ``link:`` for a link.
        options: Configuration values.
        expect: What the rule says, each as ``file[:line:column] CODE message``; empty for a near miss.
        severity: How grave its findings are, where that differs from the rule.
        fixed: What ``hapline fix --unsafe`` makes of files, by path; None where nobody looks.
    """

    rule: str
    name: str
    files: Mapping[str, str | bytes]
    options: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    severity: str = ""
    fixed: Mapping[str, str] | None = None

    @property
    def id(self) -> str:
        """The case's name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"


def page(html: str, *more: str) -> dict[str, str | bytes]:
    """A page, beside other files of its package that hold something."""
    return {PAGE: html, **{f"{ID}/{one}": "x" for one in more}}


def run(files: Mapping[str, str | bytes], options: Mapping[str, str], folder: Path) -> Report:
    """Check files, on disk where one of them is a link."""
    bench = Bench(options=dict(options))
    full = {path: expanded(content) for path, content in files.items()}
    if not any(isinstance(one, str) and one.startswith("link:") for one in full.values()):
        return bench.check(full)
    for path, content in full.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str) and content.startswith("link:"):
            file.symlink_to(content[5:])
        else:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return judge(bench.host, bench.settings, WorkingTree(folder))


def expanded(content: str | bytes) -> str | bytes:
    """What a file of a case holds."""
    return (
        {"large:": bytes(_LARGE), "huge:": bytes(_HUGE)}.get(content, content) if isinstance(content, str) else content
    )


@lru_cache(maxsize=1)
def every() -> tuple[Case, ...]:
    """All cases of all families."""
    found: list[Case] = []
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").CASES
    return tuple(found)
