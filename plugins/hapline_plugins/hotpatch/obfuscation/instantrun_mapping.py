"""InstantRunMapping.txt.gz: kept for the patch build, and only checked to be what its name says.

What stands in it is not documented, so nothing is read out of it. Source: mPaaS MDS guide, 5.2.2.1.
"""

from __future__ import annotations

import codecs

from hapline_hooks import noun
from hapline_plugins.hotpatch.obfuscation.streams import Source, unpacked

LIMIT = 1024 * 1024 * 1024
"""Bytes, unpacked; they are never held together."""


@noun
class PackedText:
    """A text in a gzip file. size: Its bytes, unpacked. lines: How many it has."""

    size: int
    lines: int


def check_instantrun_mapping(source: Source, *, limit: int = LIMIT) -> PackedText:
    """Read an InstantRunMapping.txt.gz to its end.

    Args:
        source: The file, or its content. limit: The most bytes that it may unfold to.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        hapline.android.BinaryError: It is not gzip, damaged, cut short, too large, or holds no text in UTF-8; of what
            is no text, the byte is that of the unpacked content.
    """
    from hapline.android import BinaryError

    decoder = codecs.getincrementaldecoder("utf-8")()
    size = breaks = 0
    last = b"\n"
    for piece in unpacked(source, limit):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            raise BinaryError("byte {at}: this is no text", reason="value", at=size + error.start) from None
        if "\0" in text:
            raise BinaryError("byte {at}: this is no text", reason="value", at=size + piece.index(0))
        size += len(piece)
        breaks += piece.count(b"\n")
        last = piece[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise BinaryError("byte {at}: this is no text", reason="value", at=size) from None
    return PackedText(size=size, lines=breaks + (last != b"\n"))
