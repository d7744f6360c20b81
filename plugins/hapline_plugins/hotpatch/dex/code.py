"""The heads of methods' code, and which parts of it are tried."""

from __future__ import annotations

import struct
from typing import NamedTuple

from hapline.android.errors import cut, wrong_value
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.numbers import signed, unsigned, unsigned_many

_HEAD = struct.Struct("<4H2I")
Handlers = tuple[tuple[int, ...], int]
"""Types and places in turn, and the place for all other types; -1 where there is none."""


class CodeItem(NamedTuple):
    """The head of a method's code.

    Attributes:
        shape: How many registers there are, how many of them are arguments, how many arguments calls have at most, and
            how many parts are tried. start, end: The units of the file that hold the instructions.
    """

    shape: tuple[int, int, int, int]
    start: int
    end: int


class Tried(NamedTuple):
    """A part of code whose exceptions are caught: from a unit, so many units long, by handlers."""

    start: int
    units: int
    handlers: Handlers


def code_item(dex: Dex, at: int) -> CodeItem:
    """The head of code at a byte.

    Raises:
        hapline.android.BinaryError: It goes past the end, or files that share code would cost too much.
    """
    if at & 1 or at + _HEAD.size > len(dex.data):
        raise cut("code_item", at)
    registers, ins, outs, tries, _, size = _HEAD.unpack_from(dex.data, at)
    start = (at + _HEAD.size) >> 1
    if start + size > len(dex.units):
        raise cut("code_item.insns", at)
    dex.room.charge(2 * size, "code_item", at)
    return CodeItem((registers, ins, outs, tries), start, start + size)


def tries_of(dex: Dex, item: CodeItem) -> list[Tried]:
    """The parts of code that are tried.

    Raises:
        hapline.android.BinaryError: They are broken.
    """
    count = item.shape[3]
    if not count:
        return []
    at = 2 * (item.end + (item.end - item.start & 1))
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
