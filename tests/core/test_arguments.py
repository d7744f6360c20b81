"""The quick reader of command lines: where it reads one, click reads the same."""

from __future__ import annotations

from collections.abc import Iterable

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.arguments import Command, Parameter, flag, read
from hapline.cli import COMMANDS, load
from hapline.click_line import built
from hapline.errors import UsageError


def _leaves(commands: Iterable[Command], before: tuple[str, ...] = ()) -> Iterable[tuple[tuple[str, ...], Command]]:
    for command in commands:
        way = (*before, command.name)
        if command.commands:
            yield from _leaves(command.commands, way)
        else:
            yield way, command


LEAVES = list(_leaves(load(name) for name in COMMANDS))


def _by_click(command: Command, words: list[str]) -> dict[str, object]:
    context = built(command).make_context("x", list(words))
    return dict(context.params)


def _lines(command: Command) -> st.SearchStrategy[list[str]]:
    names = [name for one in command.parameters for name in one.names]
    choices = [choice for one in command.parameters for choice in one.choices]
    values = [*choices, "a", "b/c", "HOS203=off", "-", "--", "", "-x", "--nope", "元服务"]
    joined = [f"{name}={value}" for name in names for value in (*choices[:3], "a", "", "-x")]
    return st.lists(st.sampled_from([*names, *values, *joined]), max_size=7)


@pytest.mark.parametrize(("way", "command"), LEAVES, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
@given(data=st.data())
def test_what_it_reads_click_reads_the_same(way: tuple[str, ...], command: Command, data: st.DataObject) -> None:
    words = data.draw(_lines(command))
    quick = read(command, words)
    if quick is not None:
        assert quick == (command.run, _by_click(command, words)), (way, words)


@pytest.mark.parametrize(("way", "command"), LEAVES, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_every_option_alone_is_read(way: tuple[str, ...], command: Command) -> None:
    required = [one for one in command.parameters if one.required]
    for one in command.parameters:
        others = [other for other in required if other is not one]
        needed = [word for other in others for word in (*other.names, (*other.choices, "given")[0])]
        for name in one.names:
            words = [name] if one.type == "flag" else [name, one.choices[0] if one.choices else "given"]
            quick = read(command, [*words, *needed])
            assert quick is not None, (way, words)
            assert quick[1] == _by_click(command, [*words, *needed])


CHECK = Command(
    name="demo",
    help="",
    parameters=(
        Parameter(to="path", type="path", default="."),
        Parameter(to="level", names=("--level",), type="choice", choices=("low", "high")),
        Parameter(to="quiet", names=("-q", "--quiet"), type="flag"),
    ),
    run=lambda **_: 0,
)


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "-h",
        "--lev low",
        "--level",
        "--level mid",
        "--level=mid",
        "a b",
        "-qq",
        "--quiet=yes",
        "--level --quiet",
        "-x",
    ],
)
def test_whatever_is_odd_is_left_to_click(words: str) -> None:
    assert read(CHECK, words.split()) is None


def test_groups_lead_to_their_members() -> None:
    group = Command(name="group", help="", commands=(CHECK,))
    found = read(group, ["demo", "-q"])
    assert found is not None
    assert found[1] == {"path": ".", "level": None, "quiet": True}
    assert read(group, []) is None
    assert read(group, ["nope"]) is None


MODES = Command(
    name="modes",
    help="",
    parameters=(
        flag("--test", to="mode", value="test", help=""),
        flag("--write", to="mode", value="write", help=""),
        flag("--show", to="mode", value="show", default="show", help=""),
        flag("--loud", help=""),
    ),
    run=lambda **_: 0,
)


@pytest.mark.parametrize(
    "words", [["--test", "--write"], ["--show", "--loud", "--test"], ["--test", "--write", "--test"]]
)
def test_flags_that_share_a_keyword_exclude_each_other(words: list[str]) -> None:
    assert read(MODES, words) is None
    with pytest.raises(UsageError, match=f"^{words[0]} and .* exclude each other$"):
        _by_click(MODES, words)


def test_a_flag_may_be_given_twice() -> None:
    quick = read(MODES, ["--test", "--loud", "--test"])
    assert quick is not None
    assert quick[1] == _by_click(MODES, ["--test", "--loud", "--test"]) == {"mode": "test", "loud": True}


@pytest.mark.parametrize(("way", "command"), LEAVES, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_what_must_be_given_is_asked_for(way: tuple[str, ...], command: Command) -> None:
    if any(one.required for one in command.parameters):
        assert read(command, []) is None, way
        with pytest.raises(click.MissingParameter):
            _by_click(command, [])


def test_click_says_what_is_wrong() -> None:
    with pytest.raises(click.BadParameter, match="'mid' is not one of 'low', 'high'"):
        _by_click(CHECK, ["--level", "mid"])
