"""The language of help and errors: as asked for on the line, in the environment, in the configuration."""
# ruff: noqa: RUF001 Chinese punctuation is what this is about

from __future__ import annotations

from pathlib import Path

import pytest

from core.inline import NOTES, plugin, rule
from hapline.config.language import asked
from hapline.testing import Bench


@pytest.mark.parametrize(
    ("file", "line", "environment", "lang"),
    [
        ("", [], {}, "en"),
        ("", [], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("{ output: { lang: 'zh' } }", [], {}, "zh"),
        ("{ output: { lang: 'zh' } }", [], {"HAPLINE_LANG": "en"}, "en"),
        ("{ output: { lang: 'zh' } }", [], {"HAPLINE_OUTPUT_LANG": "en"}, "en"),
        ("{ output: { lang: 'zh' } }", ["check", "--set", "output.lang=en"], {}, "en"),
        ("{ output: { lang: 'en' } }", ["check", "--lang", "zh", "x"], {"HAPLINE_LANG": "en"}, "zh"),
        ("", ["--lang=zh", "check"], {}, "zh"),
        ("{ output: { lang: 'auto' } }", [], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("{ output: { lang: 3 } }", [], {}, "en"),
        ("{ output: 'zh' }", [], {}, "en"),
        ("no configuration", [], {}, "en"),
        ("", ["check", "--lang"], {"HAPLINE_LANG": "fr"}, "en"),
    ],
)
def test_what_is_asked_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    line: list[str],
    environment: dict[str, str],
    lang: str,
) -> None:
    if file:
        (tmp_path / "hapline.json5").write_text(file)
    monkeypatch.chdir(tmp_path)
    assert asked(line, environment) == lang


@pytest.mark.parametrize(
    "line",
    [("check",), ("check", "--no-such-option"), ("--help",), ("no-such-command",), ("explain", "NOT1"), ("generate",)],
    ids=" ".join,
)
def test_errors_and_help_speak_the_language_of_the_configuration(tmp_path: Path, line: tuple[str, ...]) -> None:
    (tmp_path / "hapline.json5").write_text("{ output: { lang: 'zh' } }")
    ended = Bench().run(*line, cwd=tmp_path)
    assert any(word in ended.out + ended.err for word in ("错误：", "用法"))
    assert "rror: " not in ended.err


def test_what_is_wrong_in_the_configuration_is_said_in_its_language(tmp_path: Path) -> None:
    (tmp_path / "hapline.json5").write_text("{ output: { lang: 'zh' }, check: { failOn: 'never ever' } }")
    assert Bench().run("check", cwd=tmp_path).err.startswith("hapline: hapline.json5:1:44: 错误：check.failOn：")


@pytest.mark.parametrize("line", [("--lang", "zh", "check"), ("check", "--lang=zh"), ("check", "--lang", "zh")])
def test_the_language_may_stand_anywhere(tmp_path: Path, line: tuple[str, ...]) -> None:
    (tmp_path / NOTES).write_text("{ a: 1 }")
    ended = Bench(plugins=[plugin(rules=[rule(lambda _: [])])]).run(*line, cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "未发现问题\n", "")


def test_help_of_groups_too(tmp_path: Path) -> None:
    assert "用法: hapline config" in Bench().run("config", "--lang", "zh", "--help", cwd=tmp_path).out
    ended = Bench().run("config", "--help", cwd=tmp_path)
    assert ended.out.startswith("Usage: hapline config")
    assert "--lang" in ended.out


def test_the_variable_is_an_origin_as_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hapline.json5").write_text("{ output: { lang: 'zh' } }")
    monkeypatch.setenv("HAPLINE_LANG", "en")
    ended = Bench().run("config", "show", "--origin", cwd=tmp_path)
    assert 'output.lang = "en"    # HAPLINE_LANG\n' in ended.out
    monkeypatch.setenv("HAPLINE_LANG", "fr")
    assert (
        Bench()
        .run("config", "show", cwd=tmp_path)
        .err.startswith("hapline: error: HAPLINE_LANG: output.lang must be one of auto, en, zh\n")
    )
