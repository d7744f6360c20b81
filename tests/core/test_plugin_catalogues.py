"""Catalogues of plugins: each is asked first for its own texts, and one that is missing or broken is said."""
# ruff: noqa: RUF001 Chinese punctuation is what this is about

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from core.inline import NOTES, finding, plugin, rule
from hapline import console
from hapline.errors import UsageError
from hapline.session import Session, settings_options
from hapline.testing import Bench
from hapline_hooks import Phrase


def _catalogue(folder: Path, **texts: str) -> str:
    place = folder / "zh_CN" / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue = Catalog(locale="zh_CN")
    for english, chinese in texts.items():
        catalogue.add(english.replace("_", " "), chinese)
    with (place / "hapline.mo").open("wb") as file:
        write_mo(file, catalogue)
    return str(folder)


@pytest.fixture
def speaking(tmp_path: Path) -> ModuleType:
    """A plugin whose catalogue calls an error, and a few words, otherwise than the host's and another plugin's do."""

    @click.command()
    @settings_options
    def oops(**options: object) -> None:
        """Do it."""
        words = Session(".", options).words
        console.out(f"{words('error')} {words('warning')} {words('do {it}', it=Phrase('mend it'))}")
        raise UsageError(Phrase("mend it"), todo="error")

    oops.help = "mend it"
    said = {"error": "岔子", "mend it": "修好它", "do {it}": "做：{it}"}
    return plugin(
        rules=[rule(lambda _: [finding(message="mend", args={})])],
        hapline_commands=lambda: [oops],
        hapline_locale=_catalogue(tmp_path / "oops", **{text.replace(" ", "_"): zh for text, zh in said.items()}),
    )


def test_a_plugins_own_catalogue_is_asked_first_for_its_own_texts(speaking: ModuleType, tmp_path: Path) -> None:
    first = plugin("a_first", hapline_locale=_catalogue(tmp_path / "first", mend_it="别的"))
    bench = Bench(plugins=[first, speaking])
    report = bench.check({NOTES: "{ a: 1 }"})
    assert bench.lines(report, lang="zh") == ["notes.json5:1:6 OPS101 修好它"]
    assert bench.lines(report) == ["notes.json5:1:6 OPS101 mend it"]
    ended = bench.run("oops", "--lang", "zh", cwd=tmp_path)
    assert ended.out == "岔子 警告 做：修好它\n"
    assert ended.err == "hapline: 错误：修好它\n  建议：岔子\n"
    assert "修好它" in bench.run("--lang", "zh", "oops", "--help", cwd=tmp_path).out
    assert bench.run("check", "--lang", "zh", "nowhere", cwd=tmp_path).err.startswith("hapline: nowhere: 错误：")


@pytest.mark.parametrize("content", [None, b"junk", b"\xde\x12\x04\x95 cut off"])
def test_a_catalogue_that_cannot_be_used_costs_its_texts_and_is_said(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES" / "hapline.mo"
    place.parent.mkdir(parents=True)
    if content is not None:
        place.write_bytes(content)
    (tmp_path / NOTES).write_text("{ a: 1 }")
    bench = Bench(plugins=[plugin(rules=[rule()], hapline_locale=tmp_path / "locale")])
    assert bench.run("check", "-q", "--lang", "zh", cwd=tmp_path).out == "notes.json5:1:6: 错误[OPS101] found x\n"
    ended = bench.run("plugins", cwd=tmp_path)
    assert ended.code == 70
    assert ended.err.startswith(f"hapline: plugin oops, hapline_locale: {place} cannot be used: ")
