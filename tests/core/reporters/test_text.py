"""The text report: frames, long lines, wide characters, and what must not reach a terminal."""

from __future__ import annotations

from pathlib import Path

from hapline.reporters.text import TextReporter
from hapline.testing import Bench
from hapline.words import Words
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"


def _shown(text: str, rule: str = "HOS203") -> str:
    report = Bench(options={"check.select": rule}).check(sample.project({ENTRY: {"raw": text}}))
    return "\n".join(TextReporter(Words("en"), color=True).lines(report))


def _module(preload: str, before: str = "") -> str:
    return (
        '{ "module": { "name": "entry", "type": "entry", "deviceTypes": ["phone"], "installationFree": true,\n'
        f'{before}"atomicService": {{ "preloads": [{{ "moduleName": "{preload}" }}] }} }} }}'
    )


def test_control_characters_never_reach_the_terminal() -> None:
    shown = _shown(_module("\\u001b[31mred\\u0007"))
    assert "\x07" not in shown
    assert "\x1b[31mred" not in shown
    assert "\N{REPLACEMENT CHARACTER}[31mred" in shown


def test_long_lines_are_cut_around_the_place() -> None:
    shown = _shown(_module("nope", before=f"/* {'x' * 5000} */"))
    frame = next(line for line in shown.splitlines() if '"nope"' in line and "│" not in line and "|" in line)
    assert "…" in frame
    assert len(frame) < 140


def test_the_caret_stands_under_wide_characters() -> None:
    shown = _shown(_module("nope", before='/* 首页 */ "description": "元服务", '))
    lines = [line for line in shown.splitlines() if "元服务" in line or "^" in line]
    source, caret = lines[0], lines[1]
    plain = source.replace("\x1b[2m", "").replace("\x1b[0m", "")
    column = plain.index('"nope"')
    width = column + sum(ord(char) > 0x2E80 for char in plain[:column])
    assert caret.replace("\x1b[2m", "").replace("\x1b[0m", "").replace("\x1b[31;1m", "").index("^") == width


def test_a_package_is_named_with_its_inner_path(tmp_path: Path) -> None:
    files = sample.write_packages(tmp_path, {"demo.app": '{ modules: { "entry.hap": { module: { name: "1x" } } } }'})
    report = Bench(options={"check.select": "HOS309"}).verify(files)
    shown = "\n".join(TextReporter(Words("en")).lines(report))
    assert "demo.app!entry.hap!module.json:1:" in shown
