"""DEX files: names as Java has them, and every table measured before it is read."""

from __future__ import annotations

import struct

import pytest

from core.android.making import Class, dex
from hapline.android import BinaryError, DexClass, DexFile, DexStrings, DexTables, dex_number

CLASSES = (
    Class("com.example.Base", 0x401),
    Class("com.example.Main$Inner", 0x1, "com.example.Base", ("java.lang.Runnable", "java.io.Closeable")),
    Class("com.example.Other", 0x601, "java.lang.Object", ("java.lang.Runnable", "java.io.Closeable")),
    Class("com.例子.名字😀$ü"),
    Class("NoPackage"),
)
MADE = dex(CLASSES)


def patched(at: int, number: int, data: bytes = MADE) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def field(at: int, data: bytes = MADE) -> int:
    return int.from_bytes(data[at : at + 4], "little")


@pytest.mark.parametrize("version", [b"035", b"037", b"038", b"039", b"040"])
def test_classes_are_read_with_what_they_derive_from(version: bytes) -> None:
    file = DexFile(dex(CLASSES, version))
    assert file.version == version.decode()
    assert file.checksum_is_right
    assert file.class_names == tuple(one.name for one in CLASSES)
    assert file.classes[1] == DexClass(
        "com.example.Main$Inner", 1, "com.example.Base", ("java.lang.Runnable", "java.io.Closeable")
    )
    assert [one.superclass for one in file.classes] == [one.superclass for one in CLASSES]
    assert [one.interfaces for one in file.classes] == [one.interfaces for one in CLASSES]
    assert [one.access for one in file.classes] == [one.access for one in CLASSES]


def test_the_root_of_all_classes_has_no_superclass() -> None:
    assert DexFile(dex([Class("java.lang.Object", 1, "")])).classes[0].superclass == ""


def test_a_file_without_classes_is_one() -> None:
    assert DexFile(dex([])).class_names == ()
    assert DexFile(dex([])).classes == ()


def test_a_name_of_many_bytes_has_a_length_of_two() -> None:
    name = "com.example." + "x" * 300
    assert DexFile(dex([name])).class_names == (name,)


def test_what_follows_the_file_is_not_looked_at() -> None:
    file = DexFile(MADE + b"padding")
    assert file.checksum_is_right
    assert len(file.classes) == len(CLASSES)


def test_a_changed_byte_is_a_wrong_checksum_and_no_error() -> None:
    data = bytearray(MADE)
    data[-1] ^= 1
    assert not DexFile(bytes(data)).checksum_is_right


@pytest.mark.parametrize(
    ("data", "reason", "at"),
    [
        (b"", "format", 0),
        (b"PK\x03\x04" + MADE[4:], "format", 0),
        (b"dey\n" + MADE[4:], "format", 0),
        (b"dex\n036\0" + MADE[8:], "version", 4),
        (b"dex\n041\0" + MADE[8:], "version", 4),
        (b"dex\n035 " + MADE[8:], "version", 4),
        (MADE[:111], "truncated", 111),
        (MADE[:-1], "truncated", 32),
        (patched(32, 111), "truncated", 32),
        (patched(36, 120), "value", 36),
        (patched(40, 0x78563412), "value", 40),
        (patched(52, len(MADE) - 3), "truncated", 52),
        (patched(field(52), 1 << 20), "truncated", field(52)),
        (patched(56, 1 << 28), "truncated", field(60)),
        (patched(60, 111), "truncated", 111),
        (patched(60, len(MADE) - 3), "truncated", len(MADE) - 3),
        (patched(64, 1 << 28), "truncated", field(68)),
        (patched(96, 1 << 28), "truncated", field(100)),
        (patched(64, 0x10001, patched(32, len(MADE) + 0x50000) + bytes(0x50000)), "value", 64),
        (patched(96, len(CLASSES) + 4, patched(32, len(MADE) + 999) + bytes(999)), "value", 96),
        (patched(72, 1), "truncated", 0),
        (patched(80, 1), "truncated", 0),
        (patched(88, 1), "truncated", 0),
    ],
)
def test_tables_that_cannot_be_are_refused_at_once(data: bytes, reason: str, at: int) -> None:
    with pytest.raises(BinaryError) as raised:
        DexFile(data)
    assert (raised.value.reason, raised.value.at) == (reason, at)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (patched(field(100), 1 << 16), "value"),  # the class itself is a type that is not there
        (patched(field(100) + 8, 1 << 16), "value"),  # its superclass
        (patched(field(68), 1 << 16), "value"),  # a type is a string that is not there
        (patched(field(60), len(MADE) + 5), "truncated"),  # a string after the end
        (patched(field(60), 112), "value"),  # a string that is no name of a class
        (
            patched(field(60), len(MADE), patched(32, len(MADE) + 9) + b"\x05" + b"L" * 8),
            "truncated",
        ),  # one without end
        (patched(field(60), len(MADE), patched(32, len(MADE) + 9) + b"\x80" * 9), "truncated"),  # a length without end
        (patched(field(100) + 32 + 12, len(MADE) - 2), "truncated"),  # interfaces after the end
        (patched(field(100) + 32 + 12, 32), "truncated"),  # so many that they go past it
    ],
)
def test_names_and_lists_that_cannot_be_are_refused_when_they_are_read(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as raised:
        _ = DexFile(data).classes
    assert raised.value.reason == reason


def many(count: int, tail: bytes) -> tuple[bytearray, int]:
    """A file of many classes with bytes at its end, and where those begin."""
    made = dex([Class(f"a.B{index:05}", superclass="") for index in range(count)])
    data = bytearray(made + tail)
    struct.pack_into("<I", data, 32, len(data))
    return data, len(made)


def test_names_that_share_their_bytes_cost_no_more_than_the_file() -> None:
    """Each class is named by the same long run of bytes, begun one byte later."""
    data, start = many(5_000, b"L" * 60_000 + b";\0")
    for index in range(5_000):
        struct.pack_into("<I", data, 112 + 4 * index, start + index)
    with pytest.raises(BinaryError) as raised:
        _ = DexFile(bytes(data)).class_names
    assert raised.value.reason == "overlap"


def test_lists_that_share_their_bytes_cost_no_more_than_the_file() -> None:
    """Each class implements the same long run of types, begun two types later."""
    data, start = many(2_000, struct.pack("<I", 1_999) * 3_001)
    for index in range(2_000):
        struct.pack_into("<I", data, field(100, bytes(data)) + 32 * index + 12, start + 4 * index)
    with pytest.raises(BinaryError) as raised:
        _ = DexFile(bytes(data)).classes
    assert raised.value.reason == "overlap"


def test_a_list_that_many_classes_share_is_read_once() -> None:
    faces = tuple(f"a.Face{index}" for index in range(2_000))
    made = DexFile(dex([Class(f"a.B{index}", interfaces=faces) for index in range(2_000)]))
    assert {one.interfaces for one in made.classes} == {faces}


def test_a_limit_is_kept() -> None:
    with pytest.raises(BinaryError) as raised:
        DexFile(MADE, limit=100)
    assert raised.value.reason == "size"
    assert str(raised.value) == f"the file has {len(MADE)} bytes, more than 100"


def test_errors_are_those_of_documents() -> None:
    from hapline import errors

    with pytest.raises(BinaryError) as raised:
        DexFile(b"nothing")
    said = errors.of(raised.value, "classes.dex")
    assert str(said.what) == "the file is not in the format DEX"
    assert said.todo
    assert said.where == "classes.dex"  # without a line, of which there are none
    assert str(errors.of(raised.value)) == "the file is not in the format DEX"


def test_strings_are_cut_out_one_by_one_or_all_at_once() -> None:
    tables = DexTables(MADE)
    every = DexStrings(tables).every()
    assert every == [DexStrings(tables)[index] for index in range(tables.string_ids.rows)]
    assert every == sorted(
        every, key=lambda raw: raw.decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass")
    )
    assert b"Lcom/example/Main$Inner;" in every
    with pytest.raises(BinaryError) as raised:
        _ = DexStrings(tables)[len(every)]
    assert raised.value.reason == "value"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (patched(field(60), len(MADE) + 5), "truncated"),
        (patched(field(60), len(MADE), patched(32, len(MADE) + 9) + b"\x05" + b"L" * 8), "truncated"),
        (patched(field(60), len(MADE), patched(32, len(MADE) + 9) + b"\x80" * 9), "truncated"),
    ],
)
def test_strings_that_cannot_be_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as raised:
        DexStrings(DexTables(data)).every()
    assert raised.value.reason == reason


def test_strings_that_share_their_bytes_cost_no_more_than_the_file() -> None:
    data, start = many(5_000, b"L" * 60_000 + b";\0")
    for index in range(5_000):
        struct.pack_into("<I", data, 112 + 4 * index, start + index)
    with pytest.raises(BinaryError) as raised:
        DexStrings(DexTables(bytes(data))).every()
    assert raised.value.reason == "overlap"


def test_tables_that_only_the_map_names_are_found_there() -> None:
    tables = DexTables(MADE)
    assert tables.section(0x2002, "string_data_item", 1) == (tables.string_ids.rows, field(field(60)), 1)
    assert tables.section(0x0007, "call_site_ids", 4) == (0, 0, 4)
    with pytest.raises(BinaryError) as raised:
        tables.section(0x2002, "string_data_item", 1 << 20)
    assert (raised.value.reason, raised.value.at) == ("truncated", field(field(60)))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("classes.dex", 1),
        ("classes2.dex", 2),
        ("classes12.dex", 12),
        ("classes1.dex", 0),
        ("classes0.dex", 0),
        ("classes02.dex", 0),
        ("classes99999.dex", 0),
        ("classesa.dex", 0),
        ("assets/classes.dex", 0),
        ("classes.dex.bak", 0),
    ],
)
def test_the_entries_that_phones_load(name: str, number: int) -> None:
    assert dex_number(name) == number
