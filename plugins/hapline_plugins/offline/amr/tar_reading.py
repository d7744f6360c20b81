"""Reads an uncompressed tar in one pass over pieces of it: nothing is unpacked, and memory stays small."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from hapline.archives import ArchiveError
from hapline.archives.directory import decode_name
from hapline_hooks import Phrase, noun
from hapline_plugins.offline.amr import tar_headers
from hapline_plugins.offline.amr.form import BLOCK
from hapline_plugins.offline.amr.tar_headers import Header, TarProblem, read_header

Kind = Literal["file", "folder", "symlink", "hard-link", "special"]
_KINDS: Mapping[bytes, Kind] = {
    tar_headers.FILE: "file",
    tar_headers.FOLDER: "folder",
    tar_headers.SYMLINK: "symlink",
    tar_headers.HARD_LINK: "hard-link",
}
_LONG = {tar_headers.LONG_NAME: "name", tar_headers.LONG_LINK: "target"}
_END_BLOCKS = 2
"""Blocks of zeros that end a tar."""
_SHOWN = 120
_RECORD = re.compile(rb"([1-9][0-9]{0,7}) ([^=\n]+)=")


@noun
class TarLimits:
    """How much a tar may ask for before it is refused; no honest package comes near.

    Attributes:
        members: Files, folders and links. name: Bytes of a name. extended: Bytes of a pax header.
        names: Bytes of all names together.
    """

    members: int = 65_536
    name: int = 4096
    extended: int = 65_536
    names: int = 16 << 20


class TarMember(NamedTuple):
    """One member of a tar.

    Attributes:
        name: Its name as text, as it stands there. raw_name: As bytes. kind: What it is.
        size: Bytes of content. offset: Where its content begins in the tar. mode: The Unix mode, without the type.
        target: Where a link leads. pax: The keywords of the pax header before it.
    """

    name: str
    raw_name: bytes
    kind: Kind
    size: int
    offset: int
    mode: int
    target: str = ""
    pax: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name in its usual form: without ``./`` before it and a slash behind it."""
        name = self.name
        while name.startswith("./"):
            name = name[2:].lstrip("/")
        return name.rstrip("/")


class TarReader:
    """Takes a tar piece by piece.

    Attributes:
        members: What was read so far. kept: The content of those members that were asked for, by name.
    """

    def __init__(
        self, *, entry: str = "", keep: Mapping[str, int] = MappingProxyType({}), limits: TarLimits | None = None
    ) -> None:
        """Start with nothing read.

        Args:
            entry: The entry of the archive that the tar is, for errors.
            keep: Names of members whose content is wanted, and how many bytes of it at most.
            limits: What it may cost.
        """
        self.members: list[TarMember] = []
        self.kept: dict[str, bytes] = {}
        self._entry = entry
        self._keep = keep
        self._limits = limits or TarLimits()
        self._at = 0
        self._part = b""
        self._data = 0
        self._padding = 0
        self._sink: bytearray | None = None
        self._owner: bytes | str = ""
        self._long: dict[str, bytes] = {}
        self._pax: dict[str, bytes] | None = None
        self._ended = 0
        self._names = 0

    def feed(self, piece: bytes | memoryview) -> None:
        """Take the next piece, of any length.

        Raises:
            hapline.archives.ArchiveError: The tar is damaged, hostile, or asks for more than the limits allow.
        """
        start, end = 0, len(piece)
        try:
            while start < end:
                start = self._step(piece, start, end)
        except TarProblem as problem:
            raise self._error(problem.reason, problem.message) from None

    def finish(self) -> None:
        """Say that there is no more.

        Raises:
            hapline.archives.ArchiveError: The tar has not come to its end.
        """
        if self._data or self._padding or self._part:
            raise self._error("truncated", "the tar breaks off inside a member: a size in it is wrong, or it is cut")
        if self._ended < _END_BLOCKS:
            raise self._error("truncated", "the tar breaks off: the blocks that end one are missing")

    def _step(self, piece: bytes | memoryview, start: int, end: int) -> int:
        """Take what comes next from a piece; returns where it goes on."""
        if self._ended >= _END_BLOCKS:
            stop = end
            if bytes(piece[start:]).strip(b"\0"):
                raise TarProblem("corrupt", "something stands behind the end of the tar")
        elif self._data:
            stop = min(end, start + self._data)
            if self._sink is not None:
                self._sink += piece[start:stop]
            self._data -= stop - start
            if not self._data:
                self._complete()
        elif self._padding:
            stop = min(end, start + self._padding)
            self._padding -= stop - start
        else:
            stop = min(end, start + BLOCK - len(self._part))
            self._part += bytes(piece[start:stop])
            if len(self._part) == BLOCK:
                block, self._part = self._part, b""
                self._at += stop - start
                self._block(block)
                return stop
        self._at += stop - start
        return stop

    def _block(self, block: bytes) -> None:
        header = read_header(block)
        if header is None:
            self._ended += 1
            if self._long or self._pax is not None:
                raise TarProblem("truncated", "the tar ends behind a header that belongs to another member")
            return
        if self._ended:
            raise TarProblem("corrupt", "a block of zeros stands before a member, where some readers stop")
        self._data = header.size
        self._padding = -header.size % BLOCK
        if header.type in _LONG or header.type in {tar_headers.PAX, tar_headers.PAX_GLOBAL}:
            self._begin_extension(header)
        else:
            self._member(header)

    def _begin_extension(self, header: Header) -> None:
        """Collect the content of a header that says more of the next member."""
        is_long = header.type in _LONG
        most = self._limits.name if is_long else self._limits.extended
        if header.size > most:
            message = Phrase(
                "a header for a long name has {size} bytes; {most} are allowed", size=header.size, most=most
            )
            raise TarProblem("name-too-long", message)
        again = (
            _LONG[header.type] in self._long if is_long else header.type == tar_headers.PAX and self._pax is not None
        )
        if again or not header.size:
            raise TarProblem("corrupt", "headers for long names stand one behind the other, or are empty")
        self._sink, self._owner = bytearray(), header.type

    def _member(self, header: Header) -> None:
        pax = self._pax or {}
        if self._long and pax:
            raise TarProblem("corrupt", "a member has its name in two kinds of headers")
        if pax.get("size", b"%d" % header.size) != b"%d" % header.size:
            raise TarProblem("lying-size", "a pax header and the header behind it differ in the size")
        raw = self._long.get("name", pax.get("path", header.name))
        target = self._long.get("target", pax.get("linkpath", header.target))
        name = decode_name(raw)
        self._names += len(raw)
        if len(self.members) >= self._limits.members or self._names > self._limits.names:
            message = Phrase("the tar has more than {most} members, or names of endless length", most=len(self.members))
            raise TarProblem("too-many-entries", message)
        kind = _KINDS.get(header.type, "special")
        mode, link = header.mode & 0o7777, decode_name(target)
        member = TarMember(name, raw, kind, header.size, self._at, mode, link, tuple(pax))
        self.members.append(member)
        self._long, self._pax = {}, None
        if kind == "file" and header.size <= self._keep.get(member.path, -1):
            self._sink, self._owner = bytearray(), member.path
            if not header.size:
                self._complete()

    def _complete(self) -> None:
        """The content that was collected is there."""
        sink, owner, self._sink = self._sink, self._owner, None
        if sink is None:
            return
        if isinstance(owner, str):
            self.kept[owner] = bytes(sink)
        elif owner in _LONG:
            self._long[_LONG[owner]] = _long_name(bytes(sink))
        else:
            self._extended(owner, dict(_records(bytes(sink))))

    def _extended(self, kind: bytes, found: dict[str, bytes]) -> None:
        """A pax header was read."""
        if kind == tar_headers.PAX_GLOBAL:
            if not _HARMLESS.issuperset(found):
                raise TarProblem("corrupt", "a global pax header changes what is said of all members")
        elif b"" in (found.get("path"), found.get("linkpath")) or any(map(_changes_content, found)):
            raise TarProblem("corrupt", "a pax header takes the name away, or says that content is sparse")
        else:
            self._pax = found

    def _error(self, reason: str, message: str) -> ArchiveError:
        if self.members:
            what = message if isinstance(message, Phrase) else Phrase(message)
            message = Phrase("{what} (behind {name})", what=what, name=shown(self.members[-1].name))
        return ArchiveError(reason=reason, message=message, entry=self._entry, offset=self._at)


_HARMLESS = frozenset({"comment", "mtime", "atime", "ctime"})
"""What a global header may say."""


def _changes_content(keyword: str) -> bool:
    return keyword.startswith("GNU.sparse")


def shown(name: str) -> str:
    """A name as it can be printed, cut where it is endless."""
    plain = name if name.isprintable() else repr(name)[1:-1]
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def _long_name(data: bytes) -> bytes:
    name, _, rest = data.partition(b"\0")
    if not name or rest.strip(b"\0"):
        raise TarProblem("corrupt", "a long name is empty, or has bytes hidden behind its end")
    return name


def _records(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The records of a pax header, each ``length keyword=value``."""
    at = 0
    known: set[bytes] = set()
    while at < len(data):
        match = _RECORD.match(data, at)
        end = at + int(match[1]) if match else 0
        is_whole = match is not None and match.end() < end <= len(data) and data[end - 1 : end] == b"\n"
        if match is None or not is_whole or match[2] in known:
            raise TarProblem("corrupt", "a pax header is broken, or says one thing twice")
        known.add(match[2])
        yield match[2].decode("utf-8", "replace"), data[match.end() : end - 1]
        at = end
