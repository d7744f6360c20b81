"""Whether a file was made by a build, or was there before."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hapline.errors import FailedError
from hapline_hooks import noun

_COARSE = 2 * 10**9
"""Nanoseconds. So coarse the times of files are on some file systems."""


@noun
class Stamp:
    """What tells one writing of a file from another: when, how long, which file."""

    modified: int
    size: int
    number: int


def stamp(path: str) -> Stamp | None:
    """That of a file; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Stamp(modified=status.st_mtime_ns, size=status.st_size, number=status.st_ino)


def age_problems(path: str, before: Stamp | None, began: int) -> Iterator[FailedError]:
    """What is wrong with a file that a build should have made.

    Args:
        path: The file. before: What it was before the build. began: When that began, in nanoseconds since 1970.
    """
    after = stamp(path)
    if after is None:
        todo = "see in the output where the build leaves the patch, and name that place by --patch"
        yield FailedError("the build has made no patch", where=path, todo=todo)
    elif after == before or after.modified < began - _COARSE:
        todo = "let the command begin with clean, and see in the output why no new patch was made"
        yield FailedError("the patch is older than this build: nothing new was made", where=path, todo=todo)
