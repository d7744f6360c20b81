"""Headers of a tar, read strictly: what readers could take in two ways is refused."""

from __future__ import annotations

import re
from struct import Struct
from typing import NamedTuple

from hapline_hooks import Phrase
from hapline_plugins.offline.amr.form import BLOCK

FILE, HARD_LINK, SYMLINK, FOLDER = b"0", b"1", b"2", b"5"
SPECIAL = frozenset((b"3", b"4", b"6"))
"""Devices and pipes."""
LONG_NAME, LONG_LINK = b"L", b"K"
PAX, PAX_GLOBAL = b"x", b"g"
_PLAIN = frozenset((FILE, b"\0", b"7"))
"""Types that are a file with content; the last one lies in one piece, which nobody knows of any more."""
_EMPTY = frozenset((HARD_LINK, SYMLINK, FOLDER, *SPECIAL))
_KNOWN = _PLAIN | _EMPTY | {LONG_NAME, LONG_LINK, PAX, PAX_GLOBAL}
_FIELDS = Struct("100s8s8s8s12s12s8sc100s8s32s32s16s155s12x")
_GNU, _POSIX = b"ustar  \0", b"ustar\00000"
_OCTAL = re.compile(rb" *([0-7]+)[ \0]*")
_ZEROS = bytes(BLOCK)
_CHECKSUM = slice(148, 156)
_BLANKS = 8 * ord(" ")
"""What the field of the checksum counts as while it is computed."""
_BINARY = 0x80


class TarProblem(Exception):
    """A header that is refused.

    Attributes:
        reason: A key of ``hapline.archives.errors.HINTS``. message: What is wrong with it.
    """

    def __init__(self, reason: str, message: str) -> None:
        """Say what is wrong."""
        super().__init__(message)
        self.reason = reason
        self.message = message


class Header(NamedTuple):
    """What one header says.

    Attributes:
        name: The name as it stands there. type: One letter; a plain file is ``0`` in whatever way it was written.
        size: Bytes of content that follow. mode: The Unix mode, without the type. target: Where a link leads.
    """

    name: bytes
    type: bytes
    size: int
    mode: int
    target: bytes


def read_header(block: bytes) -> Header | None:
    """One header; None where the block is all zeros, with which a tar ends.

    Raises:
        TarProblem: It is none, is damaged, or readers differ in how they take it.
    """
    (name, mode, _, _, size_field, _, checksum, kind, target, magic, _, _, _, prefix) = _FIELDS.unpack(block)
    if not checksum.strip(b"\0") and block == _ZEROS:
        return None
    if _number(checksum, "checksum") != sum(block) - sum(block[_CHECKSUM]) + _BLANKS:
        raise TarProblem("corrupt", "the checksum of a header is wrong: the tar is damaged, or sizes in it are")
    if magic not in {_GNU, _POSIX}:
        raise TarProblem("corrupt", "a header is in none of the formats GNU tar and ustar")
    name, prefix = _text(name), _text(prefix)
    if prefix:
        if magic == _GNU:
            raise TarProblem("corrupt", "a header has fields of an incremental backup, which some read as a name")
        name = prefix + b"/" + name
    if kind not in _KNOWN:
        message = Phrase("a member is of type {type}, which is no file, folder or link", type=repr(kind)[1:])
        raise TarProblem("corrupt", message)
    size = _number(size_field, "size")
    if kind in _EMPTY and size:
        message = Phrase("a folder or link has {size} bytes of content, which readers do not agree on", size=size)
        raise TarProblem("lying-size", message)
    if kind in _PLAIN:
        # In the oldest format a folder is a file whose name ends like one.
        kind = FOLDER if kind == b"\0" and name.endswith(b"/") and not size else FILE
    return Header(name, kind, size, _number(mode, "mode", empty=0), _text(target))


def _text(field: bytes) -> bytes:
    """A field up to its first zero; behind it nothing may stand."""
    text, _, rest = field.partition(b"\0")
    if rest.strip(b"\0"):
        raise TarProblem("corrupt", "bytes are hidden behind the end of a name in a header")
    return text


def _number(field: bytes, what: str, *, empty: int | None = None) -> int:
    if field[0] & _BINARY:
        if field[0] == _BINARY:
            return int.from_bytes(field[1:], "big")
    else:
        match = _OCTAL.fullmatch(field)
        if match is not None:
            return int(match[1], 8)
        if empty is not None and not field.strip(b" \0"):
            return empty
    raise TarProblem("corrupt", Phrase("the {what} in a header is no number", what=Phrase(what)))
