"""methodsMap.instantrun: which methods were instrumented, and the ids that stand for them in patches.

The file is a gzip of a Java-serialised map from ``class.method(types)`` to a number, as Robust writes its
methodsMap.robust: names of the source, of classes with ``$``, of types as in ``int[]``, nothing after commas, and
nothing of what a method returns. Source: https://github.com/Meituan-Dianping/Robust, ``RobustTransform.groovy`` and
``AsmInsertImpl.java``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from hapline_plugins.hotpatch.obfuscation.streams import Source, unpacked

LIMIT = 128 * 1024 * 1024
"""Bytes, unpacked. A map of 300,000 methods has some 30 MB."""


class InstrumentedMethod(NamedTuple):
    """A method that was instrumented.

    Attributes:
        owner: Its class. name: Its name. parameters: The types of its parameters, as in ``int[]``.
        id: What stands for it in patches: a number, in some versions of Robust a text.
    """

    owner: str
    name: str
    parameters: tuple[str, ...]
    id: int | str


class MethodsMap:
    """The instrumented methods of a build.

    Attributes:
        ids: The id of each, by ``class.method(types)``, in the order of the file.
    """

    def __init__(self, ids: Mapping[str, int | str]) -> None:
        """Hold what a file says."""
        self.ids = ids

    def __len__(self) -> int:
        """How many methods there are."""
        return len(self.ids)

    def id(self, key: str) -> int | str | None:
        """The id of the method ``class.method(types)``, as ``MethodMapping.key`` has it; None: not instrumented."""
        return self.ids.get(key)

    def methods(self, owner: str) -> tuple[InstrumentedMethod, ...]:
        """The instrumented methods of a class; none where nothing of it was instrumented."""
        return tuple([self._method(key) for key in self._by_class.get(owner, ())])

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of which something was instrumented."""
        return frozenset(self._by_class)

    @cached_property
    def unclear(self) -> tuple[str, ...]:
        """The keys that are not of the form ``class.method(types)``."""
        return tuple([key for key in self.ids if not _owner(key)])

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self.ids:
            owner = _owner(key)
            if owner:
                found.setdefault(owner, []).append(key)
        return found

    def _method(self, key: str) -> InstrumentedMethod:
        head, _, rest = key.partition("(")
        owner, _, name = head.rpartition(".")
        listed = rest[:-1]
        return InstrumentedMethod(owner, name, tuple(listed.split(",")) if listed else (), self.ids[key])


def read_methods_map(source: Source, *, limit: int = LIMIT) -> MethodsMap:
    """Read a methodsMap.instantrun; nothing in it is executed, and no other class than those of the map is read.

    Args:
        source: The file, or its content. limit: The most bytes that it may unfold to.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        hapline.android.BinaryError: It is not gzip, unfolds to more than the limit, is no serialised map, holds objects
            of other classes, or is cut short; what is wrong inside has the byte of the unpacked content.
    """
    from hapline_plugins.hotpatch.obfuscation.serialised import read_map

    return MethodsMap(read_map(b"".join(unpacked(source, limit))))


def _owner(key: str) -> str:
    """The class in a key; empty where it is none of the known form."""
    head, parenthesis, _ = key.partition("(")
    owner, _, name = head.rpartition(".")
    return owner if parenthesis and name and key.endswith(")") else ""
