"""The user's cache folder: what can be made again, outside every repository, so that a clone brings none along."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress

MOST = 64 * 1024 * 1024
"""Bytes that the cache may take; the files that were not used for the longest time go first."""
_OLD = 24 * 60 * 60
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> str:
    """The folder: ``HAPLINE_CACHE_DIR``, or hapline's place among the platform's caches; empty where there is no home.

    Args:
        environment: Variables; those of the process where it is not given. platform: As ``sys.platform`` names it.
    """
    values = os.environ if environment is None else environment
    if values.get("HAPLINE_CACHE_DIR"):
        return os.path.abspath(values["HAPLINE_CACHE_DIR"])
    home = os.path.expanduser("~")
    if platform == "win32":
        place = os.path.join(values.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "hapline", "cache")
    elif platform == "darwin":
        place = os.path.join(home, "Library", "Caches", "hapline")
    else:
        above = values.get("XDG_CACHE_HOME", "")
        place = os.path.join(above if os.path.isabs(above) else os.path.join(home, ".cache"), "hapline")
    # Without a home "~" stays as it is, and names a folder of the project.
    return place if os.path.isabs(place) else ""


def load(name: str) -> bytes | None:
    """What was kept under a name; None where there is nothing, or something that others could have written.

    What is kept decides what is imported and what is reported, so it is not trusted further than what it came from.
    """
    place = os.path.join(folder(), name)
    try:
        if not os.path.isabs(place) or not is_ours(os.stat(os.path.dirname(place))):
            return None
        # No link leads elsewhere, and opening a named pipe must not wait for a writer.
        with open(os.open(place, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or not is_ours(status):
                return None
            content = file.read()
        if status.st_mtime + _OLD < _now():
            os.utime(place)
    except OSError:
        return None
    return content


def keep(name: str, content: bytes) -> None:
    """Keep something under a name. A folder that cannot be written to is no error: the next run will be slower."""
    from hapline.files import write

    place = os.path.join(folder(), name)
    with suppress(OSError):
        if not os.path.isabs(place):
            return
        os.makedirs(folder(), mode=0o700, exist_ok=True)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        if is_ours(os.stat(os.path.dirname(place))):
            write(place, content, flush=False, mode=0o600)
            _shrink(os.path.dirname(place))


def is_ours(status: os.stat_result) -> bool:
    """Whether it is ours and nobody else can write to it. Windows keeps the folders of users apart by itself."""
    if os.name != "posix":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _shrink(place: str) -> None:
    """Remove the oldest files of a folder until the rest fits, and what killed runs have left half-written."""
    with os.scandir(place) as entries:
        files = sorted((one.stat().st_mtime, one.stat().st_size, one.path) for one in entries if one.is_file())
    total = sum(size for _, size, _ in files)
    for time, size, path in files:
        abandoned = path.endswith(".hapline") and time + _OLD < _now()
        if total > MOST or abandoned:
            with suppress(OSError):
                os.unlink(path)
                total -= size


def _now() -> float:
    import time

    return time.time()
