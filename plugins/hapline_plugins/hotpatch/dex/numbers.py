"""Numbers of variable length (LEB128), and the room that keeps what is read in proportion to the file."""

from __future__ import annotations

from hapline.android.errors import cut, overlap, wrong_value

_LAST = 0x7F
"""The most that the last byte of a number is; in those before it the highest bit is set."""
_SHARED = 6
"""How often the bytes of a file may be read over: compilers let methods share code, and what differs is read again."""


class Room:
    """How many bytes of a file may still be read: parts that share their bytes must not cost more than the file."""

    __slots__ = ("left",)

    def __init__(self, size: int) -> None:
        """Begin with a file of this many bytes."""
        self.left = _SHARED * size

    def charge(self, count: int, part: str, at: int) -> None:
        """Count bytes that are read.

        Raises:
            hapline.android.BinaryError: They are too many.
        """
        self.left -= count
        if self.left < 0:
            raise overlap(part, at)


def unsigned(data: bytes, at: int, part: str) -> tuple[int, int]:
    """A number, and the byte after it.

    Raises:
        hapline.android.BinaryError: It goes past the end, or is longer than 32 bits need.
    """
    try:
        number = data[at]
        if number <= _LAST:
            return number, at + 1
        number += (data[at + 1] << 7) - (1 << 7)
        if not number >> 14:
            return number, at + 2
        number += (data[at + 2] << 14) - (1 << 14)
        if not number >> 21:
            return number, at + 3
    except IndexError:
        raise cut(part, at) from None
    found, end = unsigned_many(data, at, 1, part)
    return found[0], end


def unsigned_many(data: bytes, at: int, count: int, part: str) -> tuple[list[int], int]:
    """Several numbers one after the other, and the byte after the last.

    Raises:
        hapline.android.BinaryError: They go past the end, or one is longer than 32 bits need.
    """
    found: list[int] = []
    append = found.append
    start = at
    try:
        for _ in range(count):
            number = data[at]
            at += 1
            if number > _LAST:
                # Written out: this loop takes a tenth of a comparison. A highest bit that is set counts one too many.
                number += (data[at] << 7) - (1 << 7)
                at += 1
                if number >> 14:
                    number += (data[at] << 14) - (1 << 14)
                    at += 1
                    if number >> 21:
                        number += (data[at] << 21) - (1 << 21)
                        at += 1
                        if number >> 28:
                            number += (data[at] << 28) - (1 << 28)
                            at += 1
                            if number >> 35:
                                raise wrong_value(part, start, "a number of more than 5 bytes")
            append(number)
    except IndexError:
        raise cut(part, start) from None
    return found, at


def signed(data: bytes, at: int, part: str) -> tuple[int, int]:
    """A number that may be below zero, and the byte after it.

    Raises:
        hapline.android.BinaryError: As ``unsigned``.
    """
    number, end = unsigned(data, at, part)
    bits = 7 * (end - at)
    return (number - (1 << bits) if number >> (bits - 1) & 1 else number), end
