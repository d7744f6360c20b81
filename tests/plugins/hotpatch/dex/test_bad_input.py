"""Bad input: every prefix, thousands of damages, and what is made to cost much end in an answer or a placed error."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from hapline.android import BinaryError, DexTables
from hapline.errors import HaplineError, UsageError
from hapline_plugins.hotpatch.comparing.describing import read_whole
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.hierarchy import check_hierarchy
from hapline_plugins.hotpatch.dex.pool import Pool
from plugins.hotpatch.dex.samples import ADDED, CALL, INIT, RETURN, RICH, code, compared, main, says
from plugins.hotpatch.dex_parts import Annotation, Class, Code, Field, Method, Raw, Try
from plugins.hotpatch.dex_writer import dex, resigned

MADE = dex(RICH, main(says("x"), superclass="Lm/Main;"))


def everything(data: bytes) -> None:
    """All that is ever read of a file."""
    read = Dex(data, Pool())
    check_hierarchy(read)
    for one in read.classes:
        read_whole(read, one)


def failed(data: bytes) -> BinaryError:
    with pytest.raises(BinaryError) as raised:
        everything(resigned(data))
    return raised.value


def test_the_sample_can_be_read() -> None:
    everything(MADE)


@pytest.mark.timeout(120)
def test_no_prefix_is_a_crash() -> None:
    """With the length and the sums of the header set right, so that what is cut off is missed where it is needed."""
    refused = 0
    for end in range(112, len(MADE)):
        with pytest.raises(BinaryError):
            everything(MADE[:end])
        cut = MADE[:32] + struct.pack("<I", end) + MADE[36:52] + bytes(4) + MADE[56:end]
        try:
            everything(resigned(cut))
        except BinaryError:
            refused += 1
    assert refused > len(MADE) * 0.8


@pytest.mark.timeout(300)
def test_no_damage_is_a_crash() -> None:
    reasons = set()
    for copy in damaged(MADE, 6_000):
        try:
            everything(resigned(copy))
        except BinaryError as error:
            reasons.add(error.reason)
    assert {"value", "truncated", "overlap"} <= reasons


@pytest.mark.timeout(300)
def test_no_damage_is_a_crash_of_the_comparison() -> None:
    said = set()
    for copy in damaged(MADE, 600):
        for pair in ((MADE, resigned(copy)), (resigned(copy), MADE)):
            try:
                compared([pair[0]], [pair[1]])
            except HaplineError as error:
                said.add(error.where)
    assert said == {"old.apk!classes.dex", "new.apk!classes.dex"}


def damaged(data: bytes, times: int) -> Iterator[bytes]:
    chance = random.Random(7)
    for _ in range(times):
        copy = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(36, len(copy))
            match chance.randrange(3):
                case 0:
                    copy[at] ^= 1 << chance.randrange(8)
                case 1:
                    copy[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
                case _:
                    number = chance.choice((0, 0xFFFFFFFF, len(data), 0x7FFFFFFF, at, 0x10000))
                    copy[at : at + 4] = struct.pack("<I", number)[: len(copy) - at]
        yield bytes(copy)


def test_a_wrong_checksum_says_what_it_means() -> None:
    data = bytearray(MADE)
    data[-1] ^= 1
    with pytest.raises(UsageError, match="the checksum is not that of the content") as raised:
        compared([MADE], [bytes(data)])
    assert raised.value.where == "new.apk!classes.dex"
    assert "phones refuse it" in str(raised.value)


def test_a_file_of_several_parts_is_not_read() -> None:
    with pytest.raises(UsageError, match="DEX version 041 is not read"):
        compared([MADE], [resigned(MADE[:4] + b"041\0" + MADE[8:])])


@pytest.mark.parametrize(
    "classes",
    [
        (main(superclass="La/Main;"),),
        (main(interfaces=("La/Main;",)),),
        (Class("a.A", superclass="La/B;"), Class("a.B", superclass="La/C;"), Class("a.C", superclass="La/A;")),
        (
            Class("a.A", interfaces=("La/X;", "La/B;")),
            Class("a.B", superclass="La/C;"),
            Class("a.C", (), (), 1, "La/A;"),
        ),
    ],
)
def test_classes_that_derive_from_themselves_are_refused(classes: tuple[Class, ...]) -> None:
    error = failed(dex(*classes))
    assert "derives from itself" in str(error)
    assert error.at


def test_a_deep_hierarchy_is_none_that_turns_back() -> None:
    deep = [Class(f"a.C{number:05}", superclass=f"La/C{number + 1:05};") for number in range(5_000)]
    everything(dex(*deep))
    shared = [Class(f"a.D{number}", interfaces=("La/X;", "La/C00001;")) for number in range(50)]
    everything(dex(*deep, *shared))


def nested(depth: int) -> Raw:
    """An array in an array in an array ... of one null."""
    return Raw(0x1C, b"\x01\x1c" * depth + b"\x01\x1e")


def test_values_that_lie_too_deep_are_refused() -> None:
    everything(dex(main(annotations=(Annotation("La/Kept;", {"value": nested(40)}),))))
    for depth in (100, 50_000):
        error = failed(dex(main(annotations=(Annotation("La/Kept;", {"value": nested(depth)}),))))
        assert error.reason == "depth"
        assert failed(dex(main(fields=(Field("F", "[I", 0x9, nested(depth)),)))).reason == "depth"


def test_more_values_than_memory_has_room_for_are_refused() -> None:
    many = Raw(0x1C, b"\xff\xff\xff\x0f" + b"\x1e" * 1_000)
    assert failed(dex(main(annotations=(Annotation("La/Kept;", {"value": many}),)))).reason == "overlap"


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_65536_methods_are_read_and_compared() -> None:
    """As many as code can refer to, in two states that differ in one of them."""
    methods = [Method(f"m{number:05}", code=Code((RETURN,))) for number in range(65_536)]
    old = dex(Class("a.Big", tuple(methods)), shared=False, strings=["x"])
    methods[40_000] = replace(methods[40_000], code=Code((0x0012, RETURN)))
    (change,) = compared([old], [dex(Class("a.Big", tuple(methods)))]).classes
    assert [one.name for one in change.methods] == ["m40000"]


def with_codes(places: Callable[[int], int], units: int, count: int) -> bytes:
    """A class of many methods, each of which names a place of its own for its code in one long run of units."""
    base = dex(Class("a.Big", tuple([Method(f"m{number:04}", code=None) for number in range(count)])))
    head = struct.pack("<4H2I", 1, 0, 0, 0, 0, units)
    start = len(base) + (-len(base) % 4)
    run = bytes(start - len(base)) + head * 64 + bytes(2 * units)
    at_data = start + len(run)
    body = uleb4(0) + uleb4(0) + uleb4(0) + uleb4(count)
    body += b"".join([uleb4(int(number > 0)) + uleb4(1) + uleb4(start + places(number)) for number in range(count)])
    made = bytearray(base + run + body)
    struct.pack_into("<I", made, 32, len(made))
    struct.pack_into("<I", made, DexTables(base).class_defs.offset + 24, at_data)
    return bytes(made)


def uleb4(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80, number >> 7 & 0x7F | 0x80, number >> 14 & 0x7F | 0x80, number >> 21])


@pytest.mark.timeout(60)
def test_methods_that_share_code_cost_no_more_than_the_file() -> None:
    everything(resigned(with_codes(lambda _: 0, 0x1000, 4)))
    error = failed(with_codes(lambda number: 16 * (number % 64), 0x60000, 4_000))
    assert error.reason == "overlap"
    old, new = (resigned(with_codes(lambda _: 0, units, 4_000)) for units in (0x60000, 0x60001))
    with pytest.raises(UsageError, match="more than there is room for"):
        compared([old], [new])


@pytest.mark.timeout(60)
def test_tables_behind_code_that_are_read_over_and_over_are_refused() -> None:
    """Each instruction fills an array from the same long table."""
    count, size = 2_000, 60_000
    units = [unit for number in range(count) for unit in (0x0026, 3 * (count - number) & 0xFFFF, 0)]
    assert failed(dex(main(code(*units, 0x0300, 2, size, 0, *([0] * size))))).reason == "overlap"


@pytest.mark.timeout(60)
def test_parts_that_are_tried_cost_no_more_than_they_take() -> None:
    tries = tuple([Try(0, number, rest=0) for number in range(1, 20_000)])
    everything(dex(main(code(*([RETURN] * 20_001), tries=tries))))


@pytest.mark.parametrize(
    ("units", "part"),
    [
        ((0x00E3,), "opcode"),
        ((0x0028,), None),  # a goto to itself
        ((0x0528, RETURN), "target"),
        ((0xF028,), "target"),
        ((0x0138, 1), "target"),  # into the middle of itself
        ((0x0014, 1), "insns"),
        ((0x001A,), "insns"),
        ((0x001A, 0xFFFF), "index"),
        ((0x00FC, 0, 0), "index"),
        ((0x001B, 0xFFFF, 0xFFFF), "index"),
        ((0x00FA, 0xFFFF, 0, 0), "index"),
        ((0x002B, 1, 0, RETURN), "payload"),
        ((0x002B, 3, 0, 0x0200, 0), "payload"),  # the other kind
        ((0x002B, 3, 0, 0x0100, 9), "payload"),
        ((0x0026, 3, 0, 0x0300, 4, 0xFFFF, 0xFFFF), "payload"),
        ((0x0100,), "payload"),
    ],
)
def test_code_that_cannot_be_is_refused_with_its_place(units: tuple[int, ...], part: str | None) -> None:
    made = dex(main(code(*units)))
    if part is None:
        everything(made)
        return
    error = failed(made)
    assert str(error.fields["part"]) == part
    assert error.at


def test_numbers_that_go_on_are_refused() -> None:
    at = struct.unpack_from("<I", MADE, DexTables(MADE).class_defs.offset + 24)[0]
    for run, reason in ((b"\xff" * 6, "value"), (b"\x80" * 6, "value")):
        assert failed(MADE[:at] + run + MADE[at + 6 :]).reason == reason


def test_the_file_that_is_broken_is_named() -> None:
    broken, sound = dex(main(INIT, code(*CALL, 0x00E3))), dex(main(INIT, says("x")))
    for old, new, where in ((broken, sound, "old"), (sound, broken, "new")):
        with pytest.raises(UsageError, match="opcode") as raised:
            compared([dex(ADDED), old], [dex(ADDED), new])
        assert raised.value.where == f"{where}.apk!classes2.dex"
