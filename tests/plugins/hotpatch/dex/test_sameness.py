"""What makes no difference: numbers of constants, wide and narrow forms, order, debug information, the split."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.hotpatch.dex.samples import ADDED, CALL, INIT, RETURN, RICH, code, compared, main, says
from plugins.hotpatch.dex_parts import Annotation, Class, Field, Jumbo, Method, Raw, String, Try, Type
from plugins.hotpatch.dex_writer import dex

OTHER = Class("z.Other", (INIT, says("other")))


def goto(distance: int) -> int:
    return 0x28 | (distance & 0xFF) << 8


def test_a_class_that_shifts_all_tables_changes_no_other() -> None:
    found = compared([dex(RICH)], [dex(RICH, ADDED)])
    assert [(one.kind, one.name) for one in found.classes] == [("added", "a.A")]
    assert (found.old_count, found.new_count, found.same_files) == (1, 2, ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=4), max_size=40), st.lists(st.text(max_size=4), max_size=40))
def test_further_strings_change_nothing(before: list[str], after: list[str]) -> None:
    assert compared([dex(RICH, OTHER, strings=before)], [dex(RICH, OTHER, strings=after)]).classes == ()


def with_string(string: String | Jumbo, wide: int) -> Class:
    """A string that a branch goes over, one goes back to, and that stands in a part that is tried."""
    return main(
        code(
            *(0x0038, 7 + wide),
            *(0x001B if wide else 0x001A, string),
            *CALL,
            RETURN,
            goto(-6 - wide),
            tries=(Try(2, 5 + wide, (("La/Problem;", 7 + wide),)),),
        )
    )


def test_a_jumbo_string_moves_branches_and_changes_nothing() -> None:
    """As where a file comes to have more than 65,536 strings."""
    narrow, jumbo = with_string(String("text"), 0), with_string(Jumbo("text"), 1)
    assert compared([dex(narrow)], [dex(jumbo)]).classes == ()
    assert len(compared([dex(narrow)], [dex(with_string(Jumbo("other"), 1))]).classes) == 1
    assert compared([dex(jumbo)], [dex(jumbo, strings=["!"])]).classes == ()
    assert len(compared([dex(jumbo)], [dex(with_string(Jumbo("else"), 1))]).classes) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ((goto(2), 0, RETURN), (0x0029, 3, 0, RETURN), (0x002A, 4, 0, 0, RETURN)),
        ((0x7012,), (0x0013, 7), (0x0014, 7, 0)),  # const/4 v0, 7
        ((0xF012,), (0x0013, 0xFFFF), (0x0014, 0xFFFF, 0xFFFF)),  # -1
        ((0x0015, 0x7F01), (0x0014, 0, 0x7F01)),  # const/high16
        ((0x0016, 0xFFFE), (0x0017, 0xFFFE, 0xFFFF), (0x0018, 0xFFFE, 0xFFFF, 0xFFFF, 0xFFFF)),  # const-wide
        ((0x0019, 0x4000), (0x0018, 0, 0, 0, 0x4000)),
        ((), (0,), (0, 0)),  # nop
    ],
    ids=["goto", "const", "const below zero", "const high16", "const-wide", "const-wide high16", "nop"],
)
def test_wide_and_narrow_forms_are_one(forms: tuple[tuple[int, ...], ...]) -> None:
    for one in forms:
        for other in forms:
            old, new = main(code(*CALL, *one, RETURN)), main(code(*CALL, *other, RETURN))
            assert compared([dex(old)], [dex(new)]).classes == ()


def packed(keys: int, targets: tuple[int, ...], *, first: int = 1) -> Method:
    """A switch over keys that follow each other: its cases lie at 3 (what comes next), 4 and 5."""
    table = [unit for target in targets for unit in (target, 0)]
    return code(0x002B, 7, 0, RETURN, RETURN, RETURN, 0, 0x0100, keys, first, 0, *table)


def sparse(keys: tuple[int, ...], targets: tuple[int, ...]) -> Method:
    table = [unit for number in (*keys, *targets) for unit in (number, 0)]
    return code(0x002C, 7, 0, RETURN, RETURN, RETURN, 0, 0x0200, len(keys), *table)


def test_switches_are_what_they_do() -> None:
    same = [packed(3, (4, 3, 5)), sparse((1, 3), (4, 5)), sparse((1, 2, 3), (4, 3, 5))]
    for one in same:
        for other in same:
            assert compared([dex(main(one))], [dex(main(other))]).classes == ()
    for changed in (packed(3, (5, 3, 5)), packed(3, (4, 3, 5), first=2), sparse((1, 4), (4, 5)), packed(2, (4, 3))):
        assert len(compared([dex(main(same[0]))], [dex(main(changed))]).classes) == 1


def array(*units: int, width: int = 4) -> Method:
    return code(0x0026, 4, 0, RETURN, 0x0300, width, len(units) * 2 // width, 0, *units)


def test_arrays_are_compared_wherever_they_lie() -> None:
    moved = code(0x0026, 6, 0, RETURN, 0, 0, 0x0300, 4, 2, 0, 1, 0, 2, 0)
    assert compared([dex(main(array(1, 0, 2, 0)))], [dex(main(moved))]).classes == ()
    for other in (array(1, 0, 3, 0), array(1, 0), array(1, 0, 2, 0, width=2)):
        assert len(compared([dex(main(array(1, 0, 2, 0)))], [dex(main(other))]).classes) == 1


def test_debug_information_changes_nothing() -> None:
    def at(line: int, source: str) -> bytes:
        return dex(main(code(0x001A, String("text"), *CALL, RETURN, line=line), source=source))

    assert compared([at(7, "Main.java")], [at(1_000, "Renamed.java")]).classes == ()
    assert compared([at(7, "Main.java")], [at(0, "")]).classes == ()


def test_the_order_of_classes_and_the_split_change_nothing() -> None:
    found = compared([dex(RICH, OTHER, ADDED)], [dex(ADDED, OTHER), dex(RICH)])
    assert (found.classes, found.old_count, found.new_count) == ((), 3, 3)


def test_the_first_definition_is_the_one() -> None:
    """Phones look classes up in the order of the files; what stands in a later one is never used."""
    first, second = dex(main(says("first"))), dex(main(says("second")))
    assert compared([first, second], [first, dex(main(says("third")))]).classes == ()
    assert compared([first], [first, second]).classes == ()
    (change,) = compared([first, second], [second, first]).classes
    assert (change.old_dex, change.new_dex) == ("classes.dex", "classes.dex")
    (change,) = compared([first, dex(OTHER)], [dex(OTHER), second]).classes
    assert (change.old_dex, change.new_dex) == ("classes.dex", "classes2.dex")


def test_files_that_both_have_are_named_and_not_compared() -> None:
    same, old, new = dex(RICH), dex(main(says("old"))), dex(main(says("new")))
    found = compared([same, old], [new, same])
    assert found.same_files == (("classes.dex", "classes2.dex"),)
    assert [one.name for one in found.classes] == ["a.Main"]


def test_a_file_that_only_looks_the_same_is_compared() -> None:
    """A class of a file that both have is hidden by another file in one of them."""
    same, hiding = dex(main(says("same"))), dex(main(says("hiding")))
    (change,) = compared([same], [hiding, same]).classes
    assert (change.old_dex, change.new_dex) == ("classes.dex", "classes.dex")


def test_the_value_that_every_field_begins_with_is_as_good_as_none() -> None:
    for type_, zero in (("I", 0), ("Z", False), ("Ljava/lang/String;", None), ("J", Raw(0x06, b"\0"))):
        old = main(fields=(Field("a", type_, 0x9), Field("z", "I", 0x9, 1)))
        new = main(fields=(Field("a", type_, 0x9, zero), Field("z", "I", 0x9, 1)))
        assert compared([dex(old)], [dex(new)]).classes == ()
        assert (
            compared([dex(replace(old, fields=old.fields[:1]))], [dex(replace(new, fields=new.fields[:1]))]).classes
            == ()
        )


def test_numbers_are_the_same_however_many_bytes_they_take() -> None:
    def valued(value: Raw) -> bytes:
        return dex(main(fields=(Field("a", "I", 0x9, value),)))

    assert compared([valued(Raw(0x04, b"\xff"))], [valued(Raw(0x64, b"\xff\xff\xff\xff"))]).classes == ()
    assert compared([valued(Raw(0x03, b"\xff"))], [valued(Raw(0x23, b"\xff\0"))]).classes == ()
    assert compared([valued(Raw(0x10, b"\x80"))], [valued(Raw(0x30, b"\0\x80"))]).classes == ()
    assert len(compared([valued(Raw(0x03, b"\xff"))], [valued(Raw(0x23, b"\xff\xff"))]).classes) == 1


def test_annotations_for_tools_change_nothing() -> None:
    old = main(INIT, annotations=(Annotation("La/Kept;", {"value": 1}, 0),))
    new = main(INIT, annotations=(Annotation("La/Kept;", {"value": 2}, 0), Annotation("La/More;", {}, 0)))
    assert compared([dex(old)], [dex(new)]).classes == ()
    assert compared([dex(old)], [dex(main(INIT))]).classes == ()


def test_types_of_a_class_that_is_no_longer_there_are_just_names() -> None:
    old = [dex(main(code(0x001C, Type("Lz/Other;"), *CALL, RETURN)), OTHER)]
    new = [dex(main(code(0x001C, Type("Lz/Other;"), *CALL, RETURN)))]
    assert [(one.kind, one.name) for one in compared(old, new).classes] == [("removed", "z.Other")]


def test_shared_code_is_compared_for_each_method() -> None:
    def methods(*texts: str) -> Class:
        return main(*[replace(says(text), name=name) for name, text in zip("abc", texts, strict=True)])

    old = dex(methods("x", "x", "x"), shared=True)
    assert len(old) < len(dex(methods("x", "x", "x")))
    assert compared([old], [dex(methods("x", "x", "x"))]).classes == ()
    (change,) = compared([old], [dex(methods("x", "y", "x"), shared=True)]).classes
    assert [one.name for one in change.methods] == ["b"]
