"""Numbers of variable length: what was written is read back, and what is too long or cut is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.android import BinaryError
from hapline_plugins.hotpatch.dex.numbers import signed, unsigned, unsigned_many

NUMBERS = st.integers(0, 0xFFFFFFFF) | st.sampled_from([n for bits in range(7, 32, 7) for n in (2**bits - 1, 2**bits)])


def leb128(number: int, *, padding: int = 0) -> bytes:
    pieces = [number & 0x7F]
    while number := number >> 7:
        pieces.append(number & 0x7F)
    pieces += [0] * padding
    return bytes([*[piece | 0x80 for piece in pieces[:-1]], pieces[-1]])


@given(st.lists(NUMBERS))
def test_numbers_are_read_back(numbers: list[int]) -> None:
    data = b"".join(map(leb128, numbers))
    assert unsigned_many(b"\xff" + data + b"\xff", 1, len(numbers), "x") == (numbers, 1 + len(data))
    for number in numbers:
        assert unsigned(leb128(number) + b"\xff", 0, "x") == (number, len(leb128(number)))


@given(NUMBERS)
def test_a_number_that_breaks_off_is_refused(number: int) -> None:
    for end in range(len(leb128(number))):
        for read in (unsigned, signed):
            with pytest.raises(BinaryError, match="goes past the end"):
                read(leb128(number)[:end], 0, "x")


@pytest.mark.parametrize("number", [0, 1, 300, 70000])
def test_padding_is_read_up_to_five_bytes(number: int) -> None:
    size = len(leb128(number))
    for padding in range(6 - size):
        assert unsigned(leb128(number, padding=padding), 0, "x") == (number, size + padding)
    with pytest.raises(BinaryError, match="more than 5 bytes"):
        unsigned(leb128(number, padding=6 - size), 0, "x")


def test_numbers_below_zero() -> None:
    assert [signed(raw, 0, "x") for raw in (b"\x7f", b"\x00", b"\x80\x7f", b"\xc0\x00")] == [
        (-1, 1), (0, 1), (-128, 2), (64, 2),
    ]  # fmt: skip
