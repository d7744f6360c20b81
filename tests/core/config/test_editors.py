"""What editors make of the files that ``hapline init`` writes: completion, hints and errors, by VS Code's service."""
# ruff: noqa: RUF001 Chinese punctuation is part of what is shown

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.test_commands import hapline, write
from hapline.config.settings import Settings, load
from hapline.plugins import Host

SERVICE = "vscode-json-languageservice@5"
SECTIONS = Host(third_party=False).config_sections()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the service is installed."""
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), SERVICE]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=["en", "zh"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which ``hapline init`` has run; tests leave it as it is."""
    folder = write(tmp_path_factory.mktemp("project"))
    cache = str(tmp_path_factory.mktemp("cache"))
    assert hapline("init", "--lang", request.param, cwd=folder, HAPLINE_CACHE_DIR=cache).returncode == 0
    return folder


def _lang(project: Path) -> str:
    return "zh" if "均非必填" in (project / "hapline.json5").read_text(encoding="utf-8") else "en"


def _without_comments(text: str) -> str:
    return re.sub(r"^(\s*//.*|(.*?[^:]) // .*)$", r"\2", text, flags=re.MULTILINE)


def _option_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n")) if re.match(r'\s+// "\w+": .*', line)]


def _taken_out(text: str, numbers: set[int]) -> str:
    lines = text.split("\n")
    return "\n".join(re.sub(r"// ", "", line, count=1) if n in numbers else line for n, line in enumerate(lines))


def test_every_option_can_be_taken_out_of_its_comment(project: Path, tmp_path: Path) -> None:
    """Alone, and all together, it is strict JSON but for the comments, means the default, and fits the schema."""
    path = tmp_path / "hapline.json5"
    text = (project / "hapline.json5").read_text(encoding="utf-8")
    schema = json.loads((project / "hapline.schema.json").read_text(encoding="utf-8"))
    numbers, content = _option_lines(text), {}
    options = [f"{section.name}.{one.name}" for section in Settings(SECTIONS).sections for one in section.options]
    assert len(numbers) == len(options) - len(Settings(SECTIONS).sections)
    for chosen in [set[int](), *({number} for number in numbers), set(numbers)]:
        path.write_text(_taken_out(text, chosen), encoding="utf-8")
        content = json.loads(_without_comments(path.read_text(encoding="utf-8")))
        jsonschema.validate(content, schema, cls=jsonschema.Draft7Validator)
        settings = load(SECTIONS, start=str(tmp_path), environment={})
        assert {name: settings[name] for name in settings} == dict(Settings(SECTIONS))
    written = [f"{name}.{key}" for name, section in content.items() if name != "$schema" for key in section]
    assert written == options


def test_the_schema_is_up_to_date_and_says_what_it_is(project: Path) -> None:
    assert hapline("config", "schema", "--check", cwd=project).returncode == 0
    schema = json.loads((project / "hapline.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    comment = {
        "en": "Made by `hapline config schema --write` from the plugins that are installed: editors complete and "
        "check hapline.json5 by it. Not to be edited.",
        "zh": "由 `hapline config schema --write` 根据已安装的插件生成，供编辑器补全和检查 hapline.json5。"
        "请勿手工修改。",
    }
    assert schema["$comment"] == comment[_lang(project)]


@pytest.mark.network
class TestCode:
    """VS Code."""

    @pytest.fixture(autouse=True)
    def _service(self, service: Path, project: Path) -> None:
        self.folder, self.path = service, project / "hapline.json5"
        self.text = self.path.read_text(encoding="utf-8")
        self.zh = _lang(project) == "zh"

    def ask(self, text: str, ask: str) -> Any:  # noqa: ANN401 whatever it answers
        """Ask at the place of the bar, which is no part of the text."""
        offset = len(text.partition("|")[0].encode("utf-16-le")) // 2
        case = {"text": text.replace("|", "", 1), "offset": offset, "ask": ask}
        result = subprocess.run(
            ["node", Path(__file__).with_name("editor.cjs")],
            cwd=self.folder,
            input=json.dumps({"uri": self.path.as_uri(), "cases": [case]}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return json.loads(result.stdout)[0]

    def test_what_init_writes_is_right(self) -> None:
        assert self.ask(self.text, "diagnose") == []
        assert self.ask(_taken_out(self.text, set(_option_lines(self.text))), "diagnose") == []

    @pytest.mark.parametrize(
        ("old", "new", "where"),
        [
            ('"suppress"', '"supress"', '"supress"'),
            ('"output"', '"outputs"', '"outputs"'),
            ('"color": "auto"', '"color": "sometimes"', '"sometimes"'),
            ('"replacePackInfo": true', '"replacePackInfo": "yes"', '"yes"'),
            ('"suppress": []', '"suppress": [{ "rule": "HOS203" }]', "{"),
            ('// "headroom": 0.9', '"headroom": 9', "9"),
            ('// "totalLimit": "10 MB"', '"totalLimit": "10 parsec"', '"10 parsec"'),
            ('// "severity": {}', '"severity": { "HOS203": "grave" }', '"grave"'),
        ],
    )
    def test_what_is_wrong_is_marked(self, old: str, new: str, where: str) -> None:
        assert self.text.count(old) == 1
        assert [place for place, _ in self.ask(self.text.replace(old, new), "diagnose")] == [where]

    @pytest.mark.parametrize(
        "new",
        [
            '"ignore": ["HOS2", "hos203", "preload-self", "HOS203"]',
            '"severity": { "HOS": "off", "preload-self": "note", "HOS203": "error" }',
        ],
    )
    def test_prefixes_and_slugs_are_right(self, new: str) -> None:
        text = self.text.replace(f"// {new.partition(':')[0]}: {'[]' if '[' in new else '{}'}", new)
        assert text != self.text
        assert self.ask(text, "diagnose") == []

    def test_options_are_completed_with_their_explanation(self) -> None:
        found = dict(self.ask(self.text.replace('"suppress": []', '"|": [], "suppress": []'), "complete"))
        assert sorted(found) == ["failOn", "ignore", "profile", "select", "severity"]
        english = "Rules not to run: codes, prefixes or slugs."
        assert found["ignore"] == ("不执行的规则：规则码、前缀或短名称。" if self.zh else english)

    def test_values_and_codes_of_rules_are_completed(self) -> None:
        colors = self.ask(self.text.replace('"color": "auto"', '"color": |"auto"'), "complete")
        assert [label for label, _ in colors][:3] == ['"auto"', '"always"', '"never"']
        codes = dict(self.ask(self.text.replace('// "ignore": []', '"ignore": ["|"]'), "complete"))
        assert codes['"HOS203"'] == self._title()
        keys = dict(self.ask(self.text.replace('// "severity": {}', '"severity": { "|" }'), "complete"))
        assert keys["HOS203"] == self._title()
        rules = dict(self.ask(self.text.replace('"suppress": []', '"suppress": [{ "rule": "|" }]'), "complete"))
        assert '"HOS203"' in rules

    def test_hovering_explains(self) -> None:
        text = self.text.replace('"replacePackInfo"', '"replace|PackInfo"')
        assert ("打包工具" if self.zh else "packing tool") in str(self.ask(text, "hover"))
        text = self.text.replace('// "severity": {}', '"severity": { "HOS|203": "off" }')
        assert self._title() in str(self.ask(text, "hover"))

    def _title(self) -> str:
        english = "A preloaded module exists, for every device type of the module that preloads it"
        return "预加载的模块应存在，且支持预加载方的所有设备类型" if self.zh else english


def test_the_lines_of_both_languages_are_the_same(tmp_path: Path) -> None:
    """Only comments, and what is said to people, differ."""
    texts = [hapline("init", "--diff", "--lang", lang, cwd=write(tmp_path / lang)).stdout for lang in ("en", "zh")]
    texts = [text.partition("+++ b/hapline.schema.json")[0] for text in texts]
    values = [re.findall(r'^\+\s+(?:// )?("\w+": .*)$', text, flags=re.MULTILINE) for text in texts]
    assert all(one == other for one, other in pairwise(values))
    assert len(values[0]) > 10
