"""Logs of unexpected errors, ready to paste into a report."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from hapline import __version__
from hapline.plugins import Fault

KEPT = 10
"""Logs that are kept of one user."""
_PREFIX, _SUFFIX = "hapline-", ".log"


def write_log(error: BaseException, arguments: Sequence[str]) -> Path:
    """Write what is needed to look into an error; returns the file."""
    return _write([f"arguments: {list(arguments)!r}", "", *traceback.format_exception(error)])


def write_faults(faults: Iterable[Fault], arguments: Sequence[str]) -> Path:
    """Write what crashed in plugins; returns the file."""
    lines = [f"arguments: {list(arguments)!r}"]
    for fault in faults:
        lines += ["", f"plugin {fault.plugin}, {fault.what}:", *traceback.format_exception(fault.error)]
    return _write(lines)


def _write(lines: Iterable[str]) -> Path:
    head = [
        f"hapline {__version__}",
        f"Python {sys.version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, text=True)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join([*head, *(line.rstrip("\n") for line in lines), ""]))
    _forget(os.path.dirname(name))
    return Path(name)


def _forget(folder: str) -> None:
    """Remove all logs of this user but the last ones: a hook that crashes at every commit must not fill the disk."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        logs = [
            (one.stat().st_mtime, one.path)
            for one in entries
            if one.name.startswith(_PREFIX) and one.name.endswith(_SUFFIX) and _is_ours(one)
        ]
        for _, path in sorted(logs)[:-KEPT]:
            with contextlib.suppress(OSError):
                os.unlink(path)


def _is_ours(entry: os.DirEntry[str]) -> bool:
    if not entry.is_file(follow_symlinks=False):
        return False
    return os.name != "posix" or entry.stat(follow_symlinks=False).st_uid == os.geteuid()
