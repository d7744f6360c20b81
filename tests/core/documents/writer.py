"""Documents for property tests: values from hypothesis, written as JSON5 in every way that the standard allows."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import cast

from hypothesis import settings
from hypothesis import strategies as st

from hapline_hooks import Keys

Model = object
"""A value as hypothesis makes it: objects are tuples of members, so that a key can be there twice."""

COMMENTS = (
    "/* a: 'b' */",
    "/**/",
    '/* "{[ // */',
    "/*\n * 中文: 1\n */",
    "// it's: {\n",
    "//\r\n",
    '// "\u2028',
    "/*,*/",
)
SPACES = ("", "", "", " ", " ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\ufeff", "\u2028", "\v\f", "\r")
SIMPLE = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\0": "\\x00"}

_characters = st.characters(codec="utf-8")
STRINGS = st.text(st.one_of(st.sampled_from("a:'\"\\/{}[],\n\r\0\u2028é中😀0"), _characters), max_size=6)
KEYS = st.one_of(st.sampled_from(["a", "b", "名", "$x_1", "null", "a-b", "", "0", "ünï"]), STRINGS)
_scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), STRINGS)
MODELS = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(st.tuples(KEYS, inner), max_size=4).map(tuple),
    ),
    max_leaves=12,
)
SEEDS = st.integers(0, 2**32)
SETTINGS = settings(deadline=None, derandomize=True, max_examples=150)


def plain(model: Model) -> object:
    if isinstance(model, tuple):
        return {key: plain(value) for key, value in model}
    return [plain(value) for value in model] if isinstance(model, list) else model


class Writer:
    """Writes a model as JSON5 in every way that the standard allows, chosen by dice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.comments = self.dice.random()

    def document(self, model: Model) -> str:
        return f"{self.space()}{self.value(model)}{self.space()}"

    def space(self) -> str:
        text = self.dice.choice(SPACES)
        while self.dice.random() < self.comments * 0.3:
            text += self.dice.choice(COMMENTS) + self.dice.choice(SPACES)
        return text

    def value(self, model: Model) -> str:
        if isinstance(model, tuple):
            return self.container("{}", [self.key(key) + ":" + self.padded(value) for key, value in model])
        if isinstance(model, list):
            return self.container("[]", [self.padded(value) for value in model])
        if isinstance(model, str):
            return self.string(model)
        if isinstance(model, int | float) and not isinstance(model, bool):
            return self.number(model)
        return {None: "null", True: "true", False: "false"}[cast("bool | None", model)]

    def padded(self, model: Model) -> str:
        return f"{self.space()}{self.value(model)}{self.space()}"

    def container(self, brackets: str, items: list[str]) -> str:
        end = self.dice.choice((",", "")) if items else ""
        return f"{brackets[0]}{self.space()}{','.join(items)}{end}{self.space()}{brackets[1]}"

    def key(self, key: str) -> str:
        bare = key.replace("$", "_").isidentifier() and key.isalnum()
        text = key if bare and self.dice.random() < 0.5 else self.string(key)
        if text == key and self.dice.random() < 0.1:
            text = f"\\u{ord(key[0]):04x}{key[1:]}" if key[0] < "\ud800" else key
        return f"{self.space()}{text}{self.space()}"

    def string(self, text: str) -> str:
        quote = self.dice.choice("'\"")
        return quote + "".join(self.character(character, quote) for character in text) + quote

    def character(self, character: str, quote: str) -> str:
        way = self.dice.random()
        if way < 0.05:
            units = character.encode("utf-16-be")
            return "".join(f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2))
        if way < 0.1 and character < "\u0100":
            return f"\\x{ord(character):02x}"
        before = self.dice.choice(("\\\n", "\\\r\n", "\\\u2028")) if way > 0.95 else ""
        if character in {quote, "\\"}:
            return f"{before}\\{character}"
        if character in "\n\r":
            return before + SIMPLE[character]
        if way < 0.2:
            return before + SIMPLE.get(character, f"\\{character}" if character in "'\"/:$中" else character)
        return before + character

    def number(self, number: float) -> str:
        if math.isinf(number):
            return "Infinity" if number > 0 and self.dice.random() < 0.5 else f"{number:+}".replace("inf", "Infinity")
        sign = "-" if math.copysign(1, number) < 0 else self.dice.choice(("", "", "+"))
        size = abs(number)
        if isinstance(size, int):
            return sign + (f"{size:#x}" if self.dice.random() < 0.2 and size else str(size))
        text = repr(size)
        if self.dice.random() < 0.3 and "e" not in text:
            text = text.removesuffix("0") if text.endswith(".0") else text.removeprefix("0")
        return sign + text


class Lines(Writer):
    """Writes as people do: every part on a line of its own, or all on one line, with comments at line ends."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.eol = self.dice.choice(("\n", "\r\n"))
        self.unit = self.dice.choice(("  ", "    ", "\t"))
        self.trailing = self.dice.choice(("", ","))
        self.depth = 0

    def space(self) -> str:
        return ""

    def document(self, model: Model) -> str:
        return f"// 文件{self.eol}{self.value(model)}{self.eol}"

    def value(self, model: Model) -> str:
        if not isinstance(model, list | tuple):
            return super().value(model)
        self.depth += 1
        parts = [
            f"{self.key(part[0])}: {self.value(part[1])}" if isinstance(model, tuple) else self.value(part)
            for part in model
        ]
        self.depth -= 1
        opener, closer = "{}" if isinstance(model, tuple) else "[]"
        one_line = not any("\n" in part for part in parts) and self.dice.random() < 0.4
        if one_line or not parts:
            return f"{opener}{', '.join(parts)}{closer}"
        text = opener
        for number, part in enumerate(parts):
            comma = self.trailing if number == len(parts) - 1 else ","
            text += self.dice.choice(("", "", f"{self.line(1)}/* 上: {number} */", f"{self.eol}"))
            text += f"{self.line(1)}{part}{comma}{self.dice.choice(('', '', ' // 注: x', ' /* y */'))}"
        return f"{text}{self.line(0)}{closer}"

    def line(self, more: int) -> str:
        return self.eol + self.unit * (self.depth + more)


def paths(value: object, keys: Keys = ()) -> Iterator[Keys]:
    yield keys
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*keys, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*keys, number))


def at(value: object, keys: Keys) -> object:
    for key in keys:
        value = value[key]  # type: ignore[index]
    return value
