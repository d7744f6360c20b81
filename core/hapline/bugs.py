"""Logs of unexpected errors, ready to paste into a report."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from hapline import __version__
from hapline.plugins import Fault


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
    handle, name = tempfile.mkstemp(prefix="hapline-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join([*head, *(line.rstrip("\n") for line in lines), ""]))
    return Path(name)
