"""Keeps what entry points were found in a folder, for the runs that find it unchanged.

Plain text in the user's cache folder, one file for each folder of the path that holds distributions: a checksum, the
folder with its stamp, a line with the stamp of every ``entry_points.txt``, and a line for each entry point. If any of
it is not so any more, the run looks for itself.

Installers make and rename the folders of distributions, which changes the folder around them. So a ``.dist-info``
without entry points is not looked at again before that changes; an ``.egg-info`` is, since setuptools writes a
developer's own in place. Looking at all of them would cost as much as having no cache.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence

from hapline import cachefolder
from hapline.entry_points import FILE, FORMAT, EntryPoint, cache_name, checksum, stamp

SETTLED = 60.0
"""Seconds. What was changed later than this before it was looked at is not kept: an installer may be at work, the
clock of the file system may count in steps of two seconds, and a network's file system may answer from memory."""
_NANO = 1_000_000_000


def keep(folder: str, group: str, names: Iterable[str], found: Sequence[EntryPoint]) -> None:
    """Keep the entry points that were found in these distributions of a folder just now.

    Args:
        folder: The folder, as an absolute path. group: The group of entry points.
        names: The distributions in it. found: Their entry points in this group.
    """
    newest = int((time.time() - SETTLED) * _NANO)
    watched: list[str] = []
    try:
        status = os.stat(folder)
        first = f"{group}\t{folder}\t{stamp(status)}"
        times = [status.st_mtime_ns, status.st_ctime_ns]
        for name in names:
            has_file = os.access(f"{folder}/{name}/{FILE}", os.F_OK)
            path = f"{name}/{FILE}" if has_file else name
            status = os.stat(f"{folder}/{path}")
            if has_file or name.endswith(".egg-info"):
                watched.append(f"{path}\t{stamp(status)}")
            times += [status.st_mtime_ns, status.st_ctime_ns]
    except OSError:
        return
    points = [f"{point.name}\t{point.value}\t{point.origin}" for point in found]
    # A name with a tab or a line's end in it is possible, and of no use to anybody.
    fit = "\n" not in first and all(_is_line_of(2, line) for line in watched)
    if not fit or not all(_is_line_of(3, line) for line in points) or max(times) > newest:
        return
    try:
        body = "\n".join([first, *watched, *points]).encode()
    except UnicodeEncodeError:
        return
    cachefolder.keep(cache_name(folder, group), f"{FORMAT} {checksum(body)}\n".encode() + body)


def _is_line_of(fields: int, line: str) -> bool:
    return line.count("\t") == fields - 1 and "\n" not in line
