"""Files that are too large to be held: read in blocks, as numbered lines, or unpacked from gzip, within limits."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator

from hapline.documents import DocumentError
from hapline_hooks import Unreadable

Source = str | os.PathLike[str] | bytes | Callable[[], Iterable[bytes]]
"""A file, its content, or what gives its content piece by piece, each time that it is asked."""
BLOCK = 1 << 20
"""Bytes that are read at a time."""
MOST_LINE = 1 << 20
"""Bytes of one line. The longest lines of real mappings have some ten kilobytes."""
_GZIP = 16 + zlib.MAX_WBITS
_BOM = b"\xef\xbb\xbf"


def blocks(source: Source) -> Iterator[bytes]:
    """The content of a file, piece by piece; nothing else of it is held.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
    """
    if isinstance(source, bytes):
        for at in range(0, len(source), BLOCK):
            yield source[at : at + BLOCK]
        return
    if callable(source):
        yield from source()
        return
    name = os.fspath(source)
    if not stat.S_ISREG(os.stat(name).st_mode):  # opening a pipe would wait for its writer
        raise Unreadable(name, "is not a regular file")
    with open(name, "rb") as file:
        while block := file.read(BLOCK):
            yield block


def lines(source: Source) -> Iterator[tuple[int, list[bytes]]]:
    r"""The lines of a text: the number of the first, from 1, and the lines that were read together.

    Lines end with ``\n``; a ``\r`` before it is still there. A byte order mark at the beginning is not.

    Raises:
        OSError: The file cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        DocumentError: A line is longer than ``MOST_LINE``.
    """
    number, rest, at_start = 1, b"", True
    for block in blocks(source):
        found = (rest + block).split(b"\n")
        if at_start:
            found[0] = found[0].removeprefix(_BOM)
            at_start = False
        rest = found.pop()
        if len(rest) > MOST_LINE:
            raise DocumentError(
                "the line has more than {most} bytes",
                hint="check that the right file was named",
                most=MOST_LINE,
            ).below(number + len(found))
        if found:
            yield number, found
            number += len(found)
    if rest:
        yield number, [rest]


def decoded(raw: bytes, number: int) -> str:
    """A line as text, without its end.

    Raises:
        DocumentError: It is not UTF-8; the place is that of the first wrong byte.
    """
    raw = raw.removesuffix(b"\r")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        raise DocumentError(
            "byte {byte} is not UTF-8",
            text=before,
            offset=len(before),
            hint="check that the right file was named, and that it is as the build wrote it",
            byte=f"0x{raw[error.start]:02X}",
        ).below(number) from None


def unpacked(source: Source, limit: int) -> Iterator[bytes]:
    """The content of a gzip file, piece by piece; several members are one content, as Java reads them.

    Args:
        source: The file. limit: The most bytes that it may unfold to.

    Raises:
        OSError: The file cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        hapline.android.BinaryError: It is not gzip (``format``), is damaged (``value``), breaks off (``truncated``)
            or unfolds to more than the limit (``size``); the byte is that of the packed file.
    """
    from hapline.android import BinaryError

    made = 0
    inflater = _Inflater()
    for block in blocks(source):
        for piece in inflater.feed(block):
            made += len(piece)
            if made > limit:
                raise BinaryError("the file unfolds to more than {limit} bytes", reason="size", limit=limit)
            yield piece
    inflater.close()


class _Inflater:
    """Unpacks gzip, never more than a block at a time."""

    def __init__(self) -> None:
        self.stream = zlib.decompressobj(_GZIP)
        self.read = 0

    def feed(self, block: bytes) -> Iterator[bytes]:
        from hapline.android import BinaryError

        if not self.read and block[:2] != b"\x1f\x8b":
            raise BinaryError("the file is not in the format {format}", reason="format", format="gzip")
        self.read += len(block)
        waiting, piece = block, b""
        # Where a whole block came out there may be more, although all input is taken.
        while waiting or (len(piece) == BLOCK and not self.stream.eof):
            if self.stream.eof:
                if not waiting.strip(b"\0"):  # what tapes fill their blocks with
                    return
                self.stream = zlib.decompressobj(_GZIP)
            try:
                piece = self.stream.decompress(waiting, BLOCK)
            except zlib.error as error:
                at = self.read - len(waiting)
                raise BinaryError(
                    "byte {at}: the packed content is damaged: {error}", reason="value", at=at, error=str(error)
                ) from None
            waiting = self.stream.unused_data if self.stream.eof else self.stream.unconsumed_tail
            if piece:
                yield piece

    def close(self) -> None:
        from hapline.android import BinaryError

        if not self.read:
            raise BinaryError("the file is not in the format {format}", reason="format", format="gzip")
        if not self.stream.eof:
            raise BinaryError("byte {at}: the packed content breaks off", reason="truncated", at=self.read)
