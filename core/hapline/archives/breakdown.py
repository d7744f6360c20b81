"""Breakdown: which entry accounts for how many bytes of a module in the finished .app, now or with other entries."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from hapline.archives.directory import CENTRAL
from hapline.archives.packing import Rewriter

if TYPE_CHECKING:
    from hapline.archives.archive import Archive
    from hapline.archives.entries import ArchiveEntry

_CHUNK = 1 << 20
_GRAIN = 4096
"""Bytes. What is smaller is measured together with what is beside it, and shared out by length."""


def breakdown(
    archive: Archive,
    pack_info: bytes,
    *,
    deflated: bool,
    level: int = 1,
    repack: bool = True,
    now: float | None = None,
    without: Collection[str] = (),
    added: Iterable[tuple[Archive, ArchiveEntry]] = (),
) -> dict[str, int]:
    """Break the predicted size of a module in the finished .app down to its entries.

    An entry accounts for its content, compressed where and as the tool compresses it, its header and its line in
    the directory. The bytes add up to what ``hapline.archives.packing.rewritten_size`` predicts. Memory stays
    small.

    Args:
        archive: The module. pack_info: As for ``rewritten_size``, and so ``deflated``, ``level``, ``repack``, ``now``.
        without: Names of entries that are left out, as if they were not in the module.
        added: Entries of other archives that are put in, each with its archive.

    Returns:
        Bytes by the name of the entry; under the empty name what belongs to none (end record, signing block).

    Raises:
        ArchiveError: The module is damaged or such that the tool refuses to rewrite it.
    """
    if repack:
        writer = Rewriter(archive, level=level, now=now, verify=deflated, without=without, added=added)
        parts = writer.parts(pack_info)
    else:
        parts = _as_it_is(archive, without, added)
    if deflated:
        return _deflated(parts, level)
    found: dict[str, int] = {}
    for name, part in parts:
        found[name] = found.get(name, 0) + len(part)
    return found


def _as_it_is(
    archive: Archive, without: Collection[str], added: Iterable[tuple[Archive, ArchiveEntry]]
) -> Iterator[tuple[str, memoryview]]:
    """A module that is not written anew, signing block and all; in the order in which it lies in the file."""
    own = {entry.header_offset: entry for entry in archive.entries if entry.name not in without}
    places = {archive: _places(archive)}
    records: list[tuple[str, memoryview]] = []
    first = min(places[archive], default=archive.data_end)
    yield "", archive.view(0, first)
    for start in sorted(own):
        end, _ = places[archive][start]
        yield from ((own[start].name, piece) for piece in _pieces(archive, start, end))
    for other, entry in added:
        if other not in places:
            places[other] = _places(other)
        end, record = places[other][entry.header_offset]
        yield from ((entry.name, piece) for piece in _pieces(other, entry.header_offset, end))
        records.append((entry.name, record))
    yield "", archive.view(archive.data_end, archive.directory_offset - archive.data_end)
    for start, entry in own.items():
        yield entry.name, places[archive][start][1]
    yield from records
    lines = sum(len(record) for _, record in places[archive].values())
    yield "", archive.view(archive.directory_offset + lines)


def _places(archive: Archive) -> dict[int, tuple[int, memoryview]]:
    """By the offset of its header, where an entry with all that belongs to it ends, and its line in the directory."""
    starts = sorted(entry.header_offset for entry in archive.entries)
    ends = dict(zip(starts, [*starts, archive.data_end][1:], strict=True))
    found: dict[int, tuple[int, memoryview]] = {}
    at = archive.directory_offset
    for entry in archive.entries:
        length = CENTRAL.size + len(entry.raw_name) + len(entry.extra) + len(entry.comment)
        found[entry.header_offset] = ends[entry.header_offset], archive.view(at, length)
        at += length
    return found


def _pieces(archive: Archive, start: int, end: int) -> Iterator[memoryview]:
    for at in range(start, end, _CHUNK):
        yield archive.view(at, min(_CHUNK, end - at))


def _deflated(parts: Iterable[tuple[str, bytes | memoryview]], level: int) -> dict[str, int]:
    """What each name adds to one deflated stream: how long it would be if it ended behind it, and before it."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    found: dict[str, int] = {}
    made = settled = 0
    waiting: dict[str, int] = {}
    for name, part in parts:
        if name not in waiting and sum(waiting.values()) >= _GRAIN:
            total = made + len(compressor.copy().flush())
            _settle(found, waiting, total - settled)
            settled, waiting = total, {}
        made += len(compressor.compress(part))
        waiting[name] = waiting.get(name, 0) + len(part)
    _settle(found, waiting, made + len(compressor.flush()) - settled)
    return found


def _settle(found: dict[str, int], waiting: dict[str, int], cost: int) -> None:
    """Share a cost out by length; what does not divide goes to the last."""
    length = max(1, sum(waiting.values()))
    shares = {name: cost * size // length for name, size in waiting.items()}
    last = next(reversed(shares), "")
    shares[last] = shares.get(last, 0) + cost - sum(shares.values())
    for name, share in shares.items():
        found[name] = found.get(name, 0) + share
