"""Properties of the Gradle reader: scripts made up and written in many styles are read back as they were meant."""

from __future__ import annotations

import random
from typing import cast

import pytest

from hapline.documents import Block, GradleScript, Statement, Value

Model = list[tuple[str, object]]
"""Statements: a name with a value, a list of values (arguments), or a model (a block)."""
NAMES = ["bundle", "packageId", "minSdk", "url", "forTest", "ifAbsent", "文", "defaultConfig", "id"]
TEXTS = ["", "a:b:1@jar", "it's", 'a "b"', "1.0", "c\\d", "$x", "//", "/* */", "{", "中文", "a\tb"]


class Writer:
    """Writes a model in random styles of one language."""

    def __init__(self, seed: int, *, kotlin: bool) -> None:
        self.chance = random.Random(seed)
        self.kotlin = kotlin
        self.eol = self.chance.choice(["\n", "\r\n", "\r"])
        self.unit = self.chance.choice(["  ", "\t", "    ", ""])

    def model(self, depth: int = 0) -> Model:
        """A random model."""
        return [(self.chance.choice(NAMES), self._meaning(depth)) for _ in range(self.chance.randrange(5))]

    def _meaning(self, depth: int) -> object:
        kind = self.chance.randrange(6)
        if kind == 0 and depth < 4:
            return self.model(depth + 1)
        if kind == 1:
            return tuple(self._plain() for _ in range(self.chance.randrange(1, 4)))
        return self._plain()

    def _plain(self) -> object:
        return self.chance.choice([self.chance.choice(TEXTS), self.chance.randrange(-5, 99), True, False])

    def script(self, model: Model, indent: str = "") -> str:
        """The text of a model."""
        text = ""
        for name, meaning in model:
            text += self._noise(indent) + indent + self._statement(name, meaning, indent)
            text += self.chance.choice([self.eol, f" // {{ 'c{self.eol}", f" /* }} */{self.eol}", f";{self.eol}", "; "])
        return text + self._noise(indent)

    def _statement(self, name: str, meaning: object, indent: str) -> str:
        if isinstance(meaning, list):
            space = self.chance.choice([" ", ""])
            return f"{name}{space}{{{self.eol}{self.script(meaning, indent + self.unit)}{self.eol}{indent}}}"
        if isinstance(meaning, tuple):
            gap = self.chance.choice([", ", ",", f",{self.eol}{indent}  "])
            args = gap.join(self._written(one) for one in meaning)
            return f"{name}({args})" if self.kotlin or self.chance.random() < 0.4 else f"{name} {args}"
        equals = self.chance.choice([" = ", "=", " ="])
        return f"{name}{equals}{self._written(meaning)}"

    def _noise(self, indent: str) -> str:
        return self.chance.choice(["", "", self.eol, f"{indent}// it's {{{self.eol}", f'/* " {self.eol} */{self.eol}'])

    def _written(self, meaning: object) -> str:
        if isinstance(meaning, bool):
            return str(meaning).lower()
        if isinstance(meaning, int):
            return str(meaning)
        text = cast("str", meaning).replace("\\", "\\\\").replace("\t", "\\t")
        forms = ['"' + text.replace('"', '\\"').replace("$", "\\$") + '"']
        if not self.kotlin:
            forms += ["'" + text.replace("'", "\\'") + "'", "'''" + text.replace("'", "\\'") + "'''"]
            forms.append('"""' + text.replace('"', '\\"').replace("$", "\\$") + '"""')
        elif not set(text) & set('\\"$'):
            forms.append(f'"""{text}"""')
        return self.chance.choice(forms)


def _read(statements: tuple[Statement, ...]) -> Model:
    found: Model = []
    for one in statements:
        block: Block | None = one.block
        if block is not None:
            found.append((one.name, _read(block.statements)))
        elif one.kind == "call":
            found.append((one.name, tuple(arg.value.plain for arg in one.args)))
        else:
            found.append((one.name, cast("Value", one.value).plain))
    return found


@pytest.mark.parametrize("kotlin", [False, True])
def test_what_is_written_is_read_back(*, kotlin: bool) -> None:
    for seed in range(600):
        writer = Writer(seed, kotlin=kotlin)
        model = writer.model()
        text = writer.script(model)
        script = GradleScript(text.encode(), kotlin=kotlin)
        assert script.errors == (), text
        assert _read(script.statements) == model, text
