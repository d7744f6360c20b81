"""One id for equal things of several DEX files, so that what two files say is compared by numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from hapline.android.names import class_name, decode

Value = tuple[int, object]
"""The kind of a value, a number of the format, and what it is: a number, an id, or what it is made of."""
Annotation = tuple[int, tuple[tuple[int, Value], ...]]
"""The id of its type, and its elements: the id of the name, and the value."""
K = TypeVar("K", bytes, tuple[int, ...])
_NAME, _OWNER = 30, 60
"""Where in the id of a member the ids of its name and of its class begin: strings are far fewer than 2 to the 30."""
_PART = (1 << _NAME) - 1


class Ids(Generic[K]):
    """The ids of things of one kind: numbers from 0 on, in the order in which they were first seen."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[K, int] = {}
        self._keys: list[K] = []

    def of(self, keys: Iterable[K]) -> list[int]:
        """The ids of things, new ones where they were not seen before."""
        known = self._known
        return [known.setdefault(key, len(known)) for key in keys]

    def key(self, number: int) -> K:
        """The thing that has an id."""
        if number >= len(self._keys):
            self._keys = list(self._known)
        return self._keys[number]


def member_ids(
    rows: Iterable[tuple[int, int, int]], owners: Sequence[int], kinds: Sequence[int], names: Sequence[int]
) -> list[int]:
    """The ids of fields or methods.

    They are made of those of class, name, and type or proto: there are several 100,000 members, and a table of them
    would take most of the memory.

    Args:
        rows: Of each the indices of its class, of its kind and of its name. owners: The ids of the classes.
        kinds: The ids of the types or protos. names: Those of the names.
    """
    return [owners[owner] << _OWNER | names[name] << _NAME | kinds[kind] for owner, kind, name in rows]


class Pool:
    """What several DEX files name.

    Attributes:
        strings: Strings in modified UTF-8. A type has the id of its descriptor.
        protos: The type that is returned, then those of the parameters.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self.strings: Ids[bytes] = Ids()
        self.protos: Ids[tuple[int, ...]] = Ids()

    def text(self, string: int) -> str:
        """A string."""
        return decode(self.strings.key(string))

    def class_name(self, type_: int) -> str:
        """The name of a class, such as ``com.example.Main$Inner``."""
        descriptor = self.text(type_)
        return class_name(descriptor) or descriptor

    def field(self, field: int) -> tuple[str, str]:
        """The name and the descriptor of a field."""
        return self.text(field >> _NAME & _PART), self.text(field & _PART)

    def method(self, method: int) -> tuple[str, tuple[str, ...], str]:
        """The name of a method, the descriptors of its parameters, and that of what it returns."""
        returned, *parameters = self.protos.key(method & _PART)
        return self.text(method >> _NAME & _PART), tuple(map(self.text, parameters)), self.text(returned)
