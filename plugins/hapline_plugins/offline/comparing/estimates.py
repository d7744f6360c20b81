"""How large an incremental update may be, by several methods.

The format in which the delivery service makes its own is not public, and no client but its SDK applies it: what is
computed here are estimates, for deciding whether a change is small, and nothing that can be delivered. What is
compared is the inner tar: deflate scrambles the .amr so much that a patch of it is as large as the whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Literal

from hapline.errors import MissingError
from hapline_hooks import noun
from hapline_plugins.offline.comparing.difference import Difference

Method = Literal["files", "zstd", "bsdiff"]
Of = Literal["tar", "changed-files"]
"""What is compared: the whole inner tar, or only the files that are not the same in both."""
Data = bytes | memoryview
MOST_BSDIFF = 8 * 1024 * 1024
"""Bytes that bsdiff is asked for, which takes it about five seconds and seventeen times as much memory."""
MOST_ZSTD = 256 * 1024 * 1024
"""Bytes of a tar that zstd is asked for; its window holds both."""
_LEVELS = ((1 << 20, 19), (8 << 20, 12), (MOST_ZSTD, 6))
"""Up to how many bytes of a tar which level is taken: one or two seconds each, and within a tenth of the best."""
_LEAST_WINDOW, _MOST_WINDOW = 10, 29
_PIECE = 1 << 20
_ENTRY = 100
"""Bytes that an archive spends on each file, beside its content and twice its name."""


@noun
class Estimate:
    """What an incremental update may take.

    Attributes:
        method: By which method. of: What is compared. size: Bytes; None where it is too large for the method.
        most: Bytes that the method takes; 0 where it takes any.
    """

    method: Method
    of: Of = "tar"
    size: int | None
    most: int = 0


def estimates(difference: Difference, old_tar: Data, new_tar: Data) -> Iterator[Estimate]:
    """The estimates, the simplest method first.

    Args:
        difference: Which files differ. old_tar: The inner tar that was. new_tar: The one that is.

    Raises:
        hapline.errors.MissingError: The extra ``offline`` is not installed.
    """
    yield Estimate(method="files", of="changed-files", size=changed_files(difference))
    zstd = zstd_patch(old_tar, new_tar) if _fits(old_tar, new_tar, MOST_ZSTD) else None
    yield Estimate(method="zstd", size=zstd, most=MOST_ZSTD)
    yield _bsdiff(difference, old_tar, new_tar)


def _bsdiff(difference: Difference, old_tar: Data, new_tar: Data) -> Estimate:
    """By bsdiff, of what it can take: the tars, else what differs in them."""
    of: Of = "tar"
    old, new = old_tar, new_tar
    if not _fits(old, new, MOST_BSDIFF):
        of, old, new = "changed-files", b"", b""
        if max(_sizes(difference)) <= MOST_BSDIFF:
            old, new = _contents(difference)
        else:
            return Estimate(method="bsdiff", of=of, size=None, most=MOST_BSDIFF)
    return Estimate(method="bsdiff", of=of, size=len(bsdiff_patch(old, new)), most=MOST_BSDIFF)


def _sizes(difference: Difference) -> tuple[int, int]:
    """Bytes of the files that are not the same, before and now."""
    changed = difference.changed
    old = sum(one.old_size for one in changed) + sum(one.size for one in difference.removed)
    return old, sum(one.size for one in changed) + sum(one.size for one in difference.added)


def _contents(difference: Difference) -> tuple[bytes, bytes]:
    """These files one behind the other, by path."""
    paths = [one.path for one in difference.changed]
    old, new = {*paths, *(one.path for one in difference.removed)}, {*paths, *(one.path for one in difference.added)}
    return (
        b"".join(difference.old.by_path[path].read() for path in sorted(old)),
        b"".join(difference.new.by_path[path].read() for path in sorted(new)),
    )


def changed_files(difference: Difference) -> int:
    """Bytes of an archive with the files that are new or changed, and a list of those to be deleted."""
    names = [one.path for one in difference.added] + [one.path for one in difference.changed]
    size = sum(_deflated(difference.new.by_path[name].read()) + _ENTRY + 2 * len(name.encode()) for name in names)
    listed = [one.path for one in difference.removed] + [f"{one.old_path} {one.path}" for one in difference.renamed]
    return size + (_deflated("\n".join(listed).encode()) if listed else 0)


def zstd_patch(old: Data, new: Data) -> int:
    """How many bytes zstd takes for a tar behind the one before, as ``zstd --patch-from`` does."""
    return sum(len(made) for part, made in zstd_frame(old, new) if part == "new")


def zstd_frame(old: Data, new: Data) -> Iterator[tuple[Literal["old", "new"], bytes]]:
    """Two tars in one frame of zstd, the part of each by itself.

    Both go through one window, and matches that are far apart are found; a dictionary is not looked through over its
    whole length.
    """
    zstandard = _library("zstandard")
    window = min(max((len(old) + len(new)).bit_length(), _LEAST_WINDOW), _MOST_WINDOW)
    level = next((level for most, level in _LEVELS if max(len(old), len(new)) <= most), _LEVELS[-1][1])
    parameters = zstandard.ZstdCompressionParameters.from_level(level, window_log=window, enable_ldm=True)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    for piece in _pieces(old):
        yield "old", compressor.compress(piece)
    yield "old", compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    for piece in _pieces(new):
        yield "new", compressor.compress(piece)
    yield "new", compressor.flush()


def _pieces(data: Data) -> Iterator[memoryview]:
    view = memoryview(data)
    return (view[at : at + _PIECE] for at in range(0, len(view), _PIECE))


def bsdiff_patch(old: Data, new: Data) -> bytes:
    """What bsdiff 4 makes of two tars."""
    made: bytes = _library("bsdiff4").diff(bytes(old), bytes(new))
    return made


def _fits(old: Data, new: Data, most: int) -> bool:
    return max(len(old), len(new)) <= most


def _deflated(data: bytes) -> int:
    return min(len(zlib.compress(data, 9)), len(data))


def _library(name: str) -> Any:  # noqa: ANN401 these libraries have no types of their own
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise MissingError(
            "estimating incremental updates needs a package that is not installed",
            todo='pip install "hapline[offline]"',
        ) from None
