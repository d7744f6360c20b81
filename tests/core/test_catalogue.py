"""The message catalogues are as docs/catalogue.py writes them, and their Chinese keeps what the English holds."""
# ruff: noqa: RUF001 Chinese punctuation is what this is about

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
CORE = "core/hapline/locale/zh_CN/LC_MESSAGES/hapline.po"
HARMONY = "plugins/hapline_plugins/harmony/locale/zh_CN/LC_MESSAGES/hapline.po"
HOTPATCH = "plugins/hapline_plugins/hotpatch/locale/zh_CN/LC_MESSAGES/hapline.po"
MDS_SERVER = "plugins/hapline_plugins/mds_server/locale/zh_CN/LC_MESSAGES/hapline.po"
OFFLINE = "plugins/hapline_plugins/offline/locale/zh_CN/LC_MESSAGES/hapline.po"
PORTAL = "plugins/hapline_plugins/portal/locale/zh_CN/LC_MESSAGES/hapline.po"
FIELD = re.compile(r"{\w+(?:![rs])?(?::\w+)?}")
CODE = re.compile(r"`[^`]+`|--[a-z][a-z-]+|\b[a-z]+(?:[A-Z][a-z]+)+\b|\b\w+(?:\.\w+)+\b|\bHAPLINE_\w+")
"""Code words: options, what is in camel case, has a dot inside, or stands in backticks."""
HAN = r"[\u4e00-\u9fff]"


def _catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "docs" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _messages(path: str) -> Iterator[tuple[str, str]]:
    """English and Chinese; of a plural the form for many, which is the one that Chinese has."""
    with (ROOT / path).open("rb") as file:
        for message in read_po(file, locale="zh_CN"):
            if message.id:
                yield _last(message, "id"), _last(message, "string")


def _last(message: Message, name: str) -> str:
    value = getattr(message, name)
    return str(value if isinstance(value, str) else value[-1])


def test_the_catalogues_hold_what_the_code_says() -> None:
    wanted = dict(_catalogue().catalogues())
    stale = [str(path) for path, content in wanted.items() if (ROOT / path).read_bytes() != content]
    assert sorted(map(str, wanted)) == [CORE, HARMONY, HOTPATCH, MDS_SERVER, OFFLINE, PORTAL]
    assert stale == [], "run `make catalogue`"


@pytest.mark.parametrize(
    "path",
    [CORE, HARMONY, HOTPATCH, MDS_SERVER, OFFLINE, PORTAL],
    ids=["core", "harmony", "hotpatch", "mds_server", "offline", "portal"],
)
class TestChinese:
    def test_every_text_is_translated(self, path: str) -> None:
        assert [english for english, chinese in _messages(path) if not chinese] == []

    def test_fields_are_kept(self, path: str) -> None:
        assert [
            (english, chinese)
            for english, chinese in _messages(path)
            if Counter(FIELD.findall(english)) != Counter(FIELD.findall(chinese))
        ] == []

    def test_code_words_are_kept(self, path: str) -> None:
        assert [
            (english, word)
            for english, chinese in _messages(path)
            for word in CODE.findall(FIELD.sub("", english))
            if word not in chinese and word.removesuffix("s") not in chinese
        ] == []

    def test_punctuation_is_that_of_chinese(self, path: str) -> None:
        wrong = re.compile(rf"{HAN}[,;:!?()]|[,;:!?()]{HAN}|{HAN} {HAN}|\.$|[。；：，] ")
        assert [
            chinese
            for english, chinese in _messages(path)
            # Click's other headings end with a half-width colon that is its own.
            if english != "Usage:" and wrong.search(FIELD.sub("x", chinese))
        ] == []

    def test_latin_words_stand_apart(self, path: str) -> None:
        wrong = re.compile(rf"{HAN}[A-Za-z0-9`]|[A-Za-z0-9`]{HAN}")
        assert [chinese for _, chinese in _messages(path) if wrong.search(chinese)] == []

    def test_full_stops_are_where_the_english_has_them(self, path: str) -> None:
        assert [
            (english, chinese)
            for english, chinese in _messages(path)
            if bool(re.search(r"(?<! )\.$", english)) != chinese.endswith("。")
        ] == []


@pytest.mark.parametrize(
    "path",
    [HARMONY, HOTPATCH, MDS_SERVER, OFFLINE, PORTAL],
    ids=["harmony", "hotpatch", "mds_server", "offline", "portal"],
)
def test_the_same_english_is_the_same_chinese(path: str) -> None:
    """Texts are looked up in the host's catalogue first, whoever asks."""
    core = dict(_messages(CORE))
    assert {english: chinese for english, chinese in _messages(path) if core.get(english, chinese) != chinese} == {}


def _hapline(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hapline", *arguments],
        cwd=cwd,
        env={**os.environ, "HAPLINE_LANG": "zh"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readme_shows_what_is_printed() -> None:
    printed = _hapline("check", cwd=ROOT / "examples" / "atomic-service").stdout.split("\n\n")[0]
    assert f"$ hapline check --lang zh\n{printed}\n```" in (ROOT / "README.zh.md").read_text(encoding="utf-8")


def test_help_is_chinese_throughout(tmp_path: Path) -> None:
    text = _hapline("check", "--help", cwd=tmp_path).stdout
    for words in ("用法: hapline check", "\n选项:\n", "显示此帮助并退出。"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chek",), "错误：没有命令 'chek'。 是否应为 check？"),
        (("check", "--format", "xml"), "错误：'--format' 的值无效：'xml' 不是"),
        (
            ("check", "nowhere"),
            "hapline: nowhere: 错误：没有这个文件或目录\n  建议：构建产物应使用 `hapline verify` 检查\n",
        ),
        (("check", "--set", "harmony.headroom=7"), "  建议：大小达到上限的这一比例时给出警告"),
    ],
)
def test_errors_are_chinese(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    assert says in _hapline(*arguments, cwd=tmp_path).stderr
