"""The user's cache folder: what can be made again, outside every repository, so that a clone brings none along."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

MOST = 64 * 1024 * 1024
"""Bytes that the cache may take; the files that were not used for the longest time go first."""
_OLD = 24 * 60 * 60


def folder(environment: Mapping[str, str] | None = None) -> str:
    """The folder: ``HAPLINE_CACHE_DIR``, or hapline's place among the platform's caches."""
    values = os.environ if environment is None else environment
    if values.get("HAPLINE_CACHE_DIR"):
        return os.path.abspath(values["HAPLINE_CACHE_DIR"])
    if sys.platform == "win32":
        return os.path.join(values.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local"), "hapline", "cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/hapline")
    above = values.get("XDG_CACHE_HOME", "")
    return os.path.join(above if os.path.isabs(above) else os.path.expanduser("~/.cache"), "hapline")


def load(name: str) -> bytes | None:
    """What was kept under a name; None where there is nothing, or something that others could have written."""
    place = os.path.join(folder(), name)
    try:
        with open(place, "rb") as file:
            status = os.fstat(file.fileno())
            if not _is_ours(status):
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
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        if _is_ours(os.stat(os.path.dirname(place))):
            write(place, content, flush=False, mode=0o600)
            _shrink(os.path.dirname(place))


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


def _is_ours(status: os.stat_result) -> bool:
    if os.name != "posix":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _now() -> float:
    import time

    return time.time()
