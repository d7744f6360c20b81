"""Gradle scripts that are cut, damaged or absurd: only a DocumentError is raised, and time and depth are bounded."""

from __future__ import annotations

import random

import pytest

from hapline.documents import (
    DocumentError,
    GradleScript,
    Value,
    Variables,
    dependencies,
    ensure_value,
    includes,
    repositories,
    script_tokens,
)

from .gradle_samples import BUILD_KTS, BUNDLE

MARKS = ["(", ")", "{", "}", "[", "]", '"', "'", '"""', "'''", "${", "$/", "/", "//", "/*", "*/", "\n", ";", ",", ":"]
ABSURD = [*"()-,'\"", "a {", "([{", "= \\/", '"${\n', '"""${', "/*", "if (a) ", "if (a) b else ", "x = a ? b : ", "a."]
ABSURD += ["a<", "when {", "switch(x){case 1: ", "a(b ", "{->", '"\\', "@a ", "[ {((", "try {} ", "else "]
WORDS = [
    "?",
    "=",
    "->",
    "if",
    "else",
    "when",
    "switch",
    "case",
    "by",
    "new",
    ".",
    "<",
    ">",
    "in",
    "@",
    "a",
    "'b'",
    "1",
    " ",
]


def _read_all(data: bytes, *, kotlin: bool) -> int:
    """Ask for everything that a script can tell; the number of its statements."""
    try:
        script = GradleScript(data, kotlin=kotlin)
    except DocumentError:
        return 0
    assert "".join(one.text for one in script_tokens(script.text, kotlin=kotlin)) == script.text
    found = list(script.walk())
    for one in found:
        assert script.text[one.start : one.end] == one.text
        assert one.path[: len(one.within)] == one.within
        assert one.block is None or one.start <= one.block.start <= one.block.end <= one.end
        values = [arg.value for link in one.links for arg in link.args] + ([one.value] if one.value else [])
        _walk(values)
        assert all(script.text[each.start : each.end] for each in one.conditions if each.text)
    variables = Variables([script])
    for each in dependencies(script, variables, ("**",)):
        assert str(each.coordinate)
    includes(script, variables)
    repositories(script, variables)
    if script.errors:
        with pytest.raises(DocumentError):
            ensure_value(script, ("bundle", "packageId"), 1)
    return len(found)


def _walk(rest: list[Value]) -> None:
    while rest:
        value = rest.pop()
        assert 0 <= value.start <= value.end
        assert all(value.start <= part.start <= part.end <= value.end for part in value.parts)
        rest += [*value.items, *(entry.value for entry in value.entries)]
        rest += [arg.value for link in value.links for arg in link.args]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "kotlin"), [(BUNDLE, False), (BUILD_KTS, True)])
def test_cut_at_every_byte(text: str, *, kotlin: bool) -> None:
    data = text.encode()
    counts = [_read_all(data[:end], kotlin=kotlin) for end in range(len(data) + 1)]
    assert counts[0] == 0
    assert counts[-1] == max(counts)


@pytest.mark.parametrize("kotlin", [False, True])
def test_damage(*, kotlin: bool) -> None:
    chance = random.Random(11)
    text = BUILD_KTS if kotlin else BUNDLE
    for _ in range(300):
        damaged = text
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(damaged))
            damaged = damaged[:at] + chance.choice(MARKS + WORDS) + damaged[at + chance.randrange(3) :]
        _read_all(damaged.encode(), kotlin=kotlin)
        _read_all("".join(chance.choices(MARKS + WORDS, k=80)).encode(), kotlin=kotlin)
        _read_all(chance.randbytes(200), kotlin=kotlin)


@pytest.mark.parametrize("kotlin", [False, True])
@pytest.mark.parametrize("unit", ABSURD)
@pytest.mark.timeout(60)  # a second or two is usual; time that grew with the square would be many minutes
def test_absurd_scripts_are_read_in_time(unit: str, *, kotlin: bool) -> None:
    _read_all((unit * (60_000 // len(unit))).encode(), kotlin=kotlin)
