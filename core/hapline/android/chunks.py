"""Chunks and string pools: what binary XML and resource tables are made of.

Source of the format: ResourceTypes.h of the Android platform (``ResChunk_header``, ``ResStringPool_header``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from hapline.android.errors import cut, overlap, wrong_value
from hapline.android.names import decode

HEAD = struct.Struct("<HHI")
STRING_POOL = 0x0001
_POOL = struct.Struct("<HHIIIIII")
_SPAN = struct.Struct("<III")
_NO_SPAN = b"\xff" * 4
_UTF8 = 1 << 8
_WIDE = 0x8000
_SHARED = 4
"""How often the bytes of a pool may be read over: honest pools share none, some shrinkers let strings share ends."""


class Chunk(NamedTuple):
    """A chunk of a file.

    Attributes:
        kind: What it is, a number of the format. start: Its first byte. body: The byte after its header. end: The byte
            after its last.
    """

    kind: int
    start: int
    body: int
    end: int


def chunk_at(data: bytes, at: int, end: int) -> Chunk:
    """The chunk at a byte, which must end before ``end``.

    Raises:
        BinaryError: ``truncated`` or ``value``: its sizes are not possible.
    """
    if at + HEAD.size > end:
        raise cut("ResChunk_header", at)
    kind, head, size = HEAD.unpack_from(data, at)
    if head < HEAD.size or head > size:
        raise wrong_value("headerSize", at + 2, head)
    if at + size > end:
        raise cut("ResChunk_header.size", at + 4)
    return Chunk(kind, at, at + head, at + size)


def chunks(data: bytes, at: int, end: int) -> Iterator[Chunk]:
    """The chunks from a byte on. A rest too short for a header is padding, and so are zeros.

    Raises:
        BinaryError: As ``chunk_at``.
    """
    while at + HEAD.size <= end:
        if not any(data[at : at + HEAD.size]) and not any(memoryview(data)[at:end]):
            return
        chunk = chunk_at(data, at, end)
        yield chunk
        at = chunk.end


class Span(NamedTuple):
    """A tag in a string. tag: Its name, and after semicolons its attributes. first, last: What it is around."""

    tag: str
    first: int
    last: int


class StringPool:
    """The strings of a chunk, each decoded when it is first asked for."""

    def __init__(self, data: bytes, chunk: Chunk) -> None:
        """Measure the pool.

        Raises:
            BinaryError: ``truncated`` or ``value``: its tables do not fit into the chunk.
        """
        if chunk.body - chunk.start < _POOL.size:
            raise wrong_value("ResStringPool_header.headerSize", chunk.start + 2, chunk.body - chunk.start)
        _, _, _, count, self._styles, flags, self._strings, styles = _POOL.unpack_from(data, chunk.start)
        if chunk.body + 4 * count > chunk.end:
            raise cut("ResStringPool_header.stringCount", chunk.start + 8)
        self._strings += chunk.start
        if count and self._strings > chunk.end:
            raise cut("ResStringPool_header.stringsStart", chunk.start + 20)
        self._data = data
        self._end = chunk.end
        self._offsets = struct.unpack_from(f"<{count}I", data, chunk.body)
        self._style_offsets = chunk.body + 4 * count
        self._style_data = chunk.start + styles
        self._wide = not flags & _UTF8
        self._known: dict[int, str] = {}
        self._known_spans: dict[int, tuple[Span, ...]] = {}
        self._room = _SHARED * (chunk.end - chunk.start)

    def __len__(self) -> int:
        """How many strings it has."""
        return len(self._offsets)

    def __getitem__(self, index: int) -> str:
        """A string; what is no text in its encoding becomes replacement characters.

        Raises:
            BinaryError: ``value``: there is no such string; ``truncated``; ``overlap``.
        """
        found = self._known.get(index)
        if found is None:
            if not 0 <= index < len(self._offsets):
                raise wrong_value("ResStringPool_ref.index", 0, index)
            at = self._strings + self._offsets[index]
            raw = self._wide_at(at) if self._wide else self._narrow_at(at)
            self._room -= len(raw)
            if self._room < 0:
                raise overlap("ResStringPool", at)
            found = raw.decode("utf-16-le", "replace") if self._wide else decode(raw)
            self._known[index] = found
        return found

    def spans(self, index: int) -> tuple[Span, ...]:
        """The tags in a string, such as those of bold text, in the order of the file.

        Raises:
            BinaryError: As for the string itself.
        """
        if index >= self._styles:
            return ()
        known = self._known_spans.get(index)
        if known is None:
            known = self._known_spans[index] = tuple(self._spans(index))
        return known

    def _spans(self, index: int) -> Iterator[Span]:
        at = self._style_offsets + 4 * index
        if at + 4 > self._end:
            raise cut("ResStringPool_header.styleCount", at)
        at = self._style_data + int.from_bytes(self._data[at : at + 4], "little")
        while True:
            if at + 4 > self._end:
                raise cut("ResStringPool_span", at)
            if self._data[at : at + 4] == _NO_SPAN:
                return
            if at + _SPAN.size > self._end:
                raise cut("ResStringPool_span", at)
            name, first, last = _SPAN.unpack_from(self._data, at)
            yield Span(self[name], first, last)
            at += _SPAN.size
            self._room -= _SPAN.size
            if self._room < 0:
                raise overlap("ResStringPool_span", at)

    def _wide_at(self, at: int) -> bytes:
        length, start = self._number(at, 2)
        end = start + 2 * length
        if end > self._end:
            raise cut("ResStringPool.string", at)
        return self._data[start:end]

    def _narrow_at(self, at: int) -> bytes:
        _, start = self._number(at, 1)  # in UTF-16 units, of no use here
        length, start = self._number(start, 1)
        end = start + length
        if end > self._end:
            raise cut("ResStringPool.string", at)
        return self._data[start:end]

    def _number(self, at: int, width: int) -> tuple[int, int]:
        """A length of one unit, or of two where the highest bit of the first is set, and the byte after it."""
        if at + 2 * width > self._end:
            raise cut("ResStringPool.string", at)
        first = int.from_bytes(self._data[at : at + width], "little")
        high = _WIDE if width > 1 else _WIDE >> 8
        if not first & high:
            return first, at + width
        second = int.from_bytes(self._data[at + width : at + 2 * width], "little")
        return (first & ~high) << 8 * width | second, at + 2 * width
