"""Generated files are as the code says, every text has its Chinese, and the README names what there is."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hapline import __version__
from hapline.arguments import Command
from hapline.cli import COMMANDS, load
from hapline.config.core import SECTIONS
from hapline.plugins import FIRST_PARTY, Host
from hapline.words import Words
from hapline_hooks import ConfigSection, Rule, Workspace

ROOT = Path(__file__).parent.parent
HOST = Host(third_party=False)
RULES = HOST.rules(HOST.families())
_FIELD = re.compile(r"{\w+(?::\w+)?}")


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_up_to_date() -> None:
    wanted = dict(_generator().generated())
    stale = [str(path) for path, content in wanted.items() if not _same(ROOT / path, content)]
    gone = [page.name for page in (ROOT / "docs/rules").glob("*.md") if page.relative_to(ROOT) not in wanted]
    assert (stale, gone) == ([], []), "run `make docs`"


def _same(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


def _texts_of_rule(rule: type[Rule[Any]]) -> Iterator[str]:
    yield from (rule.title, rule.why, rule.help, *rule.messages.values())


def _texts_of_sections(sections: tuple[ConfigSection, ...]) -> Iterator[str]:
    for section in sections:
        yield section.help
        for option in section.options:
            yield from (option.help, *(field.help for field in option.fields))


def _texts_of_command(command: Command) -> Iterator[str]:
    yield command.help
    for parameter in command.parameters:
        yield parameter.help
    for member in command.commands:
        yield from _texts_of_command(member)


def _untranslated(texts: Iterator[str]) -> list[str]:
    words = Words("zh", HOST.locales())
    return [text for text in texts if words.translate(text) == text and re.search(r"[A-Za-z]{2}", _FIELD.sub("", text))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rules_have_their_chinese(rule: type[Rule[Any]]) -> None:
    assert _untranslated(_texts_of_rule(rule)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_translations_keep_the_fields(rule: type[Rule[Any]]) -> None:
    words = Words("zh", HOST.locales())
    for text in rule.messages.values():
        assert sorted(re.findall(r"{\w+(?::\w+)?}", words.translate(text))) == sorted(
            re.findall(r"{\w+(?::\w+)?}", text)
        )


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_have_their_chinese(name: str) -> None:
    assert _untranslated(_texts_of_command(load(name))) == []


def test_options_have_their_chinese() -> None:
    assert _untranslated(_texts_of_sections((*SECTIONS, *HOST.config_sections()))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_metadata_is_complete(rule: type[Rule[Any]]) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    for text in (rule.title, rule.why, rule.help, rule.since):
        assert text == text.strip() != ""
    assert rule.sources
    assert rule.bad
    assert rule.good
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.help.endswith(".")
    assert rule.fixable in {"no", "safe", "unsafe"}


def test_rules_are_no_newer_than_the_version() -> None:
    """``explain`` says since when a rule is there: a version that nobody can have yet helps nobody."""

    def numbers(version: str) -> list[int]:
        return [int(number) for number in version.split(".")]

    assert [rule.code for rule in RULES if numbers(rule.since) > numbers(__version__)] == []


def test_codes_and_slugs_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)


def test_families_are_what_their_plugins_say() -> None:
    """A family's subjects and codes are declared beside it, since its module is imported late: they must be true."""
    for family in HOST.families():
        rules = HOST.rules([family])
        assert rules, family.name
        assert all(rule.code.startswith(family.codes) for rule in rules), family.name
        kinds = {kind.kind for rule in rules for kind in [rule.subject]}
        for rule in rules:
            reachable = {sub.kind for sub in _subclasses(rule.subject)} | {rule.subject.kind}
            if issubclass(Workspace, rule.subject):
                reachable |= {one for one in family.subjects if one.endswith("[]")}
            assert reachable & family.subjects, (family.name, rule.code, kinds)


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _subclasses(sub)


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`hapline {name}" not in text] == []


def test_the_first_party_table_names_real_modules() -> None:
    for module in FIRST_PARTY.values():
        assert importlib.util.find_spec(module) is not None
