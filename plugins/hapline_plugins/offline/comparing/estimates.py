"""How large an incremental update may be, by several methods.

The format in which the delivery service makes its own is not public, and no client but its SDK applies it: what is
computed here are estimates, for deciding whether a change is small, and nothing that can be delivered. What is
compared is the inner tar: deflate scrambles the .amr so much that a patch of it is as large as the whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Literal

from hapline.errors import MissingError
from hapline_hooks import noun
from hapline_plugins.offline.comparing.difference import Difference

Method = Literal["files", "zstd", "bsdiff"]
MOST_BSDIFF = 64 * 1024 * 1024
"""Bytes of a tar that bsdiff is asked for: it takes seventeen times as much memory."""
MOST_ZSTD = 256 * 1024 * 1024
"""Bytes of a tar that zstd is asked for; its window must hold the old one."""
_LEVEL = 19
_MOST_WINDOW = 29
_ENTRY = 100
"""Bytes that an archive spends on each file, beside its content and twice its name."""


@noun
class Estimate:
    """What an incremental update may take.

    Attributes:
        method: By which method. size: Bytes; None where both versions are too large for the method.
    """

    method: Method
    size: int | None


def estimates(difference: Difference, old_tar: bytes, new_tar: bytes) -> Iterator[Estimate]:
    """The estimates, the simplest method first.

    Args:
        difference: Which files differ. old_tar: The inner tar that was. new_tar: The one that is.

    Raises:
        hapline.errors.MissingError: The extra ``offline`` is not installed.
    """
    yield Estimate(method="files", size=changed_files(difference))
    yield Estimate(method="zstd", size=_bounded(zstd_patch, old_tar, new_tar, MOST_ZSTD))
    yield Estimate(method="bsdiff", size=_bounded(bsdiff_patch, old_tar, new_tar, MOST_BSDIFF))


def changed_files(difference: Difference) -> int:
    """Bytes of an archive with the files that are new or changed, and a list of those to be deleted."""
    names = [one.path for one in difference.added] + [one.path for one in difference.changed]
    size = sum(_deflated(difference.new.by_path[name].read()) + _ENTRY + 2 * len(name.encode()) for name in names)
    listed = [one.path for one in difference.removed] + [f"{one.old_path} {one.path}" for one in difference.renamed]
    return size + (_deflated("\n".join(listed).encode()) if listed else 0)


def zstd_patch(old: bytes, new: bytes) -> bytes:
    """What ``zstd --patch-from`` makes of two tars."""
    zstandard = _library("zstandard")
    window = min(max((len(old) + len(new)).bit_length(), 10), _MOST_WINDOW)
    parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, window_log=window, enable_ldm=True)
    before = zstandard.ZstdCompressionDict(old, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    made: bytes = zstandard.ZstdCompressor(dict_data=before, compression_params=parameters).compress(new)
    return made


def bsdiff_patch(old: bytes, new: bytes) -> bytes:
    """What bsdiff 4 makes of two tars."""
    made: bytes = _library("bsdiff4").diff(old, new)
    return made


def _bounded(method: Callable[[bytes, bytes], bytes], old: bytes, new: bytes, most: int) -> int | None:
    return None if max(len(old), len(new)) > most else len(method(old, new))


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
