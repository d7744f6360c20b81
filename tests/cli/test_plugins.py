"""``hapline plugins``: what is loaded, what it contributes, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from core.inline import ABSENT, plugin, rule
from hapline.testing import Bench
from hapline_hooks import ConfigSection, Option


class _Tool:
    name = "notes"
    help = "Writes notes."

    def changes(self, _project: object, _settings: object) -> list[object]:
        return []

    deliverables = changes


def test_what_plugins_contribute(tmp_path: Path) -> None:
    section = ConfigSection(name="oops", help="Oops.", options=(Option(name="a", type="text", default="", help="A."),))
    full = plugin(
        rules=[rule()],
        hapline_generators=lambda: [_Tool()],
        hapline_packagers=lambda: [_Tool()],
        hapline_commands=lambda: [click.Group("oops", help="Does things.\n\nAt length.")],
        hapline_config_sections=lambda: [section],
    )
    bench = Bench(plugins=[full])
    plain = bench.run("plugins", cwd=tmp_path)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.splitlines()[-1].split() == ["oops", "given", "loaded"]
    lines = bench.run("plugins", "-v", cwd=tmp_path).out.splitlines()
    assert "    5 rules: CFG101, CFG102, CFG103, CFG104, CFG105" in lines
    assert lines[-5:] == [
        "    1 rules: OPS101",
        "    generator notes: Writes notes.",
        "    packager notes: Writes notes.",
        "    command oops: Does things.",
        "    options: oops.a",
    ]


def test_what_is_wrong_with_any_contribution_is_said(tmp_path: Path) -> None:
    wrong = plugin(rules=[rule(slug=ABSENT)], hapline_packagers=lambda: [_Tool], hapline_commands=lambda: 1 // 0)
    ended = Bench(plugins=[wrong]).run("plugins", cwd=tmp_path)
    assert ended.code == 70
    assert [line.partition(": ")[2] for line in ended.err.splitlines()[:-1]] == [
        "plugin oops, rule OPS101: has no slug",
        "plugin oops, hapline_packagers: _Tool is a class: return an object of it",
        "plugin oops crashed (hapline_commands): ZeroDivisionError: integer division or modulo by zero",
    ]


def test_rules_say_whose_they_are(tmp_path: Path) -> None:
    bench = Bench(plugins=[plugin(rules=[rule(official=("ABC 1", "10012345"))])])
    lines = bench.run("rules", cwd=tmp_path).out.splitlines()
    assert "OPS101  error    oops      Nothing is wrong  [10012345]" in lines
    told = json.loads(bench.run("rules", "--format", "json", cwd=tmp_path).out)
    assert {one["code"]: one["plugin"] for one in told["rules"]}["OPS101"] == "oops"
    explained = bench.run("explain", "OPS101", cwd=tmp_path).out.splitlines()
    assert explained[4] == "severity: error    since: 0.1.0    fix: no    plugin: oops"
