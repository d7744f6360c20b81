"""The last lines: bounded, readable, the same however they come."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.tools.tail import LONGEST, Tail


def _tail(*pieces: str, lines: int = 1000, size: int = 100_000) -> Tail:
    tail = Tail(lines, size)
    for piece in pieces:
        tail.feed(piece)
    return tail


def test_lines() -> None:
    assert _tail("one\ntwo\r\nthree\rfour").lines == ("one", "two", "three", "four")
    assert _tail("one\r", "\ntwo\r", "three\n").lines == ("one", "two", "three")
    assert _tail("").lines == ()
    assert _tail("a", "", "b\n", "\n").lines == ("ab", "")


def test_only_the_last_lines() -> None:
    tail = _tail(*[f"{number}\n" for number in range(10)], "10", lines=3)
    assert (tail.lines, tail.omitted) == (("8", "9", "10"), 8)
    tail = _tail("".join([f"{number}\n" for number in range(10)]), lines=3)
    assert (tail.lines, tail.omitted) == (("7", "8", "9"), 7)


def test_only_so_many_bytes() -> None:
    tail = _tail("é" * 40 + "\n", "é" * 30 + "\n", "é" * 10 + "\n", size=90)
    assert (tail.lines, tail.omitted) == (("é" * 30, "é" * 10), 1)


def test_a_line_without_an_end() -> None:
    tail = _tail(*["x" * 100_000] * 20)
    assert tail.lines == ("x" * LONGEST + " …",)
    assert _tail("x" * LONGEST).lines == ("x" * LONGEST,)
    assert _tail("x" * LONGEST, "y\nz").lines == ("x" * LONGEST + " …", "z")


def test_colours_and_controls_are_gone() -> None:
    text = "\x1b[31;1mFAILED\x1b[0m\tin \x1b]8;;http://x\x07app\x1b]8;;\x07 \x00\x1b[2K\x9b1m"
    assert _tail(text).lines == ("FAILED    in app ��1m",)


_TEXT = st.text("ab\r\n", max_size=60)


@settings(deadline=None)
@given(_TEXT, st.lists(st.integers(0, 60), max_size=6), st.integers(1, 5))
def test_pieces_do_not_matter(text: str, cuts: list[int], lines: int) -> None:
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    tail = _tail(*pieces, lines=lines)
    wanted = re.split(r"\r\n|\r|\n", text)
    if not wanted[-1]:
        wanted.pop()
    assert tail.lines == tuple(wanted[-lines:])
    assert tail.omitted == max(0, len(wanted) - lines)
