"""What makes a difference, and how it is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hapline_plugins.hotpatch.comparing.changes import ClassChange, FieldChange, MethodChange
from plugins.hotpatch.dex.samples import (
    ADDED,
    CALL,
    EVERYTHING,
    INIT,
    RETURN,
    RICH,
    SITE,
    between,
    code,
    compared,
    main,
    says,
)
from plugins.hotpatch.dex_parts import (
    Annotation,
    Class,
    Code,
    Field,
    FieldRef,
    Handle,
    Jumbo,
    Method,
    MethodRef,
    Proto,
    Ref,
    Try,
    Type,
    Value,
)
from plugins.hotpatch.dex_writer import dex


def test_a_changed_method_is_named_with_what_it_takes() -> None:
    def method(text: str) -> Method:
        return Method("show", ("Landroid/os/Bundle;", "[I"), "Z", 0x4, says(text).code)

    change = between(main(INIT, method("old")), main(INIT, method("new")))
    assert change == ClassChange(
        kind="changed",
        name="a.Main",
        access=1,
        old_dex="classes.dex",
        new_dex="classes.dex",
        methods=(
            MethodChange(
                kind="changed",
                name="show",
                parameters=("Landroid/os/Bundle;", "[I"),
                returns="Z",
                access=0x4,
                code=True,
                calls=True,
            ),
        ),
    )
    assert change.methods[0].signature == "show(android.os.Bundle, int[])"
    assert change.methods[0].descriptor == "(Landroid/os/Bundle;[I)Z"


OTHERS: dict[str, tuple[Ref, Ref]] = {
    "string": (Jumbo("a jumbo string"), Jumbo("another string")),
    "type": (Type("La/Other;"), Type("La/Third;")),
    "field": (FieldRef("Lm/Main;", "count"), FieldRef("Lm/Main;", "count", "J")),
    "static field": (FieldRef("Lm/Main;", "SIZE"), FieldRef("Lm/Main;", "SPACE")),
    "method": (MethodRef("La/Other;", "<init>"), MethodRef("La/Other;", "<init>", ("I",))),
    "proto": (Proto(("I",), "V"), Proto(("I",), "I")),
    "proto of a polymorphic call": (Proto(("J",), "V"), Proto(("J", "J"), "V")),
    "handle": (Handle(4, MethodRef("La/Other;", "<init>")), Handle(5, MethodRef("La/Other;", "<init>"))),
    "call site's name": (SITE, replace(SITE, name="other")),
    "call site's number": (SITE, replace(SITE, values=(4, *SITE.values[1:]))),
    "call site's values": (SITE, replace(SITE, values=(*SITE.values[:-1], Type("La/Third;")))),
    "call site's handle": (SITE, replace(SITE, handle=Handle(4, MethodRef("La/Boot;", "strapped")))),
}


@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize("further", [(), (ADDED,)], ids=["alone", "renumbered"])
def test_every_operand_is_resolved(what: str, further: tuple[Class, ...]) -> None:
    old, new = OTHERS[what]
    units = tuple([new if unit == old else unit for unit in EVERYTHING.units])
    assert units != EVERYTHING.units
    changed = replace(
        RICH, methods=(*RICH.methods[:2], replace(RICH.methods[2], code=replace(EVERYTHING, units=units)))
    )
    found = compared([dex(RICH)], [dex(changed, *further)]).classes
    assert [(one.kind, one.name) for one in found] == [("added", "a.A")] * len(further) + [("changed", "m.Main")]
    assert [(one.name, one.code, one.flags) for one in found[-1].methods] == [("everything", True, False)]


@pytest.mark.parametrize(
    "part",
    [
        {"registers": 5},
        {"ins": 1},
        {"outs": 3},
        {"tries": ()},
        {"tries": (replace(EVERYTHING.tries[0], rest=30), EVERYTHING.tries[1])},
        {"tries": (replace(EVERYTHING.tries[0], rest=None), EVERYTHING.tries[1])},
        {"tries": (replace(EVERYTHING.tries[0], count=4), EVERYTHING.tries[1])},
        {"tries": (Try(0, 7, (("La/Third;", 29), ("La/Other;", 30)), 29), EVERYTHING.tries[1])},
        {"units": (*EVERYTHING.units[:-2], 3, 0)},
        {"units": (*EVERYTHING.units[:-4], 8, 0, 4, 0)},
    ],
    ids="-".join,
)
def test_every_part_of_code_counts(part: dict[str, object]) -> None:
    changed = replace(RICH.methods[2], code=replace(EVERYTHING, **part))  # type: ignore[arg-type]
    change = between(RICH, replace(RICH, methods=(*RICH.methods[:2], changed)))
    assert [(one.name, one.code) for one in change.methods] == [("everything", True)]


def test_members_come_and_go() -> None:
    gone, came = Method("gone", code=Code((*CALL, RETURN))), Method("came", ("I",))
    change = between(main(INIT, gone), main(INIT, came))
    assert [(one.kind, one.name, one.calls) for one in change.methods] == [
        ("removed", "gone", True),
        ("added", "came", False),
    ]
    change = between(main(fields=(Field("gone"),)), main(fields=(Field("came", access=0x12),)))
    assert change.fields == (
        FieldChange(kind="removed", name="gone", type="I", access=1),
        FieldChange(kind="added", name="came", type="I", access=0x12),
    )


def test_methods_that_differ_in_what_they_take_are_two() -> None:
    change = between(main(Method("run", ("I",))), main(Method("run", ("J",))))
    assert [(one.kind, one.descriptor) for one in change.methods] == [("removed", "(I)V"), ("added", "(J)V")]


def test_a_field_changes_its_type_its_flags_or_its_value() -> None:
    old = (Field("type", "I"), Field("flags"), Field("VALUE", access=0x9, value=1), Field("same"))
    new = (Field("type", "J"), Field("flags", access=0x41), Field("VALUE", access=0x9, value=2), Field("same"))
    assert between(main(fields=old), main(fields=new)).fields == (
        FieldChange(kind="changed", name="VALUE", type="I", access=0x9, value=True),
        FieldChange(kind="changed", name="flags", type="I", access=0x41, flags=True),
        FieldChange(kind="changed", name="type", type="J", access=0x1, old_type="I"),
    )


def test_fields_that_share_a_name_are_told_apart_by_their_types() -> None:
    """As shrinkers name them: which of two became which of two others cannot be known."""
    old, new = (Field("a", "I"), Field("a", "J")), (Field("a", "I"), Field("a", "Z"))
    (only,) = between(main(fields=old), main(fields=new)).fields
    assert (only.kind, only.old_type, only.type) == ("changed", "J", "Z")
    change = between(main(fields=old), main(fields=(Field("a", "Z"), Field("a", "B"))))
    assert sorted([(one.kind, one.type) for one in change.fields]) == [
        ("added", "B"),
        ("added", "Z"),
        ("removed", "I"),
        ("removed", "J"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [(1, 2), (-1, 255), ("a", "b"), (True, False), (None, "a"), (Type("La/A;"), Type("La/B;")), ("1", 1)],
)
def test_values_differ(old: Value, new: Value) -> None:
    def valued(value: Value) -> Class:
        return main(fields=(Field("F", "I", 0x9, value),))

    assert [(one.name, one.value) for one in between(valued(old), valued(new)).fields] == [("F", True)]


def test_the_head_of_a_class_changes() -> None:
    old, new = main(INIT), main(INIT, access=0x11, superclass="La/Base;", interfaces=("La/Face;",))
    change = between(old, new)
    assert (change.flags, change.access) == (True, 0x11)
    assert change.superclass == ("java.lang.Object", "a.Base")
    assert change.interfaces == ((), ("a.Face",))
    assert (change.methods, change.fields) == ((), ())


def test_flags_and_code_of_a_method_are_told_apart() -> None:
    change = between(main(Method("run")), main(Method("run", access=0x21)))
    assert [(one.code, one.flags, one.access) for one in change.methods] == [(False, True, 0x21)]
    change = between(main(Method("run", access=0x401, code=None)), main(Method("run")))
    assert [(one.code, one.flags) for one in change.methods] == [(True, True)]
    native = main(Method("run", access=0x101, code=None))
    assert compared([dex(native)], [dex(native, ADDED)]).classes[0].name == "a.A"


ANNOTATED: dict[str, Callable[[tuple[Annotation, ...]], Class]] = {
    "class": lambda one: main(INIT, says("x"), fields=(Field("f"),), annotations=one),
    "method": lambda one: main(INIT, replace(says("x"), annotations=one), fields=(Field("f"),)),
    "parameter": lambda one: main(
        INIT, replace(says("x"), parameters=("I",), of_parameters=(one,)), fields=(Field("f"),)
    ),
    "field": lambda one: main(INIT, says("x"), fields=(Field("f", annotations=one),)),
}


@pytest.mark.parametrize("what", ANNOTATED)
def test_a_class_of_which_only_annotations_differ_is_known_as_such(what: str) -> None:
    make = ANNOTATED[what]
    old = make((Annotation("La/Kept;", {"value": ["a", 1, Type("La/B;")], "other": Annotation("La/In;", {"x": 1})}),))
    for other in (
        (Annotation("La/Kept;", {"value": ["a", 2, Type("La/B;")], "other": Annotation("La/In;", {"x": 1})}),),
        (Annotation("La/Kept;", {"value": ["a", 1, Type("La/B;")], "other": Annotation("La/In;", {"x": 2})}),),
        (Annotation("La/Kept;", {}),),
        (),
    ):
        found = compared([dex(old)], [dex(make(other))])
        assert [one.only_annotations for one in found.classes] == [True]
        assert found.meant == ()
        assert not found.differs
    assert compared([dex(old)], [dex(old, ADDED)]).classes[0].name == "a.A"


def test_annotations_beside_a_real_difference_hide_nothing() -> None:
    noted = (Annotation("La/Kept;"),)
    change = between(main(says("a"), annotations=noted), main(says("b")))
    assert (change.only_annotations, change.annotations) == (False, True)


def test_what_a_method_called_is_known() -> None:
    change = between(main(code(0x0012, RETURN)), main(code(0x1012, RETURN)))
    assert [one.calls for one in change.methods] == [False]
    change = between(RICH, replace(RICH, methods=RICH.methods[:2]))
    assert [(one.kind, one.calls) for one in change.methods] == [("removed", True)]
