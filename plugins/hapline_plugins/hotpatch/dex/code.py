"""The heads of methods' code, and which parts of it are tried."""

from __future__ import annotations

import struct
from typing import NamedTuple

from hapline.android.errors import cut, wrong_value
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.numbers import signed, unsigned, unsigned_many

_HEAD = struct.Struct("<4H2I")
Shape = tuple[int, ...]
"""How many registers there are, how many of them are arguments, how many arguments calls have at most, and how many
parts are tried."""
Handlers = tuple[tuple[int, ...], int]
"""Types and places in turn, and the place for all other types; -1 where there is none."""


class Tried(NamedTuple):
    """A part of code whose exceptions are caught: from a unit, so many units long, by handlers."""

    start: int
    units: int
    handlers: Handlers


def code_item(dex: Dex, at: int) -> tuple[Shape, int, int]:
    """The shape of the code at a byte, and the units of the file from which and up to which its instructions are.

    Raises:
        hapline.android.BinaryError: It goes past the end, or files that share code would cost too much.
    """
    if at & 1 or at + _HEAD.size > len(dex.data):
        raise cut("code_item", at)
    head = _HEAD.unpack_from(dex.data, at)
    start = (at + _HEAD.size) >> 1
    end = start + head[5]
    if end > len(dex.units):
        raise cut("code_item.insns", at)
    dex.room.charge(2 * head[5], "code_item", at)
    return head[:4], start, end


def tries_of(dex: Dex, shape: Shape, end: int) -> list[Tried]:
    """The parts of code that are tried, of code of that shape whose instructions end before a unit.

    Raises:
        hapline.android.BinaryError: They are broken.
    """
    count = shape[3]
    if not count:
        return []
    at = 2 * (end + (end & 1))  # where four bytes begin
    handlers = at + 8 * count
    if handlers > len(dex.data):
        raise cut("try_item", at)
    known: dict[int, Handlers] = {}
    found = []
    for start, length, offset in struct.iter_unpack("<IHH", memoryview(dex.data)[at:handlers]):
        if offset not in known:
            known[offset] = _handlers(dex, handlers + offset)
        found.append(Tried(start, length, known[offset]))
    return found


def _handlers(dex: Dex, at: int) -> Handlers:
    count, start = signed(dex.data, at, "encoded_catch_handler.size")
    pairs, end = unsigned_many(dex.data, start, 2 * abs(count), "encoded_catch_handler")
    rest = -1
    if count <= 0:
        rest, end = unsigned(dex.data, end, "catch_all_addr")
    dex.room.charge(end - at, "encoded_catch_handler", at)
    try:
        pairs[::2] = [dex.types[index] for index in pairs[::2]]
    except IndexError:
        raise wrong_value("encoded_catch_handler", at, max(pairs[::2])) from None
    return tuple(pairs), rest
