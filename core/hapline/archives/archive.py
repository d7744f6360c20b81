"""Archives: opened by their central directory, read entry by entry, opened again one inside the other."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hapline.archives.directory import data_end, read_entries
from hapline.archives.endrecord import EndRecord, read_end
from hapline.archives.entries import STORED, ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline.archives.inflate import check_readable, content, pieces
from hapline.archives.limits import Budget, Limits
from hapline.archives.signing import SigningBlock, read_signing_block
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives.problems import Problem

_LARGE = 1 << 20
"""Bytes of an entry whose part of the file need not stay in memory once it has been read."""


def open_archive(source: str | os.PathLike[str] | bytes | memoryview, *, limits: Limits | None = None) -> Archive:
    """Open a ZIP archive and read its central directory.

    A file is mapped into memory, not read: it must not be cut short while the archive is open.

    Args:
        source: A file, or the archive itself.
        limits: What it may cost; ``Limits()`` where nothing is given.

    Raises:
        OSError: The file cannot be opened.
        ArchiveError: It is not an archive, is broken, or asks for more than the limits allow.
    """
    limits = limits or Limits()
    mapped: mmap.mmap | None = None
    if isinstance(source, str | os.PathLike):
        mapped = _map(source)
        view = memoryview(mapped)
    else:
        view = memoryview(source).cast("B")
    budget = Budget(limits, len(view))
    archive = Archive(view, limits=limits, budget=budget, mapped=mapped)
    budget.charge(archive.content_size, ())
    return archive


def _map(path: str | os.PathLike[str]) -> mmap.mmap:
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"):  # so that a pipe does not wait for its writer
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ArchiveError(reason="not-a-file", message="is not a regular file")
        if not status.st_size:
            raise ArchiveError(reason="not-a-zip", message="is empty", offset=0)
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)


class Archive:
    """An open archive.

    Methods that take an entry accept its name too; of several with one name the last is meant, as in the
    vendors' tools. Reading does not change the archive: threads may share it.

    Attributes:
        entries: The entries in the order of the central directory. inner: The names of the entries through
            which it was reached, outermost first; empty for a file. limits: What it may cost.
    """

    def __init__(
        self,
        view: memoryview,
        *,
        limits: Limits,
        budget: Budget,
        inner: tuple[str, ...] = (),
        mapped: mmap.mmap | None = None,
    ) -> None:
        """Read the central directory."""
        self._view = view
        self._mapped = mapped
        self._budget = budget
        self._unfolded: set[int] = set()
        self._problems: list[Problem] | None = None
        self.limits = limits
        self.inner = inner
        self._end: EndRecord = read_end(view, inner)
        self.entries: list[ArchiveEntry] = read_entries(view, self._end, limits, inner)

    @cached_property
    def by_name(self) -> dict[str, ArchiveEntry]:
        """The entries by name."""
        return {entry.name: entry for entry in self.entries}

    @property
    def size(self) -> int:
        """The length of the whole archive in bytes."""
        return len(self._view)

    @property
    def content_size(self) -> int:
        """What the entries say they hold, in bytes, altogether."""
        return sum([entry.size for entry in self.entries])

    @property
    def comment(self) -> bytes:
        """The archive's comment."""
        return self._end.comment

    @property
    def directory_offset(self) -> int:
        """Where the central directory begins."""
        return self._end.directory_start

    @property
    def data_end(self) -> int:
        """Where the last entry's data ends; a signing block lies between here and ``directory_offset``."""
        return data_end(self.entries)

    @cached_property
    def signing_block(self) -> SigningBlock | None:
        """The signing block of a HarmonyOS or Android package, measured and not verified.

        Raises:
            ArchiveError: ``signing-block``: there is one, and its sizes do not add up.
        """
        return read_signing_block(self._view, self.data_end, self._end.directory_start, self.inner)

    def problems(self) -> list[Problem]:
        """What is odd about the archive although it can be read; looks at headers, not at content."""
        if self._problems is None:
            from hapline.archives.problems import find_problems

            self._problems = list(find_problems(self._view, self.entries, self._end))
        return self._problems

    def read(self, entry: ArchiveEntry | str, limit: int | None = None) -> bytes:
        """All of an entry's content, its size and CRC-32 verified.

        Args:
            entry: The entry or its name.
            limit: The most bytes that are wanted, below the general limit.

        Raises:
            ArchiveError: ``no-such-entry``, ``entry-too-large``, ``encrypted``, ``method``, ``corrupt``,
                ``truncated``, ``lying-size`` or ``crc``.
        """
        entry = self._find(entry)
        allowed = self.limits.max_entry_size if limit is None else min(limit, self.limits.max_entry_size)
        self._check_size(entry, allowed)
        found = content(self.raw(entry), entry, self.inner)
        if entry.compressed_size >= _LARGE:
            self._give_back(entry)
        return found

    def stream(self, entry: ArchiveEntry | str) -> Iterator[bytes]:
        """An entry's content in pieces of at most 256 KiB; memory stays small whatever the size.

        Raises:
            ArchiveError: As ``read``. Damage that only the end shows is raised after the last piece.
        """
        for piece in self.pieces(entry):
            yield bytes(piece)

    def pieces(self, entry: ArchiveEntry | str) -> Iterator[bytes | memoryview]:
        """As ``stream``, but stored content comes as views of the archive, without a copy."""
        entry = self._find(entry)
        self._check_size(entry, self.limits.max_entry_size)
        return pieces(self.raw(entry), entry, self.inner)

    def raw(self, entry: ArchiveEntry | str) -> memoryview:
        """An entry's bytes as they are in the archive, compressed or not; a view, valid while it is open."""
        entry = self._find(entry)
        return self._view[entry.data_offset : entry.data_offset + entry.compressed_size]

    def view(self, offset: int = 0, size: int | None = None) -> memoryview:
        """Bytes of the archive itself, such as a part of the signing block."""
        return self._view[offset:] if size is None else self._view[offset : offset + size]

    def nested(self, entry: ArchiveEntry | str, *, verify: bool = True) -> Archive:
        """Open an archive that is an entry of this one.

        A stored one is looked at in place; a deflated one is inflated into memory. It counts towards this
        archive's budget, once, and may be open longer than this one.

        Args:
            entry: The entry or its name.
            verify: Whether the CRC-32 of a stored one is verified, which reads all of it; a deflated one's
                always is.

        Raises:
            ArchiveError: As ``read`` and ``open_archive``, or ``nested-too-deep``.
        """
        entry = self._find(entry)
        if len(self.inner) >= self.limits.max_nesting:
            message = Phrase("lies more than {most} archives deep (max_nesting)", most=self.limits.max_nesting)
            raise ArchiveError(reason="nested-too-deep", message=message, entry=entry.name, inner=self.inner)
        stored = entry.method == STORED
        if stored:
            check_readable(entry, self.inner)
            view = self.raw(entry)
            if verify:
                for _ in self.pieces(entry):
                    pass
        else:
            view = memoryview(self.read(entry))
        archive = Archive(view, limits=self.limits, budget=self._budget, inner=(*self.inner, entry.name))
        if entry.header_offset not in self._unfolded:
            # What is stored twice over takes the very bytes that were charged for as the entry's.
            paid = entry.size if stored else 0
            self._budget.charge(max(0, archive.content_size - paid), archive.inner)
            self._unfolded.add(entry.header_offset)
        return archive

    def close(self) -> None:
        """Let the file go; views that are still held keep the mapping alive until they are dropped."""
        self._view.release()
        if self._mapped is not None:
            try:
                self._mapped.close()
            except BufferError:
                self._mapped = None

    def __enter__(self) -> Self:
        """Use the archive in a ``with`` statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.close()

    def _give_back(self, entry: ArchiveEntry) -> None:
        """Let the system have the memory that holds the bytes of an entry, which is read again when it is asked for."""
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            begin = entry.data_offset - entry.data_offset % mmap.PAGESIZE
            self._mapped.madvise(mmap.MADV_DONTNEED, begin, entry.data_offset + entry.compressed_size - begin)

    def _find(self, entry: ArchiveEntry | str) -> ArchiveEntry:
        if isinstance(entry, ArchiveEntry):
            return entry
        found = self.by_name.get(entry)
        if found is None:
            raise ArchiveError(reason="no-such-entry", message="there is no such entry", entry=entry, inner=self.inner)
        return found

    def _check_size(self, entry: ArchiveEntry, allowed: int) -> None:
        if entry.size > allowed:
            message = Phrase("holds {size} bytes; {allowed} are allowed", size=entry.size, allowed=allowed)
            raise ArchiveError(reason="entry-too-large", message=message, entry=entry.name, inner=self.inner)
