"""The fields and methods that a class lists."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from hapline.android.errors import wrong_value
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.numbers import unsigned_many

_MOST = 0x10000
"""Fields or methods of a class: code refers to them by 16 bits."""


class Members(NamedTuple):
    """The fields and methods of a class. In which of the lists of the format something stands is said by its flags.

    Attributes:
        fields: The access flags of its fields, by their ids. statics: The static ones, in the order of their values.
        methods: The access flags of its methods, by their ids.
        codes: The byte where the code of each method is; 0 where it has none.
    """

    fields: dict[int, int]
    statics: list[int]
    methods: dict[int, int]
    codes: dict[int, int]


def members_of(dex: Dex, at: int) -> Members:
    """The members that are listed at a byte; none where it is 0.

    Raises:
        hapline.android.BinaryError: They are broken.
    """
    if not at:
        return Members({}, [], {}, {})
    counts, start = unsigned_many(dex.data, at, 4, "class_data_item")
    if max(counts) > _MOST:
        raise wrong_value("class_data_item", at, max(counts))
    statics, instances, direct, virtual = counts
    numbers, end = unsigned_many(dex.data, start, 2 * (statics + instances) + 3 * (direct + virtual), "class_data_item")
    dex.room.charge(end - at, "class_data_item", at)
    middle = 2 * statics
    methods = middle + 2 * instances
    last = methods + 3 * direct
    static_ids = _ids(dex.fields, numbers[:middle:2], at)
    field_ids = static_ids + _ids(dex.fields, numbers[middle:methods:2], at)
    method_ids = _ids(dex.methods, numbers[methods:last:3], at) + _ids(dex.methods, numbers[last::3], at)
    found = Members(
        dict(zip(field_ids, numbers[1:methods:2], strict=True)),
        static_ids,
        dict(zip(method_ids, numbers[methods + 1 :: 3], strict=True)),
        dict(zip(method_ids, numbers[methods + 2 :: 3], strict=True)),
    )
    if len(found.fields) != len(field_ids) or len(found.methods) != len(method_ids):
        raise wrong_value("class_data_item", at, "a list that names a member twice")
    return found


def _ids(table: list[int], differences: list[int], at: int) -> list[int]:
    """The ids of members that are listed by how far the index of each is from the one before."""
    try:
        return [table[index] for index in accumulate(differences)]
    except IndexError:
        raise wrong_value("class_data_item", at, "an index of no field or method") from None
