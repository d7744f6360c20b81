"""The examples in the rules' own metadata: the bad one has a finding of the rule, the good one has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hapline.documents import parse
from hapline.engine.report import Report
from hapline.plugins import Host
from hapline.testing import Bench, codes
from hapline_hooks import Example, Rule
from plugins.harmony import sample


def _rules() -> list[type[Rule[Any]]]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("HOS")]


def _run(example: Example, folder: Path) -> Report:
    config = parse(example.get("hapline.json5", "{}").encode())
    assert isinstance(config, dict)
    options = {
        f"{section}.{name}": value if isinstance(value, str) else json.dumps(value)
        for section, values in config.items()
        for name, value in values.items()
    }
    files = {path: snippet for path, snippet in example.items() if path != "hapline.json5"}
    bench = Bench(options=options)
    packages = {path: snippet for path, snippet in files.items() if sample.is_package(path)}
    if not packages:
        return bench.check(sample.project(files))
    new = {path: snippet for path, snippet in packages.items() if not path.startswith("base/")}
    old = {path: snippet for path, snippet in packages.items() if path.startswith("base/")}
    return bench.verify(sample.write_packages(folder, new), base=sample.write_packages(folder, old))


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.code)
def test_examples(rule: type[Rule[Any]], tmp_path: Path) -> None:
    assert rule.code in codes(_run(rule.bad, tmp_path / "bad"))
    assert rule.code not in codes(_run(rule.good, tmp_path / "good"))
