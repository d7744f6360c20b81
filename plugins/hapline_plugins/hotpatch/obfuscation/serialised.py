"""A reader of Java's serialisation for one thing: a map from texts to numbers or texts, and no other class.

Source of the format: Java Object Serialization Specification, chapter 6,
https://docs.oracle.com/en/java/javase/17/docs/specs/serialization/protocol.html.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from hapline.android import BinaryError
from hapline_hooks import Phrase

_MAGIC = b"\xac\xed\x00\x05"
_NULL, _REFERENCE, _CLASS, _OBJECT, _STRING = 0x70, 0x71, 0x72, 0x73, 0x74
_BLOCK, _END, _LONG_BLOCK, _LONG_STRING = 0x77, 0x78, 0x7A, 0x7C
_FIRST_HANDLE = 0x7E0000
_HASH_MAP = "java.util.HashMap"
_LINKED = "java.util.LinkedHashMap"
_INTEGER = "java.lang.Integer"
_NUMBER = "java.lang.Number"
_FIELDS = {
    _HASH_MAP: {("F", "loadFactor"), ("I", "threshold")},
    _LINKED: {("Z", "accessOrder")},
    _INTEGER: {("I", "value")},
    _NUMBER: set[tuple[str, str]](),
}
"""The classes that are read, and their fields."""
_ABOVE = {_HASH_MAP: None, _LINKED: _HASH_MAP, _INTEGER: _NUMBER, _NUMBER: None}
_SERIALIZABLE, _WITH_WRITE = 0x02, 0x03
_MOST_NAME = 200


class _Class(NamedTuple):
    name: str


_Known = _Class | str | int | None


def read_map(data: bytes) -> dict[str, int | str]:
    """Read a ``LinkedHashMap`` or ``HashMap`` of ``String`` to ``Integer``, or to ``String``.

    Raises:
        hapline.android.BinaryError: ``format``: it is no serialised object; ``value``: it holds an object of another
            class, or says what cannot be; ``truncated``.
    """
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.handles: list[_Known] = []

    def read(self) -> dict[str, int | str]:
        if self.data[:4] != _MAGIC:
            raise BinaryError("the file is not in the format {format}", reason="format", format="Java serialisation")
        self.at = 4
        self.expect(_OBJECT, "TC_OBJECT")
        start = self.at
        name = self.class_desc()
        if name not in (_HASH_MAP, _LINKED):
            raise self.refused(name, start)
        self.handles.append(None)  # the map itself
        (count,) = self.map_head()
        found: dict[str, int | str] = {}
        for _ in range(count):
            key = self.key()
            found[key] = self.value()
        self.expect(_END, "TC_ENDBLOCKDATA")
        if name == _LINKED:
            self.take(1, "accessOrder")
        if self.at != len(self.data):
            raise self.wrong(Phrase("the end of the map"), Phrase("followed by more"))
        return found

    def map_head(self) -> tuple[int]:
        """Pass over load factor and threshold, and read how many entries follow."""
        self.take(8, "loadFactor")
        self.expect(_BLOCK, "TC_BLOCKDATA")
        size = self.take(1, "TC_BLOCKDATA")[0]
        if size != 8:  # noqa: PLR2004 two numbers: how many places, and how many entries
            raise self.wrong("TC_BLOCKDATA", size)
        _, count = struct.unpack(">ii", self.take(8, "TC_BLOCKDATA"))
        if not 0 <= count <= len(self.data):
            raise self.wrong("size", count)
        return (count,)

    def key(self) -> str:
        start = self.at
        found = self.item()
        if not isinstance(found, str):
            self.at = start
            raise self.wrong(Phrase("a key of the map"), Phrase("anything but a text"))
        return found

    def value(self) -> int | str:
        start = self.at
        found = self.item()
        if not isinstance(found, int | str):
            self.at = start
            raise self.wrong(Phrase("a value of the map"), Phrase("anything but a number or a text"))
        return found

    def item(self) -> _Known:
        """A text, a number, null, or one of them again."""
        code = self.take(1, Phrase("an object"))[0]
        if code == _STRING:
            return self.text(2)
        if code == _LONG_STRING:
            return self.text(8)
        if code == _REFERENCE:
            return self.reference()
        if code == _NULL:
            return None
        if code != _OBJECT:
            self.at -= 1
            raise self.wrong(Phrase("the code of an object"), hex(code))
        start = self.at
        name = self.class_desc()
        if name != _INTEGER:
            raise self.refused(name, start)
        (number,) = struct.unpack(">i", self.take(4, "value"))
        self.handles.append(number)
        return int(number)

    def text(self, width: int) -> str:
        from hapline.android.names import decode

        size = int.from_bytes(self.take(width, "TC_STRING"), "big")
        found = decode(self.take(size, "TC_STRING"))
        self.handles.append(found)
        return found

    def reference(self) -> _Known:
        number = int.from_bytes(self.take(4, "TC_REFERENCE"), "big") - _FIRST_HANDLE
        if not 0 <= number < len(self.handles):
            self.at -= 4
            raise self.wrong("TC_REFERENCE", number)
        return self.handles[number]

    def class_desc(self) -> str:
        """The name of the class that follows, of which everything has to be as it is known."""
        code = self.take(1, "TC_CLASSDESC")[0]
        if code == _REFERENCE:
            start = self.at - 1
            found = self.reference()
            if not isinstance(found, _Class):
                self.at = start
                raise self.wrong("TC_CLASSDESC", Phrase("a reference to something else"))
            return found.name
        if code != _CLASS:
            self.at -= 1
            raise self.wrong("TC_CLASSDESC", hex(code))
        start = self.at - 1
        name = self.utf("className")
        if name not in _FIELDS:
            raise self.refused(name, start)
        self.take(8, "serialVersionUID")
        self.handles.append(_Class(name))
        flags = self.take(1, "classDescFlags")[0]
        if flags != (_WITH_WRITE if name == _HASH_MAP else _SERIALIZABLE):
            self.at -= 1
            raise self.wrong("classDescFlags", flags)
        self.fields(name)
        self.expect(_END, "TC_ENDBLOCKDATA")
        self.above(name)
        return name

    def fields(self, name: str) -> None:
        start = self.at
        count = int.from_bytes(self.take(2, "fields"), "big")
        found = {(chr(self.take(1, "typecode")[0]), self.utf("fieldName")) for _ in range(min(count, 3))}
        if found != _FIELDS[name] or count != len(found):
            self.at = start
            raise self.wrong(Phrase("the fields of {name}", name=name), sorted(found))

    def above(self, name: str) -> None:
        wanted = _ABOVE[name]
        start = self.at
        if wanted is None:
            self.expect(_NULL, "superClassDesc")
        elif self.class_desc() != wanted:
            self.at = start
            raise self.wrong("superClassDesc", Phrase("another class"))

    def utf(self, part: str) -> str:
        from hapline.android.names import decode

        return decode(self.take(int.from_bytes(self.take(2, part), "big"), part))

    def expect(self, code: int, part: str) -> None:
        found = self.take(1, part)[0]
        if found != code:
            self.at -= 1
            raise self.wrong(part, hex(found))

    def take(self, size: int, part: str) -> bytes:
        start, end = self.at, self.at + size
        if end > len(self.data):
            raise BinaryError("byte {at}: {part} goes past the end", reason="truncated", at=start, part=part)
        self.at = end
        return self.data[start:end]

    def wrong(self, part: str, value: object) -> BinaryError:
        return BinaryError(
            "byte {at}: {part} cannot be {value}",
            reason="value",
            at=self.at,
            part=part,
            value=value if isinstance(value, Phrase) else str(value),
        )

    def refused(self, name: str, at: int) -> BinaryError:
        return BinaryError(
            "byte {at}: objects of the class {name} are not read",
            reason="value",
            at=at,
            name=name[:_MOST_NAME],
        )
