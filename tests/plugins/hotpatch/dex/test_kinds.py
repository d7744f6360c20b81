"""What kind of class it is that differs, and which differences are noise."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.comparing.numbers import Renumbering
from plugins.hotpatch.dex.samples import ADDED, CALL, INIT, RETURN, between, code, compared, main, says
from plugins.hotpatch.dex_parts import Annotation, Class, Field, Method, MethodRef, String
from plugins.hotpatch.dex_writer import dex


def inner(
    name: str,
    flags: int | None = None,
    *,
    named: bool = True,
    method: bool = False,
    access: int = 0x1,
    fields: tuple[Field, ...] = (),
) -> Class:
    annotations = []
    if flags is not None:
        simple = name.rpartition("$")[2] if named else None
        annotations.append(Annotation("Ldalvik/annotation/InnerClass;", {"accessFlags": flags, "name": simple}, 2))
    if method:
        value = {"value": MethodRef("La/Main;", "run")}
        annotations.append(Annotation("Ldalvik/annotation/EnclosingMethod;", value, 2))
    return Class(name, (INIT,), fields, access, annotations=tuple(annotations))


@pytest.mark.parametrize(
    ("one", "nesting", "synthetic"),
    [
        (inner("a.Main"), "", False),
        (inner("a.Main$In", 0x8), "static", False),
        (inner("a.Main$In", 0x0), "inner", False),
        (inner("a.Main$1", 0x0, named=False), "anonymous", False),
        (inner("a.Main$1Local", 0x0, method=True), "local", False),
        (inner("a.Main$In", fields=(Field("this$0", "La/Main;"),)), "inner", False),
        (inner("a.Main$In"), "static", False),
        (inner("a.Main$12"), "anonymous", False),
        (inner("a.$Odd"), "", False),
        (inner("a.Main$$ExternalSyntheticLambda0", access=0x1011), "static", True),
        (inner("a.-$$Lambda$Main$x"), "static", True),
    ],
)
def test_how_a_class_lies_in_another(one: Class, nesting: str, synthetic: bool) -> None:  # noqa: FBT001 a parameter
    (change,) = compared([dex(ADDED)], [dex(ADDED, one)]).classes
    assert (change.kind, change.nesting, change.is_synthetic) == ("added", nesting, synthetic)


def constants(name: str, value: int) -> Class:
    return Class(name, (INIT,), (Field("VERSION_CODE", access=0x19, value=value),))


@pytest.mark.parametrize(
    ("name", "noise"),
    [
        ("a.BuildConfig", "BuildConfig"),
        ("a.R", "R"),
        ("a.R$string", "R"),
        ("R$styleable", "R"),
        ("a.Rx", ""),
        ("a.MyBuildConfig", ""),
        ("a.R.Other", ""),
        ("a.Other$R", ""),
    ],
)
def test_what_each_build_makes_anew_is_noise(name: str, noise: str) -> None:
    found = compared([dex(constants(name, 1))], [dex(constants(name, 2))])
    assert [one.noise for one in found.classes] == [noise]
    assert bool(found.meant) is not bool(noise)


def test_a_class_that_is_only_called_like_that_is_no_noise() -> None:
    """Shrinkers call classes R and such, too."""
    for name in ("a.R", "a.BuildConfig"):
        assert between(Class(name, (says("a"),)), Class(name, (says("b"),))).noise == ""
        assert between(Class(name, (), (Field("a"),)), Class(name, (), (Field("b"),))).noise == ""


IDS = Renumbering(
    old={0x7F010000: "string/a", 0x7F010001: "string/b", 0x7F020000: "layout/main"},
    new={0x7F010001: "string/a", 0x7F010000: "string/b", 0x7F030000: "layout/main"},
)


def const(number: int) -> tuple[int, ...]:
    return 0x0014, number & 0xFFFF, number >> 16


def table(*numbers: int) -> list[int]:
    return [unit for number in numbers for unit in (number & 0xFFFF, number >> 16)]


def switched(*cases: tuple[int, int]) -> Method:
    keys, targets = [key for key, _ in cases], [target for _, target in cases]
    return code(0x002C, 9, 0, *CALL, RETURN, RETURN, RETURN, 0x0200, len(cases), *table(*keys), *table(*targets))


MOVED = {
    "const": (code(*const(0x7F010000), *CALL, RETURN), code(*const(0x7F010001), *CALL, RETURN)),
    "const/high16": (code(0x0015, 0x7F02, *CALL, RETURN), code(0x0015, 0x7F03, *CALL, RETURN)),
    "wide and narrow": (code(*const(0x7F010001), *CALL, RETURN), code(0x0015, 0x7F01, *CALL, RETURN)),
    "array": tuple(
        [code(0x0026, 7, 0, *CALL, RETURN, 0x0300, 4, 2, 0, *table(*ids)) for ids in ((0x7F010000, 5), (0x7F010001, 5))]
    ),
    "switch": (
        switched((0x7F010000, 6), (0x7F010001, 7)),
        switched((0x7F010000, 7), (0x7F010001, 6)),
    ),
}
"""Code that differs in ids of resources only; the cases of a switch change places where their keys do."""


@pytest.mark.parametrize("what", MOVED)
def test_ids_that_moved_are_noise(what: str) -> None:
    old, new = MOVED[what]
    (change,) = compared([dex(main(old))], [dex(main(new))], [IDS]).classes
    assert (change.noise, [one.numbers for one in change.methods]) == ("numbers", [True])
    (change,) = compared([dex(main(old))], [dex(main(new))]).classes
    assert (change.noise, [one.numbers for one in change.methods]) == ("", [False])


def test_an_id_of_another_resource_is_a_difference() -> None:
    old = main(code(*const(0x7F010000), *CALL, RETURN))
    for other in (0x7F010000 + 2, 0x7F030000, 5):
        (change,) = compared([dex(old)], [dex(main(code(*const(other), *CALL, RETURN)))], [IDS]).classes
        assert change.noise == ""
    (change,) = compared([dex(old)], [dex(main(code(0x0114, 1, 0x7F01, *CALL, RETURN)))], [IDS]).classes
    assert change.noise == ""  # into another register


def test_an_array_of_other_than_ints_holds_no_ids() -> None:
    old, new = (
        main(code(0x0026, 7, 0, *CALL, RETURN, 0x0300, 2, 4, 0, *table(number, 5)))
        for number in (0x7F010000, 0x7F010001)
    )
    (change,) = compared([dex(old)], [dex(new)], [IDS]).classes
    assert change.noise == ""


def test_moved_ids_hide_no_other_difference() -> None:
    old, new = MOVED["const"]
    changed = code(*const(0x7F010001), *CALL, 0x001A, String("more"), RETURN)
    (change,) = compared([dex(main(old))], [dex(main(changed))], [IDS]).classes
    assert change.noise == ""
    (change,) = compared([dex(main(old, INIT))], [dex(main(new))], [IDS]).classes
    assert change.noise == ""
    old_field, new_field = Field("ID", access=0x9, value=0x7F010000), Field("ID", access=0x9, value=0x7F010001)
    (change,) = compared([dex(main(fields=(old_field,)))], [dex(main(fields=(new_field,)))], [IDS]).classes
    assert (change.noise, change.fields[0].numbers) == ("numbers", True)
