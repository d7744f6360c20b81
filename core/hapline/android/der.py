"""DER: values inside values, as certificates and signatures are written; only what has to be found in them is read.

Source of the format: ITU-T X.690.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

INTEGER, OCTETS, OBJECT_ID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
CONTEXT_0, CONTEXT_1 = 0xA0, 0xA1
_LONG = 0x80
_MOST_LENGTH = 4


class DerError(ValueError):
    """What should be DER is not. at: The byte, from the beginning of all of it."""

    def __init__(self, at: int) -> None:
        """Say where."""
        super().__init__(f"byte {at} is not DER")
        self.at = at


class Der(NamedTuple):
    """One value.

    Attributes:
        data: All of the file. tag: What it is. start: Its first byte. body: The byte after its length. end: The byte
            after its last.
    """

    data: bytes
    tag: int
    start: int
    body: int
    end: int

    @property
    def content(self) -> bytes:
        """Its bytes, without tag and length."""
        return self.data[self.body : self.end]

    @property
    def whole(self) -> bytes:
        """Its bytes, with tag and length."""
        return self.data[self.start : self.end]

    def parts(self) -> Iterator[Der]:
        """The values inside it, in order.

        Raises:
            DerError: They do not fill it.
        """
        at = self.body
        while at < self.end:
            found = _at(self.data, at, self.end)
            yield found
            at = found.end

    def expect(self, tag: int) -> Der:
        """This value, which must have this tag.

        Raises:
            DerError: It has another.
        """
        if self.tag != tag:
            raise DerError(self.start)
        return self


def der(data: bytes) -> Der:
    """The value that a file is.

    Raises:
        DerError: It is none, or more follows.
    """
    found = _at(data, 0, len(data))
    if found.end != len(data):
        raise DerError(found.end)
    return found


def encoded(tag: int, content: bytes) -> bytes:
    """A value with this tag and content."""
    length = len(content)
    if length < _LONG:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG | len(size)]) + size + content


def object_id(value: Der) -> str:
    """An object identifier as numbers with dots, such as ``1.2.840.113549.1.7.2``.

    Raises:
        DerError: It is none.
    """
    raw = value.expect(OBJECT_ID).content
    numbers, number = [], 0
    if not raw or raw[-1] & _LONG or len(raw) > 64:  # noqa: PLR2004 those of algorithms have some ten bytes
        raise DerError(value.start)
    for byte in raw:
        number = number << 7 | byte & 0x7F
        if not byte & _LONG:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def _at(data: bytes, at: int, end: int) -> Der:
    if at + 2 > end or data[at] & 0x1F == 0x1F:  # noqa: PLR2004 tags of several bytes occur nowhere here
        raise DerError(at)
    length, body = data[at + 1], at + 2
    if length & _LONG:
        count = length & 0x7F
        if not 1 <= count <= _MOST_LENGTH or body + count > end:
            raise DerError(at)
        length = int.from_bytes(data[body : body + count], "big")
        body += count
    if body + length > end:
        raise DerError(at)
    return Der(data, data[at], at, body, body + length)
