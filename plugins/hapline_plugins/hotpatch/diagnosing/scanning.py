"""The lines of a log that matter, found in blocks: a log of gigabytes passes through a few megabytes of memory.

Lines are cut where they are longer than anybody reads; one in another encoding is read by itself, since programs write
into one log in several.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Protocol

from hapline_plugins.hotpatch.diagnosing.marks import BYTES, Marks

_FOLLOWED = re.compile(rb"FATAL EXCEPTION|R[Pp][Cc]Exception|^\[ +\S")
"""After such a line the next ones belong to it, in formats that put its head before the first one only."""
_FOLLOWING = 60
_BLOCK = 1 << 20
_LONGEST = 1 << 22  # a line that is longer is taken in pieces
_CUT = 1 << 15
_HEAD = 512
_LONG_HEAD = b"\n[ "
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Source(Protocol):
    """What a log is read from: a file that is open, or standard input."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


def lines(stream: Source) -> Iterator[tuple[int, str]]:
    """The lines that matter, and those that follow and belong to them, with their numbers from 1."""
    scanner = _Scanner()
    rest = b""
    for piece in pieces(stream):
        block = rest + piece
        end = block.rfind(b"\n") + 1
        if not end and len(block) < _LONGEST:
            rest = block
            continue
        rest = block[end:] if end else b""
        yield from scanner.scan(block[:end] if end else block)
    yield from scanner.scan(rest)


def pieces(stream: Source) -> Iterator[bytes]:
    """A stream as UTF-8, as far as it is text at all: UTF-16, as PowerShell writes it, is decoded."""
    first = stream.read(_BLOCK)
    encoding = _wide(first)
    if not encoding:
        while first:
            yield first
            first = stream.read(_BLOCK)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while first:
        yield decoder.decode(first).encode("utf-8", "replace")
        first = stream.read(_BLOCK)


def decoded(line: bytes) -> str:
    """A line as text: UTF-8, else the Chinese code page, else what can be made out."""
    line = line.replace(b"\0", b"")
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace")


def _wide(first: bytes) -> str:
    """The name of UTF-16 where a log begins with its mark, or with letters and NULs in turn."""
    for mark, encoding in _MARKED:
        if first.startswith(mark):
            return encoding
    start = first[:64]
    if len(start) > 8 and not any(start[1::2]) and all(start[::2]):  # noqa: PLR2004 enough to tell
        return "utf-16-le"
    return ""


class _Scanner:
    def __init__(self) -> None:
        self.number = 1  # of the line that the next block begins with
        self.follow = 0

    def scan(self, block: bytes) -> Iterator[tuple[int, str]]:
        """The lines that matter in a block of whole lines."""
        marks = Marks(block, BYTES)
        done = self.followers_end(block, 0, marks)
        yield from _numbered(block, 0, done, self.number)
        number, counted = self.number, 0
        while (mark := marks.after(done)) >= 0:
            start = block.rfind(b"\n", 0, mark) + 1
            head = _long_head(block, start, done)
            if head is not None:
                yield (
                    number + block.count(b"\n", counted, head),
                    decoded(_trimmed(block[head : block.find(b"\n", head)])),
                )
            number, counted = number + block.count(b"\n", counted, start), start
            end = block.find(b"\n", mark)
            end = len(block) if end < 0 else end
            line = block[start:end]
            yield number, decoded(_cut(_trimmed(line), mark - start))
            done = end + 1
            if _FOLLOWED.search(line):
                self.follow = _FOLLOWING
                last = self.followers_end(block, done, marks)
                yield from _numbered(block, done, last, number + 1)
                done = last
        self.number += block.count(b"\n")

    def followers_end(self, block: bytes, at: int, marks: Marks[bytes]) -> int:
        """Where the lines end that belong to the one before them; a blank line and one with a mark do not."""
        while self.follow and at < len(block):
            end = block.find(b"\n", at)
            end = len(block) if end < 0 else end
            if not block[at:end].strip() or 0 <= marks.after(at) < end:
                self.follow = 0
                break
            self.follow -= 1
            at = min(end + 1, len(block))
        return at


def _numbered(block: bytes, start: int, end: int, number: int) -> Iterator[tuple[int, str]]:
    for ahead, line in enumerate(block[start:end].splitlines() if start < end else (), number):
        yield ahead, decoded(_cut(_trimmed(line), 0))


def _long_head(block: bytes, start: int, done: int) -> int | None:
    """Where the head stands of an entry of the long format that a line belongs to; None in other formats."""
    if block.startswith(b"[ ", start):
        return None
    head = block.rfind(_LONG_HEAD, max(done - 1, start - _CUT, 0), start)
    if head < 0 or b"\n\n" in block[head + 1 : start].replace(b"\r", b""):
        return None
    return head + 1


def _trimmed(line: bytes) -> bytes:
    return line.rstrip(b"\r\n")


def _cut(line: bytes, mark: int) -> bytes:
    """A line of which nobody wants all: its head, and what stands around its mark."""
    if len(line) <= _CUT:
        return line
    if mark < _CUT // 2:
        return line[:_CUT]
    return line[:_HEAD] + b" ... " + line[mark - _HEAD : mark + _CUT // 2]
