"""Resource tables: ids and names in every form in which entries are listed."""

from __future__ import annotations

import struct

import pytest

from core.android.making import Package, table
from hapline.android import BinaryError, NumberedType, Resource, ResourcePackage, ResourceTable

OWN = Package(
    36, "com.example.launcher", {"string": ["app_name", None, "标题"], "style": ["Theme", "Theme.Dark"], "id": []}
)
SHARED = Package(2, "com.example.lib", {"drawable": ["icon"]}, {"com.example.lib": 2, "com.example.other": 3})
FORMS = ["", "sparse", "offset16", "compact"]
MADE = table([OWN])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("utf8", [False, True])
def test_names_are_read_by_type(form: str, *, utf8: bool) -> None:
    made = ResourceTable(table([OWN, SHARED], utf8=utf8, form=form, padding=b"\0" * 8))
    assert made.package_ids == (36, 2)
    assert made.packages[0] == ResourcePackage(
        id=36,
        name="com.example.launcher",
        types={"string": {0: "app_name", 2: "标题"}, "style": {0: "Theme", 1: "Theme.Dark"}, "id": {}},
        numbered=(
            NumberedType(1, "string", {0: "app_name", 2: "标题"}),
            NumberedType(2, "style", {0: "Theme", 1: "Theme.Dark"}),
            NumberedType(3, "id", {}),
        ),
        libraries={},
    )
    assert list(made.packages[0].resources()) == [
        Resource(0x24010000, "string", "app_name"),
        Resource(0x24010002, "string", "标题"),
        Resource(0x24020000, "style", "Theme"),
        Resource(0x24020001, "style", "Theme.Dark"),
    ]
    assert made.packages[1].libraries == {"com.example.lib": 2, "com.example.other": 3}
    assert made.packages[0].names("style") == {"Theme", "Theme.Dark"}
    assert made.packages[0].names("layout") == frozenset()


def test_a_table_without_packages_is_one() -> None:
    assert ResourceTable(table([])).packages == ()


def test_of_one_index_the_first_configuration_names_it() -> None:
    first = table([Package(127, "a", {"string": ["x", None]})])
    second = table([Package(127, "a", {"string": [None, "x"]})])
    start = second.index(struct.pack("<HH", 0x0201, 84))
    package = first.index(struct.pack("<HH", 0x0200, 288))
    added = len(second) - start
    whole = bytearray(first + second[start:])
    for at in (4, package + 4):
        struct.pack_into("<I", whole, at, int.from_bytes(whole[at : at + 4], "little") + added)
    assert ResourceTable(bytes(whole)).packages[0].types == {"string": {0: "x", 1: "x"}}


def test_two_types_of_one_name_and_a_number_that_is_left_out() -> None:
    """As staged resources and styleables make them; chunks of overlayables and aliases are passed over."""
    made = bytearray(table([Package(127, "a", {"attr": ["x", "y"], "gone": ["z"], "attr ": ["z"]})]))
    name = made.index(b"attr ")
    made[name - 2 : name + 5] = b"\4\4attr\0"
    gone = made.index(struct.pack("<HH", 0x0201, 84), made.index(struct.pack("<HH", 0x0201, 84)) + 4)
    made[gone : gone + 2] = struct.pack("<H", 0x0206)
    package = ResourceTable(bytes(made)).packages[0]
    assert [(kind.number, kind.name) for kind in package.numbered] == [(1, "attr"), (3, "attr")]
    assert [(one.id, one.name) for one in package.resources()] == [
        (0x7F010000, "x"),
        (0x7F010001, "y"),
        (0x7F030000, "z"),
    ]
    assert package.types == {"attr": {0: "z", 1: "y"}}


def patched(at: int, number: int) -> bytes:
    return MADE[:at] + struct.pack("<I", number) + MADE[at + 4 :]


PACKAGE = MADE.index(struct.pack("<HH", 0x0200, 288))
TYPE = MADE.index(struct.pack("<HH", 0x0201, 84))
KEYS = PACKAGE + int.from_bytes(MADE[PACKAGE + 276 : PACKAGE + 280], "little")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format"),
        (b"PK" + MADE[2:], "format"),
        (MADE[:-1], "truncated"),
        (patched(PACKAGE + 8, 256), "value"),
        (patched(PACKAGE + 268, 1 << 20), "truncated"),
        (patched(PACKAGE + 268, KEYS - PACKAGE + 4), "value"),
        (patched(PACKAGE + 276, 0), "truncated"),
        (patched(TYPE + 8, 0), "value"),
        (patched(TYPE + 8, 77), "value"),
        (patched(TYPE + 12, 1 << 20), "truncated"),
        (patched(TYPE + 84, 1 << 20), "truncated"),
        (patched(TYPE + 84 + 12 + 4, 1 << 10), "value"),
        (MADE[: TYPE + 2] + b"\x0c\0" + MADE[TYPE + 4 :], "truncated"),
    ],
)
def test_what_cannot_be_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as raised:
        ResourceTable(data)
    assert raised.value.reason == reason


def test_a_limit_is_kept() -> None:
    with pytest.raises(BinaryError) as raised:
        ResourceTable(MADE, limit=len(MADE) - 1)
    assert raised.value.reason == "size"
