"""Lines that the reader of mappings in Robust's patch plugin stops at or misreads."""

from __future__ import annotations

from hapline_plugins.hotpatch.obfuscation.robust import Trouble, robust_trouble
from plugins.hotpatch.obfuscation.test_mapping import R8


def test_what_it_was_written_for_is_no_trouble() -> None:
    text = b"# a header\nA -> a:\n    int x -> a\n    1:5:void f(int,long) -> b\nB -> b:\n    void <init>() -> <init>\n"
    assert robust_trouble(text) == ()


def test_r8_is_trouble() -> None:
    assert robust_trouble(R8.encode()) == (
        Trouble("comment", 4, 9, stops=True),
        Trouble("end", 1, 25, stops=True),
        Trouble("source-lines", 8, 13, stops=False),
    )


def test_every_other_form() -> None:
    text = b"A -> a:\n    void B.f() -> a\n\n    void f(int, long) -> b\n    1:2:void g():3 -> c\nB -> b:\n"
    assert [(one.form, one.line, one.stops) for one in robust_trouble(text)] == [
        ("blank", 3, True),
        ("words", 4, True),
        ("end", 6, True),
        ("foreign", 2, False),
        ("source-lines", 5, False),
    ]
