"""DEX files: which classes they define, what those derive from and implement. Code is not looked at."""

from __future__ import annotations

import struct
from functools import cached_property
from typing import NamedTuple

from hapline.android.dex_tables import LIMIT, NONE, VERSIONS, DexStrings, DexTables
from hapline.android.errors import overlap, wrong_value
from hapline.android.names import class_name, decode

__all__ = ["LIMIT", "VERSIONS", "DexClass", "DexFile", "dex_number"]

_MOST_NAME = 0xFFFF
"""Bytes of a descriptor, as in a class file."""
_MOST_DIGITS = 4
"""Of the number of a DEX file in a package: there are never thousands."""


class DexClass(NamedTuple):
    """A class that a DEX file defines.

    Attributes:
        name: Its name, such as ``com.example.Main$Inner``. access: Its access flags, as in the file.
        superclass: What it derives from; empty for ``java.lang.Object`` alone.
        interfaces: What it implements, in order.
    """

    name: str
    access: int
    superclass: str
    interfaces: tuple[str, ...]


class DexFile(DexTables):
    """One DEX file; its tables are measured when it is opened, its names are read when they are asked for."""

    @cached_property
    def classes(self) -> tuple[DexClass, ...]:
        """The classes, in the order of the file.

        Raises:
            BinaryError: A name, an index or a list of interfaces is broken.
        """
        names = _Names(self)
        lists: dict[int, tuple[str, ...]] = {0: ()}
        room = len(self.data)
        found = []
        rows = struct.iter_unpack("<4I16x", self.rows(self.class_defs))
        for at, (index, access, above, listed) in enumerate(rows):
            interfaces = lists.get(listed)
            if interfaces is None:
                interfaces = lists[listed] = tuple([names[one] for one in self.type_list(listed)])
                room -= 4 + 2 * len(interfaces)
                if room < 0:
                    raise overlap("interfaces_off", self.class_defs.offset + 32 * at)
            superclass = "" if above == NONE else names[above]
            found.append(DexClass(names[index], access, superclass, interfaces))
        return tuple(found)

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the file.

        Raises:
            BinaryError: A name is broken.
        """
        names = _Names(self)
        rows = struct.iter_unpack("<I28x", self.rows(self.class_defs))
        return tuple([names[index] for (index,) in rows])


class _Names(dict[int, str]):
    """The class names of types by index, each read when it is first asked for."""

    def __init__(self, tables: DexTables) -> None:
        super().__init__()
        self.strings = DexStrings(tables, longest=_MOST_NAME)
        self.place = tables.type_ids.offset
        self.types = struct.unpack_from(f"<{tables.type_ids.rows}I", tables.data, tables.type_ids.offset)

    def __missing__(self, index: int) -> str:
        if index >= len(self.types):
            raise wrong_value("type_idx", 0, index)
        raw = self.strings[self.types[index]]
        name = class_name(raw.decode("ascii") if raw.isascii() else decode(raw))
        if name is None:
            raise wrong_value("descriptor_idx", self.place + 4 * index, decode(raw)[:40])
        self[index] = name
        return name


def dex_number(name: str) -> int:
    """1 for classes.dex, 2 for classes2.dex and so on; 0 for an entry of a package that phones do not load as such."""
    middle = name[len("classes") : -len(".dex")]
    if not (name.startswith("classes") and name.endswith(".dex")):
        return 0
    if not middle:
        return 1
    plain = middle.isascii() and middle.isdigit() and middle[0] != "0" and len(middle) <= _MOST_DIGITS
    return int(middle) if plain and middle != "1" else 0
